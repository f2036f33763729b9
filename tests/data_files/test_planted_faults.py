"""Faults planted in copies of the shipped knowledge, as an author may slip: what finds each of them.

The same faults under `kb diff` and `kb prove`, on a small base: tests/proofs/test_editions.py.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from massage_advisor.casebook import run_person, run_rule
from massage_advisor.casebook.mutants import mutants
from massage_advisor.casebook.mutation import Cases, Share
from massage_advisor.loading import check_knowledge, data_folder, load_knowledge


@pytest.fixture(autouse=True)
def _no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(data_folder(), tmp_path / "data"))


def record(folder: Path, file: str, id_: str) -> tuple[str, re.Match[str]]:
    """A file and where the record of this id stands in it, with all that is below it."""
    text = (folder / file).read_text("utf-8")
    found = re.search(rf"^( *)- id: {id_}\n(?:\1 .*\n)*", text, re.MULTILINE)
    assert found is not None
    return text, found


def edit(folder: Path, file: str, id_: str, old: str, new: str) -> None:
    """Exchanges something within one record."""
    text, found = record(folder, file, id_)
    assert old in found[0]
    changed = found[0].replace(old, new, 1)
    (folder / file).write_text(text[: found.start()] + changed + text[found.end() :], "utf-8")


def delete(folder: Path, file: str, id_: str) -> None:
    text, found = record(folder, file, id_)
    (folder / file).write_text(text[: found.start()] + text[found.end() :], "utf-8")


def errors(folder: Path) -> set[tuple[str, str]]:
    """What `kb validate` finds."""
    return {(p.code, p.message) for p in check_knowledge(folder) if p.severity == "error"}


def failing(folder: Path, *ids: str) -> set[str]:
    """Which of these rules and people `kb test` finds failing; `kb validate` finds nothing."""
    kb = load_knowledge(folder)
    rules = [run_rule(kb, rule) for rule in {rule.id for rule in kb.rules}.intersection(ids)]
    people = [run_person(kb, person) for person in kb.people if person.id in ids]
    return {failure.name for found in (*rules, *people) for failure in found}


def test_a_deleted_contraindication_that_somebody_expects_is_found_by_validate(copy: Path) -> None:
    delete(copy, "conditions/pregnancy.yaml", "pregnancy-no-heat")
    assert errors(copy) == {("KB201", "there is no rule 'pregnancy-no-heat'")}


def test_a_deleted_contraindication_is_found_by_the_casebook(copy: Path) -> None:
    delete(copy, "conditions/pregnancy.yaml", "pregnancy-no-heat")
    for file in (copy / "casebook").glob("*.yaml"):
        text = file.read_text("utf-8").replace("pregnancy-no-heat,", "")
        file.write_text(re.sub(r"(, )?\bpregnancy-no-heat\b", "", text), "utf-8")
    assert failing(copy, "pregnant-weeks-not-sure") == {"pregnant-weeks-not-sure"}


def test_a_level_lowered_by_one_is_found_by_the_casebook(copy: Path) -> None:
    edit(copy, "conditions/circulation.yaml", "heart-attack-fresh", "level: avoid", "level: clearance")
    edit(copy, "conditions/circulation.yaml", "heart-attack-fresh", "    doctor-may-lift: true\n", "")
    assert failing(copy, "heart-attack-three-weeks-ago") == {"heart-attack-three-weeks-ago"}


def test_a_level_that_no_longer_fits_the_rule_is_found_by_validate(copy: Path) -> None:
    edit(copy, "rules/circulation.yaml", "bleeds-no-force", "level: avoid", "level: clearance")
    assert errors(copy) == {("KB112", "'level: clearance' needs the key 'ask'")}


def test_an_inverted_option_is_found_by_the_cases_and_the_casebook(copy: Path) -> None:
    edit(copy, "conditions/emergency.yaml", "fever", "{fever.shivering: yes}", "{fever.shivering: no}")
    noticed = {"fever-not-now", "shivering-without-fever"}
    assert failing(copy, *noticed) == noticed


def test_a_shifted_threshold_is_found_by_the_cases_of_the_rules_that_read_it(copy: Path) -> None:
    edit(copy, "thresholds/illness.yaml", "fever-from", 'value: "38.0"', 'value: "38.1"')
    noticed = {"fever-not-now", "fever-below-line"}
    assert failing(copy, *noticed) == noticed


def test_the_conditions_of_two_rules_swapped_are_found_by_the_cases_of_both(copy: Path) -> None:
    early, later = "{under: pregnancy-second-trimester}", "{at-least: pregnancy-second-trimester}"
    edit(copy, "conditions/pregnancy.yaml", "pregnancy-early", early, later)
    edit(copy, "conditions/pregnancy.yaml", "pregnancy-later", later, early)
    noticed = {"pregnancy-early", "pregnancy-later"}
    assert failing(copy, *noticed) == noticed


def test_a_removed_source_is_found_by_validate(copy: Path) -> None:
    delete(copy, "sources/illness.yaml", "nhs-heatstroke")
    assert errors(copy) == {("KB201", "there is no source 'nhs-heatstroke'")}


def test_the_rules_own_cases_notice_19_of_20_planted_faults() -> None:
    kb = load_knowledge()
    cases = Cases(kb)
    noticed = [found for mutant in mutants(kb) if (found := cases.notice(mutant)) is not None]
    assert Share(sum(noticed), len(noticed)).at_least(95)
