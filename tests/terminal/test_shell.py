"""The full terminal with keys from a pipe and a screen that shows nothing."""

import io
import re

import pytest
from prompt_toolkit.data_structures import Size as Rows
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from massage_advisor.model import Responses
from massage_advisor.terminal.script import Script
from massage_advisor.terminal.widgets import converse
from massage_advisor.terminal.widgets.shell import Shell
from tests.support.small import HEALTHY, KB, up_to

UP, DOWN, RIGHT, BACK = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[Z"
HEALTHY_KEYS = "1\r40\r0\r0\r \r0\r0\r0\r2\r0\r\r"


class Typist(Shell):
    """A shell at which somebody presses the next key when the page has been drawn; then the line is cut."""

    def __init__(self, keys, pipe, screen):
        super().__init__(io.StringIO(), io.StringIO(), keys=pipe, output=screen)
        self.pipe = pipe
        self.waiting = re.findall(
            r"\x1b\[200~.*?\x1b\[201~|\x1b\[[\d;]+R.|\x1b\[[\d;<]*[A-Za-z]|.", keys, re.DOTALL
        )

    def _application(self, page):
        application = super()._application(page)
        application.after_render += self.type_next
        application.key_processor.after_key_press += self.was_taken
        self.taken = True
        return application

    def was_taken(self, _processor):
        self.taken = True

    def type_next(self, _application):
        if not self.taken:
            return
        self.taken = False
        if self.waiting:
            self.pipe.send_text(self.waiting.pop(0))
        else:
            self.pipe.close()


class Screen(DummyOutput):
    def __init__(self):
        self.written = []

    def get_size(self):
        return Rows(rows=24, columns=80)

    def write(self, data):
        self.written.append(data)


def talk(keys, known=(), **extra):
    """The outcome of pressing these keys, and the lines that stayed."""
    screen = Screen()
    with create_pipe_input() as pipe:
        outcome = converse(Script(KB, **extra), Responses(dict(known)), Typist(keys, pipe, screen))
    return outcome, "".join(screen.written)


def test_a_whole_healthy_session_and_its_transcript():
    outcome, said = talk(HEALTHY_KEYS)
    assert outcome.ended == "finished"
    assert dict(outcome.responses.values) == HEALTHY
    assert "Is any of this happening now? No to all 2.\r\n" in said
    assert "How old is the person? 40 years.\r\n" in said


def test_why_a_question_comes_now_stays_above_it_and_is_said_once():
    _, said = talk(
        "1\r\x03\r\x03d", order=lambda responses, screen: f"After {len(responses.values)}: {screen.items[0]}."
    )
    assert said.index("After 0: who.") < said.index("massage for? Me.") < said.index("After 1: age.")
    assert said.count("After 1: age.") == 1


def test_a_changed_answer_says_what_it_was_and_a_kept_one_is_not_said_again():
    _, said = talk("1\r40\r" + BACK + "\x7f1\r" + BACK + "\r" + "\x03d")
    assert said.count("How old is the person? 4") == 2
    assert "How old is the person? 41 years (changed from 40 years)." in said


def test_typing_replaces_a_kept_number_and_backspace_edits_it():
    for keys, age in (("7\r", 7.0), ("\x7f7\r", 47.0), ("\r", 40.0)):
        outcome, _ = talk("1\r40\r" + BACK + keys + "\x03d")
        assert outcome.responses.values["age"] == age


def test_back_on_the_first_question_says_so():
    _, said = talk(BACK + "\x03d")
    assert "There is no question before this one." in said


def test_a_red_flag_ends_it_at_once():
    outcome, _ = talk(" \rpbq", up_to("chest-pain"))
    assert outcome.ended == "red-flag"
    assert outcome.responses.values["chest-pain"] == "yes"


def test_enter_leaves_a_red_flag_only_when_all_of_it_was_on_screen():
    outcome, _ = talk(" \r\r", up_to("chest-pain"))
    assert outcome.ended == "left"  # one Enter read on, then the line was cut


def test_a_wrong_press_on_the_way_to_a_red_flag_can_be_taken_back():
    outcome, _ = talk(" \r" + BACK + " 0\r\x03d", up_to("chest-pain"))
    assert outcome.responses.values["chest-pain"] == "no"


@pytest.mark.parametrize(
    ("keys", "ended"),
    [("\x03d", "stopped"), ("\x04\x04", "left"), ("\x03\x03", "left"), ("\x03s", "saved")],
)
def test_ctrl_c_and_ctrl_d(keys, ended):
    outcome, _ = talk("1\r" + keys, can_save=True)
    assert outcome.ended == ended
    assert outcome.responses.values == {"who": "me"}
    assert outcome.unanswered == ("age",)


def test_ctrl_c_and_going_on_keeps_half_a_list():
    outcome, _ = talk(DOWN + " \x03\r\r\x03d", up_to("fam-heart"))
    assert outcome.responses.values["pregnancy"] == "yes"


def test_escape_codes_among_the_keys_do_no_harm():
    outcome, _ = talk("\x1b[31m\x1b[99M\x1b[<0;1;1M\x1b[5;5R" + HEALTHY_KEYS)
    assert outcome.ended == "finished"
    assert dict(outcome.responses.values) == HEALTHY


def test_a_paste_of_ten_thousand_signs_does_no_harm():
    outcome, _ = talk("\x1b[200~" + "0\r y\x1b" * 2000 + "\x1b[201~" + "\x03d", up_to("fam-heart"))
    assert outcome.responses.values == up_to("fam-heart")


def test_checkpoints_come_after_every_screen():
    kept = []
    talk(HEALTHY_KEYS, checkpoint=kept.append)
    assert len(kept) == 10
    assert dict(kept[-1].values) == HEALTHY


def test_keys_typed_ahead_answer_no_list_that_was_never_shown():
    screen = Screen()
    with create_pipe_input() as pipe:
        shell = Typist("", pipe, screen)
        pipe.send_text("0\r" * 3)
        outcome = converse(Script(KB), Responses(up_to("chest-pain")), shell)
    assert "chest-pain" in outcome.responses.values  # this one was on screen when the keys came
    assert "fever" not in outcome.responses.values
