"""Which planted faults the invariants notice, without proving everything again for each.

The proof that something never happens names the rules it rests on: a fault in any other rule leaves it
standing. That something stays possible is shown by a witness: a fault that leaves the witness alone does too.
Only for the other faults an invariant is proved once more, with the changed rules in their places.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from massage_advisor.casebook.mutants import INVERTED, SHIFTED, Mutant, exchanged
from massage_advisor.engine import Population
from massage_advisor.model import (
    Disposition,
    Invariant,
    KnowledgeBase,
    Level,
    Value,
    Verdict,
    literals,
)
from massage_advisor.proofs.encoding import Changed
from massage_advisor.proofs.invariants import AT_LEAST, healthy_but, ways
from massage_advisor.proofs.prover import Prover
from massage_advisor.records import dataclass

AREAS = -1
"""Stands among rule numbers for all areas being taken away together."""


@dataclass(frozen=True, slots=True)
class Never:
    """With `premises` nobody gets less than `verdict` for a massage (by number), or no red flag.

    Where each of the rules `each_proves` is enough by itself, only a fault in all of them can matter;
    otherwise a fault in one of those that the proof `rests_on`.
    """

    premises: tuple[int, ...]
    massage: int | None
    verdict: Verdict
    flags: bool
    each_proves: frozenset[int] = frozenset()
    rests_on: frozenset[int] = frozenset()

    def concerned(self, changed: Collection[int]) -> bool:
        """Whether a fault in these rules can matter."""
        if self.each_proves:
            return self.each_proves <= set(changed)
        return AREAS in self.rests_on or not self.rests_on.isdisjoint(changed)


@dataclass(frozen=True, slots=True)
class Possible:
    """With `premises` somebody gets less than `verdict` for one of the massages (by number)."""

    premises: tuple[int, ...]
    massages: tuple[int, ...]
    verdict: Verdict
    flags: bool


class Invariants:
    """The invariants that hold, ready to be tried on changed rules."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._prover = Prover(kb)
        self._encoding, self._formula = self._prover.encoding, self._prover.formula
        self._known: dict[tuple[int, ...], frozenset[int]] = {}
        self._unchanged: dict[tuple[int | None, Verdict, bool], Mapping[int, set[int]]] = {}
        self._safety = [(i, tuple(self._grounded(i))) for i in kb.invariants if i.bound == AT_LEAST]
        self._liveness = [c for i in kb.invariants if i.bound != AT_LEAST for c in _possible(self._prover, i)]
        witnesses = [self._witness(claim) for claim in self._liveness]
        self._witnesses = Population(self._encoding.program, witnesses)

    def _grounded(self, invariant: Invariant) -> Iterator[Never]:
        """The claims of an invariant that hold, each with what it rests on."""
        for claim in _never(self._prover, invariant):
            against = self._standing(claim)
            follows = self._follows(claim.premises)
            enough = {n for literal in against if -literal in follows for n in against[literal]} - {AREAS}
            if enough:
                yield replace(claim, each_proves=frozenset(enough))
            elif not self._formula.possible([*claim.premises, *against]):
                used = (n for literal in self._formula.core() for n in against.get(literal, ()))
                yield replace(claim, rests_on=frozenset(used))

    def _standing(self, claim: Never) -> Mapping[int, set[int]]:
        key = (claim.massage, claim.verdict, claim.flags)
        if key not in self._unchanged:
            self._unchanged[key] = self._against(*key, {})
        return self._unchanged[key]

    def _follows(self, premises: tuple[int, ...]) -> frozenset[int]:
        if premises not in self._known:
            self._known[premises] = self._formula.follows(premises)
        return self._known[premises]

    def _witness(self, claim: Possible) -> Mapping[str, Value]:
        """Somebody who shows that a claim holds; nobody in particular where it does not."""
        reached = (self._encoding.reaches(massage, claim.verdict) for massage in claim.massages)
        calm = [-self._encoding.emergency] if claim.flags else []
        if not any(self._formula.possible([*claim.premises, *calm, -literal]) for literal in reached):
            return {}
        model, domains = self._formula.model(), self._prover.variables.domains
        return {item: domain.value(model) for item, domain in domains.items()}

    def notice(self, mutant: Mutant) -> bool:
        """Whether an invariant that held does not hold any more."""
        if any(self._harms(invariant, claims, mutant) for invariant, claims in self._safety):
            return True
        if mutant.kind not in (INVERTED, SHIFTED):
            return False  # nothing gets stricter
        return any(not self._stays_possible(claim, mutant.rules) for claim in self._touched(mutant))

    # --- what must never happen ---------------------------------------------------------------

    def _harms(self, invariant: Invariant, claims: Sequence[Never], mutant: Mutant) -> bool:
        if any(literal in mutant.hazards for literal in literals(invariant.when)):
            other = replace(invariant, when=exchanged(invariant.when, mutant.hazards))
            return any(self._fails(claim, mutant.rules) for claim in _never(self._prover, other))
        concerned = (claim for claim in claims if claim.concerned(mutant.rules))
        return any(self._fails(claim, mutant.rules) for claim in concerned)

    def _fails(self, claim: Never, changed: Changed) -> bool:
        against = self._against(claim.massage, claim.verdict, claim.flags, changed)
        return self._formula.possible([*claim.premises, *against])

    def _against(
        self, massage: int | None, verdict: Verdict, flags: bool, changed: Changed, /
    ) -> Mapping[int, set[int]]:
        """Literals that together mean: no rule brings this verdict, or a red flag, about; with the rules."""
        found: dict[int, set[int]] = {}
        if massage is not None:
            for literal, number in self._causes(massage, verdict, changed):
                found.setdefault(-literal, set()).add(number)
        for number, rule in enumerate(self._prover.kb.rules) if flags else ():
            standing = changed.get(number, rule)
            if standing is not None and standing.level is Level.RED_FLAG:
                found.setdefault(-self._encoding.fires(standing), set()).add(number)
        return found

    def _causes(self, massage: int, verdict: Verdict, changed: Changed) -> Iterator[tuple[int, int]]:
        encoding = self._encoding
        for strict in (v for v in Verdict if v >= verdict):
            causes = encoding.contributions.get((massage, strict), ())
            yield from ((literal, number) for literal, number in causes if number not in changed)
        for number, rule in changed.items():
            if rule is not None:
                effects = encoding.effects(number, rule)
                yield from ((x, number) for touched, v, x in effects if touched == massage and v >= verdict)
        yield encoding.nothing_left(massage, verdict, changed), AREAS

    # --- what must stay possible --------------------------------------------------------------

    def _touched(self, mutant: Mutant) -> Iterator[Possible]:
        """The claims whose witness a changed rule does not leave alone."""
        program, hit = self._encoding.program, 0
        for rule in mutant.rules.values():
            if rule is not None:
                hit |= self._witnesses.full & ~self._witnesses.bits(program.nodes.of(rule.when))[1]
        return (claim for number, claim in enumerate(self._liveness) if hit >> number & 1)

    def _stays_possible(self, claim: Possible, changed: Changed) -> bool:
        return any(
            self._formula.possible([*claim.premises, *self._against(m, claim.verdict, claim.flags, changed)])
            for m in claim.massages
        )


