"""Checked knowledge as JSON, so that YAML is parsed only when something changed.

A record is the list of its fields in order, trailing defaults left out. Conditions over facts
are stored once each, in a table, and named by their number.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from typing import Any as Anything

from massage_advisor.errors import Location
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
    Level,
    Literal,
    Massage,
    Note,
    Option,
    Person,
    Row,
    Rule,
    Screen,
    Section,
    Session,
    SettingRule,
    Source,
    Threshold,
    Topic,
    Verdict,
    When,
)

_LITERAL, _ALL, _ANY = 0, 1, 2


# --- writing --------------------------------------------------------------------------------------


def encode(knowledge: KnowledgeBase) -> str:
    """The knowledge as one JSON text."""
    table = _Table()
    row = table.encode(knowledge)
    return json.dumps([table.rows, row], ensure_ascii=False, separators=(",", ":"))


class _Table:
    """Numbers every distinct `when`, parts before wholes."""

    def __init__(self) -> None:
        self.rows: list[list[object]] = []
        self._numbers: dict[str, int] = {}

    def encode(self, value: object) -> object:
        """`value` in JSON's types."""
        if isinstance(value, Literal | All | Any):
            return self._number(value)
        if isinstance(value, Enum):
            return value.value
        if is_dataclass(value) and not isinstance(value, type):
            return self._record(value)
        if isinstance(value, Mapping):
            return {key: self.encode(part) for key, part in value.items()}
        if isinstance(value, tuple):
            return [self.encode(part) for part in value]
        return value

    def _number(self, when: When) -> int:
        row: list[object]
        if isinstance(when, Literal):
            row = [_LITERAL, when.fact, list(when.options), when.at_least, when.under, when.line]
        else:
            row = [_ALL if isinstance(when, All) else _ANY, *(self._number(part) for part in when.parts)]
        key = json.dumps(row)
        if key not in self._numbers:
            self._numbers[key] = len(self.rows)
            self.rows.append(row)
        return self._numbers[key]

    def _record(self, record: Anything) -> list[object]:
        parts = fields(record)
        values = [getattr(record, part.name) for part in parts]
        while values and _is_default(parts[len(values) - 1], values[-1]):
            values.pop()
        return [self.encode(value) for value in values]


def _is_default(part: Anything, value: object) -> bool:
    if part.default_factory is not MISSING:
        return bool(value == part.default_factory())
    return part.default is not MISSING and bool(value == part.default)


# --- reading --------------------------------------------------------------------------------------

Decoder = Callable[[Anything], Anything]


def decode(text: str) -> KnowledgeBase:
    """What `encode` wrote. Raises ValueError, TypeError, KeyError or IndexError for anything else."""
    table, row = json.loads(text)
    whens: list[When] = []
    for entry in table:
        whens.append(_when(entry, whens))
    knowledge: KnowledgeBase = _knowledge_decoder(whens.__getitem__)(row)
    return knowledge


def _when(entry: list[Anything], whens: list[When]) -> When:
    kind, *rest = entry
    if kind == _LITERAL:
        fact, options, at_least, under, line = rest
        return Literal(fact, tuple(options), at_least, under, line)
    parts = tuple([whens[number] for number in rest])
    return All(parts) if kind == _ALL else Any(parts)


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


def _answers(given: Mapping[str, Anything]) -> dict[str, object]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in given.items()}


def _knowledge_decoder(when: Decoder) -> Decoder:
    at = _maybe(lambda row: Location(*row))
    note = _record(Note, sources=tuple)
    case = _record(Case, answers=_answers, at=at)
    massage = _record(
        Massage,
        session=_record(Session, minutes=tuple),
        category=_record(Category, disagree=_each(lambda pair: (pair[0], tuple(pair[1])))),
        indications=_each(
            _record(Indication, evidence=Evidence, sources=tuple, needs_features=tuple, needs_areas=tuple)
        ),
        cost=_maybe(_record(Cost, sources=tuple)),
        for_whom=_maybe(when),
        at=at,
        **dict.fromkeys(
            ("pressure", "essential", "avoidable", "core", "optional", "sources", "aliases", "best_for"),
            tuple,
        ),
        provider_sources=tuple,
    )
    item = _record(
        Item,
        kind=Kind,
        options=_each(_record(Option, aliases=tuple)),
        gate=_maybe(when),
        changes=Change,
    )
    condition = _record(Condition, aliases=tuple, follow_ups=tuple, makes=tuple, rules=tuple, at=at)
    rule = _record(
        Rule,
        level=Level,
        when=when,
        effect=_record(Effect, features=tuple, areas=tuple, massages=tuple),
        sources=tuple,
        lift=_maybe(when),
        cases=_each(case),
        at=at,
    )
    setting = _record(SettingRule, when=when, sources=tuple, cases=_each(case), at=at)
    topic = _record(
        Topic,
        intro=note,
        aliases=tuple,
        columns=tuple,
        rows=_each(_record(Row, cells=_each(note), caution=_maybe(note))),
        sections=_each(_record(Section, sources=tuple)),
    )
    invariant = _record(
        Invariant,
        when=when,
        sources=tuple,
        massages=tuple,
        verdict=_maybe(Verdict),
        disposition=_maybe(Disposition),
        at=at,
    )
    expectation = _record(
        Expectation,
        disposition=Disposition,
        verdicts=_by_key(Verdict),
        rules=tuple,
        red_flags=tuple,
        open=tuple,
    )
    person = _record(Person, answers=_answers, expect=expectation, sources=tuple, at=at)
    return _record(
        KnowledgeBase,
        massages=_by_key(massage),
        goals=_by_key(_record(Goal, aliases=tuple, areas=tuple)),
        features=_by_key(_record(Feature)),
        areas=_by_key(_record(Area, aliases=tuple)),
        conditions=_by_key(condition),
        hazards=_by_key(_record(Hazard, when=when, makers=tuple)),
        items=_by_key(item),
        screens=_each(_record(Screen, items=tuple)),
        rules=_each(rule),
        setting=_each(setting),
        next_steps=_by_key(_each(note)),
        always=_each(note),
        topics=_by_key(topic),
        sources=_by_key(_record(Source)),
        thresholds=_by_key(_record(Threshold, sources=tuple)),
        claims=_each(_record(Claim, carried_by=tuple, sources=tuple)),
        invariants=_each(invariant),
        people=_each(person),
    )
