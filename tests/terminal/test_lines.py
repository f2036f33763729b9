"""Line mode: what is typed, what is said."""

import io
from dataclasses import replace
from datetime import date

import pytest

from massage_advisor.model import Kind, Responses
from massage_advisor.terminal import wording
from massage_advisor.terminal.console import Console
from massage_advisor.terminal.layout import cell_width
from massage_advisor.terminal.lines import converse
from massage_advisor.terminal.script import Script
from tests.support.small import HEALTHY, KB, up_to

TODAY = date(2026, 11, 22)
HEALTHY_LINES = ["1", "40", "none", "none", "1", "done", "none", "none", "none", "2", "none", "done"]


class Keyboard(io.StringIO):
    """Lines from a person: an empty list entry is Ctrl-D, None is Ctrl-C."""

    def __init__(self, lines):
        super().__init__()
        self.lines = list(lines)

    def isatty(self):
        return True

    def readline(self, size=-1):
        line = self.lines.pop(0) if self.lines else ""
        if line is None:
            raise KeyboardInterrupt
        return line


def talk(*lines, known=(), width=1000, stdin=None, ascii_only=False, **extra):
    """The outcome of typing `lines`, and what was said."""
    said = io.StringIO()
    given = stdin or io.StringIO("".join(f"{line}\n" for line in lines))
    console = Console(given, said, width, ascii_only=ascii_only)
    outcome = converse(Script(KB, today=TODAY, **extra), Responses(dict(known)), console)
    return outcome, said.getvalue()


def test_a_whole_healthy_session():
    outcome, _ = talk(*HEALTHY_LINES)
    assert outcome.ended == "finished"
    assert dict(outcome.responses.values) == HEALTHY


def test_the_question_is_put_with_its_place_its_rows_and_what_can_be_typed():
    _, said = talk(known=up_to("fam-heart"))
    assert "Question 7 of about 10. Part: Your health." in said
    assert "2: Pregnant or maybe pregnant\n" in said
    assert "Type the numbers of what fits, such as 3 5, or none if none of these fits." in said
    assert "u 3: not sure about row 3." in said


def test_what_this_is_and_how_to_answer_comes_before_the_first_question_and_only_there():
    _, said = talk()
    assert said.index("not a diagnosis") < said.index("nothing is sent") < said.index("Question 1 of")
    assert "type back for the question before, why for the reason" in said
    assert "not a diagnosis" not in talk(known=up_to("where"))[1]


def test_why_a_question_comes_now_is_said_before_it_where_that_was_asked_for():
    _, said = talk("1", order=lambda responses, screen: f"After {len(responses.values)}: {screen.items[0]}.")
    assert said.index("After 0: who.") < said.index("Who is the massage for?")
    assert said.index("After 1: age.") < said.index("How old is the person?")


def test_instructions_are_no_part_of_an_answer_that_is_repeated():
    kb = replace(
        KB, items=KB.items | {"goals": replace(KB.items["goals"], ask="What for? Tick all that fit.")}
    )
    screen = next(one for one in kb.screens if "goals" in one.items)
    assert wording.question(kb, screen) == "What for? Tick all that fit."
    assert wording.heading(kb, screen) == "What for?"


def test_back_on_the_first_question_of_a_resumed_run_says_where_answers_can_be_changed():
    assert "Earlier answers can be changed at the end." in talk("back", known=up_to("where"))[1]
    assert "Earlier answers" not in talk("back")[1]


def test_of_many_dropped_answers_those_that_said_something_are_named():
    gone = {item: "no" for item in KB.items if KB.items[item].kind is Kind.YES_NO} | {"rash": "yes"}
    told = wording.notes(KB, gone, early=False)
    assert "A rash or itchy skin (Yes)" in told[0]
    assert told[1:] == [f"{len(gone) - 1} more answers no longer apply and were dropped."]


def test_a_search_without_a_match_says_how_to_go_on():
    _, said = talk("zzz", known=up_to("fam-heart"))
    assert "Nothing found for zzz. No row has these words. Try another word, or read the rows." in said


