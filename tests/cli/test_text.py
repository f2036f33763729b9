"""`ask TEXT` and `search` through a real process."""

from __future__ import annotations

import json

import pytest

from tests.cli.command import run

SAID = "im 12 weeks preggo, bad lower back, on eliquis, no clots. hot stones ok?"


def result(*arguments: str) -> dict:
    done = run("ask", "--no-input", "-f", "json", *arguments)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_text_counts_and_is_marked() -> None:
    found = result(SAID)
    assert found["answers"]["pregnancy.weeks"] == 12
    assert found["answers"]["clot-past"] == "no"
    told = found["understood"]
    assert (told["from"], told["confirmed"]) == ("text", False)
    assert {"anticoagulants", "hot-stone"} <= {mention["id"] for mention in told["present"]}
    for mention in told["present"]:
        assert SAID[mention["start"] : mention["end"]] == mention["text"]


def test_a_result_without_text_has_no_field_for_it() -> None:
    assert "understood" not in result("--set", "age=40")


def test_other_answers_win_over_the_text() -> None:
    done = run("ask", "--no-input", "-f", "json", SAID, "--set", "pregnancy=no")
    assert json.loads(done.stdout)["answers"]["pregnancy"] == "no"
    assert "pregnancy.weeks" not in json.loads(done.stdout)["answers"]
    assert "'pregnancy'" in done.stderr


def test_a_page_shows_what_was_understood_and_what_not() -> None:
    page = run("ask", "--no-input", "no diabetes, my mum had gout, flurbs").stdout
    assert "You said no to" in page
    assert "about somebody else" in page
    assert '"flurbs"' in page


def test_an_emergency_comes_before_what_was_understood() -> None:
    page = run("ask", "--no-input", "crushing chest pain").stdout
    assert page.startswith("STOP")
    assert page.index("emergency number") < page.index("What we understood")


def test_text_is_confirmed_before_it_counts() -> None:
    done = run("ask", "--accessible", "--accessible", "I have asthma", stdin="none\n")
    assert "Type yes" in done.stderr
    assert "Who is the massage for?" in done.stderr


@pytest.mark.parametrize("text", ["", "   ", "flurbs"])
def test_text_without_meaning_is_no_answer(text: str) -> None:
    done = run("ask", "--no-input", text)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def test_a_text_that_is_too_long_is_a_usage_error_without_the_text() -> None:
    done = run("ask", "--no-input", "secret " * 2000)
    assert done.returncode == 2
    assert "secret" not in done.stderr


def test_search_finds_by_other_names_and_says_where() -> None:
    done = run("search", "eliquis", "-f", "json")
    match = json.loads(done.stdout)["matches"][0]
    assert (match["id"], match["where"], match["text"]) == ("anticoagulants", "other name", "eliquis")


def test_search_forgives_slips_and_says_so() -> None:
    found = json.loads(run("search", "blod", "thiner", "-f", "json").stdout)
    assert found["matches"][0]["id"] == "anticoagulants"
    assert found["corrected"] == {"blod": "blood", "thiner": "thinner"}
    assert 'in place of "blod"' in run("search", "blod", "thiner").stdout


def test_search_finds_texts_and_names_first() -> None:
    matches = json.loads(run("search", "sciatica", "-f", "json").stdout)["matches"]
    assert matches[0]["name"] == "Sciatica"
    assert any(match["where"] == "text" for match in matches)


def test_search_without_a_match_or_a_word() -> None:
    assert "Nothing has all the words" in run("search", "zzqq").stdout
    assert run("search", "!!").returncode == 2
