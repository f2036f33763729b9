"""Finding known phrases in a row of words: longest first, small words in between allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Generic, TypeAlias, TypeVar

from massage_advisor.language.tokens import SHORT, Token, phrase_words, stem
from massage_advisor.records import dataclass

MOST_SMALL = 2
"""How many small words may stand between two words of a phrase."""

Tree: TypeAlias = dict[str, Any]
"""A stem leads to the tree of what may follow it, ENDS to what ends here.

That is a list of [exact word or "", capitals only, number of the entry].
"""

ENDS = ""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Span(Generic[T]):
    """A phrase that was found at tokens[first:last], and what it stands for."""

    first: int
    last: int
    meanings: tuple[T, ...]

    def within(self, outer: Span[Any]) -> bool:
        """Whether all its words belong to another phrase too."""
        return outer.first <= self.first and self.last <= outer.last


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """Phrases that stand for one thing; `capitals`: only where they are written so."""

    words: Sequence[str]
    meaning: T
    capitals: bool = False


def grown(entries: Iterable[Entry[Any]]) -> Tree:
    """All phrases as one tree, which JSON can hold; the numbers at its ends count the entries."""
    tree: Tree = {}
    for number, entry in enumerate(entries):
        for phrase in entry.words:
            _plant(tree, phrase_words(phrase), entry.capitals, number)
    return tree


def _plant(tree: Tree, words: Sequence[str], capitals: bool, number: int) -> None:
    """Another phrase; one of a single short word is only found as written, or with a plural ending."""
    for word in words:
        tree = tree.setdefault(stem(word), {})
    if words:
        alone = len(words) == 1 and len(stem(words[0])) < SHORT
        tree.setdefault(ENDS, []).append([words[0] if alone else "", capitals, number])


class Phrases(Generic[T]):
    """Phrases and what they stand for. `tree` was grown from as many entries as there are `meanings`."""

    def __init__(self, tree: Tree, meanings: Sequence[T], small_words: frozenset[str] = frozenset()) -> None:
        self._tree = tree
        self._meanings = meanings
        self._small = small_words

    def longest(
        self, tokens: Sequence[Token], accepts: Callable[[Span[T]], bool] | None = None
    ) -> tuple[Span[T], ...]:
        """Phrases that do not overlap: at every place the longest that is accepted, from left to right."""
        found: list[Span[T]] = []
        place = 0
        while place < len(tokens):
            longest = self._longest(tokens, place, accepts)
            if longest is not None and tokens[place].word in self._small:
                later = self._longest(tokens, place + 1, accepts)  # "an infection", "infection in my ear"
                longest = later if later is not None and later.last > longest.last else longest
            if longest is not None:
                found.append(longest)
            place = place + 1 if longest is None else longest.last
        return tuple(found)

    def _longest(
        self, tokens: Sequence[Token], first: int, accepts: Callable[[Span[T]], bool] | None
    ) -> Span[T] | None:
        here = [span for span in self._at(tokens, first) if accepts is None or accepts(span)]
        return max(here, key=lambda span: span.last, default=None)

    def every(self, tokens: Sequence[Token]) -> Iterator[Span[T]]:
        """All phrases, also those inside each other."""
        for place in range(len(tokens)):
            yield from self._at(tokens, place)

    def _at(self, tokens: Sequence[Token], first: int) -> Iterator[Span[T]]:
        """All phrases that start with tokens[first]."""
        paths = [(self._tree, first, 0)]
        while paths:
            tree, place, skipped = paths.pop()
            if place > first and skipped == 0 and ENDS in tree:
                yield from self._ending(tree, tokens, first, place)
            if place >= len(tokens) or (place > first and tokens[place].marks):
                continue
            follows = tree.get(tokens[place].stem)
            if follows is not None:
                paths.append((follows, place + 1, 0))
            if place > first and skipped < MOST_SMALL and tokens[place].word in self._small:
                paths.append((tree, place + 1, skipped + 1))

    def _ending(self, tree: Tree, tokens: Sequence[Token], first: int, last: int) -> Iterator[Span[T]]:
        word, stemmed = tokens[first].word, tokens[first].stem
        written = any(exact == word for exact, _, _ in tree[ENDS])  # "chills" is a phrase beside "chill"
        meanings = tuple(
            self._meanings[number]
            for exact, capitals, number in tree[ENDS]
            if exact in ("", word if written else stemmed) and (not capitals or tokens[first].capitals)
        )
        if meanings:
            yield Span(first, last, meanings)
