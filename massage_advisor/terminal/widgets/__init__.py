"""The conversation as pages that are redrawn in place: the mode for a full terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from massage_advisor.interview import CLEARED, FOLLOW_UP, progress
from massage_advisor.model import Item, Kind, KnowledgeBase, Responses, Screen, Value
from massage_advisor.terminal import wording
from massage_advisor.terminal.dialogue import (
    OVER,
    Answer,
    Back,
    Dialogue,
    Event,
    GoOn,
    Leave,
    Phase,
    Stop,
    begin,
    step,
)
from massage_advisor.terminal.emergency import attend
from massage_advisor.terminal.review import answered_screens
from massage_advisor.terminal.rows import is_list, ticks_of
from massage_advisor.terminal.script import Outcome, Script, outcome
from massage_advisor.terminal.widgets.form import Field, Form
from massage_advisor.terminal.widgets.frame import Page
from massage_advisor.terminal.widgets.pages import CheckPage, Notice
from massage_advisor.terminal.widgets.shell import Shell
from massage_advisor.terminal.widgets.stage import WidgetStage
from massage_advisor.terminal.widgets.ticklist import TickList

_FOR_SCREEN_READERS = "With a screen reader, press Ctrl-C and start again with --accessible."

Question = Form | TickList
Drafts = dict[tuple[str, ...], Question]
"""Pages of questions that were opened and not answered yet."""


def converse(script: Script, responses: Responses, shell: Shell) -> Outcome:
    """The whole conversation, until it is finished or stopped."""
    for text in wording.greeting(responses, _FOR_SCREEN_READERS):
        shell.say(text)
    with shell.held():
        return outcome(script, _conversed(script, responses, shell))


def _conversed(script: Script, responses: Responses, shell: Shell) -> Dialogue:
    state = begin(script.kb, responses, script.may_stop)
    drafts: Drafts = {}
    while state.phase not in OVER:
        _say_order(script, state, shell)
        if state.phase is Phase.RED_FLAG:
            event = attend(WidgetStage(shell), script, state.responses)
            state = step(script.kb, state, event, script.may_stop)
            continue
        page = page_of(script, state, drafts)
        event = shell.show(page)
        if isinstance(event, Answer) and state.at is not None:
            _say(script, state.at, event.values, state.responses, shell)
            drafts = {key: draft for key, draft in drafts.items() if not set(key) & set(event.values)}
        after = step(script.kb, state, event, script.may_stop)
        if after == state and isinstance(event, Back) and isinstance(page, Question):
            page.message = wording.nothing_before(state.responses)
        if script.checkpoint is not None and after.responses != state.responses:
            script.checkpoint(after.responses)
        state = after
    return state


def _say_order(script: Script, state: Dialogue, shell: Shell) -> None:
    """Why the question comes now, above it, where that was asked for."""
    told = script.order(state.responses, state.at) if script.order is not None and state.at else ""
    if told and state.phase is Phase.ASKING:
        shell.say_once(told)


def _say(
    script: Script, screen: Screen, values: Mapping[str, Value], before: Responses, shell: Shell
) -> None:
    """A line for each answer that is new or changed."""
    for one in wording.single(screen, values):
        if any(before.values.get(item) != values[item] for item in one.items):
            shell.say(wording.transcript(script.kb, one, values, before))


def page_of(script: Script, state: Dialogue, drafts: Drafts) -> Page:
    """The page for where the conversation stands; a question that was left half answered as it was left."""
    if state.phase is not Phase.ASKING:
        return _PAGES[state.phase](script, state)
    assert state.at is not None
    key = draft_key(script.kb, state.at)
    if key not in drafts:
        drafts[key] = _question(script, state, together(script.kb, state.at))
    page = drafts[key]
    page.place = wording.place(progress(script.kb, state.responses, state.at))
    page.explain = state.why
    return page


def draft_key(kb: KnowledgeBase, screen: Screen) -> tuple[str, ...]:
    """What tells the pages of questions apart: their items."""
    return together(kb, screen).items


def _question(script: Script, state: Dialogue, screen: Screen) -> Question:
    kb, why = script.kb, _why(script, state)
    if is_list(kb, screen):
        return TickList(kb, screen, ticks_of(kb, screen, state.responses), why, screen.part)
    fields = [_field(kb, item, state.responses) for item in screen.items]
    return Form(fields, why, script.today, screen.part)


def _why(script: Script, state: Dialogue) -> Callable[[Item], str]:
    """The reason for an item; where that was asked for, with why it comes now."""
    told = script.order(state.responses, state.at) if script.order is not None and state.at else ""
    return (lambda item: f"{script.why(item)} {told}") if told else script.why


def together(kb: KnowledgeBase, screen: Screen) -> Screen:
    """What of a screen goes on one page: a checklist; one question; all follow-ups with single answers."""
    if screen.checklist:
        return screen
    single = [item for item in screen.items if kb.items[item].kind not in (Kind.MANY, Kind.AREAS)]
    if screen.role in (FOLLOW_UP, CLEARED) and single:
        return wording.only(screen, single)
    return wording.only(screen, screen.items[:1])


def _field(kb: KnowledgeBase, item_id: str, responses: Responses) -> Field:
    item = kb.items[item_id]
    value = responses.values.get(item_id)
    typed = "" if value is None or item.kind is not Kind.NUMBER else wording.typed(item, value)
    return Field(item, wording.subject(kb, item), value, typed, kept=bool(typed))


def _check(script: Script, state: Dialogue) -> Page:
    kb = script.kb
    answers = [
        (screen, f"{wording.heading(kb, screen)} {wording.answer_words(kb, screen, state.responses)}")
        for screen in answered_screens(kb, state.responses)
    ]
    return CheckPage(answers, wording.notes(kb, state.dropped, early=state.early))


def _stop(script: Script, _state: Dialogue) -> Page:
    keys: dict[str, Event] = {"enter": GoOn(), "s-tab": GoOn(), "d": Leave(), "c-c": Stop(), "c-d": Stop()}
    hints = ["Enter go on", "d stop, keep nothing"]
    if script.can_save:
        keys["s"] = Leave(save=True)
        hints.insert(1, "s save and stop")
    return Notice("Stop?", ["Stop? Your answers are still here."], keys, hints, ("bold",))


_PAGES = {Phase.CHECKING: _check, Phase.STOPPING: _stop}
