"""The shipped knowledge: every rule's cases and everybody in the casebook, each a named test."""

from __future__ import annotations

from collections import Counter

import pytest

from massage_advisor.casebook import healthy_rest, run_person, run_rule, run_setting_rule
from massage_advisor.engine import assess
from massage_advisor.loading import check_knowledge, data_folder, load_knowledge
from massage_advisor.model import UNSOURCED, Disposition, Person, Responses, SettingRule, Verdict

KB = load_knowledge()
RULES = sorted({rule.id for rule in KB.rules})


def test_it_is_valid() -> None:
    errors = [p for p in check_knowledge(data_folder()) if p.severity == "error"]
    assert not errors, "\n".join(map(str, errors))


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_fires_where_it_should_and_nowhere_else(rule: str) -> None:
    assert not [failure.message for failure in run_rule(KB, rule)]


@pytest.mark.parametrize("rule", KB.setting, ids=lambda rule: rule.id)
def test_a_setting_rule_fires_where_it_should_and_nowhere_else(rule: SettingRule) -> None:
    assert not [failure.message for failure in run_setting_rule(KB, rule)]


@pytest.mark.parametrize("person", KB.people, ids=lambda person: person.id)
def test_people_are_told_what_the_casebook_says(person: Person) -> None:
    assert not [failure.message for failure in run_person(KB, person)]


def test_a_healthy_person_may_have_every_massage_that_is_for_everybody() -> None:
    assessment = assess(KB, healthy_rest(KB, Responses({})))
    assert assessment.complete
    assert assessment.disposition is Disposition.OK
    verdicts = {m.id: assessment.decisions[m.id].verdict for m in KB.massages.values() if m.for_whom is None}
    assert set(verdicts.values()) == {Verdict.OK}


def test_every_goal_has_a_massage_and_every_massage_an_aim() -> None:
    served = Counter(i.goal for m in KB.massages.values() for i in m.indications)
    assert set(served) == set(KB.goals)
    assert all(massage.indications for massage in KB.massages.values())


def test_the_87_claims_of_the_articles_are_all_carried() -> None:
    """The two articles make 59 and 28 statements about massage."""
    assert Counter(claim.article for claim in KB.claims) == {"seed-000": 59, "seed-004": 28}
    assert {claim.verdict for claim in KB.claims} == {"supported", "partly", "disputed", "commercial-only"}
    assert all(claim.carried_by for claim in KB.claims)


def test_medical_and_spa_are_compared_in_at_least_14_sourced_rows() -> None:
    topic = KB.topics["medical-vs-spa"]
    assert len(topic.rows) >= 14
    assert all(cell.sources for row in topic.rows for cell in row.cells)


def test_rules_aim_at_what_is_dangerous_and_rarely_at_single_massages() -> None:
    single = sum(bool(rule.effect.massages) for rule in KB.rules)
    assert single * 10 <= len(KB.rules)


def test_every_rule_has_a_source_or_says_that_it_has_none() -> None:
    assert all(rule.sources for rule in KB.rules)
    known = {*KB.sources, UNSOURCED}
    assert all(set(rule.sources) <= known for rule in KB.rules)


def test_screens_are_short_and_a_healthy_person_sees_at_most_16() -> None:
    assert all(len(screen.items) <= 12 for screen in KB.screens)
    assert len([screen for screen in KB.screens if not screen.family]) <= 16
    assert len(KB.goals) <= 24
