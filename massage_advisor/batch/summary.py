"""Bit columns -> what the rules say about each person, short: verdicts, disposition, the rules that count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from massage_advisor.batch.columns import Columns, digits_of, rows_of
from massage_advisor.engine import (
    Decision,
    Population,
    RedFlag,
    Tally,
    compiled,
    disposition_bounds,
)
from massage_advisor.engine.effects import Touch
from massage_advisor.engine.program import Entry
from massage_advisor.model import Disposition, KnowledgeBase, Level, Verdict
from massage_advisor.truth import Truth

MOST_REMEMBERED = 20_000

Fired = tuple[tuple[int, int, bool], ...]
"""Rules that count: number, number of the entry within the rule, whether for certain."""

Key = tuple[bytes, Fired]
"""All that a summary is made of: people with the same key get the same summary."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class BatchVerdict:
    """What is known about one massage for one person; `reasons` are the ids of the rules that count."""

    applies: Truth
    so_far: Verdict
    at_worst: Verdict
    reasons: tuple[str, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether no further answer can change it."""
        return self.so_far is self.at_worst and self.applies is not Truth.OPEN


@dataclass(frozen=True, slots=True)
class Summary:
    """What the rules say about one person. `red_flags`: rule ids, each with whether it is certain."""

    complete: bool
    disposition_so_far: Disposition
    disposition_at_worst: Disposition
    red_flags: tuple[tuple[str, bool], ...]
    verdicts: Mapping[str, BatchVerdict] = field(default_factory=dict)


_PER_MASSAGE = 9
_WORDS = (Verdict.ADAPT, Verdict.CLEARANCE, Verdict.AVOID)


class Summaries(Generic[T]):
    """Makes the summary of each row of columns, as what `make` turns it into; alike ones once."""

    def __init__(self, kb: KnowledgeBase, make: Callable[[Summary], T], *, reasons: bool = False) -> None:
        self.kb = kb
        self.program = compiled(kb)
        self.reasons = reasons
        flags = [number for number, rule in enumerate(kb.rules) if rule.level is Level.RED_FLAG]
        self.flags = [entry for number in flags for entry in self.program.rule(number).entries]
        self._make = make
        self._made: dict[Key, T] = {}

    def of(self, columns: Columns, count: int) -> Iterator[T]:
        """One for each row, in order."""
        population = Population.of(self.program, columns, count)
        tally = Tally(population)
        fired = self._fired(population, tally, count) if self.reasons else None
        for row, digits in enumerate(_rows(self._planes(population, tally), count)):
            key = (digits, tuple(fired[row]) if fired else ())
            made = self._made.get(key)
            if made is None:
                made = self._remember(key)
            yield made

    def _remember(self, key: Key) -> T:
        if len(self._made) >= MOST_REMEMBERED:
            self._made.clear()
        made = self._made[key] = self._make(self._summary(*key))
        return made

    # --- columns -> keys ---------------------------------------------------------------------------

    def _planes(self, population: Population, tally: Tally) -> Iterator[int]:
        """The columns a summary is made of, always in this order."""
        for massage, node in enumerate(self.program.for_whom):
            for verdicts in (tally.now, tally.worst):
                yield from (verdicts[verdict][massage] for verdict in _WORDS)
            yield from population.bits(node)
        yield from (self._open(population, tally), self._flags_open(population))
        for entry in self.flags:
            yield from self._held(population, entry)[:2]

    def _held(self, population: Population, entry: Entry) -> tuple[int, int, int]:
        """Who is true, in doubt, and open."""
        true, false, open_ = population.bits(entry.node)
        return true, population.full & ~(true | false | open_), open_

    def _flags_open(self, population: Population) -> int:
        found = 0
        for entry in self.flags:
            found |= population.bits(entry.node)[2]
        return found

    def _open(self, population: Population, tally: Tally) -> int:
        """Those for whom an item not asked yet could still change something."""
        found = self._flags_open(population)
        reachable = []
        for massage, node in enumerate(self.program.for_whom):
            _, false, open_ = population.bits(node)
            found |= open_
            reachable.append(population.full & ~(false | tally.now[Verdict.AVOID][massage]))
        rules = tally.rules  # compiles them, which may add marks
        reach = [_union(reachable, massages, verdict) for verdict, massages in self.program.marks]
        for rule in rules:
            for entry in rule.entries:
                open_ = population.bits(entry.node)[2]
                if open_:
                    for mark in entry.marks:
                        found |= open_ & reach[mark]
        return found

    def _fired(self, population: Population, tally: Tally, count: int) -> list[list[tuple[int, int, bool]]]:
        """The entries that count, for each row."""
        fired: list[list[tuple[int, int, bool]]] = [[] for _ in range(count)]
        for rule in tally.rules:
            for place, entry in enumerate(rule.entries):
                true, doubt, _ = self._held(population, entry)
                for bits, certain in ((true, True), (doubt, False)):
                    for row in rows_of(bits, count):
                        fired[row].append((entry.rule, place, certain))
        return fired

    # --- keys -> summaries -------------------------------------------------------------------------

    def _summary(self, digits: bytes, fired: Fired) -> Summary:
        held = [digit == 49 for digit in digits]  # "1"
        reasons = self._reasons(fired)
        verdicts = {
            massage: _verdict(held[number * _PER_MASSAGE :], reasons.get(number, ()))
            for number, massage in enumerate(self.program.massages)
        }
        incomplete, flags_open, *flags = held[len(verdicts) * _PER_MASSAGE :]
        red_flags = tuple(self._red_flags(flags))
        decisions = tuple(
            Decision(massage, v.applies, v.so_far, v.at_worst, (), frozenset())
            for massage, v in verdicts.items()
        )
        low, high = disposition_bounds(decisions, red_flags, flags_open=flags_open)
        return Summary(not incomplete, low, high, tuple((f.rule.id, f.certain) for f in red_flags), verdicts)

    def _red_flags(self, held: list[bool]) -> Iterator[RedFlag]:
        for entry, certain, doubt in zip(self.flags, held[::2], held[1::2], strict=True):
            if certain or doubt:
                yield RedFlag(self.kb.rules[entry.rule], certain)

    def _reasons(self, fired: Fired) -> dict[int, tuple[str, ...]]:
        """For each massage the ids of the rules that count for it, the strictest first."""
        found: dict[int, dict[str, Verdict]] = {}
        for number, place, certain in fired:
            rule = self.kb.rules[number]
            for massage, touch in self.program.rule(number).entries[place].touched:
                counts_as = _counts_as(touch, certain=certain)
                if counts_as > Verdict.OK:
                    by_rule = found.setdefault(massage, {})
                    by_rule[rule.id] = max(counts_as, by_rule.get(rule.id, Verdict.OK))
        return {m: tuple(sorted(by_rule, key=_strictest(by_rule))) for m, by_rule in found.items()}


def _strictest(by_rule: Mapping[str, Verdict]) -> Callable[[str], tuple[int, str]]:
    return lambda rule_id: (-by_rule[rule_id], rule_id)


def _counts_as(touch: Touch, *, certain: bool) -> Verdict:
    return touch.verdict if certain else min(touch.verdict, Verdict.CLEARANCE)


def _union(columns: list[int], massages: tuple[int, ...], verdict: Verdict) -> int:
    """Who has any of these massages within reach of a mark that says more than OK."""
    found = 0
    for massage in massages if verdict > Verdict.OK else ():
        found |= columns[massage]
    return found


def _verdict(held: list[bool], reasons: tuple[str, ...]) -> BatchVerdict:
    so_far = _strictest_of(held[0:3])
    at_worst = max(so_far, _strictest_of(held[3:6]))
    known = zip((Truth.TRUE, Truth.FALSE, Truth.OPEN), held[6:9], strict=True)
    whom = next((truth for truth, holds in known if holds), Truth.IN_DOUBT)
    return BatchVerdict(whom, so_far, at_worst, reasons)


def _strictest_of(held: list[bool]) -> Verdict:
    return max((verdict for verdict, holds in zip(_WORDS, held, strict=True) if holds), default=Verdict.OK)


def _rows(planes: Iterator[int], count: int) -> Iterator[bytes]:
    """Columns turned into rows of digits."""
    columns = [digits_of(bits, count).encode() for bits in planes]
    width = len(columns)
    table = bytearray(width * count)
    for place, column in enumerate(columns):
        table[place::width] = column
    whole = bytes(table)
    return (whole[start : start + width] for start in range(0, len(whole), width))
