"""Sessions of `ask`, through the real program in a pseudo-terminal."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.terminal import SMALL, Program, clean_environment, folders

KB = ("--kb", str(SMALL))
FIRST = "Who is the massage for?"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


def usual(home: Path) -> Path:
    return home / "state" / "massage-advisor" / "session.json"


def run(home: Path, *arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "massage_advisor", *arguments],
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
        cwd=home,
        env={**clean_environment(), **folders(home), "PYTHONUTF8": "1"},
    )


def answers(path: Path) -> dict[str, object]:
    return json.loads(path.read_text())["answers"]


def stopped_at_age(home: Path, *arguments: str) -> Program:
    """A conversation in which one question was answered."""
    program = Program(home, "ask", *KB, *arguments).until(FIRST)
    return program.press("1", "enter").until("How old")


def saved(home: Path) -> None:
    """Saves one answer at the usual place."""
    program = stopped_at_age(home).press("c-c").until("s save and stop").press("s")
    assert program.status() == 6
    assert answers(usual(home)) == {"who": "me"}


def rest(program: Program) -> Program:
    """Answers everything after the first question with "no" and takes the answers for right."""
    program.until("How old").press("4", "0", "enter").until("happening now").press("0", "enter")
    program.until("What should the massage do").press("0", "enter").until("any of these").press("0", "enter")
    program.until("How firm").press("2", "enter").until("not want to be touched").press("0", "enter")
    return program.until("All correct").press("enter")


def test_save_and_stop_writes_a_file_only_for_its_owner(home: Path) -> None:
    saved(home)
    assert stat.S_IMODE(usual(home).stat().st_mode) == 0o600
    assert stat.S_IMODE(usual(home).parent.stat().st_mode) == 0o700


def test_without_being_asked_to_nothing_is_written(home: Path) -> None:
    program = stopped_at_age(home).press("c-c").until("keep nothing").press("d")
    assert program.status() == 130
    assert not (home / "state").exists()


def test_a_saved_session_is_offered_and_a_finished_run_erases_it(home: Path) -> None:
    saved(home)
    program = Program(home, "ask", *KB, "-o", "r.json").until("You saved 1 answers").press("enter")
    program.until("How old")
    assert "Who is the massage for" not in program.text
    assert rest(program).status() == 0
    assert not usual(home).exists()
    assert json.loads((home / "r.json").read_text())["answers"]["who"] == "me"


def test_a_new_start_leaves_what_was_saved(home: Path) -> None:
    saved(home)
    program = Program(home, "ask", *KB).until("You saved 1 answers").press("n").until(FIRST)
    assert program.press("1", "enter").until("How old").press("c-c", "d").status() == 130
    assert answers(usual(home)) == {"who": "me"}


def test_interrupted_and_resumed_gives_the_same_result(home: Path) -> None:
    assert rest(stopped_at_age(home, "-o", "whole.json")).status() == 0
    saved(home)
    resumed = Program(home, "ask", *KB, "--resume", "-o", "resumed.json")
    assert rest(resumed).status() == 0
    assert json.loads((home / "whole.json").read_text()) == json.loads((home / "resumed.json").read_text())


def test_a_kill_loses_at_most_the_current_screen(home: Path) -> None:
    program = stopped_at_age(home, "--session", "mine.json").press("4")
    program.child.kill(signal.SIGKILL)
    program.child.wait()
    assert answers(home / "mine.json") == {"who": "me"}
    again = Program(home, "ask", *KB, "--session", "mine.json", "--resume").until("How old")
    assert again.press("c-c", "c-c").status() == 6
    assert answers(home / "mine.json") == {"who": "me"}


def test_stop_and_keep_nothing_erases_the_session_of_this_run(home: Path) -> None:
    program = stopped_at_age(home, "--session", "mine.json").press("c-c").until("keep nothing").press("d")
    assert program.status() == 130
    assert not (home / "mine.json").exists()


def test_the_end_of_the_input_keeps_the_session(home: Path) -> None:
    done = run(home, "ask", *KB, "--accessible", "--session", "mine.json", stdin="1\n")
    assert done.returncode == 3
    assert "the input ended before age was answered" in done.stderr
    assert answers(home / "mine.json") == {"who": "me"}


@pytest.mark.parametrize("text", ["{}", '{"schema": "massage-advisor/session/1"', "not mine\n"])
def test_a_damaged_or_foreign_session_is_refused_and_stays(home: Path, text: str) -> None:
    (home / "mine.json").write_text(text)
    for more in ((), ("--resume",)):
        done = run(home, "ask", *KB, "--no-input", "--session", "mine.json", *more)
        assert done.returncode == 5
        assert "is no session of massage-advisor" in done.stderr
    assert (home / "mine.json").read_text() == text
    assert run(home, "answers", "delete", "--session", "mine.json").returncode == 5
    assert (home / "mine.json").read_text() == text


def test_save_and_stop_does_not_overwrite_what_lies_in_the_way(home: Path) -> None:
    usual(home).parent.mkdir(parents=True)
    usual(home).write_text("precious")
    assert stopped_at_age(home).press("c-c").until("s save").press("s").status() == 6
    assert answers(usual(home)) == {"who": "me"}
    assert usual(home).with_name("session.json.kept-1").read_text() == "precious"


def test_a_session_that_exists_is_not_overwritten_by_a_run_that_cannot_ask(home: Path) -> None:
    saved(home)
    done = run(home, "ask", *KB, "--no-input", "--session", str(usual(home)))
    assert done.returncode == 2
    assert "add --resume" in done.stderr
    assert answers(usual(home)) == {"who": "me"}


def test_resume_without_a_session_says_so(home: Path) -> None:
    done = run(home, "ask", *KB, "--resume", "--no-input")
    assert done.returncode == 5
    assert "there is no saved session" in done.stderr


def test_later_answers_replace_those_of_the_session(home: Path) -> None:
    saved(home)
    done = run(home, "ask", *KB, "--resume", "--no-input", "-f", "json", "--set", "who=other")
    assert json.loads(done.stdout)["answers"] == {"who": "other"}
    assert "--set replaces the answer to 'who'" in done.stderr


def test_after_a_change_of_the_knowledge_only_changed_questions_are_asked_again(home: Path) -> None:
    program = stopped_at_age(home, "--session", "mine.json").press("4", "0", "enter")
    program.until("happening now").child.kill(signal.SIGKILL)
    changed = home / "kb"
    shutil.copytree(SMALL, changed)
    whom = changed / "questions" / "00-for-whom.yaml"
    whom.write_text(whom.read_text().replace("How old is the person?", "What is the person's age?"))
    again = Program(home, "ask", "--kb", str(changed), "--session", "mine.json", "--resume")
    again.until("What is the person's age?", "asked again, because the question has changed")
    assert again.press("4", "1", "enter").until("happening now").press("c-c", "c-c").status() == 6
    assert answers(home / "mine.json") == {"who": "me", "age": 41.0}


def test_what_is_saved_can_be_shown_and_erased(home: Path) -> None:
    assert run(home, "answers", "show", *KB).stdout.endswith("No answers are saved.\n")
    saved(home)
    shown = run(home, "answers", "show", *KB).stdout
    assert "Who is the massage for? Me\n" in shown
    record = json.loads(run(home, "answers", "show", *KB, "-f", "json").stdout)
    assert record["answers"]["who"] == "me"
    assert run(home, "answers", "delete").returncode == 0
    assert not usual(home).exists()
    assert "nothing is saved" in run(home, "answers", "delete").stderr


def test_delete_all_leaves_nothing(home: Path) -> None:
    saved(home)
    usual(home).with_name("session.json.kept-1").write_text("old")
    cache = home / "cache"
    environ = {**clean_environment(), **folders(home), "XDG_CACHE_HOME": str(cache)}
    command = [sys.executable, "-m", "massage_advisor"]
    subprocess.run([*command, "list", *KB], check=True, cwd=home, env=environ, stdout=subprocess.DEVNULL)
    assert any(path.is_file() for path in cache.rglob("*"))
    subprocess.run([*command, "answers", "delete", "--all"], check=True, cwd=home, env=environ)
    kept = [path for folder in (cache, home / "state") for path in folder.rglob("*") if path.is_file()]
    assert kept == []


def test_an_interrupt_at_the_offer_stops(home: Path) -> None:
    saved(home)
    program = Program(home, "ask", *KB).until("You saved 1 answers")
    os.kill(program.child.pid, signal.SIGINT)
    assert program.status() == 130
    assert usual(home).exists()
