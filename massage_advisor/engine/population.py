"""The population engine: many people at once, one bit each.

A truth is three Python integers, one bit for each case: known true, known false, open (an item that was not
asked could still settle it). What is none of the three is in doubt. One person is a population of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from massage_advisor.answers import implied
from massage_advisor.engine.nodes import Node
from massage_advisor.engine.plain import matches
from massage_advisor.engine.program import Program
from massage_advisor.model import NOT_SURE, Literal, Value

Bits = tuple[int, int, int]
"""True, false and open bits."""


def parts(value: Value) -> tuple[Value, ...]:
    """An answer as columns hold it: a list as one part for each of its options, anything else as it is."""
    return tuple((option,) for option in value) if isinstance(value, tuple) and value else (value,)


def union(columns: Iterable[int]) -> int:
    """All bits of several columns."""
    found = 0
    for bits in columns:
        found |= bits
    return found


class Population:
    """The answers of `count` cases as bit columns, and conditions evaluated over them."""

    def __init__(self, program: Program, people: Sequence[Mapping[str, Value]]) -> None:
        self.program = program
        self.full = (1 << len(people)) - 1
        self.columns: dict[str, dict[Value, int]] = {}
        self._memo: dict[int, Bits] = {}
        self._asked: dict[str, int] = {}
        self._alive: dict[frozenset[str], bool] = {}
        self._possible: dict[str, bool] = {}
        for bit, values in enumerate(people):
            self._add(1 << bit, implied(program.kb, values))

    @classmethod
    def of(cls, program: Program, columns: dict[str, dict[Value, int]], count: int) -> Population:
        """A population whose columns are there already: item -> value -> the bits of those who say so.

        What answers imply must be in them, and lists in their `parts`.
        """
        population = cls(program, ())
        population.full = (1 << count) - 1
        population.columns = columns
        return population

    @classmethod
    def around(
        cls, program: Program, values: Mapping[str, Value], changes: Sequence[Mapping[str, Value]]
    ) -> Population:
        """One case for each set of changes: somebody's answers with some of them replaced, or added to."""
        population = cls(program, ())
        population.full = (1 << len(changes)) - 1
        known = implied(program.kb, values)
        population._add(population.full, known)
        for case, changed in enumerate(changes):
            follows = implied(program.kb, changed)
            new = {i: v for i, v in follows.items() if i in changed or known.get(i, NOT_SURE) == NOT_SURE}
            population._drop(1 << case, new)
            population._add(1 << case, new)
        return population

    def _drop(self, bit: int, items: Iterable[str]) -> None:
        for item_id in items:
            column = self.columns.get(item_id, {})
            for value in column:
                column[value] &= ~bit

    def _add(self, bit: int, values: Mapping[str, Value]) -> None:
        items = self.program.kb.items
        for item_id, value in values.items():
            if item_id in items:
                means = items[item_id].unsure_means if value == NOT_SURE else None
                column = self.columns.setdefault(item_id, {})
                for part in parts(means or value):
                    column[part] = column.get(part, 0) | bit

    def bits(self, number: int) -> Bits:
        """The truth of a node for every case."""
        found = self._memo.get(number)
        if found is None:
            found = self._memo[number] = self._evaluate(self.program.nodes[number])
        return found

    def _evaluate(self, node: Node) -> Bits:
        if node.kind == "item":
            return self._item(node)
        if node.kind == "pending":
            gate_true, gate_false, gate_open = self.bits(node.gate)
            return 0, gate_false, gate_true | gate_open
        return self._all(node.parts) if node.kind == "all" else self._any(node.parts)

    def _item(self, node: Node) -> Bits:
        """Law 1 for every case; the same table as `plain._compare`."""
        assert node.literal is not None
        gate_true, gate_false, gate_open = self.bits(node.gate) if node.gate >= 0 else (self.full, 0, 0)
        met, unmet, unsure = self._compared(node.literal)
        true = met & gate_true
        false = gate_false | unmet
        unknown = self.full & ~true & ~false
        unanswered = ~(met | unmet | unsure)
        return true, false, unknown & (gate_open | (gate_true & unanswered))

    def _compared(self, literal: Literal) -> Bits:
        """Who meets the comparison, who does not, and who is not sure."""
        column = self.columns.get(literal.fact)
        if column is None:
            return 0, 0, 0
        met = 0
        if literal.options:
            for option in literal.options:
                met |= column.get(option, 0) | column.get((option,), 0)
        else:
            met = union(bits for value, bits in column.items() if matches(literal, value))
        unsure = column.get(NOT_SURE, 0)
        return met, self._answered(literal.fact) & ~(met | unsure), unsure

    def _answered(self, item_id: str) -> int:
        """Who was asked, "not sure" included."""
        if item_id not in self._asked:
            self._asked[item_id] = union(self.columns[item_id].values())
        return self._asked[item_id]

    def _all(self, parts: Iterable[int]) -> Bits:
        true, false, open_ = self.full, 0, 0
        for part in parts:
            part_true, part_false, part_open = self.bits(part)
            true &= part_true
            false |= part_false
            open_ |= part_open
        return true, false, open_ & ~true & ~false

    def _any(self, parts: Iterable[int]) -> Bits:
        true, false, open_ = 0, self.full, 0
        for part in parts:
            part_true, part_false, part_open = self.bits(part)
            true |= part_true
            false &= part_false
            open_ |= part_open
        return true, false, open_ & ~true & ~false

    def answered(self) -> Iterable[str]:
        """The items that somebody was asked."""
        return self.columns

    def live_rules(self) -> list[int]:
        """The rules that are not false for everybody by their roots alone; the others are skipped."""
        return [number for number in range(len(self.program.roots)) if self.alive(number)]

    def alive(self, number: int) -> bool:
        """Whether a rule can be more than false for anybody."""
        roots = self.program.roots[number]
        if roots is None:
            return True
        found = self._alive.get(roots)
        if found is None:
            found = self._alive[roots] = any(map(self._is_possible, roots))
        return found

    def _is_possible(self, item_id: str) -> bool:
        """Whether anybody's answer leaves it possible that this item is more than "no"."""
        found = self._possible.get(item_id)
        if found is None:
            gate = self.program.kb.items[item_id].gate
            said_no = self.columns.get(item_id, {}).get("no", 0) == self.full
            found = not said_no and (gate is None or self.bits(self.program.nodes.of(gate))[1] != self.full)
            self._possible[item_id] = found
        return found
