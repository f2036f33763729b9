"""Line mode: numbered sentences that only append, for screen readers, simple terminals and pipes."""

from __future__ import annotations

from massage_advisor.model import Responses
from massage_advisor.terminal import line_pages, line_questions, wording
from massage_advisor.terminal.console import Console, InputEnded
from massage_advisor.terminal.dialogue import (
    OVER,
    Answer,
    Back,
    Dialogue,
    Event,
    Phase,
    Stop,
    begin,
    step,
)
from massage_advisor.terminal.emergency import attend
from massage_advisor.terminal.line_stage import LineStage
from massage_advisor.terminal.script import Outcome, Script, outcome

_HOW = (
    "At every question you can type back for the question before, why for the reason, "
    "and stop to stop or save."
)
_PAGES = {
    Phase.CHECKING: line_pages.check_answers,
    Phase.STOPPING: line_pages.stop,
}


def converse(script: Script, responses: Responses, console: Console) -> Outcome:
    """The whole conversation, until it is finished or stopped. Nothing that is typed raises."""
    _greet(responses, console)
    state = begin(script.kb, responses, script.may_stop)
    drafts: line_questions.Drafts = {}
    while state.phase not in OVER:
        try:
            state = _turn(script, state, console, drafts)
        except KeyboardInterrupt:
            console.say()
            state = step(script.kb, state, Stop())
        except InputEnded:
            console.say()
            state = _input_ended(script, state, console)
    return outcome(script, state)


def _greet(responses: Responses, console: Console) -> None:
    """What this is, and the words that can be typed at any question."""
    words = wording.greeting(responses, _HOW)
    for text in words:
        console.say(text)
    if words:
        console.say()


def _turn(script: Script, state: Dialogue, console: Console, drafts: line_questions.Drafts) -> Dialogue:
    if state.phase is Phase.ASKING:
        event = line_questions.ask(script, state, console, drafts)
    elif state.phase is Phase.RED_FLAG:
        event = attend(LineStage(console), script, state.responses)
    else:
        event = _PAGES[state.phase](script, state, console)
    after = step(script.kb, state, event, script.may_stop)
    _acknowledge(script, state, event, after, console)
    if script.checkpoint is not None and after.responses != state.responses:
        script.checkpoint(after.responses)
    return after


def _acknowledge(script: Script, state: Dialogue, event: Event, after: Dialogue, console: Console) -> None:
    """Says what an answer was taken for, or that there is nothing before the first question."""
    if isinstance(event, Back) and after == state:
        console.say(wording.nothing_before(state.responses))
    if isinstance(event, Answer) and state.at is not None:
        console.say(wording.taken(script.kb, state.at, event.values, state.responses))
    console.say()


def _input_ended(script: Script, state: Dialogue, console: Console) -> Dialogue:
    """From a keyboard it is Ctrl-D, which asks first; from a file or a pipe nothing more can come."""
    if console.interactive:
        return step(script.kb, state, Stop())
    if state.at is not None:
        console.say(f"The input ended at the question: {wording.question(script.kb, state.at)}")
    return step(script.kb, step(script.kb, state, Stop()), Stop())