def test_words_search_names_and_other_names_without_accents():
    _, said = talk("expécting", "zebra", known=up_to("fam-heart"))
    assert "2: Pregnant or maybe pregnant (same as: expecting), not ticked" in said
    assert "Nothing found for zebra." in said


def test_a_family_row_is_found_by_the_names_of_its_members():
    _, said = talk("warfarin", known=up_to("fam-med"))
    assert "1: Blood thinners, or aspirin every day (same as: warfarin), not ticked" in said


def test_numbers_ranges_and_not_sure_rows():
    outcome, said = talk("1-3", "u 2", "1", "done", known=up_to("fam-heart"))
    values = outcome.responses.values
    assert (values["fam-heart"], values["pregnancy"], values["rash"]) == ("no", "not-sure", "yes")
    assert "Ticked: A rash or itchy skin. Not sure: Pregnant or maybe pregnant. Type done to go on." in said


def test_an_empty_answer_is_refused_and_nothing_is_chosen_beforehand():
    outcome, said = talk("done", "", known=up_to("fam-heart"))
    assert "Nothing is ticked yet. Type none if none of these applies." in said
    assert "fam-heart" not in outcome.responses.values


def test_none_is_refused_while_something_is_ticked():
    outcome, said = talk("2", "none", known=up_to("fam-heart"))
    assert "untick" in said
    assert "pregnancy" not in outcome.responses.values


@pytest.mark.parametrize(
    ("typed", "sides"),
    [
        ("2", ("left-shoulder", "right-shoulder")),
        ("2l", ("left-shoulder",)),
        ("2 R", ("left-shoulder", "right-shoulder")),
        ("2r 3", ("right-shoulder", "lower-back")),
    ],
)
def test_areas_have_sides(typed, sides):
    outcome, said = talk(typed, "done", known=up_to("where"))
    if typed == "2 R":
        assert "Nothing found" in said
    else:
        assert outcome.responses.values["where"] == sides


def test_a_row_that_does_not_exist_is_named():
    _, said = talk("17", known=up_to("where"))
    assert "There is no row 17. The rows are numbered from 1 to 6." in said


def test_the_area_of_a_rash_can_be_not_sure_but_not_none():
    known = HEALTHY | {"rash": "yes", "rash.kind": "dry"}
    outcome, said = talk("none", "u", "done", known=known)
    assert "Please tick a row, or type u if you are not sure." in said
    assert outcome.responses.values["rash.where"] == "not-sure"


def test_back_keeps_the_answer_and_enter_alone_keeps_it():
    outcome, said = talk("1", "40", "back", "", known={})
    assert "Your answer so far: 40 years. Enter alone keeps it." in said
    assert outcome.responses.values["age"] == 40.0
    assert outcome.unanswered == ("chest-pain", "calf-swollen")


def test_a_changed_answer_says_what_it_was():
    _, said = talk("1", "40", "back", "41")
    assert "41 years (changed from 40 years)." in said


def test_back_before_the_first_question():
    _, said = talk("back")
    assert "There is no question before this one." in said


def test_why_gives_the_reason_of_the_question_or_of_a_row():
    _, said = talk("why", why=lambda item: f"Reason of {item.id}.")
    assert "Reason of who." in said
    _, said = talk("?", "why 2", known=up_to("chest-pain"), why=lambda item: f"Reason of {item.id}.")
    assert "type why and its number" in said
    assert "One calf swollen, warm and painful: Reason of calf-swollen." in said


def test_not_sure_is_not_offered_where_it_is_no_answer():
    outcome, said = talk("u")
    assert "u for not sure" not in said
    assert "who" not in outcome.responses.values


def test_a_red_flag_ends_it_at_once_with_what_to_do():
    outcome, said = talk("1", "done", "", known=up_to("chest-pain"))
    assert outcome.ended == "red-flag"
    assert "STOP - no massage now. Call for help at once." in said
    assert "Because of chest-pain-now." in said
    assert "Call your emergency number (112 EU, 999 UK" in said
    assert "goals" not in outcome.responses.values


