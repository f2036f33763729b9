"""What commands that advise share: the answers they are given, the day, and the exit code for scripts."""

from __future__ import annotations

import datetime
import os
from typing import TYPE_CHECKING, Annotated

from massage_advisor.cli.options import option
from massage_advisor.model import Disposition, KnowledgeBase, Verdict

if TYPE_CHECKING:
    from massage_advisor.advice import Advice

Answers = Annotated[
    str | None,
    option("--answers", help="Read answers from FILE (YAML or JSON), or - for stdin.", metavar="FILE"),
]
Set = Annotated[
    list[str] | None,
    option(
        "--set", help="Give one answer: --set age=40, --set rash.where=left-arm,neck.", metavar="ID=VALUE"
    ),
]
ExitStatus = Annotated[
    bool,
    option("--exit-status", help="Exit 10 for stop or not now, 11 for ask first, 12 if not settled."),
]


def today() -> str:
    """The date that stands on a result; SOURCE_DATE_EPOCH fixes it for reproducible output."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date().isoformat()
    return datetime.date.today().isoformat()


def disposition_status(kb: KnowledgeBase, advice: Advice, top: int) -> int:
    """The exit code that tells a script what the advice is: settled where no answer could change it."""
    from massage_advisor.reasons import certify

    worst = advice.assessment.disposition_so_far
    if worst >= Disposition.NOT_NOW:
        return 10
    if worst is Disposition.CLEARANCE:
        return 11
    return 0 if advice.assessment.complete or certify(kb, advice, top) is not None else 12


def verdict_status(advice: Advice, massage: str) -> int:
    """The same for one massage."""
    decision = advice.offer(massage).decision
    if advice.emergency or decision.so_far is Verdict.AVOID:
        return 10
    if decision.so_far is Verdict.CLEARANCE:
        return 11
    return 0 if decision.settled else 12
