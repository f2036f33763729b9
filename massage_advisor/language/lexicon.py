"""All phrases of a knowledge base that mean something, ready to be found in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from massage_advisor.language import vocabulary
from massage_advisor.language.phrases import Entry, Phrases, Tree, grown
from massage_advisor.language.spelling import Speller, words_of
from massage_advisor.language.tokens import fold, phrase_words, stem
from massage_advisor.language.vocabulary import Meaning, Part
from massage_advisor.loading import derived
from massage_advisor.model import Cue, KnowledgeBase
from massage_advisor.records import dataclass


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The phrases by what they are for."""

    meanings: Phrases[Meaning]
    cues: Phrases[Cue]
    parts: Phrases[Part]
    areas: Phrases[tuple[str, ...]]
    speller: Speller
    small: frozenset[str]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept between runs: the trees of meanings, cues, parts and areas; their words; plain words."""

    trees: Sequence[Tree]
    words: Sequence[str]
    plain: Sequence[str]


@lru_cache(maxsize=2)
def lexicon(kb: KnowledgeBase) -> Lexicon:
    """The phrases of `kb`; made once."""
    kept = derived(kb, "phrases", lambda: _made(kb), _written, lambda raw: Kept(*raw))
    meanings, cues, parts, areas = kept.trees
    speller = Speller(kept.plain)
    speller.teach(kept.words)
    small = frozenset(fold(word) for word in kb.language.small_words)
    return Lexicon(
        Phrases(meanings, _told((*vocabulary.names(kb), *vocabulary.wordings(kb))), small),
        Phrases(cues, _told(vocabulary.cues(kb))),  # only as written: "i do not have" is not "i have"
        Phrases(parts, _told(vocabulary.parts(kb)), small),
        Phrases(areas, _told(vocabulary.areas(kb)), small),
        speller,
        small,
    )


def _told(entries: Iterable[Entry[Any]]) -> list[Any]:
    return [entry.meaning for entry in entries]


def _made(kb: KnowledgeBase) -> Kept:
    groups: tuple[Sequence[Entry[Any]], ...] = (
        (*_free_names(kb), *vocabulary.wordings(kb)),
        tuple(vocabulary.cues(kb)),
        tuple(vocabulary.parts(kb)),
        tuple(vocabulary.areas(kb)),
    )
    phrases = {phrase for group in groups for entry in group for phrase in entry.words}
    words = {word for phrase in phrases for word in phrase_words(phrase)}
    return Kept([grown(group) for group in groups], sorted(words), sorted(words_of(_texts(kb))))


def _written(made: Kept) -> list[Sequence[object]]:
    return [made.trees, made.words, made.plain]


def _free_names(kb: KnowledgeBase) -> Iterator[Entry[Meaning]]:
    """The names, without those that a wording takes to ask, or to cover more."""
    own = [wording for wording in kb.language.wordings if wording.ask or wording.covers]
    taken = {fold_phrase(word) for wording in own for word in wording.words}
    for entry in vocabulary.names(kb):
        yield replace(entry, words=tuple(word for word in entry.words if fold_phrase(word) not in taken))


def fold_phrase(phrase: str) -> tuple[str, ...]:
    """A phrase in the form in which spellings are equal."""
    return tuple(stem(word) for word in phrase_words(phrase))


def _texts(kb: KnowledgeBase) -> Iterator[str]:
    """Texts whose words are spelt as they should be."""
    yield from kb.language.plain_words
    yield from kb.language.small_words
    yield from (f"{item.ask} {item.why}" for item in kb.items.values())
    yield from (option.label for item in kb.items.values() for option in item.options)
    yield from (f"{rule.because} {rule.do} {rule.ask}" for rule in kb.rules)
    yield from (f"{massage.summary} {massage.session.text}" for massage in kb.massages.values())
    yield from (note.text for note in kb.always)


__all__ = ["Lexicon", "fold_phrase", "lexicon"]
