"""Answers from several places: a later one wins, also over an earlier one that it rules out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli.command import healthy_file, run


def told(file: Path, *settings: str) -> tuple[dict[str, Any], str]:
    given = [part for setting in settings for part in ("--set", setting)]
    done = run("ask", "--no-input", "-f", "json", "--answers", str(file), *given)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), done.stderr


def test_a_medicine_said_later_counts_over_an_earlier_no_to_its_family(tmp_path: Path) -> None:
    result, notes = told(healthy_file(tmp_path), "anticoagulants=yes")
    assert result["disposition_so_far"] != "ok"
    deep = next(massage for massage in result["massages"] if massage["id"] == "deep-tissue")
    assert deep["so_far"] == "avoid"
    assert "--set rules out the answer to 'fam-med-blood', which counts no more" in notes


def test_a_later_no_to_a_family_takes_its_members_and_their_details_away(tmp_path: Path) -> None:
    file = healthy_file(tmp_path, anticoagulants="yes", anticoagulants__steady="yes")
    assert told(file)[0]["disposition_so_far"] != "ok"
    result, notes = told(file, "fam-med-blood=no")
    assert result["disposition_so_far"] == "ok"
    assert result["answers"]["anticoagulants"] == "no"
    assert "anticoagulants.steady" not in result["answers"]
    assert "--set rules out the answer to 'anticoagulants'" in notes


def test_what_does_not_contradict_is_left_alone(tmp_path: Path) -> None:
    result, notes = told(healthy_file(tmp_path, age=40.0), "pressure=light")
    assert result["answers"]["fam-med-blood"] == "no"
    assert "rules out" not in notes


def test_what_a_text_says_against_given_answers_is_named(tmp_path: Path) -> None:
    done = run("ask", "--no-input", "--answers", str(healthy_file(tmp_path)), "I take warfarin")
    assert "note: the answer given to 'anticoagulants' replaces that of the text" in done.stderr
    only_family = run("ask", "--no-input", "--set", "fam-med-blood=no", "I take warfarin")
    assert "rule out what the text says about 'anticoagulants'" in only_family.stderr
