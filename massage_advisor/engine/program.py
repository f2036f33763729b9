"""The knowledge compiled for the population engine: conditions as shared nodes, rules as entries.

A node is evaluated once for everybody. An entry is a node and what it does: which massages it gives which
verdict. Rules are indexed by their roots, the items of which one must be more than "no" for the rule to
matter (None: no such items), and are compiled when they first matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field, replace

from massage_advisor.engine.effects import Guard, Touch, barred, touches
from massage_advisor.engine.nodes import Nodes
from massage_advisor.engine.worth import Features, Masks, numbers, only
from massage_advisor.model import All, Any, Effect, KnowledgeBase, Level, Literal, Rule, Verdict, When
from massage_advisor.records import dataclass

Mark = tuple[Verdict, tuple[int, ...]]
"""A verdict and the massages (by number) that get it."""

Touched = tuple[tuple[int, Touch], ...]
"""Massages (by number), each with how it is touched."""


@dataclass(frozen=True, slots=True)
class Entry:
    """While `node` holds, rule number `rule` counts at `level` and touches these massages."""

    node: int
    rule: int
    level: Level
    marks: tuple[int, ...]
    touched: Touched


@dataclass(frozen=True, slots=True)
class Bar:
    """While `node` holds, this side of the body is taken away from these massages at `verdict`."""

    side: str
    node: int
    verdict: Verdict
    massages: frozenset[int]


class Compiled:
    """A rule, compiled: its entries, and what it takes away (worked out on first use)."""

    __slots__ = ("_bars", "_program", "_rule", "entries")

    def __init__(self, program: Program, number: int, rule: Rule) -> None:
        self._program = program
        self._rule = rule
        self._bars: tuple[Bar, ...] | None = None
        self.entries = tuple(_entries(program, number, rule))

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The sides of the body that the rule takes away."""
        if self._bars is None:
            self._bars = tuple(_bars(self._program, self._rule))
        return self._bars


@dataclass(slots=True, eq=False)
class Program:
    """Everything the population engine needs about a knowledge base."""

    kb: KnowledgeBase
    massages: tuple[str, ...]
    features: Features
    nodes: Nodes
    marks: list[Mark] = field(default_factory=list)
    roots: list[frozenset[str] | None] = field(default_factory=list)
    sides: list[tuple[str, ...]] = field(default_factory=list)
    for_whom: list[int] = field(default_factory=list)
    _marks_seen: dict[Mark, int] = field(default_factory=dict)
    _masks: dict[int, Masks] = field(default_factory=dict)
    _rules: dict[int, Compiled] = field(default_factory=dict)
    _touched: dict[object, tuple[tuple[Guard, Touched, tuple[int, ...]], ...]] = field(default_factory=dict)
    _named: dict[object, tuple[int, ...]] = field(default_factory=dict)
    _barred: dict[object, tuple[tuple[str, frozenset[int]], ...]] = field(default_factory=dict)

    def rule(self, number: int) -> Compiled:
        """A rule's entries and bars, compiled on first use."""
        found = self._rules.get(number)
        if found is None:
            found = self._rules[number] = self.compiled_as(number, self.kb.rules[number])
        return found

    def compiled_as(self, number: int, rule: Rule) -> Compiled:
        """The entries and bars that a rule would have in the place of another one."""
        return Compiled(self, number, rule)

    def entries(self) -> Iterator[Entry]:
        """Every entry of every rule."""
        return (entry for number in range(len(self.kb.rules)) for entry in self.rule(number).entries)

    def mark(self, verdict: Verdict, massages: Iterable[int]) -> int:
        """The number of a mark; equal marks share one."""
        key: Mark = (verdict, tuple(massages))
        number = self._marks_seen.setdefault(key, len(self.marks))
        if number == len(self.marks):
            self.marks.append(key)
        return number

    def masks(self, mark: int) -> Masks:
        """A mark with its massages as bits."""
        verdict, massages = self.marks[mark]
        if mark not in self._masks:
            self._masks[mark] = only(verdict, sum(1 << massage for massage in massages))
        return self._masks[mark]

    def touched(self, effect: Effect, level: Level) -> tuple[tuple[Guard, Touched, tuple[int, ...]], ...]:
        """What an effect does to all massages, by guard, with the marks; alike for alike effects."""
        key = (_shape(effect), level)
        if key not in self._touched:
            self._touched[key] = tuple(_touched(self, effect, level))
        return self._touched[key]

    def named(self, item: str, guard: Guard) -> tuple[int, ...]:
        """The nodes for what an answer must name, of each group of sides one."""
        key = (item, guard)
        if key not in self._named:
            self._named[key] = tuple(self.nodes.of(Literal(item, sides)) for sides in guard)
        return self._named[key]

    def barred(self, effect: Effect) -> tuple[tuple[str, frozenset[int]], ...]:
        """The sides an effect takes away whole, each with the massages that lose it."""
        key = _shape(effect)
        if key not in self._barred:
            self._barred[key] = tuple(_barred(self, effect))
        return self._barred[key]


