"""The conversation without a terminal: a state, an event, the next state. Both front ends drive it.

The answers are the whole truth (law 9); what is beside them here only says which screen is shown and
where "back" leads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from enum import Enum

from massage_advisor.answers import check_value, with_answer, without
from massage_advisor.interview import (
    MayStop,
    agenda,
    cut_short,
    impossible,
    never_early,
    next_screen,
    red_flag_certain,
    still_applies,
)
from massage_advisor.model import KnowledgeBase, Responses, Screen, Value
from massage_advisor.records import dataclass


class Phase(Enum):
    """What the conversation is at."""

    ASKING = "asking"
    CHECKING = "checking"
    RED_FLAG = "red-flag"
    STOPPING = "stopping"
    FINISHED = "finished"
    STOPPED = "stopped"
    SAVED = "saved"
    LEFT = "left"


OVER = frozenset({Phase.FINISHED, Phase.STOPPED, Phase.SAVED, Phase.LEFT})


@dataclass(frozen=True, slots=True)
class Answer:
    """Answers to some or all items of the screen shown."""

    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Back:
    """To the screen before; every answer is kept."""


@dataclass(frozen=True, slots=True)
class Why:
    """Show the reason for the question, or hide it."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Ask whether to stop; the second time it leaves at once, and what was saved before stays."""


@dataclass(frozen=True, slots=True)
class GoOn:
    """Not stopped after all."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Stop for good: `save` keeps the answers in a session; else nothing is kept."""

    save: bool = False


@dataclass(frozen=True, slots=True)
class Jump:
    """From "check your answers" to an answered screen."""

    screen: Screen


@dataclass(frozen=True, slots=True)
class Accept:
    """The answers are right, or the emergency page has been read."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Something chosen or typed on a page beside the questions; it changes nothing here."""

    text: str


Event = Answer | Back | Why | Stop | GoOn | Leave | Jump | Accept | Chosen


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Where a conversation stands.

    `visited` are the screens answered, in order; `ahead` those left by going back; `jumped`: the screen
    was opened from "check your answers"; `dropped` are answers that no longer applied, with their values;
    `early`: the questions ended although there were more, because none of them could change the result.
    """

    responses: Responses
    phase: Phase = Phase.ASKING
    at: Screen | None = None
    visited: tuple[Screen, ...] = ()
    ahead: tuple[Screen, ...] = ()
    jumped: bool = False
    why: bool = False
    dropped: Mapping[str, Value] = field(default_factory=dict)
    stopped_at: Phase = Phase.ASKING
    early: bool = False


def begin(kb: KnowledgeBase, responses: Responses, may_stop: MayStop = never_early) -> Dialogue:
    """The conversation at its first question, or further on when answers are already known."""
    return _forward(kb, Dialogue(responses), may_stop)


def step(kb: KnowledgeBase, state: Dialogue, event: Event, may_stop: MayStop = never_early) -> Dialogue:
    """The state after an event. Events that mean nothing now change nothing.

    Raises ResponseError when an answer cannot be taken.
    """
    match event:
        case Answer(values):
            return _answered(kb, state, values, may_stop)
        case Back():
            return _back(state)
        case Why():
            return replace(state, why=not state.why)
        case Jump(screen):
            return _jump(state, screen)
        case Accept():
            done = state.phase in (Phase.CHECKING, Phase.RED_FLAG)
            return replace(state, phase=Phase.FINISHED) if done else state
        case Chosen():
            return state
        case _:
            return _stopping(state, event)


def _answered(kb: KnowledgeBase, state: Dialogue, values: Mapping[str, Value], may_stop: MayStop) -> Dialogue:
    screen = state.at
    asked = screen is not None and state.phase is Phase.ASKING
    if screen is None or not asked or not values or not set(values) <= set(screen.items):
        return state
    responses = state.responses
    for item, value in values.items():
        responses = with_answer(responses, item, check_value(kb, kb.items[item], value), "dialogue")
    now = _part(screen, [item for item in screen.items if item in values])
    rest = _part(screen, [item for item in screen.items if item not in values and item in responses.values])
    earlier = (_part(one, [item for item in one.items if item not in values]) for one in state.visited)
    visited = (*(one for one in earlier if one.items), now)
    ahead = (rest, *state.ahead) if rest.items else state.ahead
    return _forward(kb, Dialogue(responses, visited=visited, ahead=ahead), may_stop)


def _part(screen: Screen, items: list[str]) -> Screen:
    return replace(screen, items=tuple(items))


def _forward(kb: KnowledgeBase, state: Dialogue, may_stop: MayStop) -> Dialogue:
    """To whichever comes first: a screen left by going back, or the next one to ask."""
    fresh = next_screen(kb, state.responses, may_stop)
    if fresh is None and red_flag_certain(kb, state.responses):
        return replace(state, phase=Phase.RED_FLAG, at=None)
    kept = (still_applies(kb, state.responses, screen) for screen in state.ahead)
    ahead = tuple(screen for screen in kept if screen is not None)
    if ahead and (fresh is None or _place(kb, ahead[0]) <= _place(kb, fresh)):
        return replace(state, phase=Phase.ASKING, at=ahead[0], ahead=ahead[1:])
    if fresh is not None:
        return replace(state, phase=Phase.ASKING, at=fresh, ahead=ahead)
    return _check_page(kb, state)


def _place(kb: KnowledgeBase, screen: Screen) -> int:
    return [slot.id for slot in agenda(kb)].index(screen.id)


def _check_page(kb: KnowledgeBase, state: Dialogue) -> Dialogue:
    """ "Check your answers": what no longer applies is dropped, and kept aside to be named."""
    gone = impossible(kb, state.responses)
    responses = without(state.responses, *gone)
    kept = (still_applies(kb, responses, screen) for screen in state.visited)
    return replace(
        state,
        phase=Phase.CHECKING,
        at=None,
        ahead=(),
        responses=responses,
        visited=tuple(screen for screen in kept if screen is not None),
        dropped={item: state.responses.values[item] for item in gone},
        early=cut_short(kb, responses),
    )


def _back(state: Dialogue) -> Dialogue:
    if state.phase is Phase.STOPPING:
        return replace(state, phase=state.stopped_at)
    if state.phase is Phase.ASKING and state.jumped:
        return replace(state, phase=Phase.CHECKING, at=None, jumped=False, why=False)
    if state.phase not in (Phase.ASKING, Phase.CHECKING, Phase.RED_FLAG) or not state.visited:
        return state
    answered = state.at is not None and all(item in state.responses.values for item in state.at.items)
    ahead = (state.at, *state.ahead) if answered and state.at is not None else state.ahead
    *visited, at = state.visited
    return replace(
        state, phase=Phase.ASKING, at=at, visited=tuple(visited), ahead=ahead, why=False, dropped={}
    )


def _jump(state: Dialogue, screen: Screen) -> Dialogue:
    if state.phase is not Phase.CHECKING:
        return state
    return replace(state, phase=Phase.ASKING, at=screen, jumped=True, why=False)


def _stopping(state: Dialogue, event: Stop | GoOn | Leave) -> Dialogue:
    if isinstance(event, Leave):
        return replace(state, phase=Phase.SAVED if event.save else Phase.STOPPED)
    stopping = state.phase is Phase.STOPPING
    if isinstance(event, Stop):
        if stopping:
            return replace(state, phase=Phase.LEFT)
        return replace(state, phase=Phase.STOPPING, stopped_at=state.phase)
    return replace(state, phase=state.stopped_at) if stopping else state
