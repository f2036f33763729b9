"""`list`, `show`, `compare`, `explain` and the formats of `ask`, through a real process."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import healthy_file, run

FORMS = ("text", "plain", "json", "markdown", "html")
SCHEMAS = {"list": "list", "show": "page", "compare": "compare", "explain": "topic"}
COMMANDS = (("list",), ("show", "thai"), ("compare", "swedish", "thai"), ("explain",))


def out(*arguments: str, **environ: str) -> str:
    done = run(*arguments, **environ)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_json_names_its_schema(command: tuple[str, ...]) -> None:
    assert json.loads(out(*command, "-f", "json"))["schema"] == f"massage-advisor/{SCHEMAS[command[0]]}/1"


@pytest.mark.parametrize("form", FORMS)
def test_every_format_of_a_page(form: str) -> None:
    assert "Thai massage" in out("show", "thai", "-f", form)


def test_the_ending_of_the_output_file_picks_the_format(tmp_path: Path) -> None:
    for name, start in (
        ("a.html", "<!DOCTYPE html>"),
        ("a.md", "# "),
        ("a.json", "{"),
        ("a.tsv", "massage\t"),
    ):
        assert out("show", "thai", "-o", str(tmp_path / name)) == ""
        assert (tmp_path / name).read_text("utf-8").startswith(start)


def test_an_existing_file_is_only_replaced_when_forced(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("mine")
    done = run("show", "thai", "-o", str(path))
    assert done.returncode == 5
    assert path.read_text() == "mine"
    out("show", "thai", "-o", str(path), "--force")
    assert path.read_text("utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("thai", "Thai massage"),
        ("Thai Massage", "Thai massage"),
        ("warfarin", "Blood thinner"),
        ("sleep-better", "Sleep better"),
        ("bleeds-easily", "Bleeds or bruises easily"),
        ("moyer-2004", "A meta-analysis of massage therapy research"),
    ],
)
def test_show_takes_ids_names_and_everyday_words(word: str, title: str) -> None:
    assert out("show", word).startswith(title)


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (("show", "sweddish"), "'swedish'"),
        (("show", "lomi"), "Did you mean 'lomi-lomi' or"),
        (("compare", "sweddish", "thai"), "there is no massage 'sweddish'. Did you mean 'swedish'?"),
        (("explain", "insurence"), "there is no topic 'insurence'. Did you mean 'insurance'?"),
        (("list", "--goal", "sleep-beter"), "there is no goal 'sleep-beter'. Did you mean 'sleep-better'?"),
        (("list", "--setting", "clinic"), "there is no setting 'clinic'; give one of: medical, spa, both"),
        (("list", "--sort", "price"), "there is no order 'price'; give one of: name, evidence, pressure"),
        (("show", "thai", "-f", "pdf"), "there is no format 'pdf'"),
        (("compare", "thai"), "two to four"),
        (("compare", "thai", "thai"), "two to four"),
        (("ask", "--no-input", "--set", "age=40", "--for", "nurse"), "client, therapist, doctor"),
        (("show", "\x1b[2J[red]\u202e"), "there is no"),
    ],
)
def test_what_does_not_exist_is_a_usage_error(command: tuple[str, ...], message: str) -> None:
    done = run(*command)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("error: ")
    assert message in done.stderr
    assert "\x1b" not in done.stderr
    assert "\u202e" not in done.stderr


def ids(*options: str) -> list[str]:
    return [line.split("\t")[0] for line in out("list", "-f", "plain", *options).splitlines()]


def test_list_has_all_massages_and_filters_them() -> None:
    everything = ids()
    assert len(everything) == 30
    spa, medical = ids("--setting", "spa"), ids("--setting", "medical")
    assert set(spa) | set(medical) == set(everything)
    assert "hot-stone" in set(spa) - set(medical)
    assert "hot-stone" in ids("--feature", "heat")
    assert "craniosacral" not in ids("--feature", "heat")
    assert ids("--search", "mat clothed") == ids("--search", "CLOTHED mat")
    assert "thai" in ids("--search", "mat clothed")


def test_list_says_what_was_left_out_and_what_next() -> None:
    text = out("list", "--setting", "spa", "--goal", "relax")
    kept = len(ids("--setting", "spa", "--goal", "relax"))
    assert f"{kept} of 30 massage types. Left out: " in text
    assert "Next: massage-advisor show " in text
    assert "0 of 30" in out("list", "--search", "zeppelin")


def test_list_is_sorted_as_asked() -> None:
    rows = json.loads(out("list", "-f", "json", "--sort", "pressure"))["massages"]
    assert [sum(row["pressure"]) for row in rows] == sorted(sum(row["pressure"]) for row in rows)
    order = ["claim", "tradition", "limited", "moderate", "strong"]
    rows = json.loads(out("list", "-f", "json", "--sort", "evidence", "--goal", "relax"))["massages"]
    grades = [order.index(row["evidence"]) for row in rows]
    assert grades == sorted(grades, reverse=True)


def test_explain_compares_medical_and_spa_and_takes_topic_words() -> None:
    text = out("explain")
    assert text.startswith("Medical or spa massage")
    assert len(json.loads(out("explain", "-f", "json"))["rows"]) >= 14
    assert out("explain", "credentials").startswith("Qualifications")


def test_explain_evidence_shows_every_claim_of_the_articles() -> None:
    claims = json.loads(out("explain", "evidence", "-f", "json"))["claims"]
    assert len(claims) == 87
    text = out("explain", "evidence", "--width", "400")
    for claim in claims:
        assert claim["finding"][:40] in " ".join(text.split())


def test_a_page_of_a_condition_shows_every_massage() -> None:
    record = json.loads(out("show", "pregnancy", "-f", "json"))
    assert len(record["massages"]) == 30
    assert {row["massage"]: row["verdict"] for row in record["massages"]}["hot-stone"] == "avoid"
    text = " ".join(out("show", "pregnancy", "--ascii", "--width", "66").split())
    assert "Hot stone massage" in text


@pytest.mark.parametrize("form", FORMS)
def test_an_emergency_offers_no_massage_in_any_format(form: str, tmp_path: Path) -> None:
    answers = str(healthy_file(tmp_path, chest_pain="yes"))
    for reader in ("client", "therapist", "doctor"):
        text = out("ask", "--no-input", "--answers", answers, "-f", form, "--for", reader)
        if form == "json":
            assert {m["so_far"] for m in json.loads(text)["massages"]} == {"avoid"}
            assert {m["rank"] for m in json.loads(text)["massages"]} == {None}
        elif form == "plain":
            assert not [line for line in text.splitlines() if line.split("\t")[2:4] == ["verdict", "ok"]]
        else:
            assert "STOP" in text
            assert "Swedish" not in text


def test_cards_for_others(tmp_path: Path) -> None:
    answers = str(healthy_file(tmp_path, pregnancy="yes", pregnancy__weeks=8.0, goals=["relax"]))
    assert out("ask", "--no-input", "--answers", answers, "--for", "therapist").startswith(
        "Card for the therapist"
    )
    note = out("ask", "--no-input", "--answers", answers, "--for", "doctor")
    assert note.startswith("Note for a doctor or midwife")
    assert "Ask: " in note
    assert "Medical or spa" not in note


def test_pipes_and_no_color_get_no_escape_codes() -> None:
    assert "\x1b" not in out("explain")
    assert "\x1b" not in out("explain", NO_COLOR="1", FORCE_COLOR="1")
    assert "\x1b[" in out("explain", "--color", "always")


def test_ascii_when_the_output_can_take_no_more() -> None:
    done = run("compare", "swedish", "thai", "--width", "120", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert "?" * 3 not in done.stdout


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("list", "--goal", "qqq"), "give one of: relax, "),
        (("list", "--feature", "qqq"), "give one of: deep-pressure, "),
        (("explain", "qqq"), "give one of: evidence, "),
        (("compare", "swedish", "qqq"), "next: massage-advisor list"),
        (("check", "qqq", "age 40"), "next: massage-advisor list"),
        (("show", "qqq"), "next: massage-advisor search WORDS"),
    ],
)
def test_a_name_that_is_near_nothing_says_what_to_do_next(command: tuple[str, ...], told: str) -> None:
    done = run(*command)
    assert done.returncode == 2
    assert told in done.stderr
