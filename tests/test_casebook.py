"""What the casebook can expect beside verdicts: for whom a massage is, and what is asked first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from massage_advisor.casebook import run_person
from massage_advisor.loading import check_knowledge, load_knowledge
from massage_advisor.model import Disposition, Expectation, Person
from tests.loading.bases import TINY, tiny_with

KB = load_knowledge(TINY)
PREGNANT = Person(
    "eve",
    "Eve is pregnant.",
    {"pregnancy": "yes", "pregnancy.weeks": 20.0},
    Expectation(Disposition.ADAPT, {}),
)
BEN = Person("ben", "Ben is fine.", {"age": 30.0}, Expectation(Disposition.OK, {}))


def _told(person: Person, **expected: object) -> list[str]:
    expect = replace(person.expect, **expected)
    return [failure.message for failure in run_person(KB, replace(person, expect=expect))]


@pytest.mark.parametrize(("person", "meant"), [(PREGNANT, True), (BEN, False)])
def test_a_massage_is_meant_for_whom_the_casebook_says(person: Person, meant: bool) -> None:
    assert not _told(person, applies={"prenatal": meant})
    (message,) = _told(person, applies={"prenatal": not meant})
    got, wanted = ("true", "false") if meant else ("false", "true")
    assert message == f"whether prenatal is for this person is {got}, expected {wanted}"


def test_a_massage_is_neither_while_it_is_open_for_whom_it_is() -> None:
    nobody_asked = replace(BEN, rest="unasked")
    assert _told(nobody_asked, applies={"prenatal": True})
    assert _told(nobody_asked, applies={"prenatal": False})


def test_of_what_was_ticked_the_first_question_is_named() -> None:
    assert not _told(PREGNANT, first_asked="pregnancy.weeks")
    (message,) = _told(PREGNANT, first_asked="fever")
    assert message == "first asked is pregnancy.weeks, expected fever"


def test_who_ticked_nothing_is_asked_nothing_more() -> None:
    assert _told(BEN, first_asked="age") == ["first asked is nothing, expected age"]


@pytest.mark.parametrize(
    ("answers", "asked"),
    [({}, "who"), ({"who": "me"}, "age"), ({"who": "me", "age": 30.0}, "chest-pain")],
)
def test_with_the_rest_unasked_the_questionnaire_goes_on_from_the_answers(
    answers: dict[str, object], asked: str
) -> None:
    assert not _told(replace(BEN, answers=answers, rest="unasked"), first_asked=asked)


def test_expectations_are_read_from_the_files_and_unknown_ids_named(tmp_path: Path) -> None:
    text = (TINY / "casebook/people.yaml").read_text("utf-8")
    extra = "    applies: {prenatal: no}\n    first-asked: %s\n    setting: spa\n"
    good = text.replace("    setting: spa\n", extra % "pregnancy.weeks")
    (person, _) = load_knowledge(tiny_with(tmp_path / "good", {"casebook/people.yaml": good.encode()})).people
    assert person.expect.applies == {"prenatal": False}
    assert person.expect.first_asked == "pregnancy.weeks"
    bad = text.replace("    setting: spa\n", extra % "pregnancy.wekes")
    folder = tiny_with(tmp_path / "bad", {"casebook/people.yaml": bad.encode()})
    (problem,) = (p for p in check_knowledge(folder) if p.severity == "error")
    assert problem.code == "KB203"
    assert "pregnancy.wekes" in problem.message
