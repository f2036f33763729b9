"""Which items keep a condition open: what `plain.Trace.missing` says, for the first case of a population.

Sets of items are integers, one bit for each item of the knowledge base.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from massage_advisor.engine.outline import Group
from massage_advisor.engine.population import Population
from massage_advisor.engine.worth import numbers
from massage_advisor.model import KnowledgeBase, Literal


@lru_cache(maxsize=8)
def _items(kb: KnowledgeBase) -> tuple[tuple[str, ...], Mapping[str, int]]:
    """The items, and the bit of each."""
    items = tuple(kb.items)
    return items, {item: 1 << number for number, item in enumerate(items)}


class Missing:
    """The items not asked yet that keep nodes, rules and groups of rules open."""

    def __init__(self, population: Population) -> None:
        self.program = population.program
        self.population = population
        self.kb = population.program.kb
        self._items, self._bit = _items(self.kb)
        self._follow_up = 1 << len(self._items)
        self._nodes: dict[int, int] = {}
        self._rules: dict[int, int] = {}
        self._named: dict[int, frozenset[str]] = {}

    def named(self, bits: int) -> frozenset[str]:
        """A set of items by their ids."""
        if bits not in self._named:
            self._named[bits] = frozenset(self._items[number] for number in numbers(bits))
        return self._named[bits]

    def of_rule(self, number: int) -> int:
        """What keeps a rule open: its condition, else what a doctor's yes lifts, else where it is."""
        if number not in self._rules:
            rule, node = self.kb.rules[number], self.program.nodes.of
            where = rule.effect.areas_from
            self._rules[number] = (
                self.of_node(node(rule.when))
                or (self.of_node(node(rule.lift)) if rule.lift is not None else 0)
                or (self.of_node(node(self._any_area(where))) if where else 0)
            )
        return self._rules[number]

    def _any_area(self, item: str) -> Literal:
        return Literal(item, (self.kb.items[item].options[0].id,))

    def of_group(self, group: Group) -> int | None:
        """The same for all rules of a group at once; None where it is not the same for all."""
        found = next((bits for node in group.reads if node >= 0 and (bits := self.of_node(node))), 0)
        return None if found & self._follow_up else found

    def of_node(self, number: int) -> int:
        """What keeps a node open; nothing where it is not open."""
        found = self._nodes.get(number)
        if found is None:
            is_open = self.population.bits(number)[2] & 1
            found = self._nodes[number] = self._of_open(number) if is_open else 0
        return found

    def _of_open(self, number: int) -> int:
        node = self.program.nodes[number]
        if node.kind in ("item", "pending"):
            by_gate = self.of_node(node.gate) if node.gate >= 0 else 0
            return by_gate or (self._bit[node.literal.fact] if node.literal else self._follow_up)
        found = 0
        for part in node.parts:
            found |= self.of_node(part)
        return found
