"""`ask --show-order`: why this order, which question comes next, and why."""

from __future__ import annotations

import json
from pathlib import Path

from massage_advisor.loading import load_knowledge
from tests.cli.command import healthy_file, run
from tests.render.test_schemas import check

OPEN = ("ask", "--no-input", "--set", "age=40", "--set", "goals=relax")


def test_the_reasoning_about_what_comes_next_is_printed_in_asking_order() -> None:
    text = " ".join(run(*OPEN, "--show-order").stdout.split())
    assert "Why this order" in text
    _, _, order = text.partition("Which question comes next")
    parts = [
        "About you:",
        "Safety first:",
        "What you want:",
        "Your health:",
        "Recent events:",
        "Your wishes:",
    ]
    places = [order.index(part) for part in parts]
    assert places == sorted(places)
    assert "before all else, because it could be an emergency" in order
    assert "pairs of massage and open rule could be settled" in order
    assert "Which question comes next" not in run(*OPEN).stdout


def test_the_same_as_data() -> None:
    result = json.loads(run(*OPEN, "--show-order", "-f", "json").stdout)
    check("result", result)
    kb = load_knowledge()
    waiting = result["order"]["next"]
    assert waiting[0]["items"] == ["who"]
    assert {"goals", "age"}.isdisjoint(item for one in waiting for item in one["items"])
    flags = [number for number, one in enumerate(waiting) if kb.items[one["items"][0]].red_flag]
    assert flags == [1, 2, 3]
    assert max(waiting, key=lambda one: one["pairs"])["screen"] == "health-1"
    steps = result["order"]["massages"]
    ranks = {massage["id"]: massage["rank"] for massage in result["massages"]}
    assert all(ranks[step["before"]] == ranks[step["id"]] + 1 and step["because"] for step in steps)


def test_with_nothing_left_it_says_so_and_the_certificate_still_holds(tmp_path: Path) -> None:
    rest = {
        "goals": ("relax",),
        "where": (),
        "pressure": "any",
        "wishes": (),
        "no_touch": (),
        "setting_wishes": (),
    }
    file = str(healthy_file(tmp_path, who="me", **rest))
    text = " ".join(run("ask", "--no-input", "--answers", file, "--show-order").stdout.split())
    assert "None: everything that could still change something was asked." in text
    written = tmp_path / "R.json"
    run("ask", "--no-input", "--answers", file, "--show-order", "-f", "json", "-o", str(written))
    assert json.loads(written.read_text())["order"]["next"] == []
    assert run("answers", "check", "--certificate", str(written)).returncode == 0


def test_after_a_red_flag_nothing_comes_next_and_nothing_is_in_order() -> None:
    done = run("ask", "--no-input", "--set", "chest-pain=yes", "--show-order")
    assert "None: a red flag is certain" in done.stdout
    assert "Why this order" not in done.stdout
