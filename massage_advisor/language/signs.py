"""Signs: words that only together, in one sentence, say something ("calf" with "hot" and "swollen")."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product

from massage_advisor.language.phrases import Span
from massage_advisor.language.scopes import Scopes
from massage_advisor.language.tokens import Token
from massage_advisor.language.vocabulary import Part
from massage_advisor.model import Sign
from massage_advisor.records import dataclass

MOST_PLACES = 4
"""How many places of one part in a sentence are tried."""

Places = Mapping[int, list[Span[Part]]]


@dataclass(frozen=True, slots=True)
class FoundSign:
    """A sign whose parts stand in tokens[first:last]; `denied`: all of it but its areas is denied."""

    sign: Sign
    first: int
    last: int
    denied: bool = False


def find_signs(
    signs: Sequence[Sign],
    parts: Iterable[Span[Part]],
    tokens: Sequence[Token],
    scopes: Scopes,
    areas: Collection[int] = (),
) -> Iterator[FoundSign]:
    """Every sign of which all `parts` stand in one sentence. `areas`: where an area is named."""
    said: dict[tuple[int, int], dict[int, list[Span[Part]]]] = {}
    denied: dict[tuple[int, int], dict[int, list[Span[Part]]]] = {}
    own: dict[tuple[int, int], int] = {}  # where a sign's own denial starts: "don't see the point"
    sentence = _sentences(tokens)
    for span in parts:
        no = scopes.denies(span.first, span.last)
        for part in span.meanings:
            key = (sentence[span.first], part.sign)
            if not no and scopes.holds_denial(span.first, span.last):
                own.setdefault(key, span.first)
            if not no or own.get(key, span.first) < span.first:
                said.setdefault(key, {}).setdefault(part.number, []).append(span)
            if no or span.last - 1 in areas:
                denied.setdefault(key, {}).setdefault(part.number, []).append(span)
    for key, places in sorted(said.items()):
        yield from _closest(signs[key[1]], places, denied=False)
    for key, places in sorted(denied.items()):
        whole = len(said.get(key, ())) == len(signs[key[1]].parts)
        if not whole and key not in own and _has_denial(places, scopes):
            yield from _closest(signs[key[1]], places, denied=True)


def _has_denial(places: Places, scopes: Scopes) -> bool:
    return any(scopes.denies(span.first, span.last) for spans in places.values() for span in spans)


def _sentences(tokens: Sequence[Token]) -> list[int]:
    numbers, current = [], 0
    for token in tokens:
        current += token.opens_sentence
        numbers.append(current)
    return numbers


def _closest(sign: Sign, places: Places, *, denied: bool) -> Iterator[FoundSign]:
    """The choice of one place for each part that lies closest together, if it is close enough."""
    if len(places) < len(sign.parts):
        return
    choices = product(*(spans[:MOST_PLACES] for spans in places.values()))
    widths = [_reach(choice) for choice in choices if _distinct(choice)]
    if widths:
        first, last = min(widths, key=lambda reach: (reach[1] - reach[0], reach[0]))
        if not sign.near or last - first <= sign.near:
            yield FoundSign(sign, first, last, denied)


def _distinct(choice: tuple[Span[Part], ...]) -> bool:
    """Whether no word serves two parts."""
    ordered = sorted(choice, key=lambda span: span.first)
    return all(one.last <= two.first for one, two in pairwise(ordered))


def _reach(choice: tuple[Span[Part], ...]) -> tuple[int, int]:
    return min(span.first for span in choice), max(span.last for span in choice)
