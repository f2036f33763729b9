"""The knowledge in outline: what rules are worth while none of the follow-ups they read was answered.

Such a follow-up is as open as its gate leaves it, whichever option is compared. Rules that then come down to
the same few conditions form a group, which is evaluated once: a thousand rules make some two hundred groups.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from massage_advisor.engine.program import Program, levels
from massage_advisor.engine.worth import NOBODY, Masks, both
from massage_advisor.model import All, Level, Literal, Rule, When, literals
from massage_advisor.records import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """While `node` holds, these massages get these verdicts; `aimed` could lose an area at them."""

    node: int
    worth: Masks
    aimed: Masks

    @property
    def reached(self) -> int:
        """The massages that it does anything to."""
        _, adapt, clearance, avoid = self.worth
        return adapt | clearance | avoid


Parts = Mapping[int, tuple[Part, ...]] | Sequence[tuple[Part, ...]]
"""The parts of each rule, by its number."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rules alike in outline. `reads`: the nodes of condition, of what a doctor's yes lifts, and of where."""

    reads: tuple[int, ...]
    rules: frozenset[int]
    parts: tuple[Part, ...]


@dataclass(slots=True, eq=False)
class Outline:
    """A knowledge base in outline.

    `single` are the parts of each rule that is not in `always`; `readers` says which rules read a follow-up:
    once it is answered they have to be evaluated one by one, as the red flags (`flags`) and others of
    `always` are anyway.
    """

    groups: tuple[Group, ...]
    single: Parts
    readers: Mapping[str, Sequence[int]]
    always: frozenset[int]
    flags: frozenset[int]

    def without(self, group: Group, answered: Collection[int]) -> Group:
        """A group without some of its rules."""
        return _group(group.reads, group.rules.difference(answered), self.single)


def drawn(program: Program) -> Outline:
    """The outline of a program, drawn anew."""
    sketch = _Sketch(program)
    reads: dict[tuple[int, ...], list[int]] = {}
    readers: dict[str, list[int]] = {}
    single: dict[int, tuple[Part, ...]] = {}
    always: set[int] = set()
    for number, rule in enumerate(program.kb.rules):
        for item in sketch.follow_ups(rule):
            readers.setdefault(item, []).append(number)
        if sketch.alone(rule):
            always.add(number)
            continue
        single[number] = tuple(sketch.parts(rule))
        reads.setdefault(sketch.reads(rule), []).append(number)
    groups = tuple(_group(nodes, numbers, single) for nodes, numbers in reads.items())
    flags = frozenset(n for n, rule in enumerate(program.kb.rules) if rule.level is Level.RED_FLAG)
    by_item = {item: tuple(found) for item, found in readers.items()}
    return Outline(groups, single, by_item, frozenset(always), flags)


def _group(reads: tuple[int, ...], rules: Collection[int], single: Parts) -> Group:
    merged: dict[int, Part] = {}
    for number in rules:
        for part in single[number]:
            known = merged.get(part.node, Part(part.node, NOBODY, NOBODY))
            merged[part.node] = Part(part.node, both(known.worth, part.worth), both(known.aimed, part.aimed))
    return Group(reads, frozenset(rules), tuple(merged.values()))


class _Sketch:
    """Draws the outline of one rule after the other."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.kb = program.kb
        self.features = program.features
        self._pending: dict[str, int] = {}
        self._behind: dict[str, frozenset[str]] = {}

    def alone(self, rule: Rule) -> bool:
        """Red flags are few and always looked at; areas that are no follow-up are not alike."""
        where = self.kb.items.get(rule.effect.areas_from)
        return rule.level is Level.RED_FLAG or (where is not None and where.gate is None)

    def reads(self, rule: Rule) -> tuple[int, int, int]:
        """The nodes of a rule's condition, of what a doctor's yes lifts, and of where it is; -1 for none."""
        lift = -1 if rule.lift is None else self.node(rule.lift)
        return self.node(rule.when), lift, self._where(rule)

    def parts(self, rule: Rule) -> Iterator[Part]:
        """What a rule is worth, level by level."""
        when, lift, where = self.reads(rule)
        for level, full in levels(rule):
            needed = [when, *([lift] if full is not rule.when else []), where]
            node = self.program.nodes.join("all", [number for number in needed if number >= 0])
            worth, aimed = self.features.worth(rule.effect, level), self.features.aimed(rule.effect, level)
            yield Part(node, worth, aimed)

    def node(self, when: When) -> int:
        """The node of a condition in which every follow-up is as open as its gate leaves it."""
        if not isinstance(when, Literal):
            kind = "all" if isinstance(when, All) else "any"
            return self.program.nodes.join(kind, [self.node(part) for part in when.parts])
        hazard, item = self.kb.hazards.get(when.fact), self.kb.items.get(when.fact)
        if item is not None and item.gate is None:
            return self.program.nodes.of(when)
        if when.fact not in self._pending:
            gate = item.gate if item is not None else None
            made = (
                self.node(hazard.when) if hazard else self.program.nodes.pending(self.node(gate or All(())))
            )
            self._pending[when.fact] = made
        return self._pending[when.fact]

    def _where(self, rule: Rule) -> int:
        return self.node(Literal(rule.effect.areas_from)) if rule.effect.areas_from else -1

    def follow_ups(self, rule: Rule) -> frozenset[str]:
        """The follow-ups a rule reads, through hazards and gates."""
        named = {rule.effect.areas_from} if rule.effect.areas_from else set()
        facts = {literal.fact for when in (rule.when, rule.lift or rule.when) for literal in literals(when)}
        return frozenset().union(*map(self._follow_ups, facts | named))

    def _follow_ups(self, fact: str) -> frozenset[str]:
        if fact not in self._behind:
            hazard, item = self.kb.hazards.get(fact), self.kb.items.get(fact)
            own = {fact} if item is not None and item.gate is not None else set()
            further = hazard.when if hazard else item.gate if item is not None else None
            facts = {literal.fact for literal in literals(further)} if further is not None else set()
            self._behind[fact] = frozenset(own).union(*map(self._follow_ups, facts))
        return self._behind[fact]
