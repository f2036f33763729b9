"""Planted faults: which there are; the quick ways to see who notices one agree with trying it out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from massage_advisor.casebook import run_person, run_rule
from massage_advisor.casebook.coverage import coverage
from massage_advisor.casebook.mutants import DELETED, UNMADE, WEAKENED, Mutant, mutants
from massage_advisor.casebook.mutation import Cases, People, Share, mutate, sample, shares
from massage_advisor.loading import load_knowledge
from massage_advisor.model import KnowledgeBase
from massage_advisor.proofs.invariants import check_invariants
from massage_advisor.proofs.mutation import Invariants
from massage_advisor.proofs.prover import Prover
from tests.loading.bases import TINY

KB = load_knowledge(TINY)
EVERY = tuple(mutants(KB))
CASES, PEOPLE, INVARIANTS = Cases(KB), People(KB), Invariants(KB)


def name(mutant: Mutant) -> str:
    return f"{mutant.subject} {mutant.kind} {mutant.what}"


def with_fault(mutant: Mutant) -> KnowledgeBase:
    """The whole knowledge with the fault in it."""
    return replace(KB, rules=mutant.applied(KB.rules, range(len(KB.rules))))


def test_every_rule_is_deleted_weakened_inverted_and_shifted_and_every_maker_taken_away() -> None:
    assert Counter(mutant.kind for mutant in EVERY) == {
        "deleted": len({rule.id for rule in KB.rules}),
        "weakened": len({rule.id for rule in KB.rules if rule.level.word != "note"}),
        "inverted": 7,
        "shifted": 6,
        "unmade": sum(len(hazard.makers) for hazard in KB.hazards.values()),
    }


def test_a_fault_stands_at_the_line_of_what_it_changes() -> None:
    [found] = [
        mutant for mutant in EVERY if mutant.what == "pregnancy.weeks: under 13 -> pregnancy.weeks: under 12"
    ]
    assert found.at is not None
    line = (TINY / found.at.path).read_text("utf-8").splitlines()[found.at.line - 1]
    assert line.strip() == "when: {pregnancy.weeks: {under: early-weeks}}"


@pytest.mark.parametrize("mutant", EVERY, ids=name)
def test_cases_notice_what_they_fail_on(mutant: Mutant) -> None:
    if mutant.kind == WEAKENED:
        assert CASES.notice(mutant) is None
        return
    changed = with_fault(mutant)
    left = {rule.id for rule in changed.rules}
    ids = {KB.rules[number].id for number in mutant.rules}
    assert CASES.notice(mutant) is any(id_ not in left or any(run_rule(changed, id_)) for id_ in ids)


@pytest.mark.parametrize("mutant", EVERY, ids=name)
def test_people_notice_when_they_are_told_something_else(mutant: Mutant) -> None:
    changed = with_fault(mutant)
    assert PEOPLE.notice(mutant) is any(any(run_person(changed, person)) for person in KB.people)


@pytest.mark.parametrize("mutant", EVERY, ids=name)
def test_invariants_notice_when_one_no_longer_holds(mutant: Mutant) -> None:
    findings = check_invariants(Prover(with_fault(mutant))).findings
    assert INVARIANTS.notice(mutant) is any(finding.severity == "error" for finding in findings)


def test_shares_count_levels_for_people_and_invariants_only() -> None:
    outcomes = tuple(mutate(KB, EVERY, INVARIANTS.notice))
    by_cases, outside = shares(outcomes)
    assert by_cases.all == sum(mutant.kind != WEAKENED for mutant in EVERY)
    assert outside.all == len(EVERY)
    assert outside.noticed == sum(PEOPLE.notice(m) or INVARIANTS.notice(m) for m in EVERY)


def test_a_share_is_compared_in_whole_numbers() -> None:
    assert Share(19, 20).at_least(95)
    assert not Share(94_999_999_999_999_999, 100_000_000_000_000_000).at_least(95)


def test_a_sample_is_always_the_same_and_in_order() -> None:
    few = sample(EVERY, 5)
    assert few == sample(EVERY, 5)
    assert [EVERY.index(mutant) for mutant in few] == sorted(EVERY.index(mutant) for mutant in few)
    assert sample(EVERY, 10_000) == EVERY


def test_a_hazard_that_nobody_makes_any_more_holds_for_nobody() -> None:
    [rash] = [mutant for mutant in EVERY if mutant.kind == UNMADE and mutant.what == "not made by rash"]
    assert all(rule.maker != "rash" for rule in with_fault(rash).rules)


def test_a_comparison_that_no_case_tries_is_named() -> None:
    assert all(covered.true and covered.false for covered in coverage(KB).literals)
    rule = next(rule for rule in KB.rules if rule.id == "child-short-session")
    silent_only = replace(rule, cases=tuple(case for case in rule.cases if not case.fires))
    found = coverage(replace(KB, rules=(silent_only,)))
    [covered] = found.literals
    assert (covered.true, covered.false) == (False, True)
    assert found.told == {"child-short-session": False}


def test_deleting_a_rule_is_always_noticed_by_a_case_that_fires() -> None:
    assert all(CASES.notice(mutant) for mutant in EVERY if mutant.kind == DELETED)
