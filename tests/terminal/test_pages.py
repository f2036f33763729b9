"""The pages of the full terminal, without a terminal: keys in, frames out."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from massage_advisor.loading import load_knowledge
from massage_advisor.model import NOT_SURE, Area, Responses
from massage_advisor.terminal.dialogue import (
    Accept,
    Answer,
    Back,
    GoOn,
    Jump,
    Leave,
    Phase,
    Stop,
    Why,
    begin,
    step,
)
from massage_advisor.terminal.layout import cell_width
from massage_advisor.terminal.script import Script
from massage_advisor.terminal.widgets import page_of
from massage_advisor.terminal.widgets.body_map import body_map
from massage_advisor.terminal.widgets.frame import Size, draw
from massage_advisor.terminal.widgets.pages import Notice
from tests.support.small import HEALTHY, KB, up_to

TODAY = date(2026, 11, 22)
SCRIPT = Script(KB, today=TODAY)
LARGE, SMALL = Size(80, 24), Size(40, 12)
RASH = HEALTHY | {"rash": "yes"}


def page_after(known, size=LARGE):
    """The page a person sees who has given these answers, as drawn first."""
    page = page_of(SCRIPT, begin(KB, Responses(known)), {})
    draw(page, size)
    return page


def press(page, *keys, size=LARGE):
    """The event of the last key; the page is drawn after each."""
    event = None
    for key in keys:
        event = page.press(key)
        draw(page, size)
    return event


def shown(page, size=LARGE):
    return draw(page, size).text


# --- red flags ---------------------------------------------------------------------------------


def red_flags():
    """The first list of red flags of the shipped knowledge on a small screen: most rows are below it."""
    kb = load_knowledge()
    script, state = Script(kb, today=TODAY), begin(kb, Responses({"who": "me", "age": 40.0}))
    page = page_of(script, state, {})
    draw(page, SMALL)
    return kb, state, page


def test_a_ticked_red_flag_goes_on_at_once_and_unread_rows_stay_unanswered():
    kb, state, page = red_flags()
    assert press(page, "enter", size=SMALL) is None
    assert "Please read the rows below first." in shown(page, SMALL)
    kb, state, page = red_flags()
    seen = set(page.view.seen) & set(state.at.items)
    press(page, " ", size=SMALL)
    assert "Enter goes on with what is ticked" in " ".join(shown(page, SMALL).split())
    event = press(page, "enter", size=SMALL)
    assert event.values["chest-pain"] == "yes"
    assert set(event.values) < set(state.at.items)
    assert set(event.values) >= seen
    after = step(kb, state, event)
    assert after.phase is Phase.RED_FLAG
    assert not {item for item in state.at.items if item not in event.values} & set(after.responses.values)


def test_rows_that_a_red_flag_skipped_are_asked_when_it_is_taken_back():
    kb, state, page = red_flags()
    press(page, " ", size=SMALL)
    after = step(kb, state, press(page, "enter", size=SMALL))
    back = step(kb, after, Back())
    left = step(kb, back, Answer(dict.fromkeys(back.at.items, "no")))
    assert left.at.id == state.at.id
    assert {*left.at.items, *back.at.items} == set(state.at.items)


def test_not_sure_about_a_red_flag_does_not_spare_reading_the_rest():
    _, _, page = red_flags()
    press(page, "u", size=SMALL)
    assert press(page, "enter", size=SMALL) is None
    assert "Please read the rows below first." in shown(page, SMALL)


# --- one answer -------------------------------------------------------------------------------


def test_nothing_is_chosen_beforehand():
    page = page_after({})
    assert "(x)" not in shown(page)
    assert ">" not in shown(page)
    assert press(page, "enter") is None
    assert "Type a number from 1 to 2." in shown(page)


def test_a_letter_or_number_marks_and_enter_goes_on():
    page = page_after({})
    assert press(page, "2") is None
    assert "> (x) 2  Somebody I answer for" in shown(page)
    assert press(page, "enter") == Answer({"who": "other"})


def test_arrows_and_enter_choose():
    assert press(page_after({}), "down", "down", "up", "enter") == Answer({"who": "me"})


def test_yes_no_and_not_sure():
    page = page_after(HEALTHY | {"fam-med": "yes", "anticoagulants": "yes", "aspirin": "no"})
    for key, value in (("y", "yes"), ("N", "no"), ("u", NOT_SURE)):
        press(page, key)
        assert press(page, "enter") == Answer({"anticoagulants.steady": value})
    assert press(page, "x") is None
    assert "y for yes, n for no, u for not sure" in shown(page)


def test_a_number_that_does_not_fit_stays_with_what_is_accepted():
    page = page_after({"who": "me"})
    assert press(page, "4", "4", "4", "enter") is None
    assert "[444_] years" in shown(page)
    assert "a whole number from 0 to 120" in shown(page)
    assert press(page, "backspace", "enter") == Answer({"age": 44.0})


def test_question_mark_asks_why_on_an_empty_field_only():
    page = page_after({"who": "me"})
    assert press(page, "?") == Why()
    assert press(page, "1", "?") is None
    assert "[1?_]" in shown(page)


def test_back_and_stop_work_on_every_page():
    for known in ({}, {"who": "me"}, up_to("chest-pain"), HEALTHY):
        assert press(page_after(known), "s-tab") == Back()
        assert press(page_after(known), "c-c") == Stop()
        assert press(page_after(known), "c-d") == Stop()


def test_follow_ups_with_single_answers_share_a_page():
    page = page_after(RASH | {"pregnancy": "yes"})
    assert "plus 3 about what you ticked" in shown(page)
    assert "1. Pregnant or maybe pregnant: How many weeks?" in shown(page)
    assert press(page, "2", "0", "enter") is None
    assert press(page, "enter") is None
    assert press(page, "2") is None
    assert press(page, "enter") == Answer({"pregnancy.weeks": 20.0, "rash.kind": "wet"})


def test_a_page_of_several_goes_to_what_is_still_open():
    page = page_after(RASH | {"pregnancy": "yes"})
    press(page, "down", "1")
    assert page.focus() == "0:typed"
    assert press(page, "9", "enter") == Answer({"pregnancy.weeks": 9.0, "rash.kind": "dry"})


# --- lists ------------------------------------------------------------------------------------


def test_space_ticks_and_unticks_and_enter_goes_on():
    page = page_after(up_to("fam-heart"))
    press(page, " ", "down", " ", " ", "down", " ")
    assert press(page, "enter") == Answer({"fam-heart": "yes", "pregnancy": "no", "rash": "yes"})


def test_an_empty_list_is_refused_and_none_of_these_is_an_answer():
    page = page_after(up_to("fam-heart"))
    assert press(page, "enter") is None
    assert "Press 0 if none of these applies." in shown(page)
    press(page, "end", " ")
    assert press(page, "enter") == Answer({"fam-heart": "no", "pregnancy": "no", "rash": "no"})


def test_none_is_refused_while_something_is_marked():
    page = page_after(up_to("fam-heart"))
    press(page, "u", "0")
    assert "Untick" in shown(page)
    assert press(page, "enter").values["fam-heart"] == NOT_SURE


def test_letters_search_names_and_other_names_and_enter_ticks():
    page = page_after(up_to("fam-heart"))
    press(page, *"expec")
    assert "Search: expec_   (1 of 3 match)" in shown(page)
    assert "(same as: expecting)" in shown(page)
    assert press(page, "enter") is None
    assert "Search" not in shown(page)
    assert "> [x] Pregnant or maybe pregnant" in shown(page)


def test_enter_while_searching_never_unticks():
    page = page_after(up_to("fam-heart"))
    press(page, *"preg", "enter", *"preg", "enter")
    assert "Ticked: Pregnant or maybe pregnant." in shown(page)


def test_space_is_a_blank_while_searching():
    page = page_after(up_to("fam-heart"))
    press(page, *"or may")
    assert "(1 of 3 match)" in shown(page)
    assert "Nothing is ticked yet." in shown(page)


def test_a_search_without_a_match_can_be_edited():
    page = page_after(up_to("fam-heart"))
    assert press(page, *"zz", "enter") is None
    assert "(0 of 3 match)" in shown(page)
    press(page, "backspace", "backspace")
    assert "Search" not in shown(page)


def test_a_search_without_a_match_says_how_to_go_on():
    _, _, page = red_flags()
    press(page, *"diabetes")
    assert "another question:" in shown(page)
    assert "Enter tick this" not in shown(page)
    page.search = ""
    press(page, *"zzz")
    assert "phone a doctor whatever is listed here" in " ".join(shown(page).split())


def test_u_is_never_half_a_mark_and_half_a_search():
    page = page_after(up_to("fam-heart"))
    press(page, *"ulcer")
    assert "Search" not in shown(page)
    assert "press / first" in shown(page)
    assert "[?] A heart problem" in shown(page)
    press(page, "u", "/", *"ulcer")
    assert "Search: ulcer_" in shown(page)
    assert "[?]" not in shown(page)


def test_sides_of_a_body_area():
    page = page_after(up_to("where"))
    press(page, "down", "right")
    assert "[x] Shoulder, right side only" in shown(page)
    press(page, " ")
    assert "Ticked: shoulder, both sides." in shown(page)
    press(page, "down", "left")
    assert press(page, "enter") == Answer({"where": ("left-shoulder", "right-shoulder")})


def test_the_place_of_a_rash_is_a_row_or_not_sure():
    page = page_after(RASH | {"rash.kind": "dry"})
    assert "None of these" not in shown(page)
    press(page, "0")
    assert press(page, "enter") is None
    press(page, "u")
    assert press(page, "enter") == Answer({"rash.where": NOT_SURE})


def test_a_row_that_was_never_on_screen_is_not_answered():
    page = page_after(up_to("where"), SMALL)
    assert "1 more to read below" in shown(page, SMALL)
    assert press(page, " ", "enter", size=SMALL) is None
    assert "Foot" in shown(page, SMALL)
    assert press(page, "enter", size=SMALL) == Answer({"where": ("neck",)})


def test_jumping_to_the_end_does_not_count_as_reading():
    many = [Area(f"area-{n}", f"area {n}") for n in range(30)]
    kb = replace(KB, areas=KB.areas | {a.id: a for a in many})
    options = tuple(replace(KB.items["where"].options[0], id=a.id, label=a.label) for a in many)
    kb = replace(kb, items=KB.items | {"where": replace(KB.items["where"], options=options)})
    page = page_of(Script(kb), begin(kb, Responses(up_to("where"))), {})
    draw(page, SMALL)
    assert press(page, "end", " ", "enter", size=SMALL) is None
    for _ in range(30):
        press(page, "pagedown", size=SMALL)
    assert press(page, "home", " ", "enter", size=SMALL) == Answer({"where": ("area-0",)})


def test_page_down_skips_no_row():
    page = page_after(up_to("where"), SMALL)
    press(page, "pagedown", size=SMALL)
    assert page.view.seen >= {row.id for row in page.ticks.rows}


def test_a_paste_is_a_search_and_ticks_nothing():
    page = page_after(up_to("fam-heart"))
    page.paste("preg  uuuu 000" * 1000)
    assert page.ticks.empty
    assert cell_width(max(shown(page).splitlines(), key=cell_width)) < 80


def test_half_a_list_is_kept_when_it_is_left():
    drafts = {}
    state = begin(KB, Responses(up_to("fam-heart")))
    press(page_of(SCRIPT, state, drafts), "down", " ")
    assert "[x] Pregnant" in shown(page_of(SCRIPT, state, drafts))


def test_why_shows_the_reason():
    state = replace(begin(KB, Responses()), why=True)
    page = page_of(replace(SCRIPT, why=lambda item: f"Reason of {item.id}."), state, {})
    assert "Why we ask: Reason of who." in shown(page)


def test_the_reason_says_why_it_comes_now_where_that_was_asked_for():
    script = replace(SCRIPT, why=lambda item: "Reason.", order=lambda responses, screen: "Now.")
    page = page_of(script, replace(begin(KB, Responses()), why=True), {})
    assert "Why we ask: Reason. Now." in shown(page)


def test_the_reason_stands_by_the_marked_row_and_is_in_view():
    _, _, page = red_flags()
    page.explain = True
    press(page, "end")
    lines = shown(page).splitlines()
    marked = next(n for n, line in enumerate(lines) if line.startswith("  >"))
    assert "Why we ask:" in lines[marked + 1]
    press(page, "up")
    assert shown(page).count("Why we ask:") == 1


def test_what_is_still_below_is_counted_anew_when_the_page_jumps_to_it():
    page = page_after(up_to("where"), SMALL)
    press(page, "enter", size=SMALL)
    assert "read the rows below" in shown(page, SMALL)
    assert "more to read below" not in shown(page, SMALL)


# --- the body map -----------------------------------------------------------------------------


def test_marks_of_the_map_move_with_the_ticks():
    plain = body_map(())
    left = body_map({"left-arm"})
    assert not any("#" in line for line in plain)
    assert (
        sum(line.count("#") for line in left) == sum(line.count("#") for line in body_map({"right-arm"})) > 0
    )
    assert left != body_map({"right-arm"})
    marked = next(line for line in left if "#" in line)
    front, back = marked[:18], marked[18:]
    assert front.rstrip().endswith("##")
    assert back.lstrip().startswith("##")


def test_every_asked_area_of_the_knowledge_can_be_drawn():
    middle = "scalp face jaw ears neck upper-back lower-back chest belly"
    paired = "left-shoulder right-hand left-hip right-buttock left-thigh right-knee left-calf right-foot"
    for area in f"{middle} {paired}".split():
        assert any("#" in line for line in body_map({area})), area


def test_the_map_stands_beside_the_list_from_72_columns():
    page = page_after(up_to("where"))
    assert "right front left" in shown(page, Size(72, 24))
    assert "right front left" not in shown(page, Size(71, 24))
    assert "right front left" not in shown(page, Size(80, 12))


# --- other pages ------------------------------------------------------------------------------


def test_check_your_answers_shows_all_and_leads_to_each():
    page = page_after(HEALTHY)
    assert "How old is the person? 40 years" in shown(page)
    assert press(page, "enter") == Accept()
    event = press(page, "down", "down", "enter")
    assert isinstance(event, Jump)
    assert event.screen.items == ("age",)


def test_what_was_dropped_is_named():
    page = page_after(HEALTHY | {"pregnancy.weeks": 20.0})
    assert "dropped: Pregnant or maybe pregnant: Weeks of pregnancy (20 weeks)" in shown(page, Size(200, 60))


# --- whatever is pressed ----------------------------------------------------------------------

NAMED = ["enter", "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "backspace"]
KEYS = st.sampled_from([*NAMED, *" ?/01239abnuyé日\u0301"])
SIZES = st.builds(Size, st.integers(40, 200), st.integers(12, 60))
KNOWN = st.sampled_from(
    [{}, {"who": "me"}, up_to("goals"), up_to("where"), up_to("fam-heart"), RASH, HEALTHY]
)


@settings(max_examples=60, deadline=None)
@given(KNOWN, st.lists(st.tuples(KEYS, SIZES), max_size=40))
def test_every_frame_fits_and_the_cursor_stands_on_the_marked_row(known, presses):
    page = page_of(SCRIPT, begin(KB, Responses(known)), {})
    for key, size in presses:
        frame = draw(page, size)
        lines = frame.text.split("\n")
        assert len(lines) <= size.rows
        assert all(cell_width(line) < size.columns for line in lines)
        column, row = frame.cursor
        marked = [number for number, line in enumerate(lines) if "> (" in line or "> [" in line]
        assert row in marked if marked else 0 <= row < len(lines)
        assert column < size.columns
        if page.press(key) is not None:
            break


@settings(max_examples=60, deadline=None)
@given(KNOWN, st.lists(KEYS, max_size=40))
def test_answers_are_given_with_enter_only(known, keys):
    page = page_of(SCRIPT, begin(KB, Responses(known)), {})
    for key in keys:
        draw(page, LARGE)
        event = page.press(key)
        if isinstance(event, Answer):
            assert key == "enter"


def test_a_long_notice_is_read_before_its_end_is_shown():
    page = Notice(
        "Safety", [f"Paragraph {n}. " + "word " * 40 for n in range(5)], {"enter": Accept()}, ["Enter go on"]
    )
    assert "Paragraph 0." in shown(page, SMALL)


def test_screens_of_the_small_knowledge_are_all_drawn_in_ascii():
    for known in ({}, up_to("where"), up_to("fam-heart"), HEALTHY):
        assert shown(page_after(known), Size(40, 12, ascii_only=True)).isascii()


def test_text_of_the_knowledge_cannot_command_the_terminal():
    evil = replace(KB.items["who"], ask="\x1b[2JWho\u202e is [red]it[/]?")
    kb = replace(KB, items=KB.items | {"who": evil})
    page = page_of(Script(kb), begin(kb, Responses()), {})
    text = shown(page)
    assert "Who is [red]it[/]?" in text
    assert not {"\x1b", "\u202e"} & set(text)


def test_stop_offers_to_save_only_where_that_is_possible():
    stopping = replace(begin(KB, Responses()), phase=Phase.STOPPING)
    assert "s save and stop" not in shown(page_of(SCRIPT, stopping, {}))
    page = page_of(replace(SCRIPT, can_save=True), stopping, {})
    assert "s save and stop" in shown(page)
    assert press(page, "s") == Leave(save=True)
    assert press(page, "d") == Leave()
    assert press(page, "enter") == GoOn()
    assert press(page, "c-c") == Stop()