def test_a_slip_on_a_red_flag_can_be_taken_back():
    outcome, _ = talk("1", "done", "back", "1", "none", known=up_to("chest-pain"))
    assert outcome.responses.values["chest-pain"] == "no"
    assert outcome.ended == "left"


def test_on_a_red_flag_there_are_words_for_the_phone():
    outcome, said = talk("1", "done", "nonsense", "phone", "back", "end", known=up_to("chest-pain"))
    assert outcome.ended == "red-flag"
    assert "Please choose. Type phone to see what to say on the phone" in said
    assert "I call about me. The age is 40 years." in said
    assert "Chest pain" in said.partition("What to say on the phone")[2]
    assert "save" not in said


def test_the_page_about_a_red_flag_can_be_saved():
    written = {}
    outcome, said = talk(
        "1", "done", "save", "stop.html", "", known=up_to("chest-pain"), write=written.__setitem__
    )
    assert outcome.ended == "red-flag"
    assert "Saved: stop.html" in said
    assert "Because of chest-pain-now." in written["stop.html"]


def test_check_your_answers_leads_to_any_answer_and_names_what_is_dropped():
    known = HEALTHY | {"pregnancy": "yes", "pregnancy.weeks": 20.0}
    outcome, said = talk("7", "2", "none", "done", known=known)
    assert "7: Do you have any of these? Yes: Pregnant or maybe pregnant. No to the other 2." in said
    assert (
        "No longer applies, so it was dropped: Pregnant or maybe pregnant: Weeks of pregnancy (20 weeks)."
        in said
    )
    assert outcome.ended == "finished"
    assert "pregnancy.weeks" not in outcome.responses.values


def test_the_check_page_refuses_what_it_cannot_do():
    outcome, said = talk("99", "1 2", "perhaps", "done", known=HEALTHY)
    assert "There is no row 99." in said
    assert outcome.ended == "finished"


def test_stop_asks_and_can_go_on():
    outcome, said = talk("stop", "x", "", "1", "stop", "d")
    assert "Stop? Press Enter to go on, or type d to stop and keep nothing." in said
    assert outcome.responses.values == {"who": "me"}
    assert outcome.ended == "stopped"


def test_save_and_stop_is_offered_where_it_is_possible():
    outcome, said = talk("1", "stop", "s", can_save=True)
    assert "s to save and stop" in said
    assert outcome.ended == "saved"


def test_ctrl_c_and_ctrl_d_ask_first_and_the_second_one_leaves():
    outcome, said = talk(stdin=Keyboard(["1\n", None, "\n", "", None]))
    assert said.count("Stop? ") == 2
    assert outcome.ended == "left"


def test_the_end_of_a_pipe_stops_at_once_and_names_the_question():
    outcome, said = talk("1")
    assert outcome.ended == "left"
    assert outcome.unanswered == ("age",)
    assert "The input ended at the question: How old is the person?" in said


def test_every_answer_reaches_the_checkpoint():
    kept = []
    talk("1", "40", "none", checkpoint=kept.append)
    assert [len(responses.values) for responses in kept] == [1, 2, 4]


def test_what_is_typed_comes_back_harmless():
    _, said = talk("\x1b[2J\u202efoo[red]" + "x" * 100_000, "\x07\x1b]0;t\x07", "1")
    assert not {"\x1b", "\u202e", "\x07"} & set(said)
    assert "x" * 2000 not in said
    assert "How old is the person?" in said


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_every_line_fits_and_nothing_is_cut(width):
    _, said = talk(*HEALTHY_LINES, width=width)
    assert all(cell_width(line) < width for line in said.splitlines())
    words = " ".join(said.split())
    assert "3: A rash or itchy skin" in words
    assert "Is any of this happening now? 2 choices." in words


def test_ascii_only_output_is_ascii():
    known = {k: v for k, v in HEALTHY.items() if k not in ("wishes",)}
    _, said = talk("Ä ö €", known=known, ascii_only=True)
    assert said.isascii()


def test_a_stream_that_cannot_encode_gets_ascii():
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii", errors="strict", write_through=True)
    Console(io.StringIO(), stream, 80).say("Café – “ok”")
    assert raw.getvalue() == b'Cafe - "ok"\n'
