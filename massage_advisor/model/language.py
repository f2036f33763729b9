"""How people say what the items ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from massage_advisor.records import dataclass


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that say how what stands after (or before) them is meant: denied, past, someone else's, ..."""

    says: str
    words: tuple[str, ...]
    reach: str = "after"


@dataclass(frozen=True, slots=True)
class Wording:
    """Everyday words for answers (`means`) or a massage, or words that only open questions (`ask`).

    `denied`: the answers when the words are denied; `capitals`: only in capital letters; `covers`:
    a "no" to the words is a "no" to the whole item, also of a red-flag item.
    """

    words: tuple[str, ...]
    means: Mapping[str, object] = field(default_factory=dict)
    ask: tuple[str, ...] = ()
    denied: Mapping[str, object] = field(default_factory=dict)
    capitals: bool = False
    covers: bool = False
    massage: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """Words, one of every part, that together in one sentence stand for answers, or open questions.

    `near`: at most so many words lie between the first and the last; 0: anywhere in the sentence.
    `agreed`: they say that a doctor has agreed to massage, to whatever needs it.
    `unread`: they count only where something near them was not understood.
    """

    parts: tuple[tuple[str, ...], ...]
    means: Mapping[str, object] = field(default_factory=dict)
    ask: tuple[str, ...] = ()
    near: int = 0
    agreed: bool = False
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Tense:
    """What "had it" says about these conditions (or all of these families).

    `within_weeks`: still counts for so long, after that `becomes` another condition, or nothing;
    `stays`: counts for ever; `told`: "had it" without a time counts too.
    """

    facts: tuple[str, ...]
    within_weeks: float = 0
    becomes: str = ""
    stays: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class Timing:
    """The answers for something so many weeks ago: `from_weeks` <= weeks < `under_weeks`."""

    means: Mapping[str, object]
    from_weeks: float
    under_weeks: float


@dataclass(frozen=True, slots=True)
class Pressure:
    """The answers for a blood pressure: one of the two reaches `at_least`, and both are `under`."""

    means: Mapping[str, object]
    at_least: tuple[float, ...] = ()
    under: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A number item that texts name: by its `words`, or by the forms of its `kind`.

    `at_least`: from there on the condition of the item is there too.
    """

    kind: str
    fact: str
    words: tuple[str, ...] = ()
    at_least: float | None = None
