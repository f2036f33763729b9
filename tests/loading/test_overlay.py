"""Knowledge of one's own laid over the shipped one."""

from __future__ import annotations

from pathlib import Path

import pytest

from massage_advisor.casebook import run_person
from massage_advisor.errors import KnowledgeError
from massage_advisor.loading import check_knowledge, load_knowledge
from massage_advisor.model import Level

KNOWLEDGE = 'edition: 1.0.0\nschema: "1"\nextends: shipped\n'
RULE = """\
  - id: {id}
    level: avoid
    because: Our own clinic is careful.
    sources: [our-clinic-2026]
    cases:
      fires: [{{{when}: yes}}]
      silent: [{{{when}: no}}]
"""
SOURCE = """\
sources:
- id: our-clinic-2026
  title: House rules
  org: Our clinic
  year: 2026
  kind: practitioner
  says: We take no risks.
"""


def folder(tmp_path: Path, **files: str) -> Path:
    tmp_path.joinpath("knowledge.yaml").write_text(KNOWLEDGE, "utf-8")
    tmp_path.joinpath("sources.yaml").write_text(SOURCE, "utf-8")
    for name, text in files.items():
        path = tmp_path / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def condition(id_: str, rule: str) -> str:
    head = f"conditions:\n- id: {id_}\n  label: Our {id_}\n  aliases: [our {id_}]\n  family: fam-joints\n"
    return head + "  rules:\n" + RULE.format(id=rule, when=id_)


@pytest.fixture(scope="module")
def shipped():
    return load_knowledge()


def test_with_nothing_of_its_own_it_is_the_shipped_knowledge(tmp_path, shipped):
    ours = load_knowledge(folder(tmp_path))
    assert ours.edition == "1.0.0"
    assert set(ours.massages) == set(shipped.massages)
    assert [rule.id for rule in ours.rules] == [rule.id for rule in shipped.rules]
    assert [screen.id for screen in ours.screens] == [screen.id for screen in shipped.screens]
    assert "our-clinic-2026" in ours.sources


def test_a_new_condition_stands_beside_the_shipped_ones(tmp_path, shipped):
    ours = load_knowledge(folder(tmp_path, conditions__ours=condition("bad-knee", "bad-knee-no")))
    assert set(ours.conditions) == {*shipped.conditions, "bad-knee"}
    assert {rule.id for rule in ours.rules} == {*(rule.id for rule in shipped.rules), "bad-knee-no"}


def test_a_condition_of_the_same_id_takes_the_place_of_the_shipped_one(tmp_path, shipped):
    old = shipped.conditions["first-massage"]
    ours = load_knowledge(folder(tmp_path, conditions__ours=condition("first-massage", "no-beginners")))
    assert ours.conditions["first-massage"].label == "Our first-massage"
    rules = {rule.id for rule in ours.rules}
    assert "no-beginners" in rules
    assert rules.isdisjoint(old.rules)
    expecting = next(person for person in ours.people if set(old.rules) & set(person.expect.rules))
    assert any("first-massage" in failure.message for failure in run_person(ours, expecting))


def test_a_rule_of_the_same_id_takes_the_place_of_the_shipped_one_wherever_it_stands(tmp_path):
    rule = """\
rules:
- id: first-massage-fine
  level: adapt
  when: {first-massage: yes}
  because: We show beginners the room first.
  do: Come ten minutes early.
  sources: [our-clinic-2026]
  cases:
    fires: [{first-massage: yes}]
    silent: [{first-massage: no}]
"""
    ours = load_knowledge(folder(tmp_path, rules__ours=rule))
    found = [rule for rule in ours.rules if rule.id == "first-massage-fine"]
    assert [rule.level for rule in found] == [Level.ADAPT]


def test_a_massage_file_of_the_same_id_takes_the_place_of_the_shipped_one(tmp_path, shipped):
    text = (Path(__file__).parents[2] / "data" / "massages" / "swedish.yaml").read_text("utf-8")
    ours = load_knowledge(
        folder(tmp_path, massages__swedish=text.replace("name: Swedish massage", "name: Ours"))
    )
    assert ours.massages["swedish"].name == "Ours"
    assert len(ours.massages) == len(shipped.massages)


def test_a_fault_of_ones_own_is_found_at_its_place(tmp_path):
    ours = folder(tmp_path, conditions__ours=condition("bad-knee", "bad-knee-no").replace("avoid", "forbid"))
    errors = [problem for problem in check_knowledge(ours) if problem.severity == "error"]
    assert [(Path(error.at.path).name, error.at.line) for error in errors] == [("ours.yaml", 8)]


def test_only_the_shipped_knowledge_can_be_extended(tmp_path):
    ours = folder(tmp_path)
    (ours / "knowledge.yaml").write_text(KNOWLEDGE.replace("shipped", "another"), "utf-8")
    with pytest.raises(KnowledgeError, match="'another' is not one of shipped"):
        load_knowledge(ours)


def test_doubts_about_the_shipped_knowledge_are_left_to_its_authors(tmp_path):
    clashing = condition("bad-knee", "bad-knee-no").replace("our bad-knee", "first massage")
    ours = folder(tmp_path, conditions__ours=clashing.replace("our-clinic-2026", "unsourced"))
    found = [(Path(problem.at.path).name, problem.code) for problem in check_knowledge(ours)]
    assert found == [("ours.yaml", "KB504"), ("ours.yaml", "KB502")]
