"""`check`: is this massage all right for me? One massage, one screen, nothing asked."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Annotated

from massage_advisor.cli.answering import Answers, ExitStatus, Set, today, verdict_status
from massage_advisor.cli.common import Common, with_common
from massage_advisor.cli.edge import MustAskError
from massage_advisor.cli.gather import gather
from massage_advisor.cli.naming import LIST, find
from massage_advisor.cli.options import argument
from massage_advisor.cli.telling import Text, Told, beneath, nothing_known, told, with_told
from massage_advisor.model import KnowledgeBase, Responses
from massage_advisor.render.formats import FORMATS

LONGEST_LINE = 5_000

Name = Annotated[str, argument(help="A massage: its id or a name for it.", metavar="MASSAGE")]


@with_common
def check(
    massage: Name,
    text: Text = None,
    answers: Answers = None,
    set_: Set = None,
    exit_status: ExitStatus = False,
    *,
    common: Common,
) -> int:
    """Say whether one massage is all right, why, what to change and what is better."""
    form = common.form(FORMATS)
    kb = common.knowledge()
    names = ((m.id, (m.name, *m.aliases)) for m in kb.massages.values())
    wanted = find("massage", massage, names, LIST)
    if text == ["-"]:
        common.emit("".join(_lines(kb, common, wanted)))
        return 0
    heard = told(kb, text, today())
    responses = beneath(kb, common, heard, gather(kb, common, answers, set_ or []))
    if not responses.values and not (heard and heard.understood.questions):
        raise MustAskError(_how_to_answer(wanted, heard))
    from massage_advisor.advice import advise
    from massage_advisor.render.checking import check_document
    from massage_advisor.render.formats import write

    advice = advise(kb, responses, today())
    document = with_told(kb, check_document(kb, advice, wanted), heard)
    common.emit(write(document, kb.sources, form, common.style()))
    return verdict_status(advice, wanted) if exit_status else 0


def _lines(kb: KnowledgeBase, common: Common, massage: str) -> Iterator[str]:
    """One line of JSON for each line of stdin, in the same order; an empty line gives the bare verdict."""
    from massage_advisor.advice import advise
    from massage_advisor.render.checking import check_document
    from massage_advisor.render.formats import harmless

    for line in sys.stdin:
        heard = told(kb, [line[: LONGEST_LINE + 1]], today())
        responses = beneath(kb, common, heard, Responses())
        document = check_document(kb, advise(kb, responses, today()), massage)
        record = with_told(kb, document, heard).record
        yield json.dumps(harmless(record), ensure_ascii=common.ascii_only) + "\n"


def _how_to_answer(massage: str, heard: Told | None) -> str:
    return (
        f"{nothing_known(heard)}\n"
        f'  next: massage-advisor check {massage} "42 years old, high blood pressure, no blood thinners"\n'
        f"        massage-advisor check {massage} --answers FILE   or   --set age=40 --set pregnancy=no ..."
    )
