"""The worked examples of data/README.md really work, and breaking them gives a clear error."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from massage_advisor.casebook import run_cases, run_people
from massage_advisor.loading import check_knowledge, data_folder, load_knowledge

EXAMPLE = re.compile(r"<!-- example: (?P<file>\S+) -->\n```yaml\n(?P<text>.*?)```", re.DOTALL)
README = (data_folder() / "README.md").read_text(encoding="utf-8")
EXAMPLES = {match["file"]: match["text"] for match in EXAMPLE.finditer(README)}


@pytest.fixture
def base(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    shutil.rmtree(folder / "casebook", ignore_errors=True)
    (folder / "casebook").mkdir()
    for name, text in EXAMPLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_there_is_an_example_for_each_kind_of_thing() -> None:
    kinds = {name.split("/")[0] for name in EXAMPLES}
    assert kinds == {"sources", "conditions", "rules", "massages", "casebook"}
    assert all(text.count("\n") < 20 for text in EXAMPLES.values())


def test_the_examples_validate_and_their_cases_pass(base: Path) -> None:
    errors = [problem for problem in check_knowledge(base) if problem.severity == "error"]
    assert not errors, "\n".join(map(str, errors))
    kb = load_knowledge(base)
    assert [p.id for p in kb.people] == ["tom-growing-knee"]
    assert not [*run_cases(kb), *run_people(kb)]


def test_a_broken_example_is_named_with_its_place(base: Path) -> None:
    file = base / "rules/my-clinic.yaml"
    file.write_text(EXAMPLES["rules/my-clinic.yaml"].replace("growing-knee: yes", "growing-nee: yes", 1))
    (problem,) = (p for p in check_knowledge(base) if p.severity == "error")
    assert problem.at.path.endswith("rules/my-clinic.yaml")
    assert problem.at.line == 4
    assert "growing-nee" in problem.message
    assert "growing-knee" in problem.help
