"""`ask --show-order`: why the massages stand in this order, and which question comes next and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from massage_advisor.advice import Advice
from massage_advisor.interview.worth import Worth, waiting
from massage_advisor.model import KnowledgeBase, Responses, Screen
from massage_advisor.render import words
from massage_advisor.render.asides import difference, order_page
from massage_advisor.render.formats import Document
from massage_advisor.render.page import Block, Heading, Para, Phrase, Points
from massage_advisor.render.sections import foremost

_HOW = (
    "First for whom it is and what could be an emergency, then your aims, then health in the order of the "
    "lists, wishes, and last what a doctor has said. A question is left out as soon as no answer to it could "
    "change anything."
)
_WHY_FIRST = {
    "for-whom": "asked of everybody, because all the rest is about this person",
    "red-flags": "asked of everybody and before all else, because it could be an emergency",
    "goals": "puts the massages in order",
    "wishes": "puts the massages in order, or tells whether a medical or a spa massage fits",
}


def with_order(kb: KnowledgeBase, advice: Advice, document: Document) -> Document:
    """The result with its reasoning: at the end of the page, and as the field `order`."""
    return Document(
        lambda: replace(document.page, blocks=(*document.page.blocks, *_blocks(kb, advice))),
        lambda: {**document.record, "order": _record(kb, advice)},
    )


def why_next(kb: KnowledgeBase, responses: Responses, screen: Screen) -> str:
    """Why a screen that is about to be asked comes now; empty for one that was answered before."""
    found = next((worth for worth in waiting(kb, responses) if worth.screen.id == screen.id), None)
    return f"Why this question now: {_why(found)}." if found is not None else ""


def _blocks(kb: KnowledgeBase, advice: Advice) -> Iterator[Block]:
    page = order_page(advice)
    if foremost(advice) and not advice.emergency:
        yield Heading(page.title)
        yield from page.blocks
    yield Heading("Which question comes next")
    found = waiting(kb, advice.assessment.responses)
    if not found:
        yield Para(Phrase(_nothing_waits(advice)))
        return
    yield Para(Phrase(_HOW))
    yield Points(tuple(Phrase(_line(worth)) for worth in found), numbered=True)


def _nothing_waits(advice: Advice) -> str:
    if advice.emergency:
        return "None: a red flag is certain, and what to do about it cannot wait."
    return "None: everything that could still change something was asked."


def _line(worth: Worth) -> str:
    """One screen: its part and question, its rows, and what hangs on them."""
    screen = worth.screen
    rows = words.counted(len(screen.items), "question")
    return f"{screen.part}: {screen.title.rstrip(':')} ({rows}) - {_why(worth)}."


def _why(worth: Worth) -> str:
    found = words.counted(worth.pairs, "pair of massage and open rule", "pairs of massage and open rule")
    pairs = f"{found} could be settled, {worth.per_row:.1f} for each row"
    first = _WHY_FIRST.get(worth.screen.role)
    return f"{first}; {pairs}" if first and worth.pairs else first or pairs


def _record(kb: KnowledgeBase, advice: Advice) -> dict[str, Any]:
    offers = foremost(advice) if not advice.emergency else ()
    return {
        "massages": [
            {"id": first.id, "before": second.id, "because": difference(first, second)}
            for first, second in pairwise(offers)
        ],
        "next": [
            {"screen": worth.screen.id, "items": list(worth.screen.items), "pairs": worth.pairs}
            for worth in waiting(kb, advice.assessment.responses)
        ],
    }
