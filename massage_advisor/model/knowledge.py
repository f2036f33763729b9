"""All the knowledge in one record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from massage_advisor.records import dataclass

if TYPE_CHECKING:
    from massage_advisor.model.items import Item, Screen
    from massage_advisor.model.language import Cue, Measure, Pressure, Sign, Tense, Timing, Wording
    from massage_advisor.model.massages import Area, Feature, Goal, Massage, Note, Source, Threshold
    from massage_advisor.model.pages import Claim, Topic
    from massage_advisor.model.rules import Condition, Hazard, Rule, SettingRule
    from massage_advisor.model.trials import Invariant, Person


@dataclass(frozen=True, slots=True)
class Language:
    """How people say what the items ask.

    `small_words` may stand between the words of a phrase and mean nothing by themselves; `plain_words`
    are spelt as they should be, whatever they look like.
    """

    cues: Sequence[Cue] = ()
    wordings: Sequence[Wording] = ()
    signs: Sequence[Sign] = ()
    tenses: Sequence[Tense] = ()
    timings: Sequence[Timing] = ()
    pressures: Sequence[Pressure] = ()
    measures: Sequence[Measure] = ()
    small_words: Sequence[str] = ()
    plain_words: Sequence[str] = ()


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class KnowledgeBase:
    """All the knowledge, checked: every id that is named exists. Compared by identity."""

    edition: str
    hash: str
    massages: Mapping[str, Massage]
    goals: Mapping[str, Goal]
    features: Mapping[str, Feature]
    areas: Mapping[str, Area]
    conditions: Mapping[str, Condition]
    hazards: Mapping[str, Hazard]
    items: Mapping[str, Item]
    screens: tuple[Screen, ...]
    rules: Sequence[Rule]
    setting: Sequence[SettingRule]
    next_steps: Mapping[str, tuple[Note, ...]]
    always: tuple[Note, ...]
    topics: Mapping[str, Topic]
    sources: Mapping[str, Source]
    thresholds: Mapping[str, Threshold]
    claims: Sequence[Claim] = ()
    invariants: Sequence[Invariant] = ()
    people: Sequence[Person] = ()
    language: Language = field(default_factory=Language)
