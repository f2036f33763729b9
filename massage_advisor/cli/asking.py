"""`ask`: a questionnaire, or answers that are known, in; advice out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from massage_advisor.cli.answering import Answers, ExitStatus, Set, disposition_status, today
from massage_advisor.cli.common import Common, with_common
from massage_advisor.cli.conversing import (
    Browsing,
    browsed,
    can_ask,
    converse,
    may_browse,
    person_stage,
    wants_lines,
)
from massage_advisor.cli.edge import MustAskError
from massage_advisor.cli.gather import gather
from massage_advisor.cli.keeping import keeper
from massage_advisor.cli.options import option
from massage_advisor.cli.telling import (
    Text,
    Told,
    beneath,
    confirm,
    line_stage,
    nothing_known,
    told,
    with_told,
)
from massage_advisor.errors import UsageError
from massage_advisor.model import KnowledgeBase
from massage_advisor.records import dataclass
from massage_advisor.render.formats import FORMATS
from massage_advisor.textsafe import shorten

if TYPE_CHECKING:
    from massage_advisor.advice import Advice

NoInput = Annotated[bool, option("--no-input", help="Ask nothing; advise on what is known.")]
Accessible = Annotated[
    bool, option("--accessible", help="Ask in plain lines that a screen reader can follow.")
]
SessionFile = Annotated[
    Path | None,
    option("--session", help="Keep the answers in FILE after every screen.", metavar="FILE"),
]
Resume = Annotated[bool, option("--resume", help="Go on from the answers that were saved.")]
Audience = Annotated[
    str, option("--for", help="Who reads it: client, therapist or doctor.", metavar="READER")
]
ShowOrder = Annotated[
    bool,
    option("--show-order", help="Say why each question comes, and why the massages stand in this order."),
]
RequireComplete = Annotated[bool, option("--require-complete", help="Exit 3 if anything is still open.")]


@with_common
def ask(
    text: Text = None,
    answers: Answers = None,
    set_: Set = None,
    no_input: NoInput = False,
    session: SessionFile = None,
    resume: Resume = False,
    accessible: Accessible = False,
    top: Annotated[int, option("--top", help="How many massages to show first.", min=1, max=100)] = 5,
    exit_status: ExitStatus = False,
    require_complete: RequireComplete = False,
    for_: Audience = "client",
    show_order: ShowOrder = False,
    *,
    common: Common,
) -> int:
    """Answer a health questionnaire and learn which massages suit you, with reasons and sources."""
    common.form(FORMATS)
    reader(for_)
    kb = common.knowledge()
    stage = None if no_input else person_stage(common, accessible=accessible)
    kept, saved = keeper(kb, common, session, resume=resume, stage=stage)
    heard = told(kb, text, today())
    if heard is not None and (stage is not None or (not no_input and can_ask(accessible=accessible))):
        heard = confirm(kb, heard, stage or line_stage(common))
    given = beneath(kb, common, heard, gather(kb, common, answers, set_ or [], saved))
    asked = None
    if not no_input:
        asked = converse(kb, given, common, kept, accessible=accessible, top=top, order=show_order)
    responses = asked or given
    if not responses.values:
        raise MustAskError(_how_to_answer(heard))
    from massage_advisor.advice import advise  # here, so that the first question comes soon

    advice = advise(kb, responses, today())
    if asked is not None and stage is not None and may_browse(common, common.form(FORMATS)):
        how = Browsing(stage, top, for_, accessible=accessible, order=show_order)
        advice = browsed(kb, advice, common, kept, how)
    accessible = accessible or wants_lines()
    show(kb, advice, common, Reading(top, for_, accessible=accessible, order=show_order), heard)
    if asked is not None:
        kept.erase()
    if require_complete and advice.open and not advice.emergency:
        raise MustAskError(f"{len(advice.open)} questions are still open: {_listed(advice.open)}")
    return disposition_status(kb, advice, top) if exit_status else 0


@dataclass(frozen=True, slots=True)
class Reading:
    """How a result is read: how many massages in full, by whom, whether by a screen reader, and whether with
    the reasoning behind its order."""

    top: int
    audience: str
    accessible: bool
    order: bool = False


def reader(audience: str) -> None:
    """UsageError unless there is a page for this reader."""
    from massage_advisor.render.audiences import AUDIENCES

    if audience not in AUDIENCES:
        raise UsageError(f"there is no reader '{shorten(audience)}'; give one of: {', '.join(AUDIENCES)}")


def show(
    kb: KnowledgeBase, advice: Advice, common: Common, reading: Reading, heard: Told | None = None
) -> None:
    """Writes the advice in the format that was asked for, with what was understood of a text."""
    from massage_advisor.render.audiences import advice_document
    from massage_advisor.render.formats import write

    document = with_told(kb, advice_document(kb, advice, reading.top, reading.audience), heard)
    if reading.order:
        from massage_advisor.render.order_next import with_order

        document = with_order(kb, advice, document)
    style = common.style(accessible=reading.accessible)
    common.emit(write(document, kb.sources, common.form(FORMATS), style))


def _how_to_answer(heard: Told | None) -> str:
    return (
        f"{nothing_known(heard)}, and this run may not ask\n"
        "  next: massage-advisor ask                       in a terminal, to be asked\n"
        "        massage-advisor answers template > a.yaml  then: massage-advisor ask --answers a.yaml\n"
        "        massage-advisor ask --no-input --set age=40 --set pregnancy=no ..."
    )


def _listed(items: tuple[str, ...]) -> str:
    return ", ".join(items[:8]) + (", ..." if len(items) > 8 else "")
