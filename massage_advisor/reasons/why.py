"""Why a massage has its verdict: a smallest set of answers that forces it."""

from __future__ import annotations

from collections.abc import Mapping

from massage_advisor.answers import says_something
from massage_advisor.engine import (
    Assessment,
    Cause,
    Plain,
    Population,
    Program,
    Tally,
    assess,
    compiled,
    rule_reads,
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
    verdict = decision.so_far
    program = compiled(kb)
    forces = _forcing(program, massage, verdict)
    relevant = _relevant(kb, responses, decision.causes, verdict)
    telling = {item: value for item, value in relevant.items() if says_something(value)}
    starts = (telling, relevant, responses.values)  # the fewer, the sooner the smallest are found
    forcing = (start for start in starts if forces(without_each(program, start, [()])))
    start = next(forcing, None)
    answers = smallest(program, start, forces) if start is not None else {}
    rules = {cause.rule.id: cause.rule.sources for cause in decision.determining}
    sources = tuple(dict.fromkeys(source for found in rules.values() for source in found))
    return Why(massage, verdict, answers, tuple(rules), sources)


def why_not(kb: KnowledgeBase, responses: Responses, massage: str) -> tuple[Cause, ...]:
    """Everything that keeps a massage from OK, strictest first; what is open stands in its decision."""
    causes = assess(kb, responses).decisions[massage].causes
    return tuple(cause for cause in causes if cause.counts_as > Verdict.OK)


def _forcing(program: Program, massage: str, verdict: Verdict) -> Forces:
    number = program.massages.index(massage)

    def forces(population: Population) -> int:
        tally = Tally(population, number)
        reached = union(tally.now[v][number] for v in Verdict if v >= verdict)
        if verdict > Verdict.OK:
            return reached
        possible = union(c[v][number] for c in (tally.now, tally.worst) for v in Verdict if v > Verdict.OK)
        return population.full & ~possible

    return forces


def _relevant(
    kb: KnowledgeBase, responses: Responses, causes: tuple[Cause, ...], verdict: Verdict
) -> dict[str, Value]:
    """The answers that the rules behind this verdict read; for an OK those that apply."""
    values = responses.values
    if verdict is Verdict.OK:
        plain = Plain(kb, responses)
        return {i: v for i, v in values.items() if plain.applies(kb.items[i]).truth is Truth.TRUE}
    counting = (cause for cause in causes if cause.counts_as > Verdict.OK)
    read = {item for cause in counting for item in rule_reads(kb, cause.rule)}
    return {item: value for item, value in values.items() if item in read}
