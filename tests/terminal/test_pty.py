"""Whole conversations in a pseudo-terminal, as a person sees them."""

import json
import os
import signal
import subprocess
import sys

import pexpect
import pytest

from massage_advisor import sessions
from tests.support.small import HEALTHY, KB, up_to
from tests.terminal.screen import Screen

SIZES = [(40, 12), (80, 24), (200, 60)]


def jsoned(values):
    return json.loads(json.dumps(values))


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_a_whole_session_by_its_keys(tmp_path, columns, rows):
    screen = Screen(tmp_path, columns, rows).until("Who is")
    for number, key in enumerate(["1", "40", "0", "0", " ", "0", "0", "0", "2", "0"], 1):
        screen.until(f"Question {number} of")
        screen.press(*["pagedown"] * (key == "0"), key, "enter")
    screen.until("All correct")
    assert screen.press("enter").end() == {"ended": "finished", "values": jsoned(HEALTHY)}


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_the_cursor_stands_on_the_marked_row(tmp_path, columns, rows):
    screen = Screen(tmp_path, columns, rows, known=up_to("fam-heart")).until("Pregnant")
    for key in ("down", "down", "up", "u", "end", "home"):
        screen.press(key).eventually(lambda: "> [" in screen.cursor_line)
    screen.press("c-c", "d")
    assert screen.end()["ended"] == "stopped"


def test_resize_in_mid_question_leaves_no_ghost_lines(tmp_path):
    screen = Screen(tmp_path, 120, 30, known=up_to("where")).until("right front left")
    screen.press("down", " ")
    for columns, rows in ((60, 20), (40, 12), (90, 24), (200, 60)):
        screen.resize(columns, rows)
        screen.eventually(lambda: "> [x] Shoulder" in screen.cursor_line)
        screen.eventually(lambda: screen.text.count("Where does it hurt?") == 1)
        screen.eventually(lambda: screen.text.count("[x] Shoulder") == 1)
    screen.press("c-c", "d").end()


def test_words_outlive_a_resize(tmp_path):
    screen = Screen(tmp_path, 100, 30).until("Who is").press("1", "enter").until("Question 2")
    screen.resize(50, 30)
    screen.until("Who is the massage for? Me.")
    screen.press("c-d", "d").end()


def test_keys_typed_ahead_are_not_echoed_between_the_pages(tmp_path):
    screen = Screen(tmp_path).until("Who is")
    screen.child.send("1\r40\r")
    screen.until("Is any of this happening now?")
    top = next(number for number, line in enumerate(screen.lines) if line.startswith("Safety first"))
    said = ["Who is the massage for? Me.", "How old is the person? 40 years."]
    assert screen.lines[top - 3 : top] == ["with --accessible.", *said]
    screen.press("c-c", "d").end()


def test_stopping_can_save(tmp_path):
    screen = (
        Screen(tmp_path)
        .until("Who is")
        .press("1", "enter")
        .until("Question 2")
        .press("c-c")
        .until("Stop?", "s save and stop")
    )
    assert screen.press("s").end() == {"ended": "saved", "values": {"who": "me"}}


def test_an_interrupt_from_outside_asks_like_ctrl_c(tmp_path):
    screen = Screen(tmp_path).until("Who is")
    os.kill(screen.child.pid, signal.SIGINT)
    screen.until("d stop, keep nothing")
    assert screen.press("c-c").end()["ended"] == "left"


def test_hang_up_ends_the_program(tmp_path):
    screen = Screen(tmp_path).until("Who is")
    screen.child.kill(signal.SIGHUP)
    screen.child.expect(pexpect.EOF)
    screen.child.wait()
    assert not screen.child.isalive()


def test_a_kill_loses_at_most_the_current_screen(tmp_path):
    session = tmp_path / "session.json"
    screen = (
        Screen(tmp_path, SESSION=str(session))
        .until("Who is")
        .press("1", "enter", "4", "0", "enter")
        .until("Question 3")
        .press(" ")
    )
    screen.child.kill(signal.SIGKILL)
    screen.child.wait()
    assert sessions.resume(KB, sessions.load(session)).responses.values == {"who": "me", "age": 40.0}
    assert [path.name for path in tmp_path.iterdir()] == ["session.json"]


def test_wide_and_right_to_left_signs_do_not_break_the_page(tmp_path):
    screen = Screen(tmp_path, 40, 12, known=up_to("fam-heart")).until("Pregnant")
    screen.press("日本語日本語日本語日本語日本語日本語", "אבג", "e\u0301")
    screen.until("Search:").eventually(lambda: screen.text.count("Do you have any of these?") == 1)
    screen.press("c-c", "d").end()


def test_a_simple_terminal_gets_line_mode(tmp_path):
    screen = Screen(tmp_path, 80, 24, TERM="dumb").until("Answer:")
    screen.press("1\r", "x\r").until("'x' is not a number.")
    screen.press("c-c").until("Stop?").press("c-c")
    assert screen.end()["ended"] == "left"


def test_line_mode_in_a_terminal_takes_ctrl_d_for_a_question_first(tmp_path):
    screen = Screen(tmp_path, 80, 24, ACCESSIBLE="1").until("Answer:")
    screen.press("c-d").until("Stop?").press("\r").until("Who is the massage for?").press("1\r", "c-d", "c-d")
    assert screen.end() == {"ended": "left", "values": {"who": "me"}}


@pytest.mark.parametrize("stdin", [subprocess.DEVNULL, subprocess.PIPE])
def test_without_a_terminal_it_ends_soon(tmp_path, stdin):
    run = subprocess.run(
        [sys.executable, "-m", "tests.terminal.asking", tmp_path / "out.json", "{}"],
        stdin=stdin if stdin == subprocess.DEVNULL else None,
        input=None if stdin == subprocess.DEVNULL else "1\n",
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
    )
    assert "The input ended at the question:" in run.stderr
    assert run.stdout == ""
