"""What phrases of a knowledge base stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from massage_advisor.answers import YES
from massage_advisor.language.phrases import Entry
from massage_advisor.model import Cue, KnowledgeBase, Wording
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


def names(kb: KnowledgeBase) -> Iterator[Entry[Meaning]]:
    """Labels, names and aliases."""
    small = frozenset(kb.language.small_words)
    for condition in kb.conditions.values():
        phrases = (*_short(condition.label), *condition.aliases)
        yield _entry((*phrases, *_turned(phrases, small)), Meaning({condition.id: YES}))
    for goal in kb.goals.values():
        yield _entry(goal.aliases, Meaning({GOALS: (goal.id,)}))
    for massage in kb.massages.values():
        yield _entry((massage.name.lower(), *massage.aliases), Meaning(massage=massage.id))


def _entry(words: tuple[str, ...], meaning: Meaning) -> Entry[Meaning]:
    return Entry(tuple(dict.fromkeys(words)), meaning)


def _turned(phrases: Iterable[str], small: frozenset[str]) -> Iterator[str]:
    """ "prostate (is) enlarged" for "enlarged prostate", "infection (in my) ear" for "ear infection"."""
    for phrase in phrases:
        words = phrase.split()
        if len(words) == 2 and small.isdisjoint(words) and all(word.isalpha() for word in words):
            yield f"{words[1]} {words[0]}"


def _short(label: str) -> tuple[str, ...]:
    """The label, if people could say it like that."""
    plain = label.replace("'", "").replace("-", " ")
    return (label,) if plain.replace(" ", "").isalnum() and len(plain.split()) <= LONGEST_LABEL else ()


def wordings(kb: KnowledgeBase) -> Iterator[Entry[Meaning]]:
    """Everyday words for answers."""
    for wording in kb.language.wordings:
        if not _is_place(wording):
            meaning = Meaning(wording.means, wording.ask, wording.denied, wording.massage, wording.covers)
            yield Entry(wording.words, meaning, wording.capitals)


def _is_place(wording: Wording) -> bool:
    return tuple(wording.means) == (WHERE,)


def areas(kb: KnowledgeBase) -> Iterator[Entry[tuple[str, ...]]]:
    """The names of areas, each with the ids that an answer can hold."""
    for area in kb.areas.values():
        if area.asked:
            yield Entry(tuple(dict.fromkeys((*_short(area.label), *area.aliases))), area.sides)
    for wording in kb.language.wordings:
        places = wording.means.get(WHERE)
        if _is_place(wording) and isinstance(places, tuple):
            yield Entry(wording.words, places)


def cues(kb: KnowledgeBase) -> Iterator[Entry[Cue]]:
    """The cues."""
    for cue in kb.language.cues:
        yield Entry(cue.words, cue)


def parts(kb: KnowledgeBase) -> Iterator[Entry[Part]]:
    """The parts of all signs."""
    for sign_number, sign in enumerate(kb.language.signs):
        for number, words in enumerate(sign.parts):
            yield Entry(words, Part(sign_number, number))


__all__ = ["GOALS", "WHERE", "Meaning", "Part", "areas", "cues", "names", "parts", "wordings"]
