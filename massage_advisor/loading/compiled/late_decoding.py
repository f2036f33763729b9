"""Compiled knowledge that most runs never look at: how it is read. Imported when it is looked at."""

from __future__ import annotations

from collections.abc import Sequence

from massage_advisor.loading.compiled.records import Decoder, answers, by_key, each, maybe, place, record
from massage_advisor.model import (
    Case,
    Claim,
    Cue,
    Disposition,
    Expectation,
    Invariant,
    Measure,
    Note,
    Person,
    Pressure,
    Row,
    Section,
    Sign,
    Source,
    Tense,
    Threshold,
    Timing,
    Topic,
    Verdict,
    When,
    Wording,
)


def listed(name: str, whens: Sequence[When]) -> Decoder:
    """What reads an entry of this list."""
    if name == "cases":
        return _CASE
    if name == "claims":
        return record(Claim, carried_by=tuple, sources=tuple)
    if name in _LANGUAGE:
        return _LANGUAGE[name]
    return _PERSON if name == "people" else _invariant(whens)


def mapped(name: str) -> Decoder:
    """What reads an entry of this map."""
    return _MAPS[name]


_CASE = record(Case, answers=answers, at=place)
_NOTE = record(Note, sources=tuple)
_LANGUAGE: dict[str, Decoder] = {
    "cues": record(Cue, words=tuple),
    "wordings": record(Wording, words=tuple, means=answers, ask=tuple, denied=answers),
    "signs": record(Sign, parts=each(tuple), means=answers, ask=tuple),
    "tenses": record(Tense, facts=tuple),
    "timings": record(Timing, means=answers),
    "pressures": record(Pressure, means=answers, at_least=tuple, under=tuple),
    "measures": record(Measure, words=tuple),
    "small_words": str,
    "plain_words": str,
}
_MAPS = {
    "topics": record(
        Topic,
        intro=_NOTE,
        aliases=tuple,
        columns=tuple,
        rows=each(record(Row, cells=each(_NOTE), caution=maybe(_NOTE))),
        sections=each(record(Section, sources=tuple)),
    ),
    "sources": record(Source),
    "thresholds": record(Threshold, sources=tuple),
}
_EXPECTATION = record(
    Expectation,
    disposition=Disposition,
    verdicts=by_key(Verdict),
    rules=tuple,
    red_flags=tuple,
    open=tuple,
)
_PERSON = record(Person, answers=answers, expect=_EXPECTATION, sources=tuple, at=place)


def _invariant(whens: Sequence[When]) -> Decoder:
    return record(
        Invariant,
        when=whens.__getitem__,
        sources=tuple,
        massages=tuple,
        verdict=maybe(Verdict),
        disposition=maybe(Disposition),
        at=place,
    )
