"""What a person can be asked, and what a person said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import Enum

from massage_advisor.model.conditions import When
from massage_advisor.records import dataclass

NOT_SURE = "not-sure"


class Kind(Enum):
    """How an item is answered."""

    YES_NO = "yes-no"
    CHOICE = "choice"
    MANY = "many"
    NUMBER = "number"
    AREAS = "areas"


class Change(Enum):
    """Whether and how an answer can become another one in real life (for "what would change it")."""

    NEVER = "never"
    PASSES = "passes"
    GROWS = "grows"
    CHOICE = "choice"
    DOCTOR = "doctor"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice or of a list; `wants` are the preferences it stands for."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    wants: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """One question. Its id is the id of the fact it provides.

    `ask` is the question, or the wording of its row in a checklist; `gate` is what must hold
    for it to apply; `now` marks what is about today; `red_flag` marks the red-flag screens;
    `unsure_means` replaces a "not sure" (a doctor's yes that nobody is sure of is a no).
    """

    id: str
    kind: Kind
    ask: str
    label: str = ""
    why: str = ""
    options: tuple[Option, ...] = ()
    low: float | None = None
    high: float | None = None
    unit: str = ""
    decimals: int = 0
    gate: When | None = None
    red_flag: bool = False
    now: bool = False
    required: bool = False
    unsure_means: str = ""
    changes: Change = Change.NEVER
    condition: str = ""

    def option(self, option_id: str) -> Option | None:
        """The option with this id, or None."""
        return next((option for option in self.options if option.id == option_id), None)


@dataclass(frozen=True, slots=True)
class Screen:
    """Items asked together, in asking order. `checklist`: several yes/no rows with "none of these".

    `family` is the row that opens this screen; `role` is one of for-whom, red-flags, goals,
    health, wishes.
    """

    id: str
    part: str
    title: str
    items: tuple[str, ...]
    checklist: bool = False
    family: str = ""
    role: str = ""


Value = str | float | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Responses:
    """Item id -> value: "yes", "no", an option id, a tuple of option ids, a number, or "not-sure".

    An item that is not in `values` was not asked. Nothing else is state.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict, compare=False)
