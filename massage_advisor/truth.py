"""Three-valued truth (strong Kleene logic) with the reason why a value is unknown."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Never


class Truth(Enum):
    """TRUE, FALSE, or one of two kinds of unknown.

    OPEN: an item that was not asked yet could still settle it.
    IN_DOUBT: only "not sure" answers keep it unknown; no further question helps.

    A truth is never used as a bool: `if truth:` would quietly treat unknown as safe.
    """

    FALSE = "false"
    IN_DOUBT = "in doubt"
    OPEN = "open"
    TRUE = "true"

    def __bool__(self) -> Never:
        raise TypeError("a Truth has more than two values: compare it with `is`")


def all_of(values: Iterable[Truth]) -> Truth:
    """Kleene "and": FALSE wins, then OPEN, then IN_DOUBT."""
    seen = set(values)
    return next((t for t in (Truth.FALSE, Truth.OPEN, Truth.IN_DOUBT) if t in seen), Truth.TRUE)


def any_of(values: Iterable[Truth]) -> Truth:
    """Kleene "or": TRUE wins, then OPEN, then IN_DOUBT."""
    seen = set(values)
    return next((t for t in (Truth.TRUE, Truth.OPEN, Truth.IN_DOUBT) if t in seen), Truth.FALSE)
