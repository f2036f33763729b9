"""The result for the client: what to do, what to change, what to ask and what to say, in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from massage_advisor.advice import Advice, Offer
from massage_advisor.model import Disposition, KnowledgeBase, Verdict
from massage_advisor.reasons import Certificate, certify
from massage_advisor.render import places, sections, words
from massage_advisor.render.page import Block, Detail, Facts, Heading, Page, Para, Phrase, Table
from massage_advisor.render.stop import come_back, doubtful_flags, stop_page

SOURCES_NOTE = "Each statement names its strongest source."


def client_page(kb: KnowledgeBase, advice: Advice, top: int) -> Page:
    """The whole result; after a certain red flag only what to do about that."""
    if advice.emergency:
        return stop_page(kb, advice)
    return Page("Your massage advice", tuple(_blocks(kb, advice, top)), most_sources=words.BEST_SOURCES)


def _blocks(kb: KnowledgeBase, advice: Advice, top: int) -> Iterator[Block]:
    shown = sections.foremost(advice)[:top]
    yield from headline(kb, advice, top)
    yield from doubtful_flags(kb, advice)
    yield from come_back(kb, advice)
    yield about(kb, advice)
    yield from _offers(kb, advice, top)
    yield from places.section(kb, advice, shown)
    yield from sections.changes(shown)
    yield from sections.questions(advice)
    yield from sections.left_alone(advice)
    yield from sections.notes(advice)
    yield from sections.doubts(kb, advice)
    yield from sections.still_open(kb, advice)
    yield from sections.setting(advice)
    yield from sections.say(advice)
    yield from sections.always(advice)
    yield Para(Phrase(f"{words.NOT_A_DIAGNOSIS} {SOURCES_NOTE}"))


def about(kb: KnowledgeBase, advice: Advice) -> Facts:
    """What the advice rests on: aims, illnesses and the like, date and edition."""
    values = advice.assessment.responses.values
    goals = values.get("goals", ())
    aims = [kb.goals[goal].label for goal in goals if goal in kb.goals] if isinstance(goals, tuple) else []
    health = [c.label for c in kb.conditions.values() if values.get(c.id) == "yes"]
    return Facts(
        (
            Detail("You want", (Phrase("; ".join(aims) or "no aim chosen"),)),
            Detail("Your health", (Phrase("; ".join(health) or "nothing that matters here"),)),
            Detail("Made on", (Phrase(f"{advice.date}, with knowledge edition {advice.edition}"),)),
        )
    )


def headline(kb: KnowledgeBase, advice: Advice, top: int) -> Iterator[Block]:
    """What to do, in one heading and one sentence; never a plain OK while something is open."""
    assessment = advice.assessment
    so_far = assessment.disposition_so_far
    tone = words.DISPOSITION_TONES[so_far]
    certificate = certify(kb, advice, top)
    if assessment.complete or certificate is not None:
        yield Heading(words.HEADLINES[so_far], tone)
        yield Para(Phrase(_WHAT_TO_DO[so_far] + _ended_early(kb, certificate)))
        return
    number = words.counted(len(advice.open), "open question")
    yield Heading(_SO_FAR[so_far], tone)
    yield Para(Phrase(f'{_WHAT_TO_DO_SO_FAR[so_far]} {number} could change this: see "What is open" below.'))


def _ended_early(kb: KnowledgeBase, certificate: Certificate | None) -> str:
    """What to say where not everything was asked, because it could not matter (law 7)."""
    if certificate is not None and certificate.not_looked_at:
        skipped = set(certificate.not_looked_at)
        parts = dict.fromkeys(screen.part for screen in kb.screens if not skipped.isdisjoint(screen.items))
        named = f" Not asked, or not all of it: {', '.join(parts)}." if parts else ""
        return f" No further answer could change that, so there may be more reasons than these.{named}"
    if certificate is not None and certificate.others:
        return " What is still open cannot change what is shown first."
    return ""


_WHAT_TO_DO = {
    Disposition.OK: "Nothing you said speaks against a massage. What serves your aims best comes first.",
    Disposition.ADAPT: "A massage is fine with the changes below.",
    Disposition.CLEARANCE: "Please ask a doctor or midwife before you book. The questions to ask are below.",
    Disposition.NOT_NOW: "Please do not book a massage now. The reasons are below.",
    Disposition.EMERGENCY: "Please get medical help first.",
}
_SO_FAR = {
    Disposition.OK: "SO FAR NOTHING SPEAKS AGAINST A MASSAGE",
    Disposition.ADAPT: "SO FAR: POSSIBLE, WITH CHANGES",
    Disposition.CLEARANCE: "SO FAR: ASK A DOCTOR FIRST",
    Disposition.NOT_NOW: "NOT NOW, BY WHAT YOU SAID SO FAR",
    Disposition.EMERGENCY: "STOP",
}
_WHAT_TO_DO_SO_FAR = {
    Disposition.OK: "This is not finished, so do not book yet.",
    Disposition.ADAPT: "This is not finished, so do not book yet.",
    Disposition.CLEARANCE: "Please ask a doctor or midwife before you book. This is not finished:",
    Disposition.NOT_NOW: "Please do not book a massage now. This is not finished:",
    Disposition.EMERGENCY: "Please get medical help first. This is not finished:",
}


def _offers(kb: KnowledgeBase, advice: Advice, top: int) -> Iterator[Block]:
    """The best offers in full, the rest by name; with nothing to offer, what a doctor's yes would open."""
    offers = sections.foremost(advice)
    if not offers:
        return
    fits = offers[0].decision.so_far <= Verdict.ADAPT
    yield Heading("What fits you, best first" if fits else "What could fit after a doctor's yes, best first")
    yield offer_table(kb, advice, offers[:top])
    if offers[top:]:
        yield Para(Phrase(f"After these, in this order - {words.by_verdict(offers[top:])}"))
    unserved = _unserved(kb, advice, offers)
    if unserved:
        yield Para(Phrase(f"None of these serves: {'; '.join(unserved)}."))
    if any(offer.goals for offer in offers[:top]):
        yield words.evidence_line()


