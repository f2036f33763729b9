"""Text from people, files and knowledge is data: made harmless before it is shown."""

from __future__ import annotations

import re
import unicodedata

_ESCAPES = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])|\x9b[0-?]*[ -/]*[@-~]"
)
_UNSAFE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = {"\u200d"}  # joins emoji and letters of some scripts; it cannot reorder text


def clean_text(text: str, *, keep_newlines: bool = False) -> str:
    """`text` without escape codes, control characters and marks that change the reading direction."""
    if text.isprintable():  # the usual case; whatever is unsafe is not printable
        return text
    kept = "\n" if keep_newlines else ""
    plain = _ESCAPES.sub("", text)
    return "".join(_clean_character(character, kept) for character in plain)


def _clean_character(character: str, kept: str) -> str:
    if character in kept or character in _JOINERS:
        return character
    if character in "\t\n\r":
        return " "
    return "" if unicodedata.category(character) in _UNSAFE else character


def shorten(text: str, most: int = 60) -> str:
    """`text` made harmless and cut to `most` characters, with "..." where something was cut."""
    clean = clean_text(text[: most * 4])
    return clean if len(clean) <= most and len(text) <= most * 4 else clean[: most - 3] + "..."


def to_ascii(text: str) -> str:
    """`text` in ASCII: letters lose their accents, everything else without a stand-in becomes "?"."""
    if text.isascii():
        return text
    swapped = text.translate(_STAND_INS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", swapped) if not unicodedata.combining(c))
    return plain.encode("ascii", "replace").decode("ascii")


_STAND_INS = str.maketrans(
    dict(zip("‘’“”–—°•×─━", "''\"\"-- *x-=", strict=True))  # one sign for one sign: columns stay
    | {"…": "..."}
)
