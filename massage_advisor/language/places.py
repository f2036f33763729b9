"""Body areas in a text: which of them hurt, which must not be touched, and where a condition sits."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TypeVar

from massage_advisor.language.phrases import Span
from massage_advisor.language.scopes import CLAUSE_ENDS, Scopes
from massage_advisor.language.tokens import Token
from massage_advisor.model import Cue
from massage_advisor.records import dataclass

SIDES = {"left": "left-", "right": "right-", "l": "left-", "r": "right-", "lt": "left-", "rt": "right-"}
NEAR = 6
"""A word of pain and the area it is about are at most so many words apart."""

FAR = 16
"""No phrase that starts so many words from an area is about it."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Area:
    """An area named at tokens[first:last]: the ids that an answer can hold."""

    first: int
    last: int
    ids: tuple[str, ...]


def named_areas(tokens: Sequence[Token], spans: tuple[Span[tuple[str, ...]], ...]) -> Iterator[Area]:
    """Every area, narrowed to the side that is named."""
    for span in spans:
        side = _side(tokens, span.first)
        ids = tuple(dict.fromkeys(id_ for meaning in span.meanings for id_ in meaning))
        sided = tuple(id_ for id_ in ids if id_.startswith(side))
        yield Area(span.first - bool(side and sided), span.last, sided or ids)


def _side(tokens: Sequence[Token], first: int) -> str:
    """The side that the words before an area name, or ""."""
    for place in (first - 1, first - 2):
        if place >= 0 and not tokens[place + 1].marks and tokens[place].word in SIDES:
            return SIDES[tokens[place].word]
    return ""


def pains(scopes: Scopes) -> tuple[Span[Cue], ...]:
    """The words of pain that are not denied, from left to right."""
    return tuple(
        cue
        for cue in scopes.cues
        if any(meaning.says == "hurts" for meaning in cue.meanings) and "denied" not in scopes.ways[cue.first]
    )


def hurts(area: Area, tokens: Sequence[Token], painful: Sequence[Span[Cue]]) -> bool:
    """Whether a word of pain is said of the area: near it, in its clause."""
    for cue in close_to(painful, area):
        first, last = min(cue.first, area.first), max(cue.last, area.last)
        if last - first <= NEAR + (area.last - area.first) and not _parted(tokens, first, last):
            return True
    return False


def close_to(spans: Sequence[Span[T]], area: Area) -> Sequence[Span[T]]:
    """Those of the spans, ordered by place, that start not far from an area."""
    low = bisect_left(spans, area.first - FAR, key=lambda span: span.first)
    return spans[low : bisect_left(spans, area.last + FAR, key=lambda span: span.first)]


def _parted(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the clause ends between the two."""
    return any(not CLAUSE_ENDS.isdisjoint(token.marks) for token in tokens[first + 1 : last])
