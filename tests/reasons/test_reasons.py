"""Why, why not and what would change it: minimal, sufficient, and true when tried."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from massage_advisor.answers import check_answers, implied
from massage_advisor.engine import assess
from massage_advisor.errors import ResponseError
from massage_advisor.model import Change, KnowledgeBase, Level, Literal, Responses, Value, Verdict
from massage_advisor.reasons import what_would_change, why, why_asked, why_not
from tests.support import builder as b
from tests.support.random_kb import HAZARDS, ITEMS, answers, bases

some = settings(max_examples=80, deadline=None)


def forces(kb: KnowledgeBase, values: dict[str, Value], massage: str, verdict: Verdict) -> bool:
    """Whether these answers alone make the massage that strict for certain; for an OK, no stricter."""
    decision = assess(kb, Responses(values)).decisions[massage]
    return decision.at_worst is Verdict.OK if verdict is Verdict.OK else decision.so_far >= verdict


@some
@given(bases(), answers())
def test_why_is_sufficient_and_minimal(kb, values):
    for massage in kb.massages:
        found = why(kb, Responses(values), massage)
        if found.verdict is Verdict.OK and not forces(kb, values, massage, Verdict.OK):
            assert found.answers == {}, "an OK that is open has no reason yet"
            continue
        said = dict(found.answers)
        assert said.items() <= values.items()
        assert forces(kb, said, massage, found.verdict)
        for item in said:
            assert not forces(kb, {i: v for i, v in said.items() if i != item}, massage, found.verdict)


@some
@given(bases(), answers())
def test_why_names_the_rules_that_determine_the_verdict_and_why_not_everything_against_it(kb, values):
    assessment = assess(kb, Responses(values))
    for massage, decision in assessment.decisions.items():
        against = {cause.rule.id for cause in decision.causes if cause.counts_as > Verdict.OK}
        assert {cause.rule.id for cause in why_not(kb, Responses(values), massage)} == against
        strictest = {c.rule.id for c in decision.causes if c.counts_as is decision.so_far > Verdict.OK}
        assert set(why(kb, Responses(values), massage).rules) == strictest


def changeable(changes: dict[str, Change]) -> list:
    return [replace(item, changes=changes.get(item.id, Change.NEVER)) for item in ITEMS]


CHANGES = {
    "ill": Change.PASSES,
    "ill.cleared": Change.DOCTOR,
    "ill.kind": Change.CHOICE,
    "weeks": Change.GROWS,
}


@some
@given(bases(), answers())
def test_what_would_change_does_what_it_says_and_less_of_it_does_not(kb, values):
    kb = replace(kb, items={item.id: item for item in changeable(CHANGES)})
    known = dict(implied(kb, values))
    for massage in kb.massages:
        now = assess(kb, Responses(known)).decisions[massage].so_far
        for what_if in what_would_change(kb, Responses(values), massage):
            edits = {edit.item: edit.value for edit in what_if.edits}
            assert len(edits) == len(what_if.edits) <= 2
            assert after(kb, known, edits, massage) is what_if.after is not now
            if len(edits) == 2:
                assert all(after(kb, known, {i: v}, massage) is now for i, v in edits.items())


def after(kb: KnowledgeBase, known: dict[str, Value], edits: dict[str, Value], massage: str) -> Verdict:
    return assess(kb, Responses({**known, **edits})).decisions[massage].so_far


@some
@given(bases(), answers())
def test_only_what_can_really_happen_is_proposed(kb, values):
    kb = replace(kb, items={item.id: item for item in changeable(CHANGES)})
    known = dict(implied(kb, values))
    for massage in kb.massages:
        for what_if in what_would_change(kb, Responses(values), massage):
            for edit in what_if.edits:
                said, item = known.get(edit.item), kb.items[edit.item]
                if said is not None and said != "not-sure":
                    assert item.changes is not Change.NEVER
                if item.changes is Change.GROWS and said is not None:
                    assert said == "not-sure" or edit.value > said, "weeks only go by"
                if item.changes is Change.DOCTOR:
                    assert edit.value == "yes"


def test_a_doctors_yes_two_weeks_more_or_both():
    """Two things stand in the way; either alone changes nothing."""
    lift = b.all_of(b.yes("ill"), Literal("ill.cleared", ("no",)))
    kb = b.Build(
        items=changeable({"ill.cleared": Change.DOCTOR, "weeks": Change.GROWS}),
        rules=[
            b.rule("ill", Level.CLEARANCE, b.yes("ill"), lift),
            b.rule("early", Level.CLEARANCE, Literal("weeks", under=10)),
        ],
        massages=[b.massage("swedish")],
        hazards=HAZARDS,
    ).kb()
    said: dict[str, Value] = {"flag": "no", "family": "yes", "ill": "yes", "ill.cleared": "no", "weeks": 8}
    (only,) = what_would_change(kb, Responses(said), "swedish")
    assert {(e.item, e.value, e.how) for e in only.edits} == {
        ("ill.cleared", "yes", "doctor"),
        ("weeks", 10, "time"),
    }
    assert only.after is Verdict.ADAPT


def test_why_asked_names_rules_and_massages_through_a_hazard():
    kb = b.Build(
        items=list(ITEMS),
        rules=[
            b.rule("hot", Level.AVOID, b.yes("danger"), features=("heat",)),
            b.rule("hi", Level.NOTE, b.yes("ill")),
        ],
        massages=[b.massage("stone", essential=["heat"]), b.massage("thai")],
        hazards=HAZARDS,
    ).kb()
    asked = why_asked(kb, kb.items["ill.kind"])
    assert [rule.id for rule in asked.rules] == ["hot"]
    assert asked.massages == ("stone",)
    assert why_asked(kb, kb.items["ill.where"]).rules == ()


def test_answers_that_cannot_both_be_true_are_named():
    kb = b.Build(items=list(ITEMS), massages=[b.massage("thai")], hazards=HAZARDS).kb()
    with pytest.raises(ResponseError) as raised:
        check_answers(kb, {"ill": "no", "ill.kind": "bad", "family": "yes"})
    assert "'ill.kind' is answered although 'ill' is answered no" in str(raised.value)
