"""Checked knowledge -> JSON, so that YAML is parsed only when something changed.

Several texts: what every run needs, and what is read on use (rules, items, sources, topics, cases, ...).
A record is the list of its fields in order, trailing defaults left out. What recurs is stored
once in a table and named by its number: conditions over facts, lists of options, the shared part
of rules that differ only in their maker.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from enum import Enum
from functools import cache
from typing import Any as Anything

from massage_advisor.loading.compiled.decoding import ALL, ANY, LANGUAGE, LISTED, LITERAL, MAPPED, SECTIONS
from massage_advisor.model import (
    All,
    Any,
    Item,
    KnowledgeBase,
    Literal,
    Option,
    Rule,
    SettingRule,
    When,
)

CORE = ("goals", "features", "areas", "hazards", "massages", "screens", "next_steps", "always")


def encode(knowledge: KnowledgeBase) -> tuple[str, ...]:
    """The knowledge as one JSON text for each of `SECTIONS`."""
    writer = _Writer()
    core = {name: writer.encode(getattr(knowledge, name)) for name in CORE}
    core |= {"edition": knowledge.edition, "hash": knowledge.hash}
    items = {"items": [writer.item(item) for item in knowledge.items.values()]}
    rules = {
        "rules": [writer.rule(rule) for rule in knowledge.rules],
        "setting": [writer.setting_rule(rule) for rule in knowledge.setting],
    }
    sections: dict[str, object] = {
        "core": core,
        "whens": writer.whens.rows,
        "items": items | {"options": writer.options.rows},
        "conditions": writer.encode(knowledge.conditions),
        "rules": rules | {"shared": writer.shared.rows},
        **{name: writer.encode(getattr(knowledge, name)) for name in (*MAPPED, *LISTED)},
        **{name: writer.encode(tuple(getattr(knowledge.language, name))) for name in LANGUAGE},
        "cases": writer.cases.rows,
    }
    return tuple(_json(sections[name]) for name in SECTIONS)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class _Table:
    """Rows that are stored once each and named by their number."""

    def __init__(self) -> None:
        self._numbers: dict[object, int] = {}
        self.rows: list[object] = []

    def number(self, row: object, key: object = None) -> int:
        """The number of `row`, which is added if it is new; `key` stands for a row without a hash."""
        key = row if key is None else key
        if key not in self._numbers:
            self._numbers[key] = len(self.rows)
            self.rows.append(row)
        return self._numbers[key]


class _Writer:
    """Encodes records; the tables fill as it goes."""

    def __init__(self) -> None:
        self.whens = _Table()
        self.options = _Table()
        self.shared = _Table()
        self.cases = _Table()

    def encode(self, value: object) -> object:
        """`value` in JSON's types."""
        if value is None or isinstance(value, str | int | float):
            return value
        if isinstance(value, Sequence):
            return tuple([self.encode(part) for part in value])
        if isinstance(value, Literal | All | Any):
            return self._when(value)
        if isinstance(value, Enum):
            return value.value
        if isinstance(value, Mapping):
            return {key: self.encode(part) for key, part in value.items()}
        return self._record(value)

    def _record(self, record: Anything, numbers: Mapping[str, int] | None = None) -> tuple[object, ...]:
        """The fields; those in `numbers` as the number of their row in a table."""
        parts = _fields(record.__class__)
        values = [getattr(record, part.name) for part in parts]
        while values and _is_default(parts[len(values) - 1], values[-1]):
            values.pop()
        if numbers:
            names = [part.name for part in parts]
            values = [numbers.get(name, value) for name, value in zip(names, values, strict=False)]
        return tuple([self.encode(value) for value in values])

    def _when(self, when: When) -> int:
        """The number of a condition, its parts stored before it."""
        if isinstance(when, Literal):
            return self.whens.number((LITERAL, when.fact, when.options, when.at_least, when.under, when.line))
        kind = ALL if isinstance(when, All) else ANY
        return self.whens.number((kind, *(self._when(part) for part in when.parts)))

    def item(self, item: Item) -> tuple[object, ...]:
        """An item, its options as a number."""
        return self._record(item, {"options": self._options(item.options)})

    def _options(self, options: Iterable[Option]) -> int:
        row = [self._record(option) for option in options]
        return self.options.number(row, key=_json(row))

    def rule(self, rule: Rule) -> tuple[object, ...]:
        """The number of what it shares with the rules of other makers, then what is its own."""
        effect = rule.effect
        shared = (
            *(rule.id, rule.level, effect.features, effect.areas, effect.massages, rule.because),
            *(rule.sources, rule.do, rule.ask, rule.act, rule.condition, self._cases(rule), rule.at),
        )
        own = (rule.when, rule.lift, rule.maker, effect.areas_from)
        return (self.shared.number(self.encode(shared)), *(self.encode(value) for value in own))

    def setting_rule(self, rule: SettingRule) -> tuple[object, ...]:
        """A rule on the setting, its cases as a number."""
        return self._record(rule, {"cases": self._cases(rule)})

    def _cases(self, rule: Rule | SettingRule) -> int:
        """The number of its cases; rules of several makers have the same."""
        return self.cases.number(self.encode(tuple(rule.cases)), key=rule.id)


@cache
def _fields(made: type[Anything]) -> tuple[Field[object], ...]:
    return fields(made)


def _is_default(part: Field[object], value: object) -> bool:
    if part.default_factory is not MISSING:
        return value == part.default_factory()
    return part.default is not MISSING and value == part.default