# --- invariants as claims -------------------------------------------------------------------------


def _never(prover: Prover, invariant: Invariant) -> Iterator[Never]:
    """What must not happen, one massage at a time, for certain and while it is in doubt."""
    if invariant.rest == "healthy":
        for way in ways(prover.kb, invariant.when):
            for premises in healthy_but(prover, way):
                yield from _never_with(prover, invariant, premises, in_doubt=False)
        return
    certain, possible = prover.encoding.rails(invariant.when)
    yield from _never_with(prover, invariant, [certain], in_doubt=False)
    yield from _never_with(prover, invariant, [possible, -certain], in_doubt=True)


def _never_with(
    prover: Prover, invariant: Invariant, premises: Sequence[int], *, in_doubt: bool
) -> Iterator[Never]:
    offered = prover.encoding.offered
    if invariant.verdict is not None:
        verdict = min(invariant.verdict, Verdict.CLEARANCE) if in_doubt else invariant.verdict
        for number in map(prover.massage, invariant.massages):
            yield Never((*premises, offered(number)[1]), number, verdict, flags=False)
    elif invariant.disposition is Disposition.EMERGENCY and not in_doubt:
        yield Never(tuple(premises), None, Verdict.AVOID, flags=True)
    else:
        assert invariant.disposition is not None
        avoid = invariant.disposition >= Disposition.NOT_NOW and not in_doubt
        verdict = Verdict.AVOID if avoid else Verdict.CLEARANCE
        for number in range(len(prover.kb.massages)):
            yield Never((*premises, offered(number)[0]), number, verdict, flags=True)


def _possible(prover: Prover, invariant: Invariant) -> Iterator[Possible]:
    """What must stay possible, for each way of meeting the invariant in health."""
    for way in ways(prover.kb, invariant.when):
        for premises in healthy_but(prover, way):
            yield from _possible_with(prover, invariant, tuple(premises))


def _possible_with(prover: Prover, invariant: Invariant, premises: tuple[int, ...]) -> Iterator[Possible]:
    if invariant.verdict is not None and invariant.verdict < Verdict.AVOID:
        above = Verdict(invariant.verdict + 1)
        for number in map(prover.massage, invariant.massages):
            yield Possible(premises, (number,), above, flags=False)
    elif invariant.disposition is not None and invariant.disposition < Disposition.NOT_NOW:
        above = Verdict(min(invariant.disposition + 1, Verdict.AVOID))
        everybody = tuple(range(len(prover.kb.massages)))
        groups: Iterable[tuple[int, ...]] = [everybody]
        if invariant.disposition is Disposition.OK:
            groups = [(n,) for n, m in enumerate(prover.kb.massages.values()) if m.for_whom is None]
        yield from (Possible(premises, group, above, flags=True) for group in groups)