def built(kb: KnowledgeBase) -> Program:
    """The program of a knowledge base; its rules are compiled when they matter."""
    program = Program(kb, tuple(kb.massages), Features.of(kb), Nodes(kb))
    for massage in kb.massages.values():
        program.sides.append(tuple(side for area in massage.areas for side in kb.areas[area].sides))
        program.for_whom.append(program.nodes.of(massage.for_whom or All(())))
    for rule in kb.rules:
        roots = program.nodes[program.nodes.of(rule.when)].roots
        program.roots.append(roots if roots or rule.when == Any(()) else None)
    return program


def levels(rule: Rule) -> tuple[tuple[Level, When], ...]:
    """The levels a rule can count at, with what must hold: a doctor's yes turns its level into adapt."""
    if rule.lift is None:
        return ((rule.level, rule.when),)
    return ((Level.ADAPT, rule.when), (rule.level, full(rule)))


def full(rule: Rule) -> When:
    """What must hold for a rule to count at its own level."""
    return rule.when if rule.lift is None else All((rule.when, rule.lift))


def _shape(effect: Effect) -> Effect:
    """The effect without the name of the item that names the areas: it touches alike."""
    return replace(effect, areas_from="where") if effect.areas_from else effect


def _entries(program: Program, number: int, rule: Rule) -> Iterator[Entry]:
    for level, when in levels(rule):
        base = program.nodes.of(when)
        for guard, touched, marks in program.touched(rule.effect, level):
            node = _guarded(program, base, rule.effect.areas_from, guard)
            yield Entry(node, number, level, marks, touched)


def _guarded(program: Program, base: int, item: str, guard: Guard) -> int:
    return program.nodes.join("all", [base, *program.named(item, guard)])


def _touched(
    program: Program, effect: Effect, level: Level
) -> Iterator[tuple[Guard, Touched, tuple[int, ...]]]:
    by_guard: dict[Guard, list[tuple[int, Touch]]] = {}
    for index in numbers(program.features.touched(effect, level)):
        massage = program.kb.massages[program.massages[index]]
        for touch in touches(program.kb, effect, massage, level):
            by_guard.setdefault(touch.guard, []).append((index, touch))
    for guard, touched in by_guard.items():
        yield guard, tuple(touched), _marks(program, touched)


def _marks(program: Program, touched: list[tuple[int, Touch]]) -> tuple[int, ...]:
    by_verdict: dict[Verdict, dict[int, None]] = {}
    for index, touch in touched:
        by_verdict.setdefault(touch.verdict, {})[index] = None
    return tuple(program.mark(verdict, found) for verdict, found in by_verdict.items())


def _barred(program: Program, effect: Effect) -> Iterator[tuple[str, frozenset[int]]]:
    by_side: dict[str, set[int]] = {}
    for index, massage in enumerate(program.kb.massages.values()):
        for area in barred(effect, massage):
            for side in program.kb.areas[area].sides:
                by_side.setdefault(side, set()).add(index)
    yield from ((side, frozenset(massages)) for side, massages in by_side.items())


def _bars(program: Program, rule: Rule) -> Iterator[Bar]:
    if rule.level not in (Level.CLEARANCE, Level.AVOID):
        return
    verdict = Verdict.AVOID if rule.level is Level.AVOID else Verdict.CLEARANCE
    base = program.nodes.of(full(rule))
    item = rule.effect.areas_from
    for side, massages in program.barred(rule.effect):
        node = _guarded(program, base, item, ((side,),)) if item else base
        yield Bar(side, node, verdict, massages)
