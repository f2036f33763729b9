"""A red flag: what to do, what to say on the phone, and the way back for a slip of the fingers."""

from __future__ import annotations

from massage_advisor.model import Responses
from massage_advisor.terminal.dialogue import Accept, Back, Event, Stop
from massage_advisor.terminal.handout import save_page, text_of
from massage_advisor.terminal.script import Script
from massage_advisor.terminal.stage import Choice, Sheet, Stage

_PHONE = Choice("phone", ("p",), "see what to say on the phone")
_SAVE = Choice("save", ("s",), "save this page")
_BACK = Choice("back", ("s-tab", "b"), "go back, I pressed the wrong answer")
_END = Choice("end", ("enter", "q"), "end without a result")
_RETURN = Choice("back", ("enter", "s-tab", "b"), "go back")


def attend(stage: Stage, script: Script, responses: Responses) -> Event:
    """Shows what to do until the person ends, goes back to the question, or wants to stop."""
    from massage_advisor.advice import advise
    from massage_advisor.render.asides import phone_page
    from massage_advisor.render.stop import stop_page

    kb = script.kb
    advice = advise(kb, responses, script.today.isoformat())
    page = stop_page(kb, advice)
    choices = tuple(c for c in (_PHONE, _SAVE, _BACK, _END) if c is not _SAVE or script.write is not None)
    events: dict[str, Event] = {"back": Back(), "end": Accept(), "stop": Stop()}
    while True:
        chosen = stage.read(Sheet("Safety first", text_of(kb, page), choices, stop="stop"))
        if chosen in events:
            return events[chosen]
        if chosen == "phone":
            stage.read(Sheet("On the phone", text_of(kb, phone_page(kb, advice)), (_RETURN,), stop="back"))
        elif script.write is not None:
            save_page(stage, kb, page, script.write)
