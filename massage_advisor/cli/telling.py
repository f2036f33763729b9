"""TEXT of a command: read, shown to the person, and put beneath all other answers."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated

from massage_advisor.answers import give_way, merge
from massage_advisor.cli.common import Common
from massage_advisor.cli.edge import STOPPED, Exit
from massage_advisor.cli.options import argument
from massage_advisor.model import KnowledgeBase, Responses
from massage_advisor.records import dataclass

if TYPE_CHECKING:
    from massage_advisor.language import Understood
    from massage_advisor.render.formats import Document
    from massage_advisor.terminal.stage import Sheet, Stage

Text = Annotated[
    list[str] | None,
    argument(metavar="[TEXT]...", help="What you know already, in your own words.", show_default=False),
]


@dataclass(frozen=True, slots=True)
class Told:
    """What a text says, and the answers that it gives. `confirmed`: a person has agreed."""

    understood: Understood
    responses: Responses
    confirmed: bool = False


def told(kb: KnowledgeBase, words: Sequence[str] | None, today: str) -> Told | None:
    """What the words of a command line say; None where there are none.

    Raises UsageError where they are too many.
    """
    text = " ".join(words or ()).strip()
    if not text:
        return None
    from massage_advisor.language import propose, understand

    understood = understand(kb, text, date.fromisoformat(today))
    return Told(understood, propose(kb, understood))


def nothing_known(heard: Told | None) -> str:
    """Why there is nothing to go by."""
    if heard is None:
        return "nothing is known about the person yet"
    return "nothing in your words could be understood; say it in other words"


def confirm(kb: KnowledgeBase, heard: Told, stage: Stage) -> Told:
    """Shows what was understood; without a yes none of it counts. The wish to stop ends the program."""
    chosen = stage.read(_sheet(kb, heard))
    if chosen == "stop":
        raise Exit(STOPPED)
    return replace(heard, responses=heard.responses if chosen == "yes" else Responses(), confirmed=True)


def _sheet(kb: KnowledgeBase, heard: Told) -> Sheet:
    from massage_advisor.render.understood import understood_lines
    from massage_advisor.terminal.stage import Choice, Sheet, fixed

    lines: list[str] = []
    for label, found in understood_lines(kb, heard.understood):
        lines += [f"{label}:", *(f"- {line}" for line in found)]
    lines.append("Is that right? You can still change every answer. The questions ask the rest.")
    choices = (
        Choice("yes", ("enter", "y", "u", "use"), "go on with these answers"),
        Choice("no", ("n", "none"), "use none and be asked everything"),
    )
    return Sheet("What we understood", fixed("\n".join(lines)), choices, stop="stop")


def line_stage(common: Common) -> Stage:
    """Where a text is confirmed in line mode, also by lines from a pipe."""
    from massage_advisor import terminal

    return terminal.open_stage(
        accessible=terminal.line_mode(
            accessible=True, environ=os.environ, stdin=sys.stdin, stderr=sys.stderr
        ),
        width=common.width,
        ascii_only=common.ascii_only,
        stdin=sys.stdin,
        stderr=sys.stderr,
    )


def beneath(kb: KnowledgeBase, common: Common, heard: Told | None, given: Responses) -> Responses:
    """The answers of the text with the given ones over them; what these rule out goes."""
    if heard is None:
        return given
    both, replaced = merge(heard.responses, given)
    for item in replaced:
        common.note(f"note: the answer given to '{item}' replaces that of the text")
    both, ruled_out = give_way(kb, both, given)
    for item in ruled_out:
        common.note(f"note: the answers given rule out what the text says about '{item}'")
    return both


def with_told(kb: KnowledgeBase, document: Document, heard: Told | None) -> Document:
    """The result with what was understood of the text: after the first facts.

    Last after an emergency; first where the words leave open whether there is a danger.
    """
    if heard is None:
        return document
    from massage_advisor.render.formats import Document
    from massage_advisor.render.page import Facts, Page, Tone
    from massage_advisor.render.understood import understood_blocks, understood_record

    def page() -> Page:
        ours, theirs = tuple(understood_blocks(kb, heard.understood)), document.page.blocks
        facts = (number for number, block in enumerate(theirs, 1) if isinstance(block, Facts))
        after = 0 if _asks_of_danger(kb, heard.understood) else next(facts, 0)
        place = len(theirs) if document.page.tone is Tone.STOP else after
        return replace(document.page, blocks=(*theirs[:place], *ours, *theirs[place:]))

    def record() -> dict[str, object]:
        understood = understood_record(heard.understood, confirmed=heard.confirmed)
        return {**document.record, "understood": understood}

    return Document(page, record)


def _asks_of_danger(kb: KnowledgeBase, understood: Understood) -> bool:
    return any(kb.items[item].red_flag for question in understood.questions for item in question.items)
