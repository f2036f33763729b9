"""The conversation without a terminal, driven by hand and by random events."""

from dataclasses import replace
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from massage_advisor.engine import assess
from massage_advisor.errors import ResponseError
from massage_advisor.model import NOT_SURE, Kind, Responses
from massage_advisor.terminal.dialogue import (
    OVER,
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
from massage_advisor.terminal.review import answered_screens
from tests.support.small import HEALTHY, KB


def plain_value(item_id, pick):
    """Some valid answer to an item, chosen by the number `pick`."""
    item = KB.items[item_id]
    match item.kind:
        case Kind.YES_NO:
            return ("no", "yes", NOT_SURE)[pick % 3]
        case Kind.CHOICE:
            return item.options[pick % len(item.options)].id
        case Kind.NUMBER:
            return (item.low, item.high, NOT_SURE)[pick % 3]
    ids = [option.id for option in item.options]
    return ((), (ids[0],), tuple(ids), tuple(ids[1:3]))[pick % 4]


def no_red_flag(item_id, value):
    return "no" if item_id in ("chest-pain", "calf-swollen") else value


def go(state, *events):
    for event in events:
        state = step(KB, state, event)
    return state


def answer_all(state, answers):
    while state.phase is Phase.ASKING:
        state = go(state, Answer({item: answers[item] for item in state.at.items}))
    return state


def keep(state):
    """Enter on a screen whose answers are kept."""
    return Answer({item: state.responses.values[item] for item in state.at.items})


def test_a_whole_conversation_ends_at_check_your_answers_and_then_is_finished():
    state = answer_all(begin(KB, Responses()), HEALTHY)
    assert state.phase is Phase.CHECKING
    assert dict(state.responses.values) == HEALTHY
    assert go(state, Accept()).phase is Phase.FINISHED


def test_a_screen_may_be_answered_in_parts():
    state = go(begin(KB, Responses()), Answer({"who": "me"}))
    assert state.at.items == ("age",)
    assert go(state, Back()).at.items == ("who",)


def test_back_keeps_the_answer_and_the_way_forward():
    state = go(begin(KB, Responses()), Answer({"who": "me", "age": 40.0}))
    back = go(state, Back())
    assert back.at.items == ("who", "age")
    assert back.responses.values == {"who": "me", "age": 40.0}
    assert go(back, keep(back)).at == state.at


def test_back_on_the_first_screen_changes_nothing():
    state = begin(KB, Responses())
    assert go(state, Back()) == state


def test_a_changed_answer_opens_its_screen_before_the_ones_left_by_going_back():
    state = begin(KB, Responses())
    while state.at.id != "pressure":
        state = go(state, Answer({item: HEALTHY[item] for item in state.at.items}))
    state = go(state, Back(), Back())
    assert state.at.id == "health"
    state = go(state, Answer({"fam-heart": "yes", "pregnancy": "no", "rash": "no"}))
    assert state.at.id == "heart"
    state = go(state, Answer({"hypertension": "no", "pacemaker": "no"}))
    assert state.at.id == "medicines"
    assert go(state, keep(state)).at.id == "pressure"


def test_a_red_flag_ends_it_at_once_and_a_slip_can_be_taken_back():
    state = go(begin(KB, Responses()), Answer({"who": "me", "age": 40.0}))
    flagged = go(state, Answer({"chest-pain": "yes", "calf-swollen": "no"}))
    assert flagged.phase is Phase.RED_FLAG
    assert go(flagged, Accept()).phase is Phase.FINISHED
    again = go(flagged, Back())
    assert again.at.id == "red-flags-1"
    assert go(again, Answer({"chest-pain": "no", "calf-swollen": "no"})).at.id == "red-flags-2"


def test_follow_ups_that_no_longer_apply_are_dropped_and_named():
    answers = HEALTHY | {"pregnancy": "yes", "pregnancy.weeks": 20.0}
    state = answer_all(begin(KB, Responses()), answers)
    health = next(s for s in answered_screens(KB, state.responses) if s.id == "health")
    state = go(state, Jump(health), Answer({"fam-heart": "no", "pregnancy": "no", "rash": "no"}))
    assert state.phase is Phase.CHECKING
    assert state.dropped == {"pregnancy.weeks": 20.0}
    assert "pregnancy.weeks" not in state.responses.values


def test_an_early_end_is_marked_and_only_an_early_one():
    def no_more(_kb, responses):
        return "goals" in responses.values

    state = begin(KB, Responses(), no_more)
    while state.phase is Phase.ASKING:
        state = step(KB, state, Answer({item: HEALTHY[item] for item in state.at.items}), no_more)
    assert state.phase is Phase.CHECKING
    assert state.early
    assert "pressure" not in state.responses.values
    assert not answer_all(begin(KB, Responses()), HEALTHY).early


def test_back_after_a_jump_returns_to_the_check_page():
    state = answer_all(begin(KB, Responses()), HEALTHY)
    first = answered_screens(KB, state.responses)[0]
    jumped = go(state, Jump(first))
    assert jumped.at.items == ("who",)
    assert go(jumped, Back()).phase is Phase.CHECKING


def test_stop_asks_first_and_the_second_stop_leaves():
    state = go(begin(KB, Responses()), Answer({"who": "me", "age": 40.0}))
    asking = go(state, Stop())
    assert asking.phase is Phase.STOPPING
    assert go(asking, GoOn()) == replace(state, stopped_at=Phase.ASKING)
    assert go(asking, Stop()).phase is Phase.LEFT
    assert go(asking, Leave(save=True)).phase is Phase.SAVED


def test_an_answer_that_cannot_be_taken_is_refused():
    with pytest.raises(ResponseError, match="age"):
        go(begin(KB, Responses()), Answer({"age": 400.0}))


def test_an_answer_to_something_not_on_screen_changes_nothing():
    state = begin(KB, Responses())
    assert go(state, Answer({"pregnancy": "yes"})) == state


def test_the_check_page_names_every_answer_once_in_asking_order():
    answers = HEALTHY | {"rash": "yes", "rash.where": ("neck",), "rash.kind": "dry"}
    screens = answered_screens(KB, Responses(answers))
    named = [item for screen in screens for item in screen.items]
    assert sorted(named) == sorted(answers)
    assert named.index("rash.where") == named.index("rash") + 1


# --- random conversations ---------------------------------------------------------------------

KINDS = ("answer", "answer", "answer", "part", "back", "why", "stop", "go on", "jump")
EVENTS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 60)), max_size=45)


