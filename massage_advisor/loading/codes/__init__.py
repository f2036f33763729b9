"""The catalogue of what can be wrong with knowledge files: one entry for each code, with examples.

A code never changes its meaning. The examples are its tests: the bad one has this fault and no other.
"""

from __future__ import annotations

from massage_advisor.loading.codes.code import Code
from massage_advisor.loading.codes.files import file_codes
from massage_advisor.loading.codes.forms import form_codes
from massage_advisor.loading.codes.knowledge import doubt_codes, law_codes, name_codes

__all__ = ["CODES", "Code", "find_code"]

CODES: tuple[Code, ...] = (
    *file_codes(),
    *form_codes(),
    *name_codes(),
    *law_codes(),
    *doubt_codes(),
)


def find_code(id_: str) -> Code | None:
    """The entry for a code, in any case; None where there is none."""
    return next((code for code in CODES if code.id == id_.upper()), None)
