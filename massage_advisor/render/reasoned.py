"""Reasons as data: the answers that force a verdict, what would change it, and the stop certificate."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from massage_advisor import __version__
from massage_advisor.advice import Advice
from massage_advisor.model import KnowledgeBase, Verdict
from massage_advisor.reasons import WhatIf, Why, certify, shown, what_would_change_each, why
from massage_advisor.render.certificate import certified
from massage_advisor.render.result import answers_record, plain_value, result

Record = dict[str, Any]


def whole_result(kb: KnowledgeBase, advice: Advice, top: int) -> Record:
    """The result with reasons for the massages shown first, and with its certificate."""
    first = [offer.id for offer in shown(advice, top)] if not advice.emergency else []
    changes = what_would_change_each(kb, advice.assessment.responses, first)
    record = result(advice)
    massages = [
        {**m, **_reasons(kb, advice, m["id"], changes[m["id"]])} if m["id"] in changes else m
        for m in record["massages"]
    ]
    certificate = certify(kb, advice, top)
    return certified({**record, "massages": massages}, certificate, advice.knowledge_hash, __version__)


def _reasons(kb: KnowledgeBase, advice: Advice, massage: str, changes: Iterable[WhatIf]) -> Record:
    """Why it is no plain OK (an OK rests on all answers), and what would change that."""
    responses = advice.assessment.responses
    is_ok = advice.offer(massage).decision.so_far is Verdict.OK
    return {
        "why": None if is_ok else why_record(why(kb, responses, massage, advice.assessment)),
        "what_would_change": [what_if_record(found) for found in changes],
    }


def why_record(found: Why) -> Record:
    """A smallest set of answers that forces a verdict, with the rules and sources behind it."""
    return {
        "verdict": found.verdict.word,
        "answers": answers_record(found.answers),
        "rules": list(found.rules),
        "sources": list(found.sources),
    }


def what_if_record(what_if: WhatIf) -> Record:
    """Edits that together change a verdict, and to what."""
    edits = [{"item": e.item, "value": plain_value(e.value), "how": e.how} for e in what_if.edits]
    return {"edits": edits, "after": what_if.after.word}
