"""The result screen: what its keys show, without a terminal."""

from dataclasses import replace

import pytest

from massage_advisor.advice import advise
from massage_advisor.errors import FileError
from massage_advisor.model import Responses
from massage_advisor.render.client import client_page
from massage_advisor.render.style import Style
from massage_advisor.terminal.handout import text_of
from massage_advisor.terminal.result import CHANGE, END, Result, browse
from massage_advisor.terminal.stage import Choice, Sheet, fixed
from massage_advisor.terminal.widgets.frame import Size, draw
from massage_advisor.terminal.widgets.stage import LinePage, PickPage, SheetPage
from tests.support.small import HEALTHY, KB


class Reader:
    """Somebody who chooses these words, rows and lines, one after the other."""

    def __init__(self, *chosen):
        self.chosen = list(chosen)
        self.read_texts = []
        self.told = []

    def read(self, sheet):
        self.read_texts.append(sheet.text(Style(200, color=False, ascii=True)))
        word = self.chosen.pop(0)
        assert word in [choice.word for choice in sheet.choices]
        return word

    def pick(self, _title, rows):
        wanted = self.chosen.pop(0)
        return None if wanted is None else next(n for n, row in enumerate(rows) if wanted in row)

    def line(self, _prompt):
        return self.chosen.pop(0)

    def tell(self, text):
        self.told.append(text)


def result(write=None, **answers):
    advice = advise(KB, Responses(HEALTHY | answers), "2026-11-22")
    return Result(KB, advice, client_page(KB, advice, 5), 5, write or (lambda _name, _text: None))


def browsed(*chosen, write=None, **answers):
    reader = Reader(*chosen)
    return browse(reader, result(write, **answers)), reader


def test_it_ends_or_leads_back_to_the_answers():
    assert browsed("end")[0] == END
    assert browsed("change")[0] == CHANGE


def test_a_massage_is_opened_with_what_it_means_for_the_person():
    _, reader = browsed("open", "Swedish", "back", "end", pregnancy="yes")
    page = reader.read_texts[1]
    assert page.startswith("Swedish\n")
    assert "For you" in page
    assert len(reader.read_texts) == 3


def test_going_back_from_the_list_opens_nothing():
    _, reader = browsed("all", None, "end")
    assert len(reader.read_texts) == 2


def test_why_this_order_tells_what_decided():
    _, reader = browsed("why", "back", "end")
    assert "Why this order" in reader.read_texts[1]
    assert "equal in everything; by name" in reader.read_texts[1]


def test_what_would_change_a_verdict():
    _, reader = browsed("what-if", "Swedish", "back", "end", anticoagulants="yes")
    assert "What would change: Swedish" in reader.read_texts[1]


def test_a_handout_is_never_written_over_a_file():
    written = {}

    def write(name, text):
        if name == "taken.html":
            raise FileError("taken.html exists already; give another name")
        written[name] = text

    _, reader = browsed("save", "taken", "mine", "end", write=write)
    assert reader.told == ["Not saved: taken.html exists already; give another name", "Saved: mine.html"]
    assert list(written) == ["mine.html"]
    assert written["mine.html"].lower().startswith("<!doctype html>")


def test_an_empty_name_saves_nothing():
    _, reader = browsed("save", None, "end")
    assert reader.told == []


SHEET = Sheet(
    "Title", fixed("\n".join(f"line {n}" for n in range(40))), (Choice("end", ("enter", "q"), "end"),), "stop"
)


@pytest.mark.parametrize("size", [Size(40, 12), Size(80, 24), Size(200, 60)])
def test_a_sheet_fits_and_enter_reads_on_to_its_end(size):
    page, event, frames = SheetPage(SHEET), None, []
    while event is None:
        frames.append(draw(page, size).text)
        event = page.press("enter")
    assert all(len(line) < size.columns for frame in frames for line in frame.splitlines())
    assert all(any(f"line {n}\n" in f"{frame}\n" for frame in frames) for n in range(40))
    assert event.text == "end"


def test_a_sheet_is_written_anew_for_another_width():
    page = SheetPage(replace(SHEET, text=lambda style: f"{style.width} columns"))
    assert "79 columns" in draw(page, Size(80, 24)).text
    assert "39 columns" in draw(page, Size(40, 24)).text


def test_the_title_of_a_page_stands_on_the_screen_once():
    shown = result()
    sheet = Sheet(shown.page.title, text_of(KB, shown.page), SHEET.choices, "stop")
    frame = draw(SheetPage(sheet), Size(80, 24)).text
    assert frame.count("Your massage advice") == 1
    assert "===" not in frame


def test_a_list_says_how_long_it_is():
    page = PickPage("Which?", [f"row {n}" for n in range(30)])
    draw(page, Size(80, 24))
    page.press("down")
    assert "2 of 30   Enter choose" in draw(page, Size(80, 24)).text


def test_the_cursor_of_a_list_stands_on_the_marked_row():
    page = PickPage("Which?", ["one", "two"])
    draw(page, Size(80, 24))
    page.press("down")
    frame = draw(page, Size(80, 24))
    assert frame.text.splitlines()[frame.cursor[1]] == "  > two"
    assert page.press("enter").text == "1"
    assert page.press("s-tab").text == ""


def test_a_long_line_shows_its_end():
    page = LinePage("Name?")
    for sign in "x" * 100 + "end":
        page.press(sign)
    page.press("backspace")
    draw(page, Size(40, 12))
    frame = draw(page, Size(40, 12))
    assert "xen" in frame.text
    assert max(map(len, frame.text.splitlines())) < 40
    assert page.press("enter").text == "x" * 100 + "en"
