"""The catalogue of what can be wrong with knowledge files: one entry for each code, with examples.

A code never changes its meaning. The examples are its tests: the bad one has this fault and no other.
"""

from __future__ import annotations

from massage_advisor.loading.codes.code import Code
from massage_advisor.loading.codes.files import FILE_CODES
from massage_advisor.loading.codes.forms import FORM_CODES
from massage_advisor.loading.codes.knowledge import DOUBT_CODES, LAW_CODES, NAME_CODES

__all__ = ["CODES", "Code", "find_code"]

CODES: tuple[Code, ...] = (
    *FILE_CODES,
    *FORM_CODES,
    *NAME_CODES,
    *LAW_CODES,
    *DOUBT_CODES,
)


def find_code(id_: str) -> Code | None:
    """The entry for a code, in any case; None where there is none."""
    return next((code for code in CODES if code.id == id_.upper()), None)
