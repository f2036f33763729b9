from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massage_advisor.answers import check_value
from massage_advisor.errors import ResponseError
from massage_advisor.model import Item, Kind
from massage_advisor.terminal.parsing import Pick, accepts, read_number, read_one, read_picks
from tests.support.small import KB

TODAY = date(2026, 11, 22)
WEEKS = KB.items["pregnancy.weeks"]
FEVER = KB.items["fever.temperature"]
STEADY = KB.items["anticoagulants.steady"]
WHO = KB.items["who"]


@pytest.mark.parametrize(
    ("item", "typed", "value"),
    [
        (WEEKS, "20", 20),
        (WEEKS, "20 weeks", 20),
        (WEEKS, "20w", 20),
        (WEEKS, "3 months", 13),
        (WEEKS, "14 days", 2),
        (WEEKS, "13 d", 1),
        (WEEKS, "2026-11-01", 3),
        (WEEKS, "1 November 2026", 3),
        (WEEKS, "1 Nov 2026", 3),
        (WEEKS, "2026-11-22", 0),
        (FEVER, "38.5", 38.5),
        (FEVER, "38,5 C", 38.5),
        (FEVER, "101 F", 38.3),
        (FEVER, "100.4°F", 38.0),
    ],
)
def test_numbers_units_and_dates(item, typed, value):
    assert read_number(item, typed, TODAY) == value


@pytest.mark.parametrize(
    ("item", "typed", "said"),
    [
        (WEEKS, "46", "from 0 to 45"),
        (WEEKS, "20.5", "a whole number"),
        (WEEKS, "-1", "from 0 to 45"),
        (WEEKS, "twenty", "not a number"),
        (WEEKS, "20 C", "unit"),
        (WEEKS, "2027-01-01", "future"),
        (WEEKS, "nan", "not a number"),
        (WEEKS, "9" * 400, "not a number"),
        (FEVER, "101", "For Fahrenheit add F"),
        (FEVER, "38.55", "a number from 34 to 43"),
        (WHO, "3", "from 1 to 2"),
        (WHO, "u", "from 1 to 2"),
        (WHO, "0", "from 1 to 2"),
        (WHO, "٢٢", "from 1 to 2"),
        (STEADY, "maybe", "y for yes, n for no, u for not sure"),
    ],
)
def test_a_refusal_says_what_is_accepted(item, typed, said):
    with pytest.raises(ResponseError, match=said):
        read_one(item, typed, TODAY)


@pytest.mark.parametrize(
    ("item", "typed", "value"),
    [
        (STEADY, "Y", "yes"),
        (STEADY, "no", "no"),
        (STEADY, "U", "not-sure"),
        (STEADY, "don't know", "not-sure"),
        (WEEKS, "u", "not-sure"),
        (WHO, "2", "other"),
        (WHO, "some", "other"),
    ],
)
def test_words(item, typed, value):
    assert read_one(item, typed, TODAY) == value


def test_decimals_in_converted_times_are_rounded_down():
    item = Item("x", Kind.NUMBER, "How long ago?", low=0, high=99, unit="months", decimals=1)
    assert read_number(item, "6 weeks", TODAY) == 1.3


@pytest.mark.parametrize(
    ("typed", "picks"),
    [
        ("3 5 7", [Pick(3), Pick(5), Pick(7)]),
        ("3,5", [Pick(3), Pick(5)]),
        ("2-4", [Pick(2), Pick(3), Pick(4)]),
        ("2 - 3", [Pick(2), Pick(3)]),
        ("11l 12R", [Pick(11, "l"), Pick(12, "r")]),
        ("u 3 4", [Pick(3, "u"), Pick(4, "u")]),
        ("b12", None),
        ("u", None),
        ("high blood", None),
    ],
)
def test_rows_by_number(typed, picks):
    assert read_picks(typed, 12) == picks


@pytest.mark.parametrize("typed", ["0", "13", "5-3", "1-9999", "u 13"])
def test_rows_that_do_not_exist(typed):
    with pytest.raises(ResponseError, match="numbered from 1 to 12"):
        read_picks(typed, 12)


@given(st.sampled_from([WEEKS, FEVER, STEADY, WHO]), st.text(max_size=60))
def test_whatever_is_typed_gives_a_valid_answer_or_a_sentence(item, typed):
    try:
        value = read_one(item, typed, TODAY)
    except ResponseError as error:
        said = str(error)
    else:
        said = accepts(item)
        assert check_value(KB, item, value) == value
    assert accepts(item) in said
