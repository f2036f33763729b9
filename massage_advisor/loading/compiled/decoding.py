"""The JSON that `encoding` wrote -> knowledge. On the start-up path: plain loops, no reflection."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING
from typing import Any as Anything

from massage_advisor.loading.compiled.late import LateRecords, LateRows, LateSequence
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

MAPPED = ("topics", "sources", "thresholds")
LISTED = ("claims", "invariants", "people")
LANGUAGE = (  # the fields of `Language`
    *("cues", "wordings", "signs", "tenses", "timings", "pressures"),
    *("measures", "small_words", "plain_words"),
)
SECTIONS = ("core", "whens", "items", "conditions", "rules", *MAPPED, *LISTED, *LANGUAGE, "cases")
"""The texts of compiled knowledge. Every run reads the first; the others are read when they are needed."""

LITERAL, ALL, ANY = 0, 1, 2  # what the first number of a row in the table of conditions says

Rows = list[list[Anything]]


_NOTE = record(Note, sources=tuple)
_CONDITION = record(Condition, aliases=tuple, follow_ups=tuple, makes=tuple, rules=tuple, at=place)


def decode(*texts: str | memoryview) -> KnowledgeBase:
    """What `encode` wrote. Raises ValueError, TypeError, KeyError or IndexError for anything else."""
    read = {name: cache(partial(_parsed, text)) for name, text in zip(SECTIONS, texts, strict=True)}
    core = read["core"]()
    whens = LateRows(read["whens"], lambda row: _when(row, whens))
    late = _Late(read, whens)

    def records(name: str, decoder: Decoder) -> LateRecords[Anything]:
        return LateRecords(partial(core.__getitem__, name), decoder)

    return KnowledgeBase(
        edition=core["edition"],
        hash=core["hash"],
        rules=_rules(read["rules"], whens, late),
        setting=LateRows(lambda: read["rules"]()["setting"], _setting(whens, late)),
        items=_items(read["items"], whens),
        massages=records("massages", _massage(whens)),
        goals=records("goals", record(Goal, aliases=tuple, areas=tuple)),
        features=records("features", record(Feature)),
        areas=records("areas", record(Area, aliases=tuple)),
        conditions=LateRecords(read["conditions"], _CONDITION),
        hazards=records("hazards", record(Hazard, when=whens.__getitem__, makers=tuple)),
        screens=each(record(Screen, items=tuple))(core["screens"]),
        next_steps=by_key(each(_NOTE))(core["next_steps"]),
        always=each(_NOTE)(core["always"]),
        topics=late.mapping("topics"),
        sources=late.mapping("sources"),
        thresholds=late.mapping("thresholds"),
        claims=late.sequence("claims"),
        invariants=late.sequence("invariants"),
        people=late.sequence("people"),
        language=Language(**{name: late.sequence(name) for name in LANGUAGE}),
    )


def _parsed(text: str | memoryview) -> Anything:
    return json.loads(text if isinstance(text, str) else str(text, "utf-8"))


def _when(row: list[Anything], whens: Sequence[When]) -> When:
    kind, *rest = row
    if kind == LITERAL:
        fact, options, at_least, under, line = rest
        return Literal(fact, tuple(options), at_least, under, line)
    parts = tuple([whens[number] for number in rest])
    return All(parts) if kind == ALL else Any(parts)


def _items(rows: Callable[[], Anything], whens: Sequence[When]) -> LateRecords[Item]:
    options = LateRows(lambda: rows()["options"], each(record(Option, aliases=tuple)))
    gate = maybe(whens.__getitem__)
    read = record(Item, kind=_KINDS.__getitem__, options=options.__getitem__, gate=gate, changes=Change)
    return LateRecords(lambda: {row[0]: row for row in rows()["items"]}, read)


_KINDS = {kind.value: kind for kind in Kind}


def _rules(rows: Callable[[], Anything], whens: Sequence[When], late: _Late) -> LateRows[Rule]:
    shared = LateRows(lambda: rows()["shared"], lambda row: _shared(row, late))

    def rule(row: list[Anything]) -> Rule:
        number, when, lift, maker, areas_from = row
        id_, level, features, areas, massages, because, sources, do, ask, act, condition, cases, at = shared[
            number
        ]
        return Rule(
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

    return LateRows(lambda: rows()["rules"], rule)


def _shared(row: list[Anything], late: _Late) -> list[Anything]:
    """What rules of several makers share, in the order of `_Writer.rule`."""
    id_, level, features, areas, massages, because, sources, *texts, condition, cases, at = row
    effect = (tuple(features), tuple(areas), tuple(massages))
    return [
        *(id_, Level(level), *effect, because, tuple(sources), *texts),
        *(condition, late.cases(cases), place(at)),
    ]


def _setting(whens: Sequence[When], late: _Late) -> Decoder:
    return record(SettingRule, when=whens.__getitem__, sources=tuple, cases=late.cases, at=place)


def _massage(whens: Sequence[When]) -> Decoder:
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
    """What most runs never look at."""

    def __init__(self, read: Mapping[str, Callable[[], Anything]], whens: Sequence[When]) -> None:
        self._whens = whens
        self._read = read
        self.cases = cache(self._cases)

    def mapping(self, name: str) -> LateRecords[Anything]:
        """A map of records by id."""

        def made(row: Anything) -> Anything:
            return self._mapped(name)(row)

        return LateRecords(self._read[name], made)

    def sequence(self, name: str) -> LateSequence[Anything]:
        """A list of records."""
        return LateSequence(lambda: each(self._listed(name))(self._read[name]()))

    def _cases(self, number: int) -> LateSequence[Case]:
        """The cases of a rule; made once for each number, because reading changes the rows."""
        return LateSequence(lambda: each(self._listed("cases"))(self._read["cases"]()[number]))

    def _mapped(self, name: str) -> Decoder:
        from massage_advisor.loading.compiled.late_decoding import mapped

        return mapped(name)

    def _listed(self, name: str) -> Decoder:
        from massage_advisor.loading.compiled.late_decoding import listed

        return listed(name, self._whens)
