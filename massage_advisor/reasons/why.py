"""Why a massage has its verdict: a smallest set of answers that forces it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from massage_advisor.answers import says_something
from massage_advisor.engine import (
    Assessment,
    Cause,
    Decision,
    Plain,
    Population,
    Program,
    Tally,
    assess,
    compiled,
    numbered_reads,
)
from massage_advisor.engine.population import union
from massage_advisor.model import KnowledgeBase, Responses, Value, Verdict
from massage_advisor.reasons.subsets import Forces, smallest, without_each
from massage_advisor.records import dataclass
from massage_advisor.truth import Truth


@dataclass(frozen=True, slots=True)
class Why:
    """A minimal set of answers that forces a verdict, and the rules they make count.

    With these answers alone the massage is at least as strict as `verdict` (for OK: certainly no stricter);
    with any one of them taken away it is not.
    """

    massage: str
    verdict: Verdict
    answers: Mapping[str, Value]
    rules: tuple[str, ...]
    sources: tuple[str, ...]


def why(kb: KnowledgeBase, responses: Responses, massage: str, assessment: Assessment | None = None) -> Why:
    """The reasons for the verdict so far of one massage; `assessment` is that of the responses, if known."""
    decision = (assessment or assess(kb, responses)).decisions[massage]
    program = compiled(kb)
    forces = _forcing(program, decision)
    relevant = _relevant(kb, responses, decision)
    telling = {item: value for item, value in relevant.items() if says_something(value)}
    starts = (telling, relevant, responses.values)  # the fewer, the sooner the smallest are found
    forcing = (start for start in starts if forces(without_each(program, start, [()])))
    start = next(forcing, None)
    answers = smallest(program, start, forces) if start is not None else {}
    rules = {cause.rule.id: cause.rule.sources for cause in decision.determining}
    sources = tuple(dict.fromkeys(source for found in rules.values() for source in found))
    return Why(massage, decision.so_far, answers, tuple(rules), sources)


def why_not(kb: KnowledgeBase, responses: Responses, massage: str) -> tuple[Cause, ...]:
    """Everything that keeps a massage from OK, strictest first; what is open stands in its decision."""
    causes = assess(kb, responses).decisions[massage].causes
    return tuple(cause for cause in causes if cause.counts_as > Verdict.OK)


def _forcing(program: Program, decision: Decision) -> Forces:
    """In which cases the verdict so far is certain.

    No rule counts with fewer answers that does not count with all of them (law 4), so for more than OK it is
    enough to look at those that do.
    """
    number, verdict = program.massages.index(decision.massage), decision.so_far
    if verdict > Verdict.OK:
        counting = {cause.number for cause in decision.causes}
        return lambda population: _reached(Tally(population, [number], counting).now, number, verdict)

    def stays_ok(population: Population) -> int:
        tally = Tally(population, [number])
        possible = (_reached(columns, number, Verdict.ADAPT) for columns in (tally.now, tally.worst))
        return population.full & ~union(possible)

    return stays_ok


def _reached(columns: Mapping[Verdict, Sequence[int]], massage: int, least: Verdict) -> int:
    """The cases in which a massage has at least this verdict."""
    return union(columns[verdict][massage] for verdict in Verdict if verdict >= least)


def _relevant(kb: KnowledgeBase, responses: Responses, decision: Decision) -> dict[str, Value]:
    """The answers that the rules behind a verdict read; for an OK those that apply."""
    values = responses.values
    if decision.so_far is Verdict.OK:
        plain = Plain(kb, responses)
        return {i: v for i, v in values.items() if plain.applies(kb.items[i]).truth is Truth.TRUE}
    counting = {cause.number for cause in decision.causes if cause.counts_as > Verdict.OK}
    read = {item for number in counting for item in numbered_reads(kb, number)}
    return {item: value for item, value in values.items() if item in read}
