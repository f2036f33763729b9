"""Invariants: what must never happen, and what must stay possible.

`rest: any` is proved for every client who meets `when`. While "not sure" answers keep `when` in doubt,
nothing milder than "ask first" (or than the bound) may come out either. `rest: healthy` is proved for
every way of meeting `when` and nothing more: an upper bound then must be reachable, with the best answers
to the follow-ups that `when` does not name.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from massage_advisor.answers import gate_yes
from massage_advisor.engine import assess
from massage_advisor.engine.plain import matches
from massage_advisor.model import (
    All,
    Any,
    Disposition,
    Invariant,
    KnowledgeBase,
    Literal,
    Verdict,
    When,
    literals,
)
from massage_advisor.proofs.clients import Client
from massage_advisor.proofs.findings import Checked, Finding
from massage_advisor.proofs.prover import Prover
from massage_advisor.proofs.variables import Domain

AT_LEAST = "at-least"
CHECK = "invariants"

Way = frozenset[Literal]
"""Comparisons that together make a condition hold."""


def check_invariants(prover: Prover) -> Checked:
    """Every invariant, each with a smallest client for whom it does not hold."""
    findings = (f for invariant in prover.kb.invariants for f in _check(prover, invariant))
    return Checked(CHECK, len(prover.kb.invariants), tuple(findings))


def _check(prover: Prover, invariant: Invariant) -> Iterator[Finding]:
    subjects: list[int | None] = [prover.massage(massage) for massage in invariant.massages] or [None]
    met, _ = prover.encoding.rails(invariant.when)
    if not prover.formula.possible([met]):
        message = f"no client can meet the `when` of '{invariant.id}', so it says nothing"
        yield Finding(CHECK, invariant.id, message, invariant.at)
        return
    if invariant.rest == "healthy":
        broken = list(_broken_in_health(prover, invariant, subjects))
    else:
        broken = [(s, client) for s in subjects for client in _broken(prover, invariant, s)]
    if broken:
        subject, client = min(broken, key=lambda pair: len(pair[1].named))
        first = [] if subject is None else [subject]
        others = [s for s, _ in broken if s is not None and s != subject]
        ids = tuple(dict.fromkeys(prover.encoding.program.massages[number] for number in (*first, *others)))
        yield _finding(prover.kb, invariant, client, ids)


def _finding(kb: KnowledgeBase, invariant: Invariant, client: Client, massages: tuple[str, ...]) -> Finding:
    assessment = assess(kb, client.responses(kb))
    got = assessment.decisions[massages[0]].so_far if massages else assessment.disposition_so_far
    wanted = invariant.verdict if massages else invariant.disposition
    subject = massages[0] if massages else "the disposition"
    bound = invariant.bound.replace("-", " ")
    message = f"{invariant.text} But {subject} is {got.word} for this client, not {bound} "
    message += wanted.word if wanted is not None else ""
    return Finding(CHECK, invariant.id, message, invariant.at, client=client, massages=massages)


def _broken(prover: Prover, invariant: Invariant, subject: int | None) -> Iterator[Client]:
    """A client for whom the invariant does not hold, for one massage (by number) or the disposition."""
    certain, possible = prover.encoding.rails(invariant.when)
    relevant = prover.formula.true if subject is None else prover.encoding.offered(subject)[1]
    cases = [(certain, breaks(prover, invariant, subject))]
    if invariant.bound == AT_LEAST:
        doubt = prover.formula.all_of([possible, -certain])
        cases.append((doubt, breaks(prover, invariant, subject, in_doubt=True)))
    found = (prover.clients.smallest(case, relevant, broken) for case, broken in cases)
    yield from itertools.islice((client for client in found if client is not None), 1)


def breaks(prover: Prover, invariant: Invariant, subject: int | None, *, in_doubt: bool = False) -> int:
    """Holds when the bound is broken; in doubt nothing stricter than "ask first" can be demanded."""
    at_least = invariant.bound == AT_LEAST
    if subject is not None and invariant.verdict is not None:
        verdict = min(invariant.verdict, Verdict.CLEARANCE) if in_doubt else invariant.verdict
        return _outside(prover, [prover.encoding.reaches(subject, v) for v in Verdict], verdict, at_least)
    assert invariant.disposition is not None
    least = invariant.disposition
    least = min(least, Disposition.CLEARANCE) if in_doubt else least
    return _outside(prover, [prover.encoding.disposed(d) for d in Disposition], least, at_least)


def _outside(prover: Prover, reached: Sequence[int], bound: int, at_least: bool) -> int:
    """Holds when a rung of a ladder is below `bound`, or above it."""
    if at_least:
        return -reached[bound]
    return reached[bound + 1] if bound + 1 < len(reached) else prover.formula.false


# --- everything else is healthy -------------------------------------------------------------------


def _broken_in_health(
    prover: Prover, invariant: Invariant, subjects: Sequence[int | None]
) -> Iterator[tuple[int | None, Client]]:
    """Each massage (by number), or the disposition, for which some otherwise healthy person shows a fault."""
    broken = {subject: breaks(prover, invariant, subject) for subject in subjects}
    for way in ways(prover.kb, invariant.when):
        for assumptions in healthy_but(prover, way):
            if broken and not _holds_in_health(prover, invariant, assumptions, broken.values()):
                for subject, fault in tuple(broken.items()):
                    client = _shown(prover, invariant, assumptions, fault)
                    if client is not None:
                        yield subject, client
                        del broken[subject]


def _holds_in_health(
    prover: Prover, invariant: Invariant, assumptions: list[int], faults: Iterable[int]
) -> bool:
    """Whether no fault is possible; for an upper bound, whether the best follow-ups avoid them all."""
    if invariant.bound == AT_LEAST:
        return not any(prover.formula.possible([*assumptions, fault]) for fault in faults)
    return prover.formula.possible([*assumptions, *(-fault for fault in faults)])


def _shown(prover: Prover, invariant: Invariant, assumptions: list[int], fault: int) -> Client | None:
    """A smallest client with this fault; None where there is none, or nobody like that at all."""
    if _holds_in_health(prover, invariant, assumptions, [fault]):
        return None
    return prover.clients.smallest(*assumptions, fault)


def ways(kb: KnowledgeBase, when: When) -> Iterator[Way]:
    """The ways of making a condition hold: for a hazard, one of its makers."""
    if isinstance(when, Literal):
        hazard = kb.hazards.get(when.fact)
        yield from ways(kb, hazard.when) if hazard is not None else (frozenset({when}),)
    elif isinstance(when, Any):
        for part in when.parts:
            yield from ways(kb, part)
    else:
        for chosen in itertools.product(*(tuple(ways(kb, part)) for part in when.parts)):
            yield frozenset().union(*chosen)


def healthy_but(prover: Prover, way: Way) -> Iterator[list[int]]:
    """Literals of healthy people who meet one way, once for each answer that meets it.

    The follow-ups of the conditions it names stay free, but the doctor's yes.
    """
    kb, domains = prover.kb, prover.variables.domains
    named = _with_gates(kb, [literal.fact for literal in way])
    conditions = {kb.items[fact].condition for fact in named} - {""}
    free = {item.id for item in kb.items.values() if item.condition in conditions and not item.unsure_means}
    others = prover.variables.healthy(free={*named, *free})
    fixed = [prover.encoding.rails(literal)[0] for literal in way]
    for chosen in itertools.product(*(_meeting(domains[fact], several) for fact, several in by_fact(way))):
        yield [*others, *fixed, *chosen]


def by_fact(way: Iterable[Literal]) -> Iterator[tuple[str, tuple[Literal, ...]]]:
    """The comparisons of a way, by what they compare."""
    for fact, several in itertools.groupby(sorted(way, key=attrgetter("fact")), attrgetter("fact")):
        yield fact, tuple(several)


def _meeting(domain: Domain, comparisons: tuple[Literal, ...]) -> list[int]:
    """The answers that meet all of these comparisons, as literals."""
    return [x for value, x in domain.values() if all(matches(literal, value) for literal in comparisons)]


def _with_gates(kb: KnowledgeBase, facts: Iterable[str]) -> set[str]:
    """The facts, and what must be said for them to be asked."""
    found: set[str] = set()
    waiting = list(facts)
    while waiting:
        fact = waiting.pop()
        found.add(fact)
        gate = kb.items[fact].gate
        waiting += [*gate_yes(gate), *(x.fact for x in literals(gate or All(())) if x.fact in kb.items)]
    return found
