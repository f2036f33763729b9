"""The JSON that `encoding` wrote -> knowledge. On the start-up path: plain loops, no reflection."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from typing import Any as Anything

from massage_advisor.errors import Location
from massage_advisor.loading.compiled.late import LateMapping, LateRecords, LateSequence
from massage_advisor.model import (
    All,
    Any,
    Area,
    Case,
    Category,
    Change,
    Claim,
    Condition,
    Cost,
    Cue,
    Disposition,
    Effect,
    Evidence,
    Expectation,
    Feature,
    Goal,
    Hazard,
    Indication,
    Invariant,
    Item,
    Kind,
    KnowledgeBase,
    Language,
    Level,
    Literal,
    Massage,
    Measure,
    Note,
    Option,
    Person,
    Pressure,
    Row,
    Rule,
    Screen,
    Section,
    Session,
    SettingRule,
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

LITERAL, ALL, ANY = 0, 1, 2  # what the first number of a row in the table of conditions says

Decoder = Callable[[Anything], Anything]
Rows = list[list[Anything]]


def decode(core_text: str | bytes, late_text: str | bytes) -> KnowledgeBase:
    """What `encode` wrote. Raises ValueError, TypeError, KeyError or IndexError for anything else."""
    core = json.loads(core_text)
    whens = _whens(core["whens"])
    late = _Late(late_text, whens)
    return KnowledgeBase(
        edition=core["edition"],
        hash=core["hash"],
        rules=tuple(_rules(core["shared"], core["rules"], whens, late)),
        setting=tuple(_setting(core["setting"], whens, late)),
        items=_items(core["items"], core["options"], whens),
        massages=_by_key(_massage(whens))(core["massages"]),
        goals=_by_key(_record(Goal, aliases=tuple, areas=tuple))(core["goals"]),
        features=_by_key(_record(Feature))(core["features"]),
        areas=_by_key(_record(Area, aliases=tuple))(core["areas"]),
        conditions=LateRecords(core["conditions"], _CONDITION),
        hazards=_by_key(_record(Hazard, when=whens.__getitem__, makers=tuple))(core["hazards"]),
        screens=_each(_record(Screen, items=tuple))(core["screens"]),
        next_steps=_by_key(_each(_NOTE))(core["next_steps"]),
        always=_each(_NOTE)(core["always"]),
        topics=late.mapping("topics"),
        sources=late.mapping("sources"),
        thresholds=late.mapping("thresholds"),
        claims=late.sequence("claims"),
        invariants=late.sequence("invariants"),
        people=late.sequence("people"),
        language=Language(**{name: late.sequence(name) for name in _LANGUAGE}),
    )


# --- how records are read -------------------------------------------------------------------------


def _record(made: Callable[..., Anything], **decoders: Decoder) -> Decoder:
    """Reads a list of field values; those that are more than text, number or map by their decoder."""
    names = [part.name for part in fields(made)]  # type: ignore[arg-type]
    places = [(names.index(name), decoder) for name, decoder in decoders.items()]

    def read(row: list[Anything]) -> Anything:
        size = len(row)
        for place, decoder in places:
            if place < size:
                row[place] = decoder(row[place])
        return made(*row)

    return read


def _each(decoder: Decoder) -> Decoder:
    return lambda rows: tuple([decoder(row) for row in rows])


def _by_key(decoder: Decoder) -> Decoder:
    return lambda rows: {key: decoder(row) for key, row in rows.items()}


def _maybe(decoder: Decoder) -> Decoder:
    return lambda row: None if row is None else decoder(row)


def _at(row: list[Anything] | None) -> Location | None:
    return None if row is None else Location(*row)


def _answers(given: Mapping[str, Anything]) -> dict[str, object]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in given.items()}


_NOTE = _record(Note, sources=tuple)
_CASE = _record(Case, answers=_answers, at=_at)
_CONDITION = _record(Condition, aliases=tuple, follow_ups=tuple, makes=tuple, rules=tuple, at=_at)


# --- the core -------------------------------------------------------------------------------------


def _whens(rows: Rows) -> list[When]:
    whens: list[When] = []
    for kind, *rest in rows:
        if kind == LITERAL:
            fact, options, at_least, under, line = rest
            whens.append(Literal(fact, tuple(options), at_least, under, line))
        else:
            parts = tuple([whens[number] for number in rest])
            whens.append(All(parts) if kind == ALL else Any(parts))
    return whens


def _items(rows: Rows, option_rows: list[Rows], whens: list[When]) -> LateRecords[Item]:
    options = [_each(_record(Option, aliases=tuple))(listed) for listed in option_rows]
    gate = _maybe(whens.__getitem__)
    read = _record(Item, kind=_KINDS.__getitem__, options=options.__getitem__, gate=gate, changes=Change)
    return LateRecords({row[0]: row for row in rows}, read)


_KINDS = {kind.value: kind for kind in Kind}


def _rules(shared_rows: Rows, rows: Rows, whens: list[When], late: _Late) -> Iterator[Rule]:
    shared = [_shared(row, late) for row in shared_rows]
    for number, when, lift, maker, areas_from in rows:
        id_, level, features, areas, massages, because, sources, do, ask, act, condition, cases, at = shared[
            number
        ]
        yield Rule(
            id=id_,
            level=level,
            when=whens[when],
            effect=Effect(features, areas, areas_from, massages),
            because=because,
            sources=sources,
            do=do,
            ask=ask,
            act=act,
            lift=None if lift is None else whens[lift],
            maker=maker,
            condition=condition,
            cases=cases,
            at=at,
        )


def _shared(row: list[Anything], late: _Late) -> list[Anything]:
    """What rules of several makers share, in the order of `_Writer.rule`."""
    id_, level, features, areas, massages, because, sources, *texts, condition, cases, at = row
    effect = (tuple(features), tuple(areas), tuple(massages))
    return [
        *(id_, Level(level), *effect, because, tuple(sources), *texts),
        *(condition, late.cases(cases), _at(at)),
    ]


def _setting(rows: Rows, whens: list[When], late: _Late) -> Iterator[SettingRule]:
    read = _record(SettingRule, when=whens.__getitem__, sources=tuple, cases=late.cases, at=_at)
    return (read(row) for row in rows)


def _massage(whens: list[When]) -> Decoder:
    needs = {"needs_features": tuple, "needs_areas": tuple}
    listed = ("pressure", "essential", "avoidable", "core", "optional", "sources", "aliases", "best_for")
    return _record(
        Massage,
        session=_record(Session, minutes=tuple),
        category=_record(Category, disagree=_each(lambda pair: (pair[0], tuple(pair[1])))),
        indications=_each(_record(Indication, evidence=Evidence, sources=tuple, **needs)),
        cost=_maybe(_record(Cost, sources=tuple)),
        for_whom=_maybe(whens.__getitem__),
        provider_sources=tuple,
        at=_at,
        **dict.fromkeys(listed, tuple),
    )


# --- what is read on use --------------------------------------------------------------------------


class _Late:
    """The second text, parsed when something of it is first used."""

    def __init__(self, text: str | bytes, whens: list[When]) -> None:
        self._text = text
        self._whens = whens
        self._rows = cache(lambda: json.loads(text))
        self.cases = cache(self._cases)

    def mapping(self, name: str) -> LateMapping[Anything]:
        """A map of records by id."""
        return LateMapping(lambda: _by_key(_LATE_MAPS[name])(self._rows()[name]))

    def sequence(self, name: str) -> LateSequence[Anything]:
        """A list of records."""
        return LateSequence(lambda: _each(self._listed(name))(self._rows()[name]))

    def _cases(self, number: int) -> LateSequence[Case]:
        """The cases of a rule; made once for each number, because reading changes the rows."""
        return LateSequence(lambda: _each(_CASE)(self._rows()["cases"][number]))

    def _listed(self, name: str) -> Decoder:
        if name == "claims":
            return _record(Claim, carried_by=tuple, sources=tuple)
        if name in _LANGUAGE:
            return _LANGUAGE[name]
        return _PERSON if name == "people" else _invariant(self._whens)


_LANGUAGE: dict[str, Decoder] = {
    "cues": _record(Cue, words=tuple),
    "wordings": _record(Wording, words=tuple, means=_answers, ask=tuple, denied=_answers),
    "signs": _record(Sign, parts=_each(tuple), means=_answers, ask=tuple),
    "tenses": _record(Tense, facts=tuple),
    "timings": _record(Timing, means=_answers),
    "pressures": _record(Pressure, means=_answers, at_least=tuple, under=tuple),
    "measures": _record(Measure, words=tuple),
    "small_words": str,
    "plain_words": str,
}
_LATE_MAPS = {
    "topics": _record(
        Topic,
        intro=_NOTE,
        aliases=tuple,
        columns=tuple,
        rows=_each(_record(Row, cells=_each(_NOTE), caution=_maybe(_NOTE))),
        sections=_each(_record(Section, sources=tuple)),
    ),
    "sources": _record(Source),
    "thresholds": _record(Threshold, sources=tuple),
}
_EXPECTATION = _record(
    Expectation,
    disposition=Disposition,
    verdicts=_by_key(Verdict),
    rules=tuple,
    red_flags=tuple,
    open=tuple,
)
_PERSON = _record(Person, answers=_answers, expect=_EXPECTATION, sources=tuple, at=_at)


def _invariant(whens: list[When]) -> Decoder:
    return _record(
        Invariant,
        when=whens.__getitem__,
        sources=tuple,
        massages=tuple,
        verdict=_maybe(Verdict),
        disposition=_maybe(Disposition),
        at=_at,
    )
