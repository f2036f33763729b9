"""One massage for one person: the verdict, why, what to change, what is open, what is better."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from massage_advisor.advice import Advice, Offer
from massage_advisor.model import Item, KnowledgeBase, Verdict
from massage_advisor.reasons import WhatIf, what_would_change, why
from massage_advisor.render import words
from massage_advisor.render.asides import ways
from massage_advisor.render.formats import Document
from massage_advisor.render.groups import reason_text
from massage_advisor.render.page import Detail, Facts, Page, Phrase
from massage_advisor.render.reasoned import what_if_record, why_record
from massage_advisor.render.result import answers_record, massage_record, red_flag_record
from massage_advisor.render.stop import stop_page

SCHEMA = "massage-advisor/check/1"
BETTER = 2
"""How many better choices are named when the massage is not OK."""
MOST_OPEN = 5
"""How many open questions are written out; the rest is counted."""


def check_document(kb: KnowledgeBase, advice: Advice, massage: str) -> Document:
    """The answer to "is this massage all right?", as a page and as data."""
    return Document(lambda: _page(kb, advice, massage), lambda: _record(kb, advice, massage))


def better(advice: Advice, massage: str) -> tuple[Offer, ...]:
    """The first massages in the order that may be had and are milder than this one."""
    now = advice.offer(massage).decision.so_far
    milder = (o for o in advice.offers if o.rank is not None and o.decision.so_far < now)
    return tuple(offer for offer, _ in zip(milder, range(BETTER), strict=False))


def _page(kb: KnowledgeBase, advice: Advice, massage: str) -> Page:
    if advice.emergency:
        return stop_page(kb, advice)
    offer = advice.offer(massage)
    milder = _milder(kb, advice, offer)
    facts = Facts(tuple(_details(kb, advice, offer)))
    return Page(f"{offer.name} for you", (facts, *ways(kb, "What would make it milder", milder)))


def _milder(kb: KnowledgeBase, advice: Advice, offer: Offer) -> list[WhatIf]:
    """What would make the verdict milder; nothing can make an OK so."""
    now = offer.decision.so_far
    if now is Verdict.OK:
        return []
    found = what_would_change(kb, advice.assessment.responses, offer.id)
    return [what_if for what_if in found if what_if.after < now]


def _details(kb: KnowledgeBase, advice: Advice, offer: Offer) -> Iterator[Detail]:
    decision = offer.decision
    yield Detail("Verdict", (words.offer_verdict(offer), Phrase(_meaning(offer))))
    if offer.applies is False:
        yield Detail("But", (Phrase("This massage is meant for other people."),))
    yield from _listed("Because", _because(offer))
    yield from _listed("You said", (Phrase(line) for line in _forcing(kb, advice, offer)))
    if decision.so_far < Verdict.AVOID:
        yield from _listed("Change", (Phrase(change) for change in offer.changes))
        yield from _listed("Ask a doctor", (Phrase(question) for question in offer.ask_doctor))
    yield from _listed("Still open", (Phrase(line) for line in _open(kb, advice, offer)))
    yield from _listed("Better for you", (_named(choice) for choice in better(advice, offer.id)))


def _because(offer: Offer) -> Iterator[Phrase]:
    """The reasons that give the verdict, each once with its first source; the rest are changes."""
    now = offer.decision.so_far
    held = {reason_text(r): r.sources[:1] for r in offer.because if r.counts_as is now > Verdict.OK}
    yield from (Phrase(text, sources) for text, sources in held.items())


def _listed(label: str, phrases: Iterator[Phrase]) -> Iterator[Detail]:
    found = tuple(phrases)
    if found:
        yield Detail(label, found)


def _forcing(kb: KnowledgeBase, advice: Advice, offer: Offer) -> Iterator[str]:
    """The smallest set of answers that gives this verdict; not for an OK, which rests on all of them."""
    if offer.decision.so_far > Verdict.OK:
        answers = why(kb, advice.assessment.responses, offer.id, advice.assessment).answers
        yield from (words.said(kb, item, value) for item, value in answers.items())


def _meaning(offer: Offer) -> str:
    if offer.decision.settled:
        return words.MEANINGS[offer.decision.so_far]
    worst = words.verdict(offer.decision.at_worst).text
    return f"not settled, so do not book yet: what is still open could make it {worst}"


def _open(kb: KnowledgeBase, advice: Advice, offer: Offer) -> Iterator[str]:
    """Open questions: first about what was said, then signs of danger."""
    said = advice.assessment.responses.values

    def place(item: Item) -> tuple[bool, bool]:
        return item.condition not in said, not item.red_flag

    items = sorted((item for item in kb.items.values() if item.id in offer.decision.open), key=place)
    yield from (item.ask for item in items[:MOST_OPEN])
    if items[MOST_OPEN:]:
        yield f"and {len(items) - MOST_OPEN} more: massage-advisor ask asks them all"


def _named(offer: Offer) -> Phrase:
    return Phrase(f"{offer.name}: {words.offer_verdict(offer).text}")


def _record(kb: KnowledgeBase, advice: Advice, massage: str) -> dict[str, Any]:
    responses = advice.assessment.responses
    found = why(kb, responses, massage)
    return {
        "schema": SCHEMA,
        "knowledge": {"edition": advice.edition, "hash": advice.knowledge_hash},
        "date": advice.date,
        "answers": answers_record(responses.values),
        "red_flags": [red_flag_record(flag) for flag in advice.red_flags],
        "massage": massage_record(advice.offer(massage)),
        "why": why_record(found),
        "what_would_change": [
            what_if_record(what_if) for what_if in what_would_change(kb, responses, massage)
        ],
        "better": [offer.id for offer in better(advice, massage)] if not advice.emergency else [],
    }
