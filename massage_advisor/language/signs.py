"""Signs: words that only together, in one sentence, say something ("calf" with "hot" and "swollen")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from massage_advisor.language.lexicon import Part
from massage_advisor.language.phrases import Phrases, Span
from massage_advisor.language.scopes import Scopes
from massage_advisor.language.tokens import Token
from massage_advisor.model import Sign

MOST_PLACES = 4
"""How many places of one part in a sentence are tried."""


def find_signs(
    signs: Sequence[Sign], parts: Phrases[Part], tokens: Sequence[Token], scopes: Scopes
) -> Iterator[tuple[Sign, int, int]]:
    """Every sign whose parts stand in one sentence and are not denied, with its first and last word."""
    sentence = _sentences(tokens)
    seen: dict[tuple[int, int], dict[int, list[Span[Part]]]] = {}
    for span in parts.every(tokens):
        if "denied" in scopes.ways[span.last - 1]:
            continue
        for part in span.meanings:
            by_part = seen.setdefault((sentence[span.first], part.sign), {})
            by_part.setdefault(part.number, []).append(span)
    for (_, number), by_part in sorted(seen.items()):
        sign = signs[number]
        if len(by_part) == len(sign.parts):
            yield from _closest(sign, list(by_part.values()))


def _sentences(tokens: Sequence[Token]) -> list[int]:
    numbers, current = [], 0
    for token in tokens:
        current += token.opens_sentence
        numbers.append(current)
    return numbers


def _closest(sign: Sign, places: list[list[Span[Part]]]) -> Iterator[tuple[Sign, int, int]]:
    """The choice of one place for each part that lies closest together, if it is close enough."""
    choices = product(*(spans[:MOST_PLACES] for spans in places))
    apart = ((span for span in choice) for choice in choices if _distinct(choice))
    widths = [_reach(tuple(choice)) for choice in apart]
    if widths:
        first, last = min(widths, key=lambda reach: (reach[1] - reach[0], reach[0]))
        if not sign.near or last - first <= sign.near:
            yield sign, first, last


def _distinct(choice: tuple[Span[Part], ...]) -> bool:
    """Whether no word serves two parts."""
    ordered = sorted(choice, key=lambda span: span.first)
    return all(one.last <= two.first for one, two in pairwise(ordered))


def _reach(choice: tuple[Span[Part], ...]) -> tuple[int, int]:
    return min(span.first for span in choice), max(span.last for span in choice)
