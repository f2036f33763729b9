"""Proofs on small random knowledge bases: the same as trying everybody, and counterexamples that are some."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from massage_advisor.engine import rule_reads
from massage_advisor.model import Disposition, Invariant, KnowledgeBase, Rule, Verdict
from tests.proofs import enumeration as every
from tests.support import oracle
from tests.support.random_kb import bases, whens

pytest.importorskip("pysat")
from massage_advisor.proofs.doubt import check_doubt
from massage_advisor.proofs.invariants import check_invariants
from massage_advisor.proofs.prover import Prover
from massage_advisor.proofs.reach import check_massages
from massage_advisor.proofs.rules import check_covered, check_firing

few = settings(max_examples=15, deadline=None)


@st.composite
def invariants(draw: st.DrawFn, kb: KnowledgeBase) -> Invariant:
    bound = draw(st.sampled_from(["at-least", "at-most"]))
    whole = draw(st.booleans())
    return Invariant(
        "stated",
        "It is so.",
        draw(whens),
        "any",
        ("book",),
        bound,
        massages=() if whole else tuple(kb.massages),
        verdict=None if whole else draw(st.sampled_from(list(Verdict))),
        disposition=draw(st.sampled_from(list(Disposition))) if whole else None,
    )


@few
@given(bases(), st.data())
def test_an_invariant_holds_exactly_when_nobody_breaks_it(kb, data):
    invariant = data.draw(invariants(kb))
    kb = replace(kb, invariants=(invariant,))
    findings = check_invariants(Prover(kb)).findings
    everybody = every.everybody(kb)
    if not any(oracle.truth(kb, invariant.when, person) == oracle.T for person in everybody):
        assert [finding.client for finding in findings] == [None]
        return
    broken = [(p, set(b)) for p in everybody if (b := tuple(every.breaks(kb, invariant, p)))]
    assert bool(findings) == bool(broken)
    for finding in findings:
        person = every.filled(kb, finding.client.responses(kb).values)
        shown = set(every.breaks(kb, invariant, person))
        assert (finding.massages[0] if finding.massages else "disposition") in shown
        assert set(finding.massages or ["disposition"]) == set().union(*(b for _, b in broken))


@few
@given(bases(), st.data())
def test_a_counterexample_is_as_small_as_can_be(kb, data):
    verdict = data.draw(st.sampled_from(list(Verdict)[1:]))
    prover = Prover(kb)
    everybody = every.everybody(kb)
    for number, massage in enumerate(kb.massages):
        client = prover.clients.smallest(prover.encoding.reaches(number, verdict))
        sizes = [every.size(kb, p) for p in everybody if every.verdict(kb, massage, p) >= verdict]
        assert (client is None) == (not sizes)
        if client is not None:
            person = every.filled(kb, client.responses(kb).values)
            assert every.verdict(kb, massage, person) >= verdict
            assert every.size(kb, person) == min(sizes)


@few
@given(bases())
def test_a_rule_fires_and_a_massage_is_reached_exactly_when_somebody_shows_it(kb):
    everybody = every.everybody(kb)
    prover = Prover(kb)
    silent = {f.subject for f in check_firing(prover).findings if f.severity == "error"}
    holding = {r.id for r in kb.rules if any(oracle.truth(kb, r.when, p) == oracle.T for p in everybody)}
    assert silent == {rule.id for rule in kb.rules} - holding
    unreached = {finding.subject for finding in check_massages(prover).findings}
    assert unreached == {m for m in kb.massages if not any(_suits(kb, m, p) for p in everybody)}


def _suits(kb: KnowledgeBase, massage: str, person: every.Answers) -> bool:
    offered = every.for_whom(kb, massage, person) == oracle.T
    return offered and every.verdict(kb, massage, person) <= Verdict.ADAPT


@few
@given(bases(most_rules=2))
def test_a_rule_is_reported_as_needlessly_in_doubt_exactly_when_all_completions_agree(kb):
    everybody = every.everybody(kb)
    sure = [person for person in everybody if _definite(kb, person)]
    reported = {finding.subject for finding in check_doubt(Prover(kb)).findings}
    for rule in kb.rules:
        truths = [(person, oracle.truth(kb, rule.when, person)) for person in sure]
        doubting = _apart(kb, rule, (p for p in everybody if oracle.truth(kb, rule.when, p) == oracle.D))
        assert (rule.id in reported) == any(len(_outcomes(p, truths)) == 1 for p in doubting)


def _definite(kb: KnowledgeBase, person: every.Answers) -> bool:
    for item in kb.items.values():
        gate = oracle.T if item.gate is None else oracle.truth(kb, item.gate, person)
        if gate == oracle.D or (gate == oracle.T and person[item.id] == "not-sure"):
            return False
    return True


def _apart(kb: KnowledgeBase, rule: Rule, people: Iterable[every.Answers]) -> list[every.Answers]:
    """People who differ in what the rule reads, the others once."""
    read = rule_reads(kb, rule)
    return list({tuple((i, p[i]) for i in p if i in read): p for p in people}.values())


def _outcomes(person: every.Answers, truths: list[tuple[every.Answers, str]]) -> set[str]:
    open_ = [item for item in person if person[item] != "not-sure"]
    return {truth for sure, truth in truths if all(person[item] == sure[item] for item in open_)}


@few
@given(bases())
def test_a_covered_rule_never_holds_without_a_stricter_one(kb):
    everybody = every.everybody(kb)
    levels = {rule.id: rule.level for rule in kb.rules}
    for finding in check_covered(Prover(kb)).findings:
        rule = next(r for r in kb.rules if r.id == finding.subject)
        for person in everybody:
            if oracle.truth(kb, rule.when, person) == oracle.T:
                holding = (r for r in kb.rules if oracle.truth(kb, r.when, person) == oracle.T)
                assert any(levels[r.id] > rule.level for r in holding)
