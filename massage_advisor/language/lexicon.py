"""All phrases of a knowledge base that mean something, ready to be found in a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import lru_cache

from massage_advisor.answers import YES
from massage_advisor.language.phrases import Phrases
from massage_advisor.language.spelling import Speller, words_of
from massage_advisor.language.tokens import fold, phrase_words, stem
from massage_advisor.loading import derived
from massage_advisor.model import Area, Cue, KnowledgeBase, Sign, Wording
from massage_advisor.records import dataclass

LONGEST_LABEL = 4
GOALS, WHERE = "goals", "where"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase stands for: answers, a massage, or questions that it opens (`ask`).

    `denied`: the answers when it is denied, where these are more than a "no";
    `covers`: a "no" to it is a "no" to the whole item, also of a red-flag item.
    """

    means: Mapping[str, object] = field(default_factory=dict)
    ask: tuple[str, ...] = ()
    denied: Mapping[str, object] = field(default_factory=dict)
    massage: str = ""
    covers: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a sign: `number` counts the parts of `sign`."""

    sign: int
    number: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The phrases by what they are for."""

    meanings: Phrases[Meaning]
    cues: Phrases[Cue]
    parts: Phrases[Part]
    areas: Phrases[tuple[str, ...]]
    speller: Speller
    small: frozenset[str]


@lru_cache(maxsize=2)
def lexicon(kb: KnowledgeBase) -> Lexicon:
    """The phrases of `kb`; made once."""
    small = frozenset(fold(word) for word in kb.language.small_words)
    found = Lexicon(
        _meanings(kb, small), _cues(kb), _parts(kb, small), _areas(kb, small), _speller(kb), small
    )
    for phrases in (found.meanings, found.cues, found.parts, found.areas):
        found.speller.teach(phrases.words)
    return found


def _meanings(kb: KnowledgeBase, small: frozenset[str]) -> Phrases[Meaning]:
    phrases: Phrases[Meaning] = Phrases(small)
    own = [wording for wording in kb.language.wordings if wording.ask or wording.covers]
    taken = {fold_phrase(word) for wording in own for word in wording.words}
    for phrase, meaning in _aliases(kb):
        if fold_phrase(phrase) not in taken:
            phrases.add(phrase, meaning)
    for wording in kb.language.wordings:
        if not _is_place(wording):
            meaning = Meaning(wording.means, wording.ask, wording.denied, wording.massage, wording.covers)
            for phrase in wording.words:
                phrases.add(phrase, meaning, capitals=wording.capitals)
    return phrases


def _aliases(kb: KnowledgeBase) -> Iterator[tuple[str, Meaning]]:
    """Names and aliases."""
    for condition in kb.conditions.values():
        meaning = Meaning({condition.id: YES})
        for phrase in dict.fromkeys((*_short(condition.label), *condition.aliases)):
            yield phrase, meaning
    for goal in kb.goals.values():
        for phrase in goal.aliases:
            yield phrase, Meaning({GOALS: (goal.id,)})
    for massage in kb.massages.values():
        for phrase in dict.fromkeys((massage.name.lower(), *massage.aliases)):
            yield phrase, Meaning(massage=massage.id)


def _short(label: str) -> tuple[str, ...]:
    """The label, if people could say it like that."""
    plain = label.replace("'", "").replace("-", " ")
    return (label,) if plain.replace(" ", "").isalnum() and len(plain.split()) <= LONGEST_LABEL else ()


def fold_phrase(phrase: str) -> tuple[str, ...]:
    """A phrase in the form in which spellings are equal."""
    return tuple(stem(word) for word in phrase_words(phrase))


def _is_place(wording: Wording) -> bool:
    return tuple(wording.means) == (WHERE,)


def _areas(kb: KnowledgeBase, small: frozenset[str]) -> Phrases[tuple[str, ...]]:
    """The names of areas, each with the ids that an answer can hold."""
    phrases: Phrases[tuple[str, ...]] = Phrases(small)
    for area in kb.areas.values():
        if area.asked:
            for phrase in dict.fromkeys((*_short(area.label), *area.aliases)):
                phrases.add(phrase, area.sides)
    for wording in kb.language.wordings:
        places = wording.means.get(WHERE)
        if _is_place(wording) and isinstance(places, tuple):
            for phrase in wording.words:
                phrases.add(phrase, places)
    return phrases


def _cues(kb: KnowledgeBase) -> Phrases[Cue]:
    """The cues, found only as written: "i do not have" is not "i have"."""
    phrases: Phrases[Cue] = Phrases()
    for cue in kb.language.cues:
        for phrase in cue.words:
            phrases.add(phrase, cue)
    return phrases


def _parts(kb: KnowledgeBase, small: frozenset[str]) -> Phrases[Part]:
    phrases: Phrases[Part] = Phrases(small)
    for sign_number, sign in enumerate(kb.language.signs):
        for number, words in enumerate(sign.parts):
            for phrase in words:
                phrases.add(phrase, Part(sign_number, number))
    return phrases


def _speller(kb: KnowledgeBase) -> Speller:
    """Corrects towards the words that mean something, and leaves alone all words the knowledge uses."""
    return Speller(derived(kb, "plain-words", lambda: words_of(_texts(kb)), sorted, frozenset))


def _texts(kb: KnowledgeBase) -> Iterator[str]:
    yield from kb.language.plain_words
    yield from kb.language.small_words
    yield from (f"{item.ask} {item.why}" for item in kb.items.values())
    yield from (option.label for item in kb.items.values() for option in item.options)
    yield from (f"{rule.because} {rule.do} {rule.ask}" for rule in kb.rules)
    yield from (f"{massage.summary} {massage.session.text}" for massage in kb.massages.values())
    yield from (note.text for note in kb.always)


def area_of(kb: KnowledgeBase, place: str) -> Area | None:
    """The area of an id that an answer can hold."""
    base = place.removeprefix("left-").removeprefix("right-")
    return kb.areas.get(place) or kb.areas.get(base)


__all__ = ["GOALS", "WHERE", "Lexicon", "Meaning", "Part", "Sign", "area_of", "fold_phrase", "lexicon"]
