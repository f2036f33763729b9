"""Why a massage has its verdict: a smallest set of answers that forces it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from massage_advisor.answers import implied
from massage_advisor.engine import Cause, Population, Tally, assess, compiled, rule_reads
from massage_advisor.model import KnowledgeBase, Responses, Value, Verdict


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


def why(kb: KnowledgeBase, responses: Responses, massage: str) -> Why:
    """The reasons for the verdict so far of one massage."""
    decision = assess(kb, responses).decisions[massage]
    verdict = decision.so_far
    forces = _forcing(kb, massage, verdict)
    start = _relevant(kb, responses, decision.causes, verdict)
    if not forces(start):
        start = dict(implied(kb, responses.values))
    answers = smallest(start, forces) if forces(start) else {}
    rules = {cause.rule.id: cause.rule.sources for cause in decision.determining}
    sources = tuple(dict.fromkeys(source for found in rules.values() for source in found))
    return Why(massage, verdict, answers, tuple(rules), sources)


def why_not(kb: KnowledgeBase, responses: Responses, massage: str) -> tuple[Cause, ...]:
    """Everything that keeps a massage from OK, strictest first; what is open stands in its decision."""
    causes = assess(kb, responses).decisions[massage].causes
    return tuple(cause for cause in causes if cause.counts_as > Verdict.OK)


def smallest(
    answers: Mapping[str, Value], forces: Callable[[Mapping[str, Value]], bool]
) -> Mapping[str, Value]:
    """A subset that still forces, and of which no proper subset does; `forces` must be monotone."""
    kept = dict(answers)
    for item in list(kept):
        without = {i: value for i, value in kept.items() if i != item}
        if forces(without):
            kept = without
    return kept


def _forcing(kb: KnowledgeBase, massage: str, verdict: Verdict) -> Callable[[Mapping[str, Value]], bool]:
    program = compiled(kb)
    number = program.massages.index(massage)

    def forces(values: Mapping[str, Value]) -> bool:
        tally = Tally(Population(program, [values]))
        if verdict is Verdict.OK:
            return tally.at_worst(number) is Verdict.OK
        return tally.so_far(number) >= verdict

    return forces


def _relevant(
    kb: KnowledgeBase, responses: Responses, causes: tuple[Cause, ...], verdict: Verdict
) -> dict[str, Value]:
    """The answers that the rules behind this verdict read; all answers for an OK."""
    values = implied(kb, responses.values)
    if verdict is Verdict.OK:
        return dict(values)
    counting = (cause for cause in causes if cause.counts_as > Verdict.OK)
    read = {item for cause in counting for item in rule_reads(kb, cause.rule)}
    return {item: value for item, value in values.items() if item in read}
