"""The JSON that `encoding` wrote -> knowledge. On the start-up path: plain loops, no reflection."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING
from typing import Any as Anything

from massage_advisor.loading.compiled.late import LateMapping, LateRecords, LateSequence
from massage_advisor.loading.compiled.records import Decoder, by_key, each, maybe, place, record
from massage_advisor.model import (
    All,
    Any,
    Area,
    Category,
    Change,
    Condition,
    Cost,
    Effect,
    Evidence,
    Feature,
    Goal,
    Hazard,
    Indication,
    Item,
    Kind,
    KnowledgeBase,
    Language,
    Level,
    Literal,
    Massage,
    Note,
    Option,
    Rule,
    Screen,
    Session,
    SettingRule,
    When,
)

if TYPE_CHECKING:
    from massage_advisor.model import Case

LITERAL, ALL, ANY = 0, 1, 2  # what the first number of a row in the table of conditions says

Rows = list[list[Anything]]


_NOTE = record(Note, sources=tuple)
_CONDITION = record(Condition, aliases=tuple, follow_ups=tuple, makes=tuple, rules=tuple, at=place)
_LANGUAGE = (  # the fields of `Language`
    *("cues", "wordings", "signs", "tenses", "timings", "pressures"),
    *("measures", "small_words", "plain_words"),
)


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
        massages=by_key(_massage(whens))(core["massages"]),
        goals=by_key(record(Goal, aliases=tuple, areas=tuple))(core["goals"]),
        features=by_key(record(Feature))(core["features"]),
        areas=by_key(record(Area, aliases=tuple))(core["areas"]),
        conditions=LateRecords(core["conditions"], _CONDITION),
        hazards=by_key(record(Hazard, when=whens.__getitem__, makers=tuple))(core["hazards"]),
        screens=each(record(Screen, items=tuple))(core["screens"]),
        next_steps=by_key(each(_NOTE))(core["next_steps"]),
        always=each(_NOTE)(core["always"]),
        topics=late.mapping("topics"),
        sources=late.mapping("sources"),
        thresholds=late.mapping("thresholds"),
        claims=late.sequence("claims"),
        invariants=late.sequence("invariants"),
        people=late.sequence("people"),
        language=Language(**{name: late.sequence(name) for name in _LANGUAGE}),
    )


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
    options = [each(record(Option, aliases=tuple))(listed) for listed in option_rows]
    gate = maybe(whens.__getitem__)
    read = record(Item, kind=_KINDS.__getitem__, options=options.__getitem__, gate=gate, changes=Change)
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
        *(condition, late.cases(cases), place(at)),
    ]


def _setting(rows: Rows, whens: list[When], late: _Late) -> Iterator[SettingRule]:
    read = record(SettingRule, when=whens.__getitem__, sources=tuple, cases=late.cases, at=place)
    return (read(row) for row in rows)


def _massage(whens: list[When]) -> Decoder:
    needs = {"needs_features": tuple, "needs_areas": tuple}
    listed = ("pressure", "essential", "avoidable", "core", "optional", "sources", "aliases", "best_for")
    return record(
        Massage,
        session=record(Session, minutes=tuple),
        category=record(Category, disagree=each(lambda pair: (pair[0], tuple(pair[1])))),
        indications=each(record(Indication, evidence=Evidence, sources=tuple, **needs)),
        cost=maybe(record(Cost, sources=tuple)),
        for_whom=maybe(whens.__getitem__),
        provider_sources=tuple,
        at=place,
        **dict.fromkeys(listed, tuple),
    )


# --- what is read on use --------------------------------------------------------------------------


class _Late:
    """The second text, parsed when something of it is first used."""

    def __init__(self, text: str | bytes, whens: list[When]) -> None:
        self._whens = whens
        self._rows = cache(lambda: json.loads(text))
        self.cases = cache(self._cases)

    def mapping(self, name: str) -> LateMapping[Anything]:
        """A map of records by id."""
        return LateMapping(lambda: by_key(self._mapped(name))(self._rows()[name]))

    def sequence(self, name: str) -> LateSequence[Anything]:
        """A list of records."""
        return LateSequence(lambda: each(self._listed(name))(self._rows()[name]))

    def _cases(self, number: int) -> LateSequence[Case]:
        """The cases of a rule; made once for each number, because reading changes the rows."""
        return LateSequence(lambda: each(self._listed("cases"))(self._rows()["cases"][number]))

    def _mapped(self, name: str) -> Decoder:
        from massage_advisor.loading.compiled.late_decoding import mapped

        return mapped(name)

    def _listed(self, name: str) -> Decoder:
        from massage_advisor.loading.compiled.late_decoding import listed

        return listed(name, self._whens)
