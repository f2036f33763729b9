"""Words that are nearly known words: typing slips and words written by ear."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import groupby

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from massage_advisor.language.sounds import sound
from massage_advisor.language.tokens import Token, fold, stem

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_DOUBLES = re.compile(r"^[^aeiou]*[aeiou][^aeiouwxy]$")  # "slur": "slured" is a slip
SHORTEST = 4
SHORTEST_BY_EAR = 3
ENDINGS = ("ing", "ed", "ly", "er")
MOST_CORRECTIONS = 60
"""How many different words of one text are looked up: a text of rubbish must not take long."""


def allowed(length: int) -> int:
    """How many slips a word of this length may have."""
    return 1 if length < 7 else 2 if length < 11 else 3


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """All words of some texts, folded."""
    return frozenset(fold(word) for word in set(_WORD.findall(" ".join(texts).lower())))


class Speller:
    """Knows which words are spelt as they should be (`plain`, folded), and which are worth finding."""

    def __init__(self, plain: Iterable[str]) -> None:
        self._plain = set(plain)
        self._targets: set[str] = set()

    def teach(self, words: Iterable[str]) -> None:
        """These words are worth finding."""
        known = {word for word in words if word.isalpha()}
        self._targets |= {word for word in known if len(word) >= SHORTEST}
        self._plain |= known

    @cached_property
    def _by_length(self) -> Mapping[int, tuple[str, ...]]:
        """The words worth finding, by length, in alphabetical order."""
        ordered = sorted(self._targets, key=lambda word: (len(word), word))
        return {length: tuple(words) for length, words in groupby(ordered, key=len)}

    @cached_property
    def _by_sound(self) -> Mapping[str, tuple[str, ...]]:
        """The words worth finding, by how they sound."""
        return _grouped(self._targets, sound)

    @cached_property
    def _by_letters(self) -> Mapping[str, tuple[str, ...]]:
        """The words worth finding, by their letters in any order."""
        return _grouped(self._targets, _letters)

    def correct(self, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        """The tokens with misspelt words replaced by the known words they are nearest to."""
        unknown = dict.fromkeys(token.word for token in tokens if self._is_unknown(token))
        corrections = {word: self._nearest(word) for word in list(unknown)[:MOST_CORRECTIONS]}
        return tuple(_corrected(token, corrections.get(token.word, "")) for token in tokens)

    def is_plain(self, word: str) -> bool:
        """Whether this is a word of the language, as far as is known."""
        return any(base in self._plain for base in (word, stem(word), *_bases(word)))

    def _is_unknown(self, token: Token) -> bool:
        return not token.number and len(token.word) >= SHORTEST_BY_EAR and not self.is_plain(token.word)

    def _nearest(self, word: str) -> str:
        """The known word with the same sound or the same letters, else that with the fewest slips, or ""."""
        alike = self._by_sound.get(sound(word), ())
        if not alike and len(word) > SHORTEST:
            alike = self._by_letters.get(_letters(word), ())
        if alike or len(word) < SHORTEST:
            return min(alike, key=lambda known: (OSA.distance(known, word), known), default="")
        limit = allowed(len(word))
        near: list[tuple[int, bool, int, str]] = []
        for length in range(len(word) - limit, len(word) + limit + 1):
            cutoff = min(limit, allowed(length))
            targets = self._by_length.get(length, ())
            for known, slips, _ in extract(
                word, targets, scorer=OSA.distance, score_cutoff=cutoff, limit=None
            ):
                near.append((int(slips), known[0] != word[0], abs(length - len(word)), known))
        return min(near)[-1] if near else ""


def _letters(word: str) -> str:
    """The first letter and the others in alphabetical order: "athsma" is "asthma"."""
    return word[0] + "".join(sorted(word[1:]))


def _grouped(words: Iterable[str], key: Callable[[str], str]) -> Mapping[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for word in sorted(words):
        groups.setdefault(key(word), []).append(word)
    return {name: tuple(members) for name, members in groups.items()}


def _bases(word: str) -> Iterator[str]:
    """What a word with an ending may come from: "pinching" from "pinch", "jogged" from "jog"."""
    for ending in ENDINGS:
        base = word.removesuffix(ending)
        if base != word and len(base) >= SHORTEST_BY_EAR:
            yield base + "e"
            if base[-1] == base[-2]:
                yield base[:-1]
            if not _DOUBLES.search(base):
                yield base


def _corrected(token: Token, word: str) -> Token:
    return replace(token, word=word, stem=stem(word), misspelt=True) if word else token
