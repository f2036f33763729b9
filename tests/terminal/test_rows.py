from hypothesis import given
from hypothesis import strategies as st

from massage_advisor.model import NOT_SURE, Responses
from massage_advisor.terminal.layout import cell_width, to_ascii, wrap
from massage_advisor.terminal.rows import (
    Row,
    mark_none,
    mark_unsure,
    search,
    tick,
    ticks_of,
    values_of,
)
from tests.support.small import KB

SCREENS = {screen.id: screen for screen in KB.screens}
HEALTH, WHERE, GOALS = SCREENS["health"], SCREENS["where"], SCREENS["goals"]


def test_marks_of_a_row_exclude_each_other():
    ticks = ticks_of(KB, HEALTH, Responses())
    rash = ticks.rows[2]
    assert values_of(HEALTH, mark_unsure(tick(ticks, rash), rash))["rash"] == NOT_SURE
    assert values_of(HEALTH, tick(mark_unsure(ticks, rash), rash))["rash"] == "yes"
    assert mark_none(tick(ticks, rash)).ticked() == []
    assert not tick(mark_none(ticks), rash).none


def test_ticking_again_unticks_and_leaves_no_answer():
    ticks = ticks_of(KB, HEALTH, Responses())
    assert ticks.empty
    assert tick(tick(ticks, ticks.rows[0]), ticks.rows[0]).empty


def test_one_side_replaces_both_sides():
    ticks = ticks_of(KB, WHERE, Responses())
    shoulder = ticks.rows[1]
    left = tick(tick(ticks, shoulder), shoulder, shoulder.options[:1])
    assert values_of(WHERE, left) == {"where": ("left-shoulder",)}
    assert left.ticked() == ["left shoulder"]


@given(st.data())
def test_answers_survive_the_way_through_the_list(data):
    screen = data.draw(st.sampled_from([HEALTH, WHERE, GOALS]))
    if screen.checklist:
        values = {i: data.draw(st.sampled_from(["yes", "no", NOT_SURE])) for i in screen.items}
    else:
        ids = [o.id for o in KB.items[screen.items[0]].options]
        picked = data.draw(st.sets(st.sampled_from(ids)))
        values = {screen.items[0]: tuple(i for i in ids if i in picked)}
    ticks = ticks_of(KB, screen, Responses(values))
    assert not ticks.empty
    assert values_of(screen, ticks) == values


def test_search_wants_all_words_and_says_through_which_name():
    rows = [
        Row("a", "Café-au-lait spots", ("birthmark",)),
        Row("b", "High blood pressure", ("hypertension",)),
    ]
    assert [f.row.id for f in search(rows, "SPOTS cafe")] == ["a"]
    assert [(f.row.id, f.through) for f in search(rows, "tension")] == [("b", "hypertension")]
    assert search(rows, "high sugar") == []
    assert [f.row.id for f in search(rows, "pressure hypertension")] == ["b"]


def test_search_puts_the_row_that_is_called_so_first():
    rows = [
        Row("heart", "A heart problem"),
        Row("neck", "Back or neck pain", ("Worn neck (arthritis of the neck)",)),
        Row("joints", "Gout, arthritis or weak bones"),
    ]
    assert [f.row.id for f in search(rows, "art")] == ["joints", "heart", "neck"]
    assert [f.row.id for f in search(rows, "arthr")] == ["joints", "neck"]


@given(st.text(max_size=300), st.integers(10, 200))
def test_wrapped_lines_fit_and_keep_every_sign(text, width):
    lines = wrap(text, width, "  ")
    assert all(cell_width(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_wide_and_combining_signs_are_measured():
    assert cell_width("日本") == 4
    assert cell_width("e\u0301") == 1


@given(st.text(max_size=80))
def test_ascii_is_ascii(text):
    assert to_ascii(text).isascii()
