"""Verdicts with their reasons for one person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from massage_advisor.engine.effects import Touch, level_verdict
from massage_advisor.engine.plain import Plain
from massage_advisor.engine.population import Population
from massage_advisor.engine.program import Entry, Program, compiled
from massage_advisor.engine.reading import rule_reads
from massage_advisor.engine.tally import Tally
from massage_advisor.model import (
    NOT_SURE,
    Disposition,
    Item,
    KnowledgeBase,
    Level,
    Literal,
    Responses,
    Rule,
    Verdict,
)
from massage_advisor.truth import Truth


@dataclass(frozen=True, slots=True)
class Cause:
    """A rule that counts for one massage, for certain or in doubt.

    `level` is the level it counts at (a doctor's yes turns it into adapt); `counts_as` what it makes of the
    massage.
    """

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
    population = Population(program, [responses.values])
    person = _Person(program, population, Tally(population), Plain(kb, responses))
    decisions = {d.massage: d for d in person.decisions()}
    flags = person.red_flags()
    low, high = disposition_bounds(tuple(decisions.values()), flags, flags_open=person.flags_open())
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
    """One person's live rules, looked at massage by massage."""

    def __init__(self, program: Program, population: Population, tally: Tally, plain: Plain) -> None:
        self.program = program
        self.kb = program.kb
        self.population = population
        self.tally = tally
        self.plain = plain
        truths = ((e, truth_of(population, e.node)) for rule in tally.rules for e in rule.entries)
        self.live: list[tuple[Entry, Truth]] = [(e, t) for e, t in truths if t is not Truth.FALSE]
        self._missing: dict[int, frozenset[str]] = {}

    def decisions(self) -> Iterator[Decision]:
        """The decision about each massage."""
        causes: list[list[Cause]] = [[] for _ in self.program.massages]
        openings: list[list[tuple[int, Touch]]] = [[] for _ in self.program.massages]
        for number, (entry, truth) in enumerate(self.live):
            for index, touch in entry.touched:
                if truth is Truth.OPEN:
                    openings[index].append((number, touch))
                else:
                    causes[index].append(_cause(self.kb, entry, truth, touch))
        for index in range(len(self.program.massages)):
            found = sorted(_fold(causes[index]), key=lambda cause: (-cause.counts_as, cause.rule.id))
            yield self._decision(index, tuple(found), openings[index])

    def _decision(self, index: int, causes: tuple[Cause, ...], openings: list[tuple[int, Touch]]) -> Decision:
        whom = truth_of(self.population, self.program.for_whom[index])
        so_far, at_worst = self.tally.so_far(index), self.tally.at_worst(index)
        open_: set[str] = set(self._whom_missing(index)) if whom is Truth.OPEN else set()
        if whom is not Truth.FALSE and at_worst > so_far:
            lifting = {self.live[n][0].rule for n, touch in openings if self._could_lift(n, touch, so_far)}
            open_.update(*{self.missing(number) for number in lifting})
        return Decision(self.program.massages[index], whom, so_far, at_worst, causes, frozenset(open_))

    def _could_lift(self, number: int, touch: Touch, so_far: Verdict) -> bool:
        """Whether an open rule could make the verdict stricter, alone or by taking the last area away."""
        if touch.verdict > so_far:
            return True
        entry = self.live[number][0]
        effect = self.kb.rules[entry.rule].effect
        return bool(effect.areas or effect.areas_from) and level_verdict(entry.level) > so_far

    def _whom_missing(self, index: int) -> frozenset[str]:
        whom = self.kb.massages[self.program.massages[index]].for_whom
        return self.plain.trace(whom).missing if whom is not None else frozenset()

    def missing(self, number: int) -> frozenset[str]:
        """The items that keep an open rule open."""
        if number not in self._missing:
            self._missing[number] = self._rule_missing(self.kb.rules[number])
        return self._missing[number]

    def _rule_missing(self, rule: Rule) -> frozenset[str]:
        missing = self.plain.missing(rule.when)
        if not missing and rule.lift is not None:
            missing = self.plain.missing(rule.lift)
        if not missing and rule.effect.areas_from:
            sides = self.kb.items[rule.effect.areas_from].options
            missing = self.plain.missing(Literal(rule.effect.areas_from, (sides[0].id,)))
        return missing

    def open(self, decisions: Mapping[str, Decision]) -> frozenset[str]:
        """The items that could still change a verdict, a change or a question for the doctor."""
        found: set[str] = set().union(*(decision.open for decision in decisions.values()))
        reachable = [d.applies is not Truth.FALSE and d.so_far < Verdict.AVOID for d in decisions.values()]
        for entry, truth in self.live:
            if truth is Truth.OPEN and (entry.level is Level.RED_FLAG or _reaches(entry, reachable)):
                found |= self.missing(entry.rule)
        return frozenset(found)

    def flags_open(self) -> bool:
        """Whether an item not asked yet could raise a red flag."""
        return any(e.level is Level.RED_FLAG and t is Truth.OPEN for e, t in self.live)

    def red_flags(self) -> tuple[RedFlag, ...]:
        """The red flags that hold, and those in doubt."""
        return tuple(
            RedFlag(self.kb.rules[entry.rule], truth is Truth.TRUE)
            for entry, truth in self.live
            if entry.level is Level.RED_FLAG and truth in (Truth.TRUE, Truth.IN_DOUBT)
        )

    def in_doubt(self) -> tuple[str, ...]:
        """The items answered "not sure" that keep some rule in doubt."""
        doubtful = {entry.rule for entry, truth in self.live if truth is Truth.IN_DOUBT}
        read = frozenset().union(*(rule_reads(self.kb, self.kb.rules[number]) for number in doubtful))
        return tuple(i for i, value in self.plain.values.items() if value == NOT_SURE and i in read)


def _cause(kb: KnowledgeBase, entry: Entry, truth: Truth, touch: Touch) -> Cause:
    counts_as = touch.verdict if truth is Truth.TRUE else min(touch.verdict, Verdict.CLEARANCE)
    return Cause(kb.rules[entry.rule], entry.level, truth, touch, counts_as)


def _fold(causes: list[Cause]) -> Iterator[Cause]:
    """One cause for each rule and feature: the one that counts most."""
    best: dict[tuple[object, ...], Cause] = {}
    for cause in causes:
        key = (cause.rule.id, cause.rule.maker, cause.touch.features)
        if key not in best or _weight(cause) > _weight(best[key]):
            best[key] = cause
    yield from best.values()


def _weight(cause: Cause) -> tuple[Verdict, Level]:
    return cause.counts_as, cause.level


def _reaches(entry: Entry, reachable: list[bool]) -> bool:
    return any(reachable[index] and touch.verdict > Verdict.OK for index, touch in entry.touched)
