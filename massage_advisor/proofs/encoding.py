"""One edition of the knowledge as a formula over complete answer sets.

A condition becomes two literals: it certainly holds, and it possibly holds (it is not false). Where only the
second is true it is in doubt. The engine's own program gives the conditions, what they touch and what they
take away, so what is proved is what is evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from massage_advisor.engine import compiled
from massage_advisor.engine.nodes import Node
from massage_advisor.engine.plain import matches
from massage_advisor.engine.program import Bar, full
from massage_advisor.model import (
    All,
    Disposition,
    Item,
    KnowledgeBase,
    Level,
    Rule,
    Value,
    Verdict,
    When,
)
from massage_advisor.proofs.variables import Variables

Rails = tuple[int, int]
"""Literals: certainly holds, possibly holds."""

Fixed = tuple[tuple[str, Value], ...]
"""Answers that are given, whatever the client says."""

Changed = Mapping[int, Rule | None]
"""Rules (by number) with what stands in their place."""


class Encoding:
    """Conditions, verdicts and dispositions of one edition as literals."""

    def __init__(self, kb: KnowledgeBase, variables: Variables) -> None:
        self.kb = kb
        self.variables = variables
        self.formula = variables.formula
        self.program = compiled(kb)
        self._rails: dict[tuple[int, Fixed], Rails] = {}
        self._reached: dict[tuple[int, Verdict], int] = {}
        self._emptied: dict[tuple[int, Verdict], int] = {}

    # --- conditions ---------------------------------------------------------------------------

    def rails(self, when: When | None, fixed: Fixed = ()) -> Rails:
        """Whether a condition certainly, and possibly, holds; `fixed` answers stand for the client's."""
        return self._node(self.program.nodes.of(when or All(())), fixed)

    def _node(self, number: int, fixed: Fixed = ()) -> Rails:
        key = (number, fixed)
        if key not in self._rails:
            self._rails[key] = self._encoded(self.program.nodes[number], fixed)
        return self._rails[key]

    def _encoded(self, node: Node, fixed: Fixed) -> Rails:
        if node.kind == "item":
            return self._item(node, fixed)
        parts = [self._node(part, fixed) for part in node.parts]
        join = self.formula.all_of if node.kind == "all" else self.formula.any_of
        return join(true for true, _ in parts), join(possible for _, possible in parts)

    def _item(self, node: Node, fixed: Fixed) -> Rails:
        """Law 1; the same table as `plain._compare` without "not asked"."""
        assert node.literal is not None
        domain = self.variables.domains[node.literal.fact]
        met, unsure = domain.met(node.literal), domain.unsure
        given = dict(fixed).get(node.literal.fact)
        if given is not None:
            met, unsure = self._given(node, given), self.formula.false
        true, possible = self._node(node.gate, fixed) if node.gate >= 0 else (self.formula.true,) * 2
        either = self.formula.any_of([met, unsure])
        return self.formula.all_of([true, met]), self.formula.all_of([possible, either])

    def _given(self, node: Node, given: Value) -> int:
        assert node.literal is not None
        return self.formula.true if matches(node.literal, given) else self.formula.false

    def certain(self, node: int) -> int:
        """Holds when a node of the program certainly holds."""
        return self._node(node)[0]

    def applies(self, item: Item) -> Rails:
        """Whether an item is certainly, and possibly, asked."""
        return self.rails(item.gate)

    def fires(self, rule: Rule) -> int:
        """Holds when the rule certainly holds."""
        return self.rails(rule.when)[0]

    def fires_fully(self, rule: Rule) -> int:
        """Holds when the rule certainly counts at its own level: no doctor's yes takes it away."""
        return self.rails(full(rule))[0]

    # --- verdicts -----------------------------------------------------------------------------

    @cached_property
    def contributions(self) -> Mapping[tuple[int, Verdict], tuple[tuple[int, int], ...]]:
        """For each massage (by number) and verdict: literals that each bring it about, with their rule."""
        found: dict[tuple[int, Verdict], dict[tuple[int, int], None]] = {}
        for number in range(len(self.kb.rules)):
            for massage, verdict, literal in self.effects(number):
                found.setdefault((massage, verdict), {})[literal, number] = None
        return {key: tuple(literals) for key, literals in found.items()}

    def effects(self, number: int, rule: Rule | None = None) -> Iterator[tuple[int, Verdict, int]]:
        """What a rule, or another one in its place, brings about by itself: massage, verdict and when.

        In doubt it counts as clearance.
        """
        program = self.program
        found = program.rule(number) if rule is None else program.compiled_as(number, rule)
        for entry in found.entries:
            true, possible = self._node(entry.node)
            for massage, touch in entry.touched:
                if touch.verdict > Verdict.OK:
                    yield massage, touch.verdict, true
                    yield massage, min(touch.verdict, Verdict.CLEARANCE), possible

    def reaches(self, massage: int, verdict: Verdict) -> int:
        """Holds when a massage (by number) gets at least this verdict."""
        if verdict is Verdict.OK:
            return self.formula.true
        key = (massage, verdict)
        if key not in self._reached:
            self._reached[key] = self.formula.any_of(self.causes(massage, verdict))
        return self._reached[key]

    def causes(self, massage: int, verdict: Verdict) -> Iterator[int]:
        """Literals of which one must hold for a massage to get at least this verdict."""
        for strict in Verdict:
            if strict >= verdict:
                yield from (literal for literal, _ in self.contributions.get((massage, strict), ()))
        yield self.nothing_left(massage, verdict)

    def nothing_left(self, massage: int, verdict: Verdict, changed: Changed | None = None) -> int:
        """Holds when all areas of a massage are taken away at this verdict or above."""
        strict = max(verdict, Verdict.CLEARANCE)
        exchange = {n: r for n, r in (changed or {}).items() if n in self._barring or self._new_bars(n, r)}
        if exchange:
            return self._all_sides_gone(massage, strict, exchange)
        if (massage, strict) not in self._emptied:
            self._emptied[massage, strict] = self._all_sides_gone(massage, strict, {})
        return self._emptied[massage, strict]

    def _all_sides_gone(self, massage: int, verdict: Verdict, changed: Changed) -> int:
        sides = self.program.sides[massage]
        if not sides:
            return self.formula.false
        new = [bar for number, rule in changed.items() for bar in self._new_bars(number, rule)]
        return self.formula.all_of(
            self.formula.any_of(self._gone(massage, side, verdict, changed, new)) for side in sides
        )

    def _gone(
        self, massage: int, side: str, verdict: Verdict, changed: Changed, new: Sequence[Bar]
    ) -> Iterator[int]:
        """Literals that each take one side away from a massage."""
        standing = (bar for number, bar in self._bars.get((massage, side), ()) if number not in changed)
        others = (bar for bar in new if bar.side == side and massage in bar.massages)
        yield from (self.certain(bar.node) for bar in (*standing, *others) if bar.verdict >= verdict)

    def _new_bars(self, number: int, rule: Rule | None) -> tuple[Bar, ...]:
        return self.program.compiled_as(number, rule).bars if rule is not None else ()

    @cached_property
    def _bars(self) -> Mapping[tuple[int, str], list[tuple[int, Bar]]]:
        """What takes a side away from a massage, with the number of the rule."""
        found: dict[tuple[int, str], list[tuple[int, Bar]]] = {}
        for number in range(len(self.kb.rules)):
            for bar in self.program.rule(number).bars:
                for massage in bar.massages:
                    found.setdefault((massage, bar.side), []).append((number, bar))
        return found

    @cached_property
    def _barring(self) -> frozenset[int]:
        """The rules that take areas away."""
        return frozenset(number for several in self._bars.values() for number, _ in several)

    # --- the whole person ---------------------------------------------------------------------

    def offered(self, massage: int) -> Rails:
        """Whether a massage is certainly, and possibly, for this person."""
        return self._node(self.program.for_whom[massage])

    @cached_property
    def emergency(self) -> int:
        """Holds when a red flag certainly holds."""
        return self.formula.any_of(self.fires(rule) for rule in self.kb.rules if rule.level is Level.RED_FLAG)

    def disposed(self, disposition: Disposition) -> int:
        """Holds when the person as a whole gets at least this disposition."""
        everyone = range(len(self.program.massages))
        match disposition:
            case Disposition.OK:
                return self.formula.true
            case Disposition.ADAPT:
                some = [self._offered_at(massage, Verdict.ADAPT) for massage in everyone]
                return self.formula.any_of([*some, self.disposed(Disposition.CLEARANCE)])
            case Disposition.CLEARANCE | Disposition.NOT_NOW:
                verdict = Verdict(disposition)
                best = (-self._offered_below(massage, verdict) for massage in everyone)
                return self.formula.any_of([self.emergency, self.formula.all_of(best)])
            case Disposition.EMERGENCY:
                return self.emergency

    def _offered_at(self, massage: int, verdict: Verdict) -> int:
        return self.formula.all_of([self.offered(massage)[0], self.reaches(massage, verdict)])

    def _offered_below(self, massage: int, verdict: Verdict) -> int:
        return self.formula.all_of([self.offered(massage)[0], -self.reaches(massage, verdict)])
