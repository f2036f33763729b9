"""Finding known phrases in a row of words: longest first, small words in between allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from massage_advisor.language.tokens import SHORT, Token, phrase_words, stem

MOST_SMALL = 2
"""How many small words may stand between two words of a phrase."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Span(Generic[T]):
    """A phrase that was found at tokens[first:last], and what it stands for."""

    first: int
    last: int
    meanings: tuple[T, ...]


@dataclass(slots=True)
class _Node(Generic[T]):
    children: dict[str, _Node[T]] = field(default_factory=dict)
    ends: list[tuple[str, bool, T]] = field(default_factory=list)  # exact word or "", capitals only


class Phrases(Generic[T]):
    """Phrases and what they stand for."""

    def __init__(self, small_words: frozenset[str] = frozenset()) -> None:
        self._root: _Node[T] = _Node()
        self._small = small_words
        self.words: set[str] = set()

    def add(self, phrase: str, meaning: T, *, capitals: bool = False) -> None:
        """Another phrase; one of a single short word is only found as written, or with a plural ending."""
        words = phrase_words(phrase)
        node = self._root
        for word in words:
            stemmed = stem(word)
            if stemmed not in node.children:
                node.children[stemmed] = _Node()
            node = node.children[stemmed]
        if words:
            alone = len(words) == 1 and len(words[0]) < SHORT
            node.ends.append((words[0] if alone else "", capitals, meaning))
            self.words.update(words)

    def longest(
        self, tokens: Sequence[Token], accepts: Callable[[Span[T]], bool] | None = None
    ) -> tuple[Span[T], ...]:
        """Phrases that do not overlap: at every place the longest that is accepted, from left to right."""
        found: list[Span[T]] = []
        place = 0
        while place < len(tokens):
            here = [span for span in self._at(tokens, place) if accepts is None or accepts(span)]
            if here:
                longest = max(here, key=lambda span: span.last)
                found.append(longest)
                place = longest.last
            else:
                place += 1
        return tuple(found)

    def every(self, tokens: Sequence[Token]) -> Iterator[Span[T]]:
        """All phrases, also those inside each other."""
        for place in range(len(tokens)):
            yield from self._at(tokens, place)

    def _at(self, tokens: Sequence[Token], first: int) -> Iterator[Span[T]]:
        """All phrases that start with tokens[first]."""
        paths = [(self._root, first, 0)]
        while paths:
            node, place, skipped = paths.pop()
            if place > first and skipped == 0:
                yield from self._ending(node, tokens, first, place)
            if place == len(tokens) or (place > first and tokens[place].marks):
                continue
            child = node.children.get(tokens[place].stem)
            if child is not None:
                paths.append((child, place + 1, 0))
            if place > first and skipped < MOST_SMALL and tokens[place].word in self._small:
                paths.append((node, place + 1, skipped + 1))

    def _ending(self, node: _Node[T], tokens: Sequence[Token], first: int, last: int) -> Iterator[Span[T]]:
        meanings = tuple(
            meaning
            for exact, capitals, meaning in node.ends
            if exact in ("", tokens[first].word, tokens[first].stem)
            and (not capitals or tokens[first].capitals)
        )
        if meanings:
            yield Span(first, last, meanings)
