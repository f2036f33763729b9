"""Answers in words."""

import pytest

from massage_advisor.answers import show_answer, unit_of
from massage_advisor.model import Item, Kind

AGE = Item("age", Kind.NUMBER, "How old is the person?", unit="years")
HEAT = Item("heat", Kind.NUMBER, "Temperature", unit="C", decimals=1)


@pytest.mark.parametrize(
    ("number", "unit"), [(0, "years"), (1, "year"), (1.0, "year"), (1.5, "years"), (2, "years")]
)
def test_one_is_one_year(number, unit):
    assert unit_of(AGE, number) == unit


def test_only_words_lose_their_s():
    assert unit_of(Item("pressure", Kind.NUMBER, "Pressure", unit="mm Hgs"), 1) == "mm Hgs"


def test_a_question_mark_needs_no_colon():
    assert show_answer(AGE, 1.0) == "How old is the person? 1 year"
    assert show_answer(HEAT, 38.5) == "Temperature: 38.5 C"
