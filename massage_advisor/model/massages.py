"""Sources, areas, features, goals and massages."""

from __future__ import annotations

from dataclasses import field

from massage_advisor.errors import Location
from massage_advisor.model.conditions import When
from massage_advisor.model.grades import Evidence
from massage_advisor.records import dataclass

UNSOURCED = "unsourced"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from. `kind`: trial, review, guideline, consensus, case-report, ..."""

    id: str
    title: str
    org: str
    kind: str
    says: str = ""
    year: int | None = None
    url: str = ""
    read: str = ""
    review_by: str = ""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that matters, kept in one place, with how firm it is."""

    id: str
    value: float
    text: str
    firm: str
    sources: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """A body area; a paired one has a left and a right side. `view`: front, back or both."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    paired: bool = False
    view: str = "both"
    asked: bool = True

    @property
    def sides(self) -> tuple[str, ...]:
        """The ids that an answer can hold: the two sides of a paired area, else the area itself."""
        return (f"left-{self.id}", f"right-{self.id}") if self.paired else (self.id,)


@dataclass(frozen=True, slots=True)
class Feature:
    """Something a massage does. `without`: the sentence for leaving it out; `on`: the same for {area}.

    `within`: a feature whose leaving out leaves this one out too.
    """

    id: str
    label: str
    without: str
    on: str
    within: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """What a person wants. Where all its `areas` are left out it is not served."""

    id: str
    label: str
    ask: str = ""
    aliases: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    aim: str = ""


@dataclass(frozen=True, slots=True)
class Indication:
    """A massage's claim to serve a goal; not served where a needed feature or area is left out."""

    goal: str
    evidence: Evidence
    finding: str
    sources: tuple[str, ...]
    disagree: bool = False
    needs_features: tuple[str, ...] = ()
    needs_areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence with its sources."""

    text: str
    sources: tuple[str, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """How a session goes: minutes from-to, clothing, place, oil, and what happens."""

    minutes: tuple[int, int]
    clothing: str
    place: str
    oil: str
    text: str


@dataclass(frozen=True, slots=True)
class Category:
    """Medical or spa: what is usual, and who says otherwise (pairs of category and sources)."""

    usual: str
    note: str = ""
    disagree: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Cost:
    """What a session costs where a source says so."""

    low: float
    high: float
    currency: str
    minutes: int
    note: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Massage:
    """One massage type. `for_whom` None means everybody; areas are base areas, groups already unfolded."""

    id: str
    name: str
    summary: str
    session: Session
    category: Category
    pressure: tuple[int, int]
    essential: tuple[str, ...]
    avoidable: tuple[str, ...]
    core: tuple[str, ...]
    optional: tuple[str, ...]
    indications: tuple[Indication, ...]
    sources: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    for_whom: When | None = None
    best_for: tuple[str, ...] = ()
    providers: str = ""
    credential: str = ""
    provider_sources: tuple[str, ...] = ()
    cost: Cost | None = None
    at: Location | None = field(default=None, compare=False)

    @property
    def features(self) -> tuple[str, ...]:
        """Everything the massage does, essential or not."""
        return self.essential + self.avoidable

    @property
    def areas(self) -> tuple[str, ...]:
        """Every base area it works on, core or not."""
        return self.core + self.optional
