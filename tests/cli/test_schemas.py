"""What the author's commands print as JSON fits the schema that ships with it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from tests.cli.command import run
from tests.render.test_schemas import validator

TINY = "tests/knowledge/tiny"

RUNS = {
    "test": ("kb", "test", TINY),
    "prove": ("kb", "prove", TINY),
    "trace": ("kb", "trace", "--kb", TINY, "--set", "pregnancy=not-sure", "-v"),
    "stats": ("kb", "stats", TINY),
    "codes": ("kb", "explain"),
}


@pytest.mark.parametrize("name", RUNS)
def test_the_commands_for_authors(name: str) -> None:
    done = run(*RUNS[name], "-f", "json")
    assert done.returncode == 0, done.stderr
    validator(name).validate(json.loads(done.stdout))


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_planted_faults_and_failing_proofs(tmp_path: Path) -> None:
    broken = tmp_path / "kb"
    shutil.copytree(TINY, broken)
    edit(broken / "casebook" / "people.yaml", "disposition: adapt", "disposition: ok")
    edit(broken / "invariants.yaml", "at-least: avoid", "at-most: ok")
    weeks = "when: {pregnancy.weeks: {under: early-weeks}}"
    edit(broken / "conditions" / "health.yaml", weeks, "when: {pregnancy: yes}")

    def found(name: str, *command: str) -> dict[str, object]:
        record = json.loads(run("kb", *command, str(broken), "-f", "json").stdout)
        validator(name).validate(record)
        return record

    tested = found("test", "test", "--mutate")
    assert tested["failures"]
    assert tested["mutation"]["survivors"]
    assert any(check["findings"] for check in found("prove", "prove")["checks"])
    assert found("diff", "diff", TINY)["changes"]


def test_faults(tmp_path: Path) -> None:
    broken = tmp_path / "kb"
    shutil.copytree(TINY, broken)
    (broken / "goals.yaml").write_text("goals:\n- id: relax\n  lable: Relax\n", encoding="utf-8")
    done = run("kb", "validate", str(broken), "-f", "json")
    assert done.returncode == 1
    faults = json.loads(done.stdout)
    assert faults
    validator("problems").validate(faults)
    del faults[0]["line"]
    with pytest.raises(jsonschema.ValidationError):
        validator("problems").validate(faults)
