"""How a page is written: width, colour, signs."""

from __future__ import annotations

from massage_advisor.records import dataclass
from massage_advisor.textsafe import clean_text, to_ascii

NARROW = 72
"""Below this many columns a table becomes cards."""


@dataclass(frozen=True, slots=True)
class Style:
    """Columns to write to; colour or not; ASCII signs only; and `accessible`: no rules, boxes or pictures."""

    width: int
    color: bool
    ascii: bool
    accessible: bool = False

    @property
    def narrow(self) -> bool:
        """Whether tables have to be cards: little room, or a screen reader."""
        return self.width < NARROW or self.accessible

    def text(self, text: str) -> str:
        """`text` as it may be shown: harmless, and in ASCII where nothing else can be written."""
        clean = clean_text(text)
        return to_ascii(clean) if self.ascii else clean
