"""Nothing is cut at any width, nothing is said by colour alone, and ASCII output is ASCII."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from massage_advisor.advice import Advice
from massage_advisor.render import catalog, shown, topic_page
from massage_advisor.render.page import Page, Phrase, Table
from massage_advisor.render.style import Style
from massage_advisor.render.text import write
from tests.render.people import advice_for, casebook_advice, shipped, some_people, written

ESCAPES = re.compile(r"\x1b\[[\d;]*m")


def squeezed(text: str) -> str:
    """The text without blanks, rules and the signs that only lay it out."""
    return re.sub(r"[\s=─-]+", "", text)


def three_troubles() -> Advice:
    return advice_for(
        shipped(),
        age=61,
        high_blood_pressure="not-sure",
        diabetes="yes",
        anticoagulants="yes",
        goals=["relax", "relieve-low-back-pain"],
        where=["lower-back", "left-knee"],
        no_touch=["belly"],
    )


@pytest.mark.parametrize("width", [20, 40, 71, 72, 80, 120, 200])
def test_no_line_is_longer_than_the_terminal(width: int) -> None:
    for line in written(shipped(), three_troubles(), "text", width=width).splitlines():
        assert cell_len(line) <= width


@pytest.mark.parametrize("width", [40, 60, 71])
def test_cards_of_every_width_hold_the_same(width: int) -> None:
    wide, narrow = (written(shipped(), three_troubles(), "text", width=w) for w in (66, width))
    assert squeezed(narrow) == squeezed(wide)


@pytest.mark.parametrize("width", [100, 150])
def test_a_table_says_no_less_than_cards(width: int) -> None:
    words = set(written(shipped(), three_troubles(), "text", width=4000, accessible=True).split())
    table = written(shipped(), three_troubles(), "text", width=width)
    labels = {"help", "with:", "wishes:", "Your", "May", "Best", "for:"}
    assert {word for word in words - labels if word.isalpha()} <= set(re.findall(r"\w+", table))


WORDS = st.text("abcdefgh-", min_size=1, max_size=40)
CELLS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
ROWS = st.integers(2, 4).flatmap(lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n), min_size=1))


@given(ROWS, st.integers(72, 130))
def test_no_word_of_a_table_is_cut(rows: list[list[str]], width: int) -> None:
    columns = tuple(f"C{number}" for number in range(len(rows[0])))
    table = Table(columns, tuple(tuple(Phrase(cell) for cell in row) for row in rows))
    text = write(Page("T", (table,)), {}, Style(width, color=False, ascii=False))
    assert max(map(cell_len, text.splitlines())) <= width
    assert {word for row in rows for cell in row for word in cell.split()} <= set(text.split())


@pytest.mark.parametrize("topic", ["medical-vs-spa", "evidence"])
@pytest.mark.parametrize("width", [40, 80, 200])
def test_explain_fits(topic: str, width: int) -> None:
    page = topic_page.topic_page(shipped(), shipped().topics[topic])
    lines = write(page, shipped().sources, Style(width, color=False, ascii=False)).splitlines()
    assert max(map(cell_len, lines)) <= width


def test_list_fits() -> None:
    page = catalog.list_page(shipped(), catalog.listing(shipped(), catalog.Filters()))
    for width in (40, 80, 100, 200):
        lines = write(page, shipped().sources, Style(width, color=False, ascii=False)).splitlines()
        assert max(map(cell_len, lines)) <= width


@pytest.mark.parametrize("person", some_people(6))
def test_colour_only_adds_to_the_words(person: str) -> None:
    advice = casebook_advice(person)
    colored = written(shipped(), advice, "text", color=True)
    plain = written(shipped(), advice, "text")
    assert "\x1b[" in colored
    assert "\x1b" not in plain
    assert [line.rstrip() for line in ESCAPES.sub("", colored).splitlines()] == plain.splitlines()


@pytest.mark.parametrize("form", ["text", "plain", "markdown", "json"])
@pytest.mark.parametrize("person", some_people(6))
def test_ascii_output_is_ascii(person: str, form: str) -> None:
    assert written(shipped(), casebook_advice(person), form, ascii=True).isascii()


def test_a_screen_reader_gets_no_rules_no_boxes_and_no_map() -> None:
    text = written(shipped(), three_troubles(), "text", accessible=True)
    assert not re.search(r"[─=]{3}|-{3}|\|", text)
    assert "leave alone" in text
    assert "belly" in text


def test_every_condition_and_massage_can_be_shown() -> None:
    kb = shipped()
    style = Style(80, color=False, ascii=False)
    for id_ in (*kb.massages, *list(kb.conditions)[::9], *kb.goals, *kb.hazards, *list(kb.sources)[::20]):
        assert write(shown.document(kb, id_).page, kb.sources, style)


def test_no_id_stands_where_a_name_can() -> None:
    text, _, _ = written(shipped(), three_troubles(), "text").partition("\nSources\n")
    facts = (*shipped().items, *shipped().hazards, *shipped().features)
    ids = {id_ for id_ in facts if "-" in id_ or "." in id_}
    assert ids & set(re.findall(r"[\w.-]*\w", text)) == set()
