"""What the knowledge is held to: invariants, and whole people with what they should be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from massage_advisor.errors import Location
from massage_advisor.model.conditions import When
from massage_advisor.model.grades import Disposition, Verdict
from massage_advisor.records import dataclass


@dataclass(frozen=True, slots=True)
class Invariant:
    """What must hold for every client. `rest`: any (safety) or healthy (everything else is fine).

    `massages` are ids; `bound` is "at-least" or "at-most"; `verdict` or `disposition` is bounded.
    """

    id: str
    text: str
    when: When
    rest: str
    sources: tuple[str, ...]
    bound: str
    massages: tuple[str, ...] = ()
    verdict: Verdict | None = None
    disposition: Disposition | None = None
    at: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a person of the casebook should be told.

    `applies`: massage -> whether it is meant for them. `first_asked` is the item that the questionnaire asks
    first: of what hangs on their answers (`rest: healthy`), or of all that is left (`rest: unasked`).
    """

    disposition: Disposition
    verdicts: Mapping[str, Verdict]
    rules: tuple[str, ...] = ()
    setting: str = ""
    red_flags: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    applies: Mapping[str, bool] = field(default_factory=dict)
    first_asked: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A whole person of the casebook. `rest`: healthy (all else answered no) or unasked."""

    id: str
    story: str
    answers: Mapping[str, object]
    expect: Expectation
    rest: str = "healthy"
    sources: tuple[str, ...] = ()
    at: Location | None = field(default=None, compare=False)
