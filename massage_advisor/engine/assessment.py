"""Verdicts with their reasons for one person."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain

from massage_advisor.answers import implied
from massage_advisor.engine.compiling import compiled
from massage_advisor.engine.effects import Touch
from massage_advisor.engine.openings import Openings
from massage_advisor.engine.plain import Plain
from massage_advisor.engine.population import Population
from massage_advisor.engine.program import Entry, Program
from massage_advisor.engine.reading import numbered_reads
from massage_advisor.engine.tally import Tally
from massage_advisor.model import (
    NOT_SURE,
    Disposition,
    Item,
    KnowledgeBase,
    Level,
    Responses,
    Rule,
    Verdict,
)
from massage_advisor.records import dataclass
from massage_advisor.truth import Truth

_HELD = (Truth.TRUE, Truth.IN_DOUBT)


@dataclass(frozen=True, slots=True)
class Cause:
    """A rule (by its place among all, and itself) that counts for one massage, for certain or in doubt.

    `level` is the level it counts at (a doctor's yes turns it into adapt); `counts_as` what it makes of the
    massage.
    """

    number: int
    rule: Rule
    level: Level
    truth: Truth
    touch: Touch
    counts_as: Verdict


@dataclass(frozen=True, slots=True)
class Decision:
    """What is known about one massage for one person."""

    massage: str
    applies: Truth
    so_far: Verdict
    at_worst: Verdict
    causes: tuple[Cause, ...]
    open: frozenset[str]

    @property
    def settled(self) -> bool:
        """Whether no further answer can change the verdict, or whether the massage is for this person."""
        return self.so_far is self.at_worst and self.applies is not Truth.OPEN

    @property
    def verdict(self) -> Verdict | None:
        """The verdict, once it is settled."""
        return self.so_far if self.settled else None

    @property
    def determining(self) -> tuple[Cause, ...]:
        """The causes that give the verdict so far."""
        return tuple(c for c in self.causes if c.counts_as is self.so_far and c.counts_as > Verdict.OK)


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A red-flag rule that holds (`certain`), or that "not sure" answers keep in doubt."""

    rule: Rule
    certain: bool


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything the rules say about one person. `open`: items that could still change something."""

    responses: Responses
    decisions: Mapping[str, Decision]
    red_flags: tuple[RedFlag, ...]
    disposition_so_far: Disposition
    disposition_at_worst: Disposition
    open: frozenset[str]
    in_doubt: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is open."""
        return not self.open

    @property
    def disposition(self) -> Disposition | None:
        """The disposition, once no answer can change it."""
        same = self.disposition_so_far is self.disposition_at_worst
        return self.disposition_so_far if same else None

    @property
    def emergency(self) -> bool:
        """Whether a red flag certainly holds."""
        return any(flag.certain for flag in self.red_flags)


def assess(kb: KnowledgeBase, responses: Responses) -> Assessment:
    """Evaluates all rules for one person. The answers are taken as they are: check them first."""
    program = compiled(kb)
    person = _Person(program, responses)
    decisions = {d.massage: d for d in person.decisions()}
    flags = person.red_flags()
    low, high = disposition_bounds(tuple(decisions.values()), flags, flags_open=person.openings.flags())
    return Assessment(responses, decisions, flags, low, high, person.open(decisions), person.in_doubt())


def applies(kb: KnowledgeBase, responses: Responses, item: Item) -> Truth:
    """Whether an item applies: OPEN while its gate was not asked, IN_DOUBT if that is not sure."""
    return Plain(kb, responses).applies(item).truth


def truth_of(population: Population, node: int, case: int = 0) -> Truth:
    """The truth of a node for one case."""
    true, false, open_ = population.bits(node)
    if true >> case & 1:
        return Truth.TRUE
    if false >> case & 1:
        return Truth.FALSE
    return Truth.OPEN if open_ >> case & 1 else Truth.IN_DOUBT


def disposition_bounds(
    decisions: tuple[Decision, ...], red_flags: tuple[RedFlag, ...], *, flags_open: bool
) -> tuple[Disposition, Disposition]:
    """The mildest and the strictest disposition that is still possible (design, section 3)."""
    if any(flag.certain for flag in red_flags):
        return Disposition.EMERGENCY, Disposition.EMERGENCY
    sure = [d for d in decisions if d.applies is Truth.TRUE]
    maybe = [d for d in decisions if d.applies in (Truth.TRUE, Truth.OPEN)]
    low = _disposition([d.so_far for d in maybe], [d.so_far for d in sure])
    high = _disposition([d.at_worst for d in sure], [d.at_worst for d in maybe])
    return low, Disposition.EMERGENCY if flags_open else high


def _disposition(best_of: list[Verdict], any_of: list[Verdict]) -> Disposition:
    best = min(best_of, default=Verdict.AVOID)
    if best is Verdict.AVOID:
        return Disposition.NOT_NOW
    if best is Verdict.CLEARANCE:
        return Disposition.CLEARANCE
    return Disposition.ADAPT if max([best, *any_of]) > Verdict.OK else Disposition.OK


class _Person:
    """One person's rules, looked at massage by massage."""

    def __init__(self, program: Program, responses: Responses) -> None:
        self.program = program
        self.kb = program.kb
        self.responses = responses
        self.population = Population(program, [responses.values])
        self.tally = Tally(self.population)
        self.openings = Openings(self.population, self.tally)
        self.held = list(self._held())

    def _held(self) -> Iterator[tuple[Entry, Truth]]:
        """The entries that hold or are in doubt."""
        groups = (g for g in self.tally.groups if any(self._holds(part.node) for part in g.parts))
        for number in sorted({*self.tally.singly, *chain.from_iterable(g.rules for g in groups)}):
            for entry in self.program.rule(number).entries:
                truth = truth_of(self.population, entry.node)
                if truth in _HELD:
                    yield entry, truth

    def _holds(self, node: int) -> bool:
        return truth_of(self.population, node) in _HELD

    def decisions(self) -> Iterator[Decision]:
        """The decision about each massage."""
        size = len(self.program.massages)
        lifting = self.openings.lifting([self.tally.so_far(index) for index in range(size)])
        for index, causes in enumerate(self._causes()):
            causes.sort(key=_COUNTS_AS, reverse=True)
            yield self._decision(index, tuple(causes), lifting[index])

    def _causes(self) -> list[list[Cause]]:
        """The causes for each massage by rule: for each rule and feature the one that counts most."""
        causes = _causes(self.program)
        best: list[dict[int, Cause]] = [{} for _ in self.program.massages]
        for entry, truth in sorted(self.held, key=self._rule_id):
            for index, key, cause in causes.of(entry, truth):
                known = best[index].setdefault(key, cause)
                if known is not cause and _weight(cause) > _weight(known):
                    best[index][key] = cause
        return [list(found.values()) for found in best]

    def _rule_id(self, held: tuple[Entry, Truth]) -> str:
        return self.kb.rules[held[0].rule].id

    def _decision(self, index: int, causes: tuple[Cause, ...], lifting: int) -> Decision:
        whom = truth_of(self.population, self.program.for_whom[index])
        so_far, at_worst = self.tally.so_far(index), self.tally.at_worst(index)
        missing = self.openings.missing
        open_ = missing.of_node(self.program.for_whom[index])
        if whom is not Truth.FALSE and at_worst > so_far:
            open_ |= lifting
        return Decision(self.program.massages[index], whom, so_far, at_worst, causes, missing.named(open_))

    def open(self, decisions: Mapping[str, Decision]) -> frozenset[str]:
        """The items that could still change a verdict, a change or a question for the doctor."""
        possible = (d.applies is not Truth.FALSE and d.so_far < Verdict.AVOID for d in decisions.values())
        reachable = sum(1 << index for index, is_so in enumerate(possible) if is_so)
        found = self.openings.missing.named(self.openings.reaching(reachable))
        return found.union(*(decision.open for decision in decisions.values()))

    def red_flags(self) -> tuple[RedFlag, ...]:
        """The red flags that hold, and those in doubt."""
        flags = ((entry, truth) for entry, truth in self.held if entry.level is Level.RED_FLAG)
        return tuple(RedFlag(self.kb.rules[entry.rule], truth is Truth.TRUE) for entry, truth in flags)

    def in_doubt(self) -> tuple[str, ...]:
        """The items answered "not sure" that keep some rule in doubt."""
        if NOT_SURE not in self.responses.values.values():
            return ()
        doubtful = {entry.rule for entry, truth in self.held if truth is Truth.IN_DOUBT}
        read = frozenset().union(*(numbered_reads(self.kb, number) for number in doubtful))
        values = implied(self.kb, self.responses.values)
        return tuple(i for i, value in values.items() if value == NOT_SURE and i in read)


_COUNTS_AS = operator.attrgetter("counts_as")


class _Causes:
    """The causes that entries make, kept: they are the same for everybody.

    Each has a number for what causes are told apart by: rule, maker and features.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._known: dict[tuple[int, Truth], tuple[tuple[int, int, Cause], ...]] = {}
        self._numbers: dict[tuple[str, str, tuple[str, ...]], int] = {}
        self._entries: list[Entry] = []

    def of(self, entry: Entry, truth: Truth) -> tuple[tuple[int, int, Cause], ...]:
        """What an entry of that truth causes: the massage (by number), the cause's number, the cause."""
        found = self._known.get((id(entry), truth))
        if found is None:
            self._entries.append(entry)  # held on to, so that its id stays its own
            found = self._known[id(entry), truth] = tuple(self._made(entry, truth))
        return found

    def _made(self, entry: Entry, truth: Truth) -> Iterator[tuple[int, int, Cause]]:
        rule = self._kb.rules[entry.rule]
        for index, touch in entry.touched:
            counts_as = touch.verdict if truth is Truth.TRUE else min(touch.verdict, Verdict.CLEARANCE)
            told_by = self._numbers.setdefault((rule.id, rule.maker, touch.features), len(self._numbers))
            yield index, told_by, Cause(entry.rule, rule, entry.level, truth, touch, counts_as)


@lru_cache(maxsize=8)
def _causes(program: Program) -> _Causes:
    return _Causes(program.kb)


def _weight(cause: Cause) -> tuple[Verdict, Level]:
    return cause.counts_as, cause.level
