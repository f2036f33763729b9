"""`check`: one massage on one screen, through a real process."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import healthy_file, run

WORDS = "im 12 weeks preggo, bad lower back, on eliquis, no clots. hot stones ok?"


def test_everyday_words_are_enough_for_a_verdict_with_better_choices() -> None:
    done = run("check", "hot-stone", WORDS, "-f", "json")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["answers"]["pregnancy.weeks"] == 12
    assert result["answers"]["anticoagulants"] == "yes"
    assert result["massage"]["so_far"] == "avoid"
    assert len(result["better"]) == 2
    assert "hot-stone" not in result["better"]


def test_the_reason_is_minimal_and_what_would_change_it_really_does(tmp_path: Path) -> None:
    file = healthy_file(tmp_path, rash="yes", rash__where=("left-arm",), rash__spread="yes")
    result = json.loads(run("check", "swedish", "--answers", str(file), "-f", "json").stdout)
    assert result["massage"]["verdict"] == "avoid"
    assert result["why"]["answers"] == {"rash.spread": "yes"}
    milder = [way for way in result["what_would_change"] if way["after"] == "ok"]
    assert milder
    edits = {edit["item"]: edit["value"] for way in milder[:1] for edit in way["edits"]}
    sets = [part for item, value in edits.items() for part in ("--set", f"{item}={value}")]
    drop = ["rash.where", "rash.spread"] if edits.get("rash") == "no" else []
    answers = {k: v for k, v in json.loads(file.read_text()).items() if k not in drop}
    file.write_text(json.dumps(answers))
    again = json.loads(run("check", "swedish", "--answers", str(file), *sets, "-f", "json").stdout)
    assert again["massage"]["so_far"] == milder[0]["after"]


@pytest.mark.parametrize(
    ("answers", "code"),
    [({"fever": "yes", "fever__temperature": 39.0}, 10), ({"suspected_dvt": "not-sure"}, 11), ({}, 0)],
)
def test_the_exit_status_is_about_this_massage(tmp_path: Path, answers: dict[str, object], code: int) -> None:
    file = str(healthy_file(tmp_path, **answers))
    assert run("check", "swedish", "--answers", file, "--exit-status").returncode == code


def test_what_is_still_open_is_said_and_is_not_ok() -> None:
    done = run("check", "swedish", "--set", "age=40")
    assert "Still open" in done.stdout
    assert "so far" in done.stdout
    assert run("check", "swedish", "--set", "age=40", "--exit-status").returncode == 12


def test_open_questions_about_what_was_said_come_first_and_no_ok_is_promised() -> None:
    screen = run(
        "check", "deep-tissue", "--set", "recent-surgery=yes", "--set", "recent-surgery.weeks=4"
    ).stdout
    verdict, _, still_open = screen.partition("Still open")
    assert "do not book yet" in verdict
    assert "speaks against it" not in verdict
    assert still_open.split("\n")[0].strip() == "How big was it?"
    assert "Chest pain" in still_open


def test_a_red_flag_comes_before_any_massage() -> None:
    done = run("check", "swedish", "my calf is hot and swollen")
    assert "STOP" in done.stdout
    assert "Better for you" not in done.stdout


def test_words_that_may_tell_of_danger_are_asked_about_before_the_verdict() -> None:
    screen = run("check", "swedish", "theres a spiderweb in my eye").stdout
    before, _, after = screen.partition("Verdict")
    assert "Still to ask" in before
    assert "red eye" in before
    assert "do not book yet" in after


def test_lines_in_give_lines_out_in_order() -> None:
    done = run("check", "swedish", "-", stdin="on warfarin\nmy calf is hot and swollen\n\n")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r["massage"]["so_far"] for r in records] == ["adapt", "avoid", "ok"]
    assert not records[2]["massage"]["settled"]


def test_a_massage_nobody_knows_is_named_with_the_nearest() -> None:
    done = run("check", "sweedsh", "x")
    assert done.returncode == 2
    assert "Did you mean 'swedish'" in done.stderr


def test_nothing_known_is_exit_3() -> None:
    assert run("check", "swedish").returncode == 3


def test_words_that_mean_nothing_here_are_told_so() -> None:
    done = run("check", "swedish", "xyzzy blorp")
    assert done.returncode == 3
    assert done.stderr.startswith("error: nothing in your words could be understood; say it in other words")
