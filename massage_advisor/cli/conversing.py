"""Asking a person what is missing, if there is one who can be asked."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from massage_advisor.cli.common import Color, Common, write_file
from massage_advisor.cli.edge import SAVED, STOPPED, Exit, MustAskError
from massage_advisor.cli.keeping import Keeper
from massage_advisor.errors import FileError
from massage_advisor.model import Item, KnowledgeBase, Responses, Screen
from massage_advisor.records import dataclass
from massage_advisor.textsafe import shorten

if TYPE_CHECKING:
    from massage_advisor.advice import Advice
    from massage_advisor.terminal import Outcome
    from massage_advisor.terminal.stage import Stage


def converse(
    kb: KnowledgeBase,
    given: Responses,
    common: Common,
    kept: Keeper,
    *,
    accessible: bool,
    top: int,
    order: bool = False,
) -> Responses | None:
    """All answers that matter for the `top` first massages; None where nobody can be asked.

    `order`: each question is led in by why it comes now.
    """
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
        may_stop=lambda kb, responses: _may_stop(kb, responses, top),
        checkpoint=kept.checkpoint,
        can_save=True,
        write=write_page,
        order=_why_next(kb) if order else None,
        color=_colored(common),
    )
    if outcome.ended in ("stopped", "left", "saved"):
        _stopped(outcome, kept)
    return outcome.responses


def _why_next(kb: KnowledgeBase) -> Callable[[Responses, Screen], str]:
    from massage_advisor.render.order_next import why_next

    return lambda responses, screen: why_next(kb, responses, screen)


def _may_stop(kb: KnowledgeBase, responses: Responses, top: int) -> bool:
    from massage_advisor.reasons import may_stop  # here, so that the first question comes soon

    return may_stop(kb, responses, top)


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


def may_browse(common: Common, form: str) -> bool:
    """Whether the result is read on the terminal, where a person can look into it first."""
    return form == "text" and common.output is None and sys.stdout.isatty()


@dataclass(frozen=True, slots=True)
class Browsing:
    """Where the result is shown and for whom, how many massages in full, whether in line mode, and whether
    with why each question comes (`order`)."""

    stage: Stage
    top: int
    audience: str
    accessible: bool
    order: bool = False


def browsed(kb: KnowledgeBase, advice: Advice, common: Common, kept: Keeper, how: Browsing) -> Advice:
    """Shows the result with its keys; the advice after all changes of answers that the person made."""
    from massage_advisor.advice import advise
    from massage_advisor.render.audiences import advice_document
    from massage_advisor.terminal.result import CHANGE, Result, browse

    while not advice.emergency:
        page = advice_document(kb, advice, how.top, how.audience).page
        if browse(how.stage, Result(kb, advice, page, how.top, write_page)) != CHANGE:
            break
        answers = advice.assessment.responses
        changed = converse(kb, answers, common, kept, accessible=how.accessible, top=how.top, order=how.order)
        advice = advise(kb, changed or answers, advice.date)
    return advice


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


def write_page(name: str, text: str) -> None:
    """Saves a page that was asked for in the dialogue; FileError rather than replacing a file."""
    try:
        path = Path(name).expanduser()
        taken = path.exists()
    except (OSError, RuntimeError) as error:
        raise FileError(f"'{shorten(name)}' cannot be used as a file name") from error
    if taken:
        raise FileError(f"{path} exists already; give another name")
    write_file(path, text, force=False)


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
    which = "every massage" if len(names) == len(kb.massages) else most
    return f"{' '.join(reasons)} It can change the advice about {which}."


def wants_lines() -> bool:
    """Whether the environment asks for line mode, which may read a pipe."""
    return os.environ.get("ACCESSIBLE", "").strip().lower() not in ("", "0", "false")
