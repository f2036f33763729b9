"""`answers check --certificate`: what was written is verified; anything else is refused with the reason."""

from __future__ import annotations

import copy
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from massage_advisor import __version__, seal
from tests.cli.command import healthy_file, run
from tests.cli.terminal import SMALL

Result = dict[str, Any]

ORDERING = {"goals": ("relax",), "where": (), "pressure": "any", "wishes": (), "no_touch": ()}


def made(folder: Path, *more: str, **answers: object) -> Path:
    """A result written by a real run on the answers of somebody healthy but for these."""
    file, written = healthy_file(folder, who="me", **answers), folder / "R.json"
    done = run("ask", "--answers", str(file), "--no-input", "-f", "json", "-o", str(written), *more)
    assert done.returncode == 0, done.stderr
    return written


def checked(file: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return run("answers", "check", "--certificate", str(file), "--width", "300", *more)


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Somebody with a rash, who has answered everything."""
    rash = {"rash": "yes", "rash__where": ("left-arm",), "rash__spread": "no"}
    return made(tmp_path_factory.mktemp("settled"), **ORDERING, **rash)


def test_a_written_result_is_verified_in_plain_words(settled: Path) -> None:
    done = checked(settled)
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("The certificate holds\n")
    assert "no further answer could change the massages shown, their order" in done.stdout


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"chest_pain": "yes"}, "a red flag is certain"),
        ({"fever": "yes", "fever__temperature": 39.5}, "no further answer could make a massage possible"),
    ],
)
def test_an_emergency_and_a_not_now_are_verified(tmp_path: Path, answers: Any, words: str) -> None:
    done = checked(made(tmp_path, **answers))
    assert done.returncode == 0, done.stdout
    assert words in done.stdout


def test_the_certificate_says_of_every_question_not_asked_why(settled: Path) -> None:
    result = json.loads(settled.read_text())
    unasked = result["certificate"]["unasked"]
    named = [item for reason in unasked.values() for item in reason]
    assert len(named) == len(set(named)) > 100
    assert not set(named) & set(result["answers"])


def test_a_result_from_stdin_is_verified(settled: Path) -> None:
    done = run("answers", "check", "--certificate", "-", stdin=settled.read_text())
    assert done.returncode == 0, done.stdout


def change_first(**fields: object) -> Callable[[Result], None]:
    return lambda result: result["massages"][0].update(fields)


def swapped(result: Result) -> None:
    first, second, *rest = result["massages"]
    result["massages"] = [{**second, "rank": first["rank"]}, {**first, "rank": second["rank"]}, *rest]


def milder_reason(result: Result) -> None:
    reason = next(reason for massage in result["massages"] for reason in massage["because"])
    reason["text"] = "Nothing to worry about."


def other_answer(result: Result) -> None:
    result["answers"]["rash.spread"] = "yes"


def other_promise(result: Result) -> None:
    unasked = result["certificate"]["unasked"]
    unasked["no_open_rule"].append(unasked["does_not_apply"].pop())


TAMPERED: dict[str, Callable[[Result], None]] = {
    "verdict": change_first(verdict="avoid", so_far="avoid", at_worst="avoid"),
    "verdict alone": change_first(verdict="clearance"),
    "order": swapped,
    "a reason": milder_reason,
    "an answer": other_answer,
    "the certificate": other_promise,
    "its kind": lambda result: result["certificate"].update(kind="proved"),
    "how many are shown": lambda result: result["certificate"].update(top="5"),
    "a massage left out": lambda result: result["massages"].pop(),
    "what to say": lambda result: result.update(say=[]),
}


def tampered(settled: Path, folder: Path, change: Callable[[Result], None], *, resealed: bool) -> Path:
    result = copy.deepcopy(json.loads(settled.read_text()))
    change(result)
    if resealed:
        result["certificate"].update(seal.seal(result, result["knowledge"]["hash"], __version__))
    (folder / "T.json").write_text(json.dumps(result))
    return folder / "T.json"


@pytest.mark.parametrize("change", TAMPERED.values(), ids=TAMPERED)
def test_a_tampered_result_is_refused_even_under_a_fresh_seal(
    settled: Path, tmp_path: Path, change: Any
) -> None:
    done = checked(tampered(settled, tmp_path, change, resealed=True))
    assert done.returncode == 1
    assert f"File  {tmp_path / 'T.json'}\n" in done.stdout
    assert "holds" not in done.stdout
    assert not done.stderr


def test_the_broken_seal_says_what_was_changed(settled: Path, tmp_path: Path) -> None:
    done = checked(tampered(settled, tmp_path, other_answer, resealed=False))
    assert (done.returncode, done.stderr) == (1, "")
    assert "made for other answers than those in the result" in done.stdout
    done = checked(tampered(settled, tmp_path, swapped, resealed=False))
    assert "the result was changed after it was made" in done.stdout


def test_answers_that_exclude_each_other_are_named(settled: Path, tmp_path: Path) -> None:
    def weeks_without_pregnancy(result: Result) -> None:
        result["answers"] |= {"pregnancy": "no", "pregnancy.weeks": 12}

    done = checked(tampered(settled, tmp_path, weeks_without_pregnancy, resealed=True))
    assert done.returncode == 1
    assert "'pregnancy.weeks' is answered although 'pregnancy' is answered no" in done.stdout


@pytest.mark.parametrize("how", [("ask", "--no-input"), ("check", "swedish")])
def test_an_impossible_answer_set_is_named_and_not_guessed_around(tmp_path: Path, how: Any) -> None:
    (tmp_path / "a.yaml").write_text("pregnancy: no\npregnancy.weeks: 12\n")
    done = run(*how, "--answers", str(tmp_path / "a.yaml"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "'pregnancy.weeks' is answered although 'pregnancy' is answered no" in done.stderr
    assert run("answers", "check", str(tmp_path / "a.yaml")).returncode == 1


def test_other_knowledge_is_refused(settled: Path) -> None:
    done = checked(settled, "--kb", str(SMALL))
    assert done.returncode == 1
    assert "it was made with other knowledge: sha256:" in done.stdout


def test_another_version_is_refused(settled: Path, tmp_path: Path) -> None:
    def older(result: Result) -> None:
        result["certificate"]["program"] = "0.0.1"

    done = checked(tampered(settled, tmp_path, older, resealed=False))
    assert done.returncode == 1
    assert "made by another version of the program: 0.0.1" in done.stdout


def test_another_schema_is_refused(settled: Path, tmp_path: Path) -> None:
    other = tampered(settled, tmp_path, lambda r: r.update(schema="massage-advisor/result/2"), resealed=True)
    done = checked(other)
    assert done.returncode == 1
    assert (
        "the schema 'massage-advisor/result/2'; this program checks 'massage-advisor/result/1'" in done.stdout
    )


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"', "{}", "\0", "[" * 100_000, '{"massages": []}'])
def test_what_is_no_result_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text)
    done = checked(tmp_path / "x.json")
    assert (done.returncode, done.stderr) == (1, "")
    assert "this is no result in JSON; make one with: massage-advisor ask -f json" in done.stdout


def test_a_result_without_its_fields_is_refused(settled: Path, tmp_path: Path) -> None:
    for field in ("answers", "massages", "knowledge"):
        file = tampered(settled, tmp_path, lambda result, field=field: result.pop(field), resealed=False)
        done = checked(file)
        assert (done.returncode, done.stderr) == (1, "")
        assert "holds" not in done.stdout


def test_a_result_without_certificate_says_what_was_open(tmp_path: Path) -> None:
    done = checked(made(tmp_path, goals=("relax",)))
    assert done.returncode == 1
    assert "more answers could change what it shows: where, pressure, wishes, no-touch" in done.stdout


def test_a_file_that_is_not_there_is_no_verdict(tmp_path: Path) -> None:
    assert checked(tmp_path / "none.json").returncode == 5
    assert run("answers", "check").returncode == 2
    assert run("answers", "check", "a.yaml", "--certificate", "r.json").returncode == 2
