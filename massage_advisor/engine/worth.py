"""The effect table for all massages at once: a massage is one bit of an integer.

The same table as in `effects`, but only the strictest verdict for each massage, as if every area that could
be named were named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from massage_advisor.engine.effects import aims_at_area, level_verdict
from massage_advisor.model import Effect, KnowledgeBase, Level, Verdict
from massage_advisor.records import dataclass

Masks = tuple[int, int, int, int]
"""For each verdict the massages that get it, one bit each."""

NOBODY: Masks = (0, 0, 0, 0)


def both(first: Masks, second: Masks) -> Masks:
    """The massages of both, verdict by verdict."""
    return (first[0] | second[0], first[1] | second[1], first[2] | second[2], first[3] | second[3])


def only(verdict: Verdict, massages: int) -> Masks:
    """These massages at this verdict; OK is not counted."""
    masks = [0, 0, 0, 0]
    masks[verdict] = massages
    return (0, masks[1], masks[2], masks[3])


@lru_cache(maxsize=4096)
def numbers(mask: int) -> tuple[int, ...]:
    """The numbers of the bits that are set, ascending."""
    found = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Features:
    """Which massages have a feature or an area, one bit each."""

    everyone: int
    massages: Mapping[str, int]
    essential: Mapping[str, int]
    avoidable: Mapping[str, int]
    core: Mapping[str, int]
    optional: Mapping[str, int]

    @classmethod
    def of(cls, kb: KnowledgeBase) -> Features:
        """The table of a knowledge base."""
        massages = tuple(kb.massages.values())
        return cls(
            (1 << len(massages)) - 1,
            {massage.id: 1 << number for number, massage in enumerate(massages)},
            _having(m.essential for m in massages),
            _having(m.avoidable for m in massages),
            _having(m.core for m in massages),
            _having(m.optional for m in massages),
        )

    def worth(self, effect: Effect, level: Level) -> Masks:
        """What an effect makes of each massage."""
        whole, part = self._meant(effect, level)
        full = level_verdict(level)
        return both(only(min(full, Verdict.ADAPT), part), only(full, whole))

    def touched(self, effect: Effect, level: Level) -> int:
        """The massages that an effect reaches at all."""
        whole, part = self._meant(effect, level)
        return whole | part

    def aimed(self, effect: Effect, level: Level) -> Masks:
        """The massages that could lose an area to an effect, at the verdict of its level."""
        if not aims_at_area(effect) or level is Level.RED_FLAG:
            return NOBODY
        return only(level_verdict(level), self.worth(effect, Level.ADAPT)[Verdict.ADAPT])

    def _meant(self, effect: Effect, level: Level) -> tuple[int, int]:
        """Of the massages that a rule is about: those of which it hits what they are, and a part."""
        meant = _union(self.massages, effect.massages) if effect.massages else self.everyone
        whole, part = self._reached(effect) if level is not Level.RED_FLAG else (self.everyone, 0)
        return whole & meant, part & meant

    def _reached(self, effect: Effect) -> tuple[int, int]:
        """The massages of which an effect hits what they are, and those of which it hits a part."""
        core = part = self.everyone
        if aims_at_area(effect):
            named = None if effect.areas_from else effect.areas
            core = _union(self.core, named)
            part = core | _union(self.optional, named)
        if not effect.features:
            return core, part
        essential = _union(self.essential, effect.features)
        return essential & core, (essential | _union(self.avoidable, effect.features)) & part


def _having(each: Iterable[tuple[str, ...]]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for number, names in enumerate(each):
        for name in names:
            found[name] = found.get(name, 0) | 1 << number
    return found


def _union(table: Mapping[str, int], names: Iterable[str] | None) -> int:
    """The massages that have any of the names; None: any name at all."""
    found = 0
    for name in table if names is None else names:
        found |= table.get(name, 0)
    return found
