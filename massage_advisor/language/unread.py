"""Words that nothing was made of."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from massage_advisor.language.scopes import CLAUSE_ENDS, DENIAL_ENDS
from massage_advisor.language.tokens import Token

NEAR = 7
"""What is not understood so many words from a sign may belong to it."""


def unread_near(
    tokens: Sequence[Token], first: int, last: int, read: Collection[int], small: frozenset[str]
) -> bool:
    """Whether something in the sentence near tokens[first:last] was not understood."""
    around = (
        *_until_end(tokens, range(first - 1, first - 1 - NEAR, -1), 1),
        *_until_end(tokens, range(last, last + NEAR), 0),
    )
    return any(place not in read and is_telling(tokens[place], small) for place in around)


def _until_end(tokens: Sequence[Token], places: range, mark: int) -> Iterator[int]:
    """The places up to where the sentence ends."""
    for place in places:
        if not 0 <= place < len(tokens) or not DENIAL_ENDS.isdisjoint(tokens[place + mark].marks):
            return
        yield place


def unmatched(
    tokens: Sequence[Token], read: Collection[int], small: frozenset[str]
) -> Iterator[tuple[Token, Token]]:
    """The first and last word of every run that nothing was made of, small words left out at both ends."""
    run: list[Token] = []
    for place, token in enumerate(tokens):
        if run and (place in read or not CLAUSE_ENDS.isdisjoint(token.marks)):
            yield from _ends(run, small)
            run = []
        if place not in read:
            run.append(token)
    yield from _ends(run, small)


def _ends(run: Sequence[Token], small: frozenset[str]) -> Iterator[tuple[Token, Token]]:
    telling = [token for token in run if is_telling(token, small)]
    if telling:
        yield telling[0], telling[-1]


def is_telling(token: Token, small: frozenset[str]) -> bool:
    """Whether a word could say something: numbers and small words do not."""
    return not token.number and token.word not in small
