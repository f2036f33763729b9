"""Hazards, conditions a person can have, and rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from massage_advisor.errors import Location
from massage_advisor.model.conditions import When
from massage_advisor.model.grades import Level
from massage_advisor.records import dataclass


@dataclass(frozen=True, slots=True)
class Hazard:
    """A named condition that rules and invariants read like a fact; `when` already includes its makers."""

    id: str
    label: str
    when: When
    makers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """A health state, medicine, device or event a person can report."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    family: str = ""
    group: str = ""
    say: str = ""
    follow_ups: tuple[str, ...] = ()
    makes: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    at: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a rule touches: features, areas (fixed, or named in the answer to `areas_from`), both or neither.

    `massages` narrows it to single massages. Areas are base areas (both sides).
    """

    features: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    areas_from: str = ""
    massages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """Answers under which a rule fires, or stays silent."""

    answers: Mapping[str, object]
    fires: bool
    at: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """When this holds, that follows.

    `when` is as written. `lift` is the part a doctor's yes takes away: where it is not None, the
    rule has its full level only while `lift` holds too, and otherwise counts as adapt.
    A hazard rule with `area: where` stands once for each condition that makes the hazard; these
    share the id and differ in `maker`.
    """

    id: str
    level: Level
    when: When
    effect: Effect
    because: str
    sources: tuple[str, ...]
    do: str = ""
    ask: str = ""
    act: str = ""
    lift: When | None = None
    maker: str = ""
    condition: str = ""
    cases: Sequence[Case] = field(default=(), compare=False)
    at: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class SettingRule:
    """Says medical or spa when it holds."""

    id: str
    advice: str
    when: When
    because: str
    sources: tuple[str, ...]
    cases: Sequence[Case] = field(default=(), compare=False)
    at: Location | None = field(default=None, compare=False)
