"""`ask` and `check`: answers in, advice out."""

from __future__ import annotations

import datetime
import os
import sys
from dataclasses import dataclass
from typing import Annotated

import typer

from massage_advisor.advice import Advice, advise
from massage_advisor.cli.common import Common, with_common
from massage_advisor.cli.edge import SAVED, STOPPED, Exit, MustAskError
from massage_advisor.cli.gather import gather
from massage_advisor.errors import UsageError
from massage_advisor.model import Disposition, Item, KnowledgeBase, Responses, Verdict
from massage_advisor.reasons import why_asked
from massage_advisor.render.formats import FORMATS
from massage_advisor.textsafe import shorten

Answers = Annotated[
    str | None,
    typer.Option("--answers", help="Read answers from FILE (YAML or JSON), or - for stdin.", metavar="FILE"),
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set", help="Give one answer: --set age=40, --set rash.where=left-arm,neck.", metavar="ID=VALUE"
    ),
]
NoInput = Annotated[bool, typer.Option("--no-input", help="Ask nothing; advise on what is known.")]
Accessible = Annotated[
    bool, typer.Option("--accessible", help="Ask in plain lines that a screen reader can follow.")
]
ExitStatus = Annotated[
    bool,
    typer.Option("--exit-status", help="Exit 10 for stop or not now, 11 for ask first, 12 if not settled."),
]
Audience = Annotated[
    str, typer.Option("--for", help="Who reads it: client, therapist or doctor.", metavar="READER")
]
RequireComplete = Annotated[
    bool, typer.Option("--require-complete", help="Exit 3 if anything is still open.")
]


@with_common
def ask(
    answers: Answers = None,
    set_: Set = None,
    no_input: NoInput = False,
    accessible: Accessible = False,
    top: Annotated[int, typer.Option("--top", help="How many massages to show first.", min=1, max=100)] = 5,
    exit_status: ExitStatus = False,
    require_complete: RequireComplete = False,
    for_: Audience = "client",
    *,
    common: Common,
) -> int:
    """Answer a health questionnaire and learn which massages suit you, with reasons and sources."""
    common.form(FORMATS)
    reader(for_)
    kb = common.knowledge()
    given = gather(kb, common, answers, set_ or [])
    responses = given if no_input else converse(kb, given, common, accessible=accessible)
    if not responses.values:
        raise MustAskError(_how_to_answer())
    advice = advise(kb, responses, today())
    accessible = accessible or wants_lines()
    show(kb, advice, common, Reading(top, for_, accessible=accessible))
    if require_complete and advice.open and not advice.emergency:
        raise MustAskError(f"{len(advice.open)} questions are still open: {_listed(advice.open)}")
    return disposition_status(advice) if exit_status else 0


def today() -> str:
    """The date that stands on a result; SOURCE_DATE_EPOCH fixes it for reproducible output."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date().isoformat()
    return datetime.date.today().isoformat()


def converse(kb: KnowledgeBase, given: Responses, common: Common, *, accessible: bool) -> Responses:
    """Asks what is missing, if there is a terminal or line mode was asked for."""
    from massage_advisor import terminal

    if sys.stdin is None or not (accessible or wants_lines() or sys.stdin.isatty()):
        return given
    lines = terminal.line_mode(accessible=accessible, environ=os.environ, stdin=sys.stdin, stderr=sys.stderr)
    outcome = terminal.run(
        kb,
        given,
        accessible=lines,
        width=common.width or common.columns,
        ascii_only=common.ascii_only,
        stdin=sys.stdin,
        stderr=sys.stderr,
        why=lambda item: reason_for(kb, item),
    )
    if outcome.ended == "stopped" and not sys.stdin.isatty():
        asked = ", ".join(outcome.unanswered[:3]) or "a question"
        raise MustAskError(f"the input ended before {asked} was answered; give more answers, or --no-input")
    if outcome.ended == "stopped":
        raise Exit(STOPPED)
    if outcome.ended == "saved":
        raise Exit(SAVED)
    return outcome.responses


def reason_for(kb: KnowledgeBase, item: Item) -> str:
    """Why an item is asked, from the rules that read it."""
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


@dataclass(frozen=True, slots=True)
class Reading:
    """How a result is read: how many massages in full, by whom, and whether by a screen reader."""

    top: int
    audience: str
    accessible: bool


def reader(audience: str) -> None:
    """UsageError unless there is a page for this reader."""
    from massage_advisor.render.audiences import AUDIENCES

    if audience not in AUDIENCES:
        raise UsageError(f"there is no reader '{shorten(audience)}'; give one of: {', '.join(AUDIENCES)}")


def show(kb: KnowledgeBase, advice: Advice, common: Common, reading: Reading) -> None:
    """Writes the advice in the format that was asked for."""
    from massage_advisor.render.audiences import advice_document
    from massage_advisor.render.formats import write

    document = advice_document(kb, advice, reading.top, reading.audience)
    style = common.style(accessible=reading.accessible)
    common.emit(write(document, kb.sources, common.form(FORMATS), style))


def disposition_status(advice: Advice) -> int:
    """The exit code that tells a script what the advice is."""
    worst = advice.assessment.disposition_so_far
    if worst >= Disposition.NOT_NOW:
        return 10
    if worst is Disposition.CLEARANCE:
        return 11
    return 0 if advice.assessment.complete else 12


def verdict_status(advice: Advice, massage: str) -> int:
    """The same for one massage."""
    decision = advice.offer(massage).decision
    if advice.emergency or decision.so_far is Verdict.AVOID:
        return 10
    if decision.so_far is Verdict.CLEARANCE:
        return 11
    return 0 if decision.settled else 12


def _how_to_answer() -> str:
    return (
        "nothing is known yet and this run may not ask\n"
        "  next: massage-advisor ask                       in a terminal, to be asked\n"
        "        massage-advisor answers template > a.yaml  then: massage-advisor ask --answers a.yaml\n"
        "        massage-advisor ask --no-input --set age=40 --set pregnancy=no ..."
    )


def _listed(items: tuple[str, ...]) -> str:
    return ", ".join(items[:8]) + (", ..." if len(items) > 8 else "")
