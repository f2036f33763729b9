"""How much each screen could settle: what an order of the screens by value would go by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from massage_advisor.engine import open_rules, rule_reads
from massage_advisor.interview.agenda import agenda, pending
from massage_advisor.interview.known import red_flag_certain
from massage_advisor.model import KnowledgeBase, Responses, Screen
from massage_advisor.records import dataclass

_FIRST = ("for-whom", "red-flags", "goals")


@dataclass(frozen=True, slots=True)
class Worth:
    """A screen with something to ask (`screen.items`), and what hangs on it.

    `pairs`: each massage with each open rule about it that reads one of the rows.
    """

    screen: Screen
    pairs: int

    @property
    def per_row(self) -> float:
        """The pairs for each row that has to be read."""
        return self.pairs / len(self.screen.items)


def waiting(kb: KnowledgeBase, responses: Responses) -> tuple[Worth, ...]:
    """Every screen with something to ask, in file order; none after a certain red flag."""
    if red_flag_certain(kb, responses):
        return ()
    massages = Counter(id(rule) for rules in open_rules(kb, responses).values() for rule in rules)
    found = (replace(slot, items=pending(kb, responses, slot)) for slot in agenda(kb))
    return tuple(Worth(screen, _pairs(kb, screen, massages)) for screen in found if screen.items)


def by_value(found: Sequence[Worth]) -> Worth:
    """For whom, red flags and goals first; then the most pairs for each row; ties in file order."""
    first = (worth for role in _FIRST for worth in found if worth.screen.role == role)
    return next(first, None) or max(found, key=lambda worth: worth.per_row)


def _pairs(kb: KnowledgeBase, screen: Screen, massages: Counter[int]) -> int:
    rows = frozenset(screen.items)
    return sum(count for rule, count in massages.items() if not rows.isdisjoint(_reads(kb)[rule]))


@lru_cache(maxsize=8)
def _reads(kb: KnowledgeBase) -> dict[int, frozenset[str]]:
    """What each rule reads, by the identity of the rule: rules have no key of their own."""
    return {id(rule): rule_reads(kb, rule) for rule in kb.rules}
