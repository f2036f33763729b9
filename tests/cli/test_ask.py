"""`ask` through a real process: what must hold for people, and what happens with rubbish."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.command import ENVIRONMENT, advice, healthy_file, run, so_far, verdicts


def full(folder: Path, **answers: object) -> dict:
    done = run("ask", "--no-input", "-f", "json", "--answers", str(healthy_file(folder, **answers)))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


# --- people -----------------------------------------------------------------------------------


def test_pregnancy_alone_is_so_far_and_lists_what_is_open() -> None:
    result = advice("pregnancy=yes")
    assert not result["complete"]
    assert result["open"]
    assert "ok" not in verdicts(result).values()
    text = run("ask", "--no-input", "--set", "pregnancy=yes").stdout
    assert "so far" in text.lower()


def test_a_healthy_person_hears_ok_and_nothing_is_open(tmp_path: Path) -> None:
    result = full(tmp_path, age=40.0)
    assert result["complete"]
    assert result["open"] == []
    assert result["disposition"] == "ok"
    assert verdicts(result)["swedish"] == "ok"


def test_a_healthy_man_is_never_offered_prenatal_massage(tmp_path: Path) -> None:
    result = full(tmp_path, age=35.0)
    prenatal = next(m for m in result["massages"] if m["id"] == "prenatal")
    assert prenatal["applies"] is False
    assert prenatal["rank"] is None
    text = run("ask", "--no-input", "--answers", str(healthy_file(tmp_path, age=35.0)), "--top", "40").stdout
    assert "Prenatal" not in text


def test_not_sure_about_a_swollen_calf_leaves_nothing_ok(tmp_path: Path) -> None:
    result = full(tmp_path, suspected_dvt="not-sure")
    assert set(so_far(result).values()) <= {"clearance", "avoid"}
    assert result["red_flags"][0]["certain"] is False


def test_a_rash_on_one_arm_leaves_swedish_possible_without_that_arm(tmp_path: Path) -> None:
    result = full(tmp_path, rash="yes", rash__where=("left-arm",), rash__spread="no")
    swedish = next(m for m in result["massages"] if m["id"] == "swedish")
    assert swedish["verdict"] == "adapt"
    assert any("left arm" in change for change in swedish["changes"])


def test_warfarin_with_a_doctors_yes_allows_light_massage_with_changes(tmp_path: Path) -> None:
    answers = {"anticoagulants": "yes", "anticoagulants.steady": "no", "anticoagulants.injected": "no"}
    asked = full(tmp_path, **{k.replace(".", "__"): v for k, v in answers.items()})
    assert so_far(asked)["swedish"] == "clearance"
    cleared = full(
        tmp_path, **{k.replace(".", "__"): v for k, v in answers.items()}, anticoagulants__cleared="yes"
    )
    assert so_far(cleared)["swedish"] == "adapt"
    assert so_far(cleared)["deep-tissue"] == "avoid"


def test_a_cold_with_fever_is_not_now(tmp_path: Path) -> None:
    sick = full(tmp_path, contagious_illness="yes", fever="yes", fever__temperature=38.5)
    assert sick["disposition_so_far"] == "not-now"


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_red_flag_offers_no_massage_whatever_else_is_answered(tmp_path: Path, form: str) -> None:
    file = str(healthy_file(tmp_path, suspected_dvt="yes", goals=("relax",)))
    done = run("ask", "--no-input", "--answers", file, "-f", form)
    assert done.returncode == 0
    if form == "json":
        result = json.loads(done.stdout)
        assert result["disposition"] == "emergency"
        assert {m["so_far"] for m in result["massages"]} == {"avoid"}
        assert all(m["rank"] is None for m in result["massages"])
    else:
        assert "STOP" in done.stdout
        assert "Swedish" not in done.stdout


# --- rubbish ----------------------------------------------------------------------------------

RUBBISH = {
    "list.yaml": b"- a\n- b\n",
    "big.yaml": b"age: " + b"4" * 10_000_000,
    "junk.yaml": bytes(range(256)) * 20,
    "bomb.yaml": b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "twice.yaml": b"age: 40\nage: 41\n",
    "deep.json": b"[" * 100_000,
    "nul.yaml": b"age: \x00\n",
    "empty-key.yaml": b"? : 1\n",
    "utf16.yaml": "age: 40".encode("utf-16"),
}


@pytest.mark.parametrize("name", RUBBISH)
def test_rubbish_files_get_one_clear_line(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(RUBBISH[name])
    done = run("ask", "--no-input", "--answers", str(tmp_path / name))
    assert done.returncode in (2, 5)
    assert done.stdout == ""
    assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert len(done.stderr) < 600


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (["pregnncy=yes"], "Did you mean 'pregnancy'"),
        (["pregnancy=maybe"], "yes, no, not-sure"),
        (["pregnancy=yes", "pregnancy.weeks=99"], "0 to 42"),
        (["pregnancy=yes", "pregnancy=no"], "twice"),
        (["pregnancy=no", "pregnancy.weeks=12"], "only one of them can be true"),
        (["age"], "ID=VALUE"),
        (["age=nan"], "whole number"),
        (["age=1e999"], "whole number"),
        (["rash.where=left-arm,banana"], "banana"),
        (["pregnancy=\x1b[2J[red]\u202eevil"], "[red]evil"),
        (["pregnancy=" + "x" * 100_000], "xxx..."),
    ],
)
def test_wrong_answers_are_named_and_harmless(settings: list[str], says: str) -> None:
    done = run("ask", "--no-input", *[part for setting in settings for part in ("--set", setting)])
    assert done.returncode == 2
    assert says in done.stderr
    assert "\x1b" not in done.stderr
    assert "\u202e" not in done.stderr
    assert len(done.stderr) < 600
    assert done.stdout == ""


def test_an_unknown_knowledge_base_is_exit_4() -> None:
    assert run("ask", "--no-input", "--set", "age=40", "--kb", "/nonexistent").returncode == 4


def test_output_is_never_overwritten_without_force(tmp_path: Path) -> None:
    out = tmp_path / "result.json"
    command = ["ask", "--no-input", "--set", "age=40", "-o", str(out)]
    assert run(*command).returncode == 0
    first = out.read_text()
    assert json.loads(first)["schema"] == "massage-advisor/result/1"
    again = run(*command)
    assert again.returncode == 5
    assert "--force" in again.stderr
    assert out.read_text() == first
    assert run(*command, "--force").returncode == 0
    assert list(tmp_path.iterdir()) == [out]


# --- streams and exit codes -------------------------------------------------------------------


def test_nothing_known_and_nobody_to_ask_is_exit_3_and_says_how() -> None:
    for done in (run("ask"), run("ask", "--no-input"), run("ask", stdin="yes\nno\n")):
        assert done.returncode == 3
        assert "answers template" in done.stderr


def test_a_closed_stdin_ends_at_once() -> None:
    started = time.monotonic()
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import os; os.close(0); import massage_advisor.__main__ as m; m.main()",
            "ask",
        ],
        capture_output=True,
        timeout=30,
        check=False,
        env=ENVIRONMENT,
    )
    assert done.returncode in (2, 3)
    assert b"Traceback" not in done.stderr
    assert time.monotonic() - started < 15


def test_a_short_pipe_in_line_mode_names_the_question_and_is_exit_3() -> None:
    done = run("ask", "--accessible", stdin="me\n40\n")
    assert done.returncode == 3
    assert "input ended" in done.stderr


def test_a_broken_pipe_is_quiet() -> None:
    command = (
        f"{sys.executable} -m massage_advisor ask --no-input --set age=40 | head -1; echo ${{PIPESTATUS[0]}}"
    )
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False, env=ENVIRONMENT
    )
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] in ("0", "141")


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"suspected_dvt": "yes"}, 10),
        ({"fever": "yes", "fever__temperature": 39.0}, 10),
        ({"suspected_dvt": "not-sure"}, 11),
        ({"age": 40.0}, 0),
    ],
)
def test_exit_status_tells_a_script(tmp_path: Path, answers: dict[str, object], code: int) -> None:
    file = str(healthy_file(tmp_path, **answers))
    assert run("ask", "--no-input", "--exit-status", "--answers", file).returncode == code


def test_exit_status_12_and_require_complete_when_something_is_open() -> None:
    assert run("ask", "--no-input", "--exit-status", "--set", "age=40").returncode == 12
    assert run("ask", "--no-input", "--require-complete", "--set", "age=40").returncode == 3


@pytest.mark.parametrize("width", [40, 80, 200])
def test_every_line_fits_and_nothing_is_cut(tmp_path: Path, width: int) -> None:
    file = str(healthy_file(tmp_path, rash="yes", rash__where=("neck",), rash__spread="no", goals=("relax",)))
    done = run("ask", "--no-input", "--answers", file, "--width", str(width))
    assert done.returncode == 0
    assert max(map(len, done.stdout.splitlines())) <= width
    assert "…" not in done.stdout
    words = " ".join(done.stdout.split())
    assert "Swedish massage" in words


def test_ascii_and_no_colour_hold(tmp_path: Path) -> None:
    file = str(healthy_file(tmp_path, rash="yes", rash__where=("neck",), rash__spread="no"))
    done = run("ask", "--no-input", "--answers", file, "--ascii", "--color", "never")
    assert done.stdout.isascii()
    assert "\x1b" not in done.stdout
    forced = run("ask", "--no-input", "--answers", file, NO_COLOR="1", FORCE_COLOR="1")
    assert "\x1b[3" not in forced.stdout


def test_later_answers_win_and_the_replaced_one_is_noted(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("age: 40\n")
    done = run("ask", "--no-input", "-f", "json", "--answers", str(file), "--set", "age=50")
    assert json.loads(done.stdout)["answers"]["age"] == 50
    assert "replaces" in done.stderr


def test_answers_come_from_stdin_with_a_dash() -> None:
    done = run("ask", "--no-input", "-f", "json", "--answers", "-", stdin='{"age": 33, "pregnancy": "no"}')
    assert json.loads(done.stdout)["answers"] == {"age": 33, "pregnancy": "no"}


def test_the_template_is_a_valid_answers_file_once_filled_in(tmp_path: Path) -> None:
    template = run("answers", "template").stdout
    filled = [
        line[1:]
        for line in template.splitlines()
        if line.startswith("#") and not line.startswith(("# ", "#  ")) and "." not in line.split(":")[0]
    ]
    file = tmp_path / "a.yaml"
    file.write_text("\n".join(filled))
    done = run("answers", "check", str(file))
    assert done.returncode == 0, done.stdout
    result = json.loads(run("ask", "--no-input", "-f", "json", "--answers", str(file)).stdout)
    assert result["complete"]


def test_without_a_command_there_is_a_short_help_with_examples() -> None:
    done = run()
    assert done.returncode == 0
    assert "Examples" in done.stdout
