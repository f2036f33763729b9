"""Asking a person what is missing, if there is one who can be asked."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

from massage_advisor.cli.common import Color, Common
from massage_advisor.cli.edge import SAVED, STOPPED, Exit, MustAskError
from massage_advisor.cli.keeping import Keeper
from massage_advisor.model import Item, KnowledgeBase, Responses

if TYPE_CHECKING:
    from massage_advisor.terminal import Outcome
    from massage_advisor.terminal.stage import Stage


def converse(
    kb: KnowledgeBase, given: Responses, common: Common, kept: Keeper, *, accessible: bool
) -> Responses | None:
    """All answers, once the conversation is finished; None where nobody can be asked."""
    from massage_advisor import terminal

    if not can_ask(accessible=accessible):
        return None
    outcome = terminal.run(
        kb,
        given,
        accessible=_in_lines(accessible=accessible),
        width=common.width or common.columns,
        ascii_only=common.ascii_only,
        stdin=sys.stdin,
        stderr=sys.stderr,
        why=lambda item: reason_for(kb, item),
        checkpoint=kept.checkpoint,
        can_save=True,
        color=_colored(common),
    )
    if outcome.ended in ("stopped", "left", "saved"):
        _stopped(outcome, kept)
    return outcome.responses


def can_ask(*, accessible: bool) -> bool:
    """Whether there is somebody to ask: a terminal, or lines by wish."""
    return sys.stdin is not None and (accessible or wants_lines() or sys.stdin.isatty())


def _stopped(outcome: Outcome, kept: Keeper) -> NoReturn:
    """Ends the program as the person wished."""
    if outcome.ended == "saved":
        kept.keep(outcome.responses)
        raise Exit(SAVED)
    if outcome.ended == "stopped":
        kept.erase()
        raise Exit(STOPPED)
    if kept.active and outcome.responses.values:
        kept.keep(outcome.responses)
    if not sys.stdin.isatty():
        asked = ", ".join(outcome.unanswered[:3]) or "a question"
        raise MustAskError(f"the input ended before {asked} was answered; give more answers, or --no-input")
    raise Exit(SAVED if kept.active and outcome.responses.values else STOPPED)


def person_stage(common: Common, *, accessible: bool) -> Stage | None:
    """Where a person at a terminal is shown more than questions; None where there is none."""
    from massage_advisor import terminal

    if sys.stdin is None or not sys.stdin.isatty() or not sys.stderr.isatty():
        return None
    return terminal.open_stage(
        accessible=_in_lines(accessible=accessible),
        width=common.width,
        ascii_only=common.ascii_only,
        stdin=sys.stdin,
        stderr=sys.stderr,
        color=_colored(common),
    )


def _colored(common: Common) -> bool:
    """Whether the dialogue, which is never in a pipe, is coloured."""
    return common.color is Color.ALWAYS or (common.color is Color.AUTO and not os.environ.get("NO_COLOR"))


def _in_lines(*, accessible: bool) -> bool:
    from massage_advisor import terminal

    return terminal.line_mode(accessible=accessible, environ=os.environ, stdin=sys.stdin, stderr=sys.stderr)


def reason_for(kb: KnowledgeBase, item: Item) -> str:
    """Why an item is asked, from the rules that read it."""
    from massage_advisor.reasons import why_asked

    asked = why_asked(kb, item)
    names = [kb.massages[massage].name for massage in asked.massages]
    if not asked.rules:
        return item.why or "It only changes the order of what we offer."
    reasons = dict.fromkeys(rule.because for rule in asked.rules[:2])
    most = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
    return f"It can change the advice about {most}. {' '.join(reasons)}"


def wants_lines() -> bool:
    """Whether the environment asks for line mode, which may read a pipe."""
    return os.environ.get("ACCESSIBLE", "").strip().lower() not in ("", "0", "false")
