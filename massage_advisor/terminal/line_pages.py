"""The pages around the questions in line mode: check your answers, stopping."""

from __future__ import annotations

from massage_advisor.terminal import wording
from massage_advisor.terminal.console import Console, read_event
from massage_advisor.terminal.dialogue import Accept, Dialogue, Event, GoOn, Jump, Leave, Stop
from massage_advisor.terminal.parsing import read_picks, refusal
from massage_advisor.terminal.review import answered_screens
from massage_advisor.terminal.script import Script


def check_answers(script: Script, state: Dialogue, console: Console) -> Event:
    """All answers on one page; any of them can be opened again."""
    kb, screens = script.kb, answered_screens(script.kb, state.responses)
    console.say("Check your answers.")
    for number, screen in enumerate(screens, 1):
        said = wording.answer_words(kb, screen, state.responses)
        console.say(f"{number}: {wording.heading(kb, screen)} {said}", "   ")
    for note in wording.notes(kb, state.dropped, early=state.early):
        console.say(note)
    accepted = f"Type done to see your result, or a number from 1 to {len(screens)} to change that answer."
    console.say(f"{accepted} Also: back, stop.")

    def take(text: str) -> Event:
        if text.lower() == "done":
            return Accept()
        picks = read_picks(text, len(screens))
        if not picks or len(picks) > 1:
            raise refusal(accepted)
        return Jump(screens[picks[0].number - 1])

    return read_event(console, take, lambda _rest: "So that the result rests on what you meant.", accepted)


def stop(script: Script, _state: Dialogue, console: Console) -> Event:
    """Go on, save and stop, or stop and keep nothing. Ctrl-C or Ctrl-D here leaves at once."""
    save = "s to save and stop, " if script.can_save else ""
    accepted = f"Press Enter to go on, or type {save}d to stop and keep nothing."
    console.say(f"{wording.STOP_QUESTION} {accepted}")
    answers: dict[str, Event] = {"": GoOn(), "go on": GoOn(), "d": Leave(), "stop": Stop()}
    if script.can_save:
        answers |= {"s": Leave(save=True), "save": Leave(save=True)}

    def take(text: str) -> Event:
        if text.lower() not in answers:
            raise refusal(accepted)
        return answers[text.lower()]

    return read_event(console, take, lambda _rest: accepted, accepted)
