"""The plain evaluator: one person, one recursion, the whole trace. Slow, short and obviously right.

The population engine is held to this one by tests; `kb trace` prints what it returns.
"""

from __future__ import annotations

from collections.abc import Mapping

from massage_advisor.answers import implied
from massage_advisor.model import (
    NOT_SURE,
    All,
    Item,
    KnowledgeBase,
    Literal,
    Responses,
    Value,
    When,
)
from massage_advisor.records import dataclass
from massage_advisor.truth import Truth, all_of, any_of


@dataclass(frozen=True, slots=True)
class Trace:
    """An evaluated condition tree. `missing`: items not asked yet that keep this unknown."""

    when: When
    truth: Truth
    parts: tuple[Trace, ...] = ()
    missing: frozenset[str] = frozenset()


class Plain:
    """Evaluates conditions for one person. Every branch is evaluated (law 2)."""

    def __init__(self, kb: KnowledgeBase, responses: Responses) -> None:
        self.kb = kb
        self.values: Mapping[str, Value] = implied(kb, responses.values)
        self._known: dict[str, Trace] = {}  # of hazards and gates, by hazard or item: many rules share them

    def truth(self, when: When) -> Truth:
        """The truth of a condition."""
        return self.trace(when).truth

    def trace(self, when: When) -> Trace:
        """The evaluated tree of a condition."""
        if isinstance(when, Literal):
            return self._literal(when)
        parts = tuple(self.trace(part) for part in when.parts)
        join = all_of if isinstance(when, All) else any_of
        return _joined(when, join(part.truth for part in parts), parts)

    def missing(self, when: When) -> frozenset[str]:
        """The items not asked yet that keep a condition unknown."""
        return self.trace(when).missing

    def applies(self, item: Item) -> Trace:
        """The trace of an item's gate; TRUE where it has none."""
        return self._once(item.id, item.gate if item.gate is not None else All(()))

    def _once(self, name: str, when: When) -> Trace:
        if name not in self._known:
            self._known[name] = self.trace(when)
        return self._known[name]

    def _literal(self, literal: Literal) -> Trace:
        hazard = self.kb.hazards.get(literal.fact)
        if hazard is not None:
            inner = self._once(hazard.id, hazard.when)
            return _joined(literal, inner.truth, (inner,))
        item = self.kb.items[literal.fact]
        gate = self.applies(item)
        truth = _compare(literal, self._value(item), gate.truth)
        if truth is not Truth.OPEN:
            return Trace(literal, truth)
        missing = gate.missing if gate.truth is Truth.OPEN else frozenset({item.id})
        return Trace(literal, truth, (), missing)

    def _value(self, item: Item) -> Value | None:
        value = self.values.get(item.id)
        return item.unsure_means if value == NOT_SURE and item.unsure_means else value


def _compare(literal: Literal, value: Value | None, gate: Truth) -> Truth:
    """Law 1: what a comparison is worth, given the answer and whether the item applies."""
    if gate is Truth.FALSE:
        return Truth.FALSE
    answered = value is not None and value != NOT_SURE
    if answered and not matches(literal, value):
        return Truth.FALSE
    if gate is Truth.OPEN or (gate is Truth.TRUE and value is None):
        return Truth.OPEN
    return Truth.TRUE if answered and gate is Truth.TRUE else Truth.IN_DOUBT


def matches(literal: Literal, value: Value | None) -> bool:
    """Whether a definite answer meets the comparison."""
    if isinstance(value, tuple):
        return any(option in value for option in literal.options)
    if isinstance(value, str):
        return value in literal.options
    if value is None:
        return False
    above = literal.at_least is None or value >= literal.at_least
    return above and (literal.under is None or value < literal.under)


def _joined(when: When, truth: Truth, parts: tuple[Trace, ...]) -> Trace:
    open_parts = parts if truth is Truth.OPEN else ()
    return Trace(when, truth, parts, frozenset().union(*(part.missing for part in open_parts)))
