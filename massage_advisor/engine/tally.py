"""Conditions evaluated over a population -> the verdict interval of each massage for each case."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

from massage_advisor.engine.compiling import outlined
from massage_advisor.engine.effects import level_verdict
from massage_advisor.engine.outline import Group
from massage_advisor.engine.population import Bits, Population, union
from massage_advisor.engine.program import Compiled
from massage_advisor.engine.worth import Masks, both, numbers
from massage_advisor.model import Level, Verdict

_STRICTEST_FIRST = tuple(reversed(Verdict))


class Tally:
    """The verdict interval of each massage for each case.

    Rules of which a follow-up was answered are looked at one by one (`singly`), the others by groups, in
    outline (`groups`: those that are not false for everybody, each with the rules that count in it).
    With `massages` (numbers) it is about these alone, and rules that touch none of them are left out; with
    `rules` (numbers) no other rules are looked at.
    """

    def __init__(
        self,
        population: Population,
        massages: Sequence[int] | None = None,
        rules: Collection[int] | None = None,
    ) -> None:
        self.population = population
        self.full = population.full
        self.outline = outlined(population.program)
        size = len(population.program.massages)
        self._about = range(size) if massages is None else massages
        self._wanted = union(1 << massage for massage in self._about)
        self.now = {verdict: [0] * size for verdict in Verdict}
        self.worst = {verdict: [0] * size for verdict in Verdict}
        answered = self._answered() if rules is None else rules
        self.singly = [n for n in sorted(answered) if population.alive(n) and self._is_touched_by(n)]
        self.groups = list(self._live_groups(answered)) if rules is None else []
        self._count_entries()
        self._count_groups()
        self._count_bars()

    @cached_property
    def rules(self) -> list[Compiled]:
        """Every rule that is not false for everybody by its roots, compiled."""
        return [self.population.program.rule(number) for number in self.population.live_rules()]

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

    # --- which rules ---------------------------------------------------------------------------------

    def _answered(self) -> set[int]:
        """The rules that read a follow-up which somebody was asked, and those always looked at singly."""
        found = set(self.outline.always)
        for item in self.population.answered():
            found.update(self.outline.readers.get(item, ()))
        return found

    def _is_touched_by(self, number: int) -> bool:
        rule = self.population.program.kb.rules[number]
        return bool(self.population.program.features.touched(rule.effect, rule.level) & self._wanted)

    def _live_groups(self, answered: Collection[int]) -> Iterator[Group]:
        bits, full = self.population.bits, self.full
        for group in self.outline.groups:
            if any(bits(p.node)[1] != full and (p.reached & self._wanted) for p in group.parts):
                if group.rules.isdisjoint(answered):
                    yield group
                elif not group.rules.issubset(answered):
                    yield self.outline.without(group, answered)

    # --- counting ------------------------------------------------------------------------------------

    def _count_entries(self) -> None:
        """Adds up by mark first: many entries share one."""
        totals: dict[int, list[int]] = {}
        full, bits, program = self.full, self.population.bits, self.population.program
        for number in self.singly:
            for entry in program.rule(number).entries:
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
            verdict, massages = program.marks[mark]
            self._add(massages, verdict, true, doubt, open_)

    def _count_groups(self) -> None:
        """Adds up by truth first: many groups are as open as each other."""
        totals: dict[Bits, Masks] = {}
        for group in self.groups:
            for part in group.parts:
                bits = self.population.bits(part.node)
                totals[bits] = both(totals[bits], part.worth) if bits in totals else part.worth
        for (true, false, open_), worth in totals.items():
            doubt = self.full & ~(true | false | open_)
            for verdict in (Verdict.ADAPT, Verdict.CLEARANCE, Verdict.AVOID):
                self._add(numbers(worth[verdict]), verdict, true, doubt, open_)

    def _add(self, massages: Sequence[int], verdict: Verdict, true: int, doubt: int, open_: int) -> None:
        doubted = min(verdict, Verdict.CLEARANCE)
        columns = (self.now[verdict], true), (self.now[doubted], doubt), (self.worst[verdict], open_)
        for column, bits in columns:
            if bits:
                for massage in massages:
                    column[massage] |= bits

    # --- where every area is taken away --------------------------------------------------------------

    def _count_bars(self) -> None:
        """Where every area of a massage is taken away, nothing of it is left."""
        for verdict in (Verdict.CLEARANCE, Verdict.AVOID):
            if self._covered(verdict, self.now):
                continue
            gone = self._gone(verdict, uncovered=not self._covered(verdict, self.now, self.worst))
            for massage in self._about:
                sides = self.population.program.sides[massage]
                if sides and all(side in gone for side in sides):
                    true, open_ = self._nothing_left(massage, [gone[side] for side in sides])
                    self._add((massage,), verdict, true, 0, open_)

    def _covered(self, verdict: Verdict, *columns: Mapping[Verdict, Sequence[int]]) -> bool:
        """Whether every massage is that strict, for every case, without looking at its areas."""
        each = [column[v] for column in columns for v in Verdict if v >= verdict]
        return all(union([bits[massage] for bits in each]) == self.full for massage in self._about)

    def _gone(self, verdict: Verdict, *, uncovered: bool) -> dict[str, dict[frozenset[int], list[int]]]:
        """For each side that may be taken away: true and open bits, by the massages that lose it."""
        gone: dict[str, dict[frozenset[int], list[int]]] = {}
        for node, side, massages in chain(
            self._single_bars(verdict), self._group_bars(verdict, uncovered=uncovered)
        ):
            true, _, open_ = self.population.bits(node)
            if true or (open_ and uncovered):
                held = gone.setdefault(side, {}).setdefault(massages, [0, 0])
                held[0] |= true
                held[1] |= open_
        return gone

    def _single_bars(self, verdict: Verdict) -> Iterator[tuple[int, str, frozenset[int]]]:
        for number in self.singly:
            for bar in self.population.program.rule(number).bars:
                if bar.verdict >= verdict:
                    yield bar.node, bar.side, bar.massages

    def _group_bars(self, verdict: Verdict, *, uncovered: bool) -> Iterator[tuple[int, str, frozenset[int]]]:
        """The same in outline, where all sides that could be named are."""
        for group in self.groups:
            bits = [self.population.bits(part.node) for part in group.parts]
            if any(true or (open_ and uncovered) for true, _, open_ in bits):
                for number in group.rules:
                    yield from self._bars_of(number, verdict)

    def _bars_of(self, number: int, verdict: Verdict) -> Iterator[tuple[int, str, frozenset[int]]]:
        program = self.population.program
        rule, node = program.kb.rules[number], self.outline.single[number][-1].node
        if rule.level in (Level.CLEARANCE, Level.AVOID) and level_verdict(rule.level) >= verdict:
            yield from ((node, side, massages) for side, massages in program.barred(rule.effect))

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
