"""What both front ends are given, and what they hand back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from massage_advisor.interview import MayStop, never_early, red_flag_certain
from massage_advisor.model import Item, KnowledgeBase, Responses, Screen
from massage_advisor.records import dataclass
from massage_advisor.terminal.dialogue import Dialogue, Phase

Save = Callable[[Responses], None]
"""Keeps the answers for another time; may raise FileError."""
Write = Callable[[str, str], None]
"""Writes a page to a file: its name, its text; FileError where that cannot be, or where the file exists."""
Order = Callable[[Responses, Screen], str]
"""Why a screen comes next, in a sentence; empty where it is not the next one."""


def own_reason(item: Item) -> str:
    """The reason for a question that the knowledge base gives itself."""
    return item.why or "Your answer can change which massages suit you."


@dataclass(frozen=True, slots=True)
class Script:
    """Everything a conversation needs besides the answers.

    `why` gives the reason for an item; `checkpoint` is called with the answers after every screen;
    `can_save`: "save and stop" is offered; `write`: pages can be saved as files; `order`: each question is
    led in by why it comes now.
    """

    kb: KnowledgeBase
    why: Callable[[Item], str] = own_reason
    may_stop: MayStop = never_early
    checkpoint: Save | None = None
    can_save: bool = False
    write: Write | None = None
    order: Order | None = None
    today: date = date.min


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a conversation ended: "finished", "red-flag", "saved", "stopped" (keep nothing) or "left".

    "left" is the second Ctrl-C, or the end of the input: what was saved before stays.
    `unanswered` names the items on screen when the input ended or the person stopped.
    """

    responses: Responses
    ended: str
    unanswered: tuple[str, ...] = ()


def outcome(script: Script, state: Dialogue) -> Outcome:
    """How a conversation that is over ended."""
    unanswered = state.at.items if state.at is not None else ()
    if state.phase is not Phase.FINISHED:
        return Outcome(state.responses, state.phase.value, unanswered)
    return Outcome(
        state.responses, "red-flag" if red_flag_certain(script.kb, state.responses) else "finished"
    )
