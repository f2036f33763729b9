"""The frozen records that everything else is about. No behaviour beyond small look-ups."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from massage_advisor.model.conditions import (
        All,
        Any,
        Literal,
        When,
        literals,
    )
    from massage_advisor.model.grades import (
        Disposition,
        Evidence,
        Level,
        Verdict,
    )
    from massage_advisor.model.items import (
        NOT_SURE,
        Change,
        Item,
        Kind,
        Option,
        Responses,
        Screen,
        Value,
    )
    from massage_advisor.model.knowledge import (
        KnowledgeBase,
        Language,
    )
    from massage_advisor.model.language import (
        Cue,
        Measure,
        Pressure,
        Sign,
        Tense,
        Timing,
        Wording,
    )
    from massage_advisor.model.massages import (
        UNSOURCED,
        Area,
        Category,
        Cost,
        Feature,
        Goal,
        Indication,
        Massage,
        Note,
        Session,
        Source,
        Threshold,
    )
    from massage_advisor.model.pages import (
        Claim,
        Row,
        Section,
        Topic,
    )
    from massage_advisor.model.rules import (
        Case,
        Condition,
        Effect,
        Hazard,
        Rule,
        SettingRule,
    )
    from massage_advisor.model.trials import (
        Expectation,
        Invariant,
        Person,
    )

__all__ = [
    "NOT_SURE",
    "UNSOURCED",
    "All",
    "Any",
    "Area",
    "Case",
    "Category",
    "Change",
    "Claim",
    "Condition",
    "Cost",
    "Cue",
    "Disposition",
    "Effect",
    "Evidence",
    "Expectation",
    "Feature",
    "Goal",
    "Hazard",
    "Indication",
    "Invariant",
    "Item",
    "Kind",
    "KnowledgeBase",
    "Language",
    "Level",
    "Literal",
    "Massage",
    "Measure",
    "Note",
    "Option",
    "Person",
    "Pressure",
    "Responses",
    "Row",
    "Rule",
    "Screen",
    "Section",
    "Session",
    "SettingRule",
    "Sign",
    "Source",
    "Tense",
    "Threshold",
    "Timing",
    "Topic",
    "Value",
    "Verdict",
    "When",
    "Wording",
    "literals",
]

_MODULES = ("conditions", "grades", "items", "massages", "rules", "knowledge", "pages", "trials", "language")


def __getattr__(name: str) -> object:
    """Imports a record when it is first used: making a record class takes as long as reading a file."""
    if name in __all__:
        for module in _MODULES:
            found: object = getattr(import_module(f"{__name__}.{module}"), name, None)
            if found is not None:
                globals()[name] = found
                return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
