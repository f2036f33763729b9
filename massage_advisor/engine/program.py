"""The knowledge compiled for the population engine: conditions as shared nodes, rules as entries.

A node is evaluated once for everybody. An entry is a node and what it does: which massages it gives which
verdict. Entries are indexed by their roots, the items that must not be "no" for the entry to matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from massage_advisor.engine.effects import Touch, barred, touches
from massage_advisor.model import All, Any, KnowledgeBase, Level, Literal, Rule, Verdict, When

Mark = tuple[Verdict, tuple[int, ...]]
"""A verdict and the massages (by number) that get it."""


@dataclass(frozen=True, slots=True)
class Node:
    """A condition. `kind` is "item", "all" or "any"; `gate` is the node of the item's gate, or -1."""

    kind: str
    literal: Literal | None = None
    parts: tuple[int, ...] = ()
    gate: int = -1
    roots: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Entry:
    """While `node` holds, rule number `rule` counts at `level` with these marks (indices into `marks`)."""

    node: int
    rule: int
    level: Level
    marks: tuple[int, ...]
    touched: tuple[tuple[int, Touch], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """While `node` holds, this side of the body is taken away from these massages at `verdict`."""

    node: int
    verdict: Verdict
    massages: frozenset[int]


@dataclass(slots=True, eq=False)
class Program:
    """Everything the population engine needs; built once for a knowledge base."""

    kb: KnowledgeBase
    massages: tuple[str, ...]
    nodes: list[Node] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    by_root: dict[str, list[int]] = field(default_factory=dict)
    rootless: list[int] = field(default_factory=list)
    bars: dict[str, list[Bar]] = field(default_factory=dict)
    sides: list[tuple[str, ...]] = field(default_factory=list)
    for_whom: list[int] = field(default_factory=list)
    _seen: dict[object, int] = field(default_factory=dict)
    _marks_seen: dict[Mark, int] = field(default_factory=dict)

    def node(self, when: When) -> int:
        """The number of the node for a condition; equal conditions share one."""
        if isinstance(when, Literal):
            return self._literal(when)
        parts = tuple(dict.fromkeys(self.node(part) for part in when.parts))
        kind = "all" if isinstance(when, All) else "any"
        if len(parts) == 1:
            return parts[0]
        return self._intern((kind, parts), Node(kind, parts=parts, roots=self._roots(kind, parts)))

    def _literal(self, literal: Literal) -> int:
        hazard = self.kb.hazards.get(literal.fact)
        if hazard is not None:
            return self.node(hazard.when)
        item = self.kb.items[literal.fact]
        gate = -1 if item.gate is None else self.node(item.gate)
        roots = frozenset({item.id}) if gate < 0 or not item.condition else self._gate_roots(item.id, gate)
        return self._intern(literal, Node("item", literal, gate=gate, roots=roots))

    def _gate_roots(self, item_id: str, gate: int) -> frozenset[str]:
        own_condition = self.kb.items[item_id].condition == item_id
        return frozenset({item_id}) if own_condition else self.nodes[gate].roots

    def _roots(self, kind: str, parts: tuple[int, ...]) -> frozenset[str]:
        each = [self.nodes[part].roots for part in parts]
        if kind == "any":
            return frozenset().union(*each)
        return min(each, key=lambda roots: (len(roots), sorted(roots)), default=frozenset())

    def _intern(self, key: object, node: Node) -> int:
        number = self._seen.get(key)
        if number is None:
            number = self._seen[key] = len(self.nodes)
            self.nodes.append(node)
        return number

    def mark(self, verdict: Verdict, massages: Iterable[int]) -> int:
        """The number of a mark; equal marks share one."""
        key: Mark = (verdict, tuple(massages))
        number = self._marks_seen.setdefault(key, len(self.marks))
        if number == len(self.marks):
            self.marks.append(key)
        return number

    def add_entry(self, entry: Entry) -> None:
        """Adds an entry and files it under its roots."""
        number = len(self.entries)
        self.entries.append(entry)
        roots = self.nodes[entry.node].roots
        for root in roots:
            self.by_root.setdefault(root, []).append(number)
        if not roots:
            self.rootless.append(number)


@lru_cache(maxsize=8)
def compiled(kb: KnowledgeBase) -> Program:
    """The program of a knowledge base, built on first use."""
    program = Program(kb, tuple(kb.massages))
    for massage in kb.massages.values():
        program.sides.append(tuple(side for area in massage.areas for side in kb.areas[area].sides))
        program.for_whom.append(program.node(massage.for_whom or All(())))
    for number, rule in enumerate(kb.rules):
        for level, when in levels(rule):
            _add_rule(program, number, rule, level, when)
        _add_bars(program, rule)
    return program


def levels(rule: Rule) -> tuple[tuple[Level, When], ...]:
    """The levels a rule can count at, with what must hold: a doctor's yes turns its level into adapt."""
    if rule.lift is None:
        return ((rule.level, rule.when),)
    return ((Level.ADAPT, rule.when), (rule.level, full(rule)))


def full(rule: Rule) -> When:
    """What must hold for a rule to count at its own level."""
    return rule.when if rule.lift is None else All((rule.when, rule.lift))


def _add_rule(program: Program, number: int, rule: Rule, level: Level, when: When) -> None:
    by_guard: dict[When | None, list[tuple[int, Touch]]] = {}
    for index, massage_id in enumerate(program.massages):
        for touch in touches(program.kb, rule, program.kb.massages[massage_id], level):
            by_guard.setdefault(touch.guard, []).append((index, touch))
    for guard, touched in by_guard.items():
        node = program.node(when if guard is None else All((when, guard)))
        program.add_entry(Entry(node, number, level, _marks(program, touched), tuple(touched)))


def _marks(program: Program, touched: list[tuple[int, Touch]]) -> tuple[int, ...]:
    by_verdict: dict[Verdict, list[int]] = {}
    for index, touch in touched:
        by_verdict.setdefault(touch.verdict, []).append(index)
    return tuple(program.mark(verdict, dict.fromkeys(found)) for verdict, found in by_verdict.items())


def _add_bars(program: Program, rule: Rule) -> None:
    found: dict[tuple[str, When | None], set[int]] = {}
    for index, massage_id in enumerate(program.massages):
        for side, guard in barred(program.kb, rule, program.kb.massages[massage_id]):
            found.setdefault((side, guard), set()).add(index)
    verdict = Verdict.AVOID if rule.level is Level.AVOID else Verdict.CLEARANCE
    for (side, guard), massages in found.items():
        node = program.node(full(rule) if guard is None else All((full(rule), guard)))
        program.bars.setdefault(side, []).append(Bar(node, verdict, frozenset(massages)))


def always(program: Program) -> int:
    """The node that always holds."""
    return program.node(All(()))


def never(program: Program) -> int:
    """The node that never holds."""
    return program.node(Any(()))