def offer_table(kb: KnowledgeBase, advice: Advice, offers: tuple[Offer, ...]) -> Table:
    """Massages with verdict, the aims they serve, and the wishes they meet."""
    wishes = any(offer.wishes for offer in offers)
    ranked = any(offer.rank is not None for offer in offers)
    aims = "May help with" if advice.assessment.responses.values.get("goals") else "Best for"
    columns: tuple[str, ...] = ("#", "Massage", "Verdict", aims, "Your wishes")
    cut = slice(0 if ranked else 1, 5 if wishes else 4)
    rows = tuple(_row(kb, advice, offer)[cut] for offer in offers)
    return Table(columns[cut], rows, head=3 if ranked else 2, header=1 if ranked else 0)


def _row(kb: KnowledgeBase, advice: Advice, offer: Offer) -> tuple[Phrase, ...]:
    sources = tuple(dict.fromkeys(source for i in offer.goals for source in i.sources))
    return (
        Phrase(str(offer.rank or "")),
        Phrase(offer.name),
        words.offer_verdict(offer),
        Phrase(_serves(kb, advice, offer), sources),
        Phrase(_wishes(offer)),
    )


def _serves(kb: KnowledgeBase, advice: Advice, offer: Offer) -> str:
    if offer.goals:
        return "; ".join(f"{kb.goals[i.goal].label} ({words.evidence(i)})" for i in offer.goals)
    if advice.assessment.responses.values.get("goals"):
        return "none of your aims"
    return "; ".join(kb.massages[offer.id].best_for) or kb.massages[offer.id].summary


def _wishes(offer: Offer) -> str:
    unmet = [label for label, met in offer.wishes if not met]
    if not offer.wishes:
        return ""
    return f"all but: {', '.join(unmet)}" if unmet else "all met"


def _unserved(kb: KnowledgeBase, advice: Advice, offers: tuple[Offer, ...]) -> list[str]:
    goals = advice.assessment.responses.values.get("goals", ())
    served = {i.goal for offer in offers for i in offer.goals}
    chosen = goals if isinstance(goals, tuple) else ()
    return [kb.goals[goal].label for goal in chosen if goal in kb.goals and goal not in served]
