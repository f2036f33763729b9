"""The result screen and the red-flag page of the real program in a pseudo-terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.terminal import SMALL, Program

KB = ("--kb", str(SMALL))
HEALTHY = (
    *("who=me", "age=40", "chest-pain=no", "fever=no", "goals=relax", "fam-blood=no", "fam-skin=no"),
    *("pregnancy=no", "pressure=any", "no-touch="),
)
SETTINGS = tuple(part for setting in HEALTHY for part in ("--set", setting))


def at_result(home: Path, *more: str, **size: int) -> Program:
    program = Program(home, "ask", *KB, *SETTINGS, *more, **size).until("All correct")
    return program.press("enter").until("q end")


def test_the_keys_of_the_result(tmp_path: Path) -> None:
    program = at_result(tmp_path)
    program.press("o").until("Which massage?").press("enter").until("For you").press("b").until("q end")
    program.press("w").until("Why this order").press("b").until("q end")
    program.press("x").until("of which massage?").press("s-tab").until("q end")
    program.press("a").until("Which massage?").press("s-tab").until("q end").press("q")
    assert program.status() == 0


@pytest.mark.parametrize(
    ("reader", "card"), [("therapist", "Card for the therapist"), ("doctor", "Note for a doctor")]
)
def test_the_card_that_was_asked_for_is_shown(tmp_path: Path, reader: str, card: str) -> None:
    program = at_result(tmp_path, "--for", reader, rows=100)
    program.until(card).press("e").until("Save as").press("card", "enter").until("Saved: card.html").press(
        "q"
    )
    assert program.status() == 0
    assert card in (tmp_path / "card.html").read_text()


def test_the_result_is_written_once_after_the_end(tmp_path: Path) -> None:
    program = at_result(tmp_path, rows=200).press("q")
    assert program.status() == 0
    assert program.text.count("Your massage advice") == 1
    assert "q end" not in program.text


def test_answers_can_be_changed_from_the_result(tmp_path: Path) -> None:
    program = at_result(tmp_path).press("c").until("Check your answers")
    program.press("down", "down", "enter").until("How old").press("7", "0", "enter").until("All correct")
    program.press("enter").until("q end").press("c").until("All correct", "70 years")
    assert program.press("enter").until("q end").press("c-c").status() == 0


def test_a_handout_is_saved_and_no_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "taken.html").write_text("mine")
    program = at_result(tmp_path).press("e").until("Save as").press(*"taken", "enter")
    program.until("taken.html exists already").press(*"new.html", "enter").until("Saved: new.html").press("q")
    assert program.status() == 0
    assert (tmp_path / "taken.html").read_text() == "mine"
    assert "<html" in (tmp_path / "new.html").read_text()


def test_in_line_mode_the_keys_are_words(tmp_path: Path) -> None:
    program = Program(tmp_path, "ask", *KB, *SETTINGS, "--accessible", rows=100).until("Type done")
    program.press("done\r").until("end to end").press("open\r").until("Which massage?").press("1\r")
    program.until("For you").press("back\r", "end\r")
    assert program.status() == 0


def test_who_is_told_not_now_is_asked_nothing_more_and_told_why(tmp_path: Path) -> None:
    program = Program(tmp_path, "ask", *KB, "--set", "who=me", "--set", "age=40")
    program.until("happening now").press("down", " ", "enter").until("How high").press(*"39.0", "enter")
    program.until("No more questions: nothing you could still answer would change this.")
    assert "What should the massage do" not in program.text
    program.press("enter").until("NOT NOW", "Not asked, or not", "q end").press("q")
    assert program.status() == 0


@pytest.mark.parametrize(("columns", "rows"), [(40, 12), (80, 24), (200, 60)])
def test_the_red_flag_page_and_its_keys(tmp_path: Path, columns: int, rows: int) -> None:
    program = Program(tmp_path, "ask", *KB, "--set", "who=me", "--set", "age=40", columns=columns, rows=rows)
    program.until("happening now").press(" ", "enter").until("STOP - no massage now")
    program.press("p").until("My name is").press("b").until("STOP - no massage now")
    program.press("s").until("Save as").press(*"stop", "enter").until("Saved: stop.html")
    program.press("s-tab").until("happening now").press(" ", "0", "enter").until("What should the massage do")
    assert program.press("c-c", "d").status() == 130
    assert "STOP" in (tmp_path / "stop.html").read_text()


def test_a_ticked_red_flag_needs_no_reading_on(tmp_path: Path) -> None:
    program = Program(tmp_path, "ask", "--set", "who=me", "--set", "age=40", columns=40, rows=12)
    program.until("more to read below").press(" ").until("Enter goes on").press("enter").until("STOP")
    program.press("q")
    assert program.status() == 0


def test_the_end_of_a_red_flag_page_writes_what_to_do(tmp_path: Path) -> None:
    program = Program(tmp_path, "ask", *KB, "--set", "who=me", "--set", "age=40")
    program.until("happening now").press(" ", "enter").until("STOP - no massage now").press("q")
    assert program.status() == 0
    assert "STOP - no massage now" in program.text
