"""Lines that fit: wrapping by display width, at words; a word that is too long is broken, never cut."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from massage_advisor.textsafe import to_ascii

__all__ = ["cell_width", "to_ascii", "wrap"]

NARROWEST = 10


def cell_width(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    return len(text) if text.isascii() else sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap(text: str, width: int, indent: str = "") -> list[str]:
    """`text` as lines of at most `width` columns; the second and later lines start with `indent`."""
    width = max(width, NARROWEST)
    lines: list[str] = []
    current = ""
    for word in _breakable(text, width - cell_width(indent)):
        joined = f"{current} {word}" if current.strip() else current + word
        if cell_width(joined) > width:
            lines.append(current)
            joined = indent + word
        current = joined
    return [*lines, current]


def _breakable(text: str, width: int) -> Iterator[str]:
    """The words of `text`, with those wider than `width` in pieces."""
    for word in text.split():
        if cell_width(word) <= width:
            yield word
            continue
        piece = ""
        for character in word:
            if cell_width(piece + character) > width:
                yield piece
                piece = ""
            piece += character
        yield piece
