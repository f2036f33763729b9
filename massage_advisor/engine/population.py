"""The population engine: many people at once, one bit each.

A truth is three Python integers, one bit for each case: known true, known false, open (an item that was not
asked could still settle it). What is none of the three is in doubt. One person is a population of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from massage_advisor.answers import implied
from massage_advisor.engine.plain import matches
from massage_advisor.engine.program import Node, Program
from massage_advisor.model import NOT_SURE, Item, Literal, Value, Verdict

Bits = tuple[int, int, int]
"""True, false and open bits."""

_STRICTEST_FIRST = tuple(reversed(Verdict))


def parts(value: Value) -> tuple[Value, ...]:
    """An answer as columns hold it: a list as one part for each of its options, anything else as it is."""
    return tuple((option,) for option in value) if isinstance(value, tuple) and value else (value,)


def _union(columns: Iterable[int]) -> int:
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

    def _add(self, bit: int, values: Mapping[str, Value]) -> None:
        items = self.program.kb.items
        for item_id, value in values.items():
            item = items.get(item_id)
            if item is not None:
                known = item.unsure_means if value == NOT_SURE and item.unsure_means else value
                column = self.columns.setdefault(item_id, {})
                for part in parts(known):
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
            met = _union(bits for value, bits in column.items() if matches(literal, value))
        unsure = column.get(NOT_SURE, 0)
        return met, self._answered(literal.fact) & ~(met | unsure), unsure

    def _answered(self, item_id: str) -> int:
        """Who was asked, "not sure" included."""
        if item_id not in self._asked:
            self._asked[item_id] = _union(self.columns[item_id].values())
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

    def alive(self, item: Item) -> bool:
        """Whether anybody's answer leaves it possible that this item is more than "no"."""
        if self.columns.get(item.id, {}).get("no", 0) == self.full:
            return False
        return item.gate is None or self.bits(self.program.node(item.gate))[1] != self.full

    def live_rules(self) -> list[int]:
        """The rules that are not false for everybody by their roots alone; the others are skipped."""
        program = self.program
        numbers = set(program.rootless)
        for root, filed in program.by_root.items():
            if self.alive(program.kb.items[root]):
                numbers.update(filed)
        return sorted(numbers)


class Tally:
    """The verdict interval of each massage for each case, and the cases with a red flag."""

    def __init__(self, population: Population) -> None:
        self.population = population
        self.full = population.full
        size = len(population.program.massages)
        self.rules = [population.program.rule(number) for number in population.live_rules()]
        self.now = {verdict: [0] * size for verdict in Verdict}
        self.worst = {verdict: [0] * size for verdict in Verdict}
        self._count_entries()
        self._count_bars()

    def so_far(self, massage: int, case: int = 0) -> Verdict:
        """The mildest verdict that is still possible for one case."""
        return self._strictest(self.now, massage, case)

    def at_worst(self, massage: int, case: int = 0) -> Verdict:
        """The strictest verdict that is still possible for one case."""
        return max(self.so_far(massage, case), self._strictest(self.worst, massage, case))

    @staticmethod
    def _strictest(columns: Mapping[Verdict, list[int]], massage: int, case: int) -> Verdict:
        for verdict in _STRICTEST_FIRST:
            if columns[verdict][massage] >> case & 1:
                return verdict
        return Verdict.OK

    def _count_entries(self) -> None:
        """Adds up by mark first: many entries share one."""
        totals: dict[int, list[int]] = {}
        full, bits = self.full, self.population.bits
        for rule in self.rules:
            for entry in rule.entries:
                true, false, open_ = bits(entry.node)
                if false == full:
                    continue
                doubt = full & ~(true | false | open_)
                for mark in entry.marks:
                    total = totals.setdefault(mark, [0, 0, 0])
                    total[0] |= true
                    total[1] |= doubt
                    total[2] |= open_
        for mark, (true, doubt, open_) in totals.items():
            verdict, massages = self.population.program.marks[mark]
            for massage in massages:
                self._add(massage, verdict, true, doubt, open_)

    def _add(self, massage: int, verdict: Verdict, true: int, doubt: int, open_: int) -> None:
        self.now[verdict][massage] |= true
        self.now[min(verdict, Verdict.CLEARANCE)][massage] |= doubt
        self.worst[verdict][massage] |= open_

    def _count_bars(self) -> None:
        """Where every area of a massage is taken away, nothing of it is left."""
        for verdict in (Verdict.CLEARANCE, Verdict.AVOID):
            gone = self._gone(verdict)
            for massage, sides in enumerate(self.population.program.sides):
                if sides and all(side in gone for side in sides):
                    true, open_ = self._nothing_left(massage, [gone[side] for side in sides])
                    self._add(massage, verdict, true, 0, open_)

    def _gone(self, verdict: Verdict) -> dict[str, dict[frozenset[int], list[int]]]:
        """For each side that may be taken away: true and open bits, by the massages that lose it."""
        gone: dict[str, dict[frozenset[int], list[int]]] = {}
        for rule in self.rules:
            for bar in rule.bars:
                true, false, open_ = self.population.bits(bar.node)
                if bar.verdict >= verdict and false != self.full:
                    held = gone.setdefault(bar.side, {}).setdefault(bar.massages, [0, 0])
                    held[0] |= true
                    held[1] |= open_
        return gone

    def _nothing_left(
        self, massage: int, sides: Sequence[Mapping[frozenset[int], Sequence[int]]]
    ) -> tuple[int, int]:
        true = possible = self.full
        for losers in sides:
            side_true = side_open = 0
            for massages, held in losers.items():
                if massage in massages:
                    side_true |= held[0]
                    side_open |= held[1]
            true &= side_true
            possible &= side_true | side_open
        return true, possible & ~true