def event_of(state, kind, pick, value=plain_value):
    if kind == "answer" and state.at is not None:
        return Answer({item: value(item, pick + n) for n, item in enumerate(state.at.items)})
    if kind == "part" and state.at is not None:
        return Answer({state.at.items[0]: value(state.at.items[0], pick)})
    if kind == "jump" and state.responses.values:
        screens = answered_screens(KB, state.responses)
        return Jump(screens[pick % len(screens)])
    return {"back": Back(), "stop": Stop(), "why": Why()}.get(kind, GoOn())


def played(events, value=plain_value):
    state = begin(KB, Responses())
    for kind, pick in events:
        if state.phase not in OVER:
            state = step(KB, state, event_of(state, kind, pick, value))
            yield state


@settings(max_examples=80, deadline=None)
@given(EVENTS)
def test_a_red_flag_always_wins(events):
    for state in played(events):
        certain = assess(KB, state.responses).emergency
        if state.phase in (Phase.CHECKING, Phase.FINISHED):
            assert not certain
        if state.phase is Phase.RED_FLAG:
            assert certain


@settings(max_examples=80, deadline=None)
@given(EVENTS)
def test_what_is_shown_can_be_answered(events):
    for state in played(events):
        assert (state.at is None) == (state.phase in (Phase.CHECKING, Phase.RED_FLAG)) or state.phase in (
            Phase.STOPPING,
            *OVER,
        )
        if state.at is not None:
            assert state.at.items
        if state.phase is Phase.CHECKING:
            assert all(KB.items[item] for item in state.responses.values)
            assert not set(state.dropped) & set(state.responses.values)


@settings(max_examples=80, deadline=None)
@given(EVENTS, st.integers(1, 6))
def test_back_then_forward_gives_the_same_answers(events, times):
    def value(item, pick):
        return no_red_flag(item, plain_value(item, pick))

    events = [(kind, pick) for kind, pick in events if kind in ("answer", "part")]
    state = next(reversed([begin(KB, Responses()), *played(events, value)]))
    there = state
    for _ in range(min(times, len(state.visited))):
        there = go(there, Back())
    while there.phase is Phase.ASKING and there.at != state.at:
        there = go(there, keep(there))
    assert there.responses == state.responses
    assert (there.at, there.phase, there.visited) == (state.at, state.phase, state.visited)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 1000), st.integers(0, 40))
def test_an_interruption_changes_nothing(seed, interrupted_after):
    def value(item, _pick):
        return no_red_flag(item, plain_value(item, crc32(f"{item} {seed}".encode()) % 12))

    def finish(state, resume):
        answers = 0
        while state.phase is Phase.ASKING:
            if resume and answers == interrupted_after % 12:
                state = begin(KB, Responses(dict(state.responses.values)))
                resume = False
                continue
            state = go(state, Answer({item: value(item, 0) for item in state.at.items}))
            answers += 1
        return state.responses

    assert finish(begin(KB, Responses()), True) == finish(begin(KB, Responses()), False)
