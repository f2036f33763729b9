"""The sections of a result: each a heading with blocks, or nothing where there is nothing to say."""

from __future__ import annotations

from collections.abc import Iterator

from massage_advisor.advice import Advice, Offer, Reason
from massage_advisor.model import Disposition, KnowledgeBase, Level, Verdict
from massage_advisor.render import words
from massage_advisor.render.groups import Group, entry, for_which, grouped
from massage_advisor.render.page import (
    Block,
    Box,
    Detail,
    Entries,
    Entry,
    Facts,
    Heading,
    Para,
    Phrase,
    Points,
    Tone,
)

MOST_OPEN = 8
"""How many open questions of one part are named; the rest is counted."""


def offered(advice: Advice) -> tuple[Offer, ...]:
    """What can be offered now, best first."""
    return tuple(offer for offer in advice.offers if offer.rank is not None)


def with_verdict(advice: Advice, verdict: Verdict) -> tuple[Offer, ...]:
    """The massages that are, or may be, for this person and have a verdict so far."""
    return tuple(o for o in advice.offers if o.applies is not False and o.decision.so_far is verdict)


def foremost(advice: Advice) -> tuple[Offer, ...]:
    """What can be offered; with nothing to offer, what a doctor's yes would open. Best first."""
    return offered(advice) or with_verdict(advice, Verdict.CLEARANCE)


def _names(offers: tuple[Offer, ...]) -> tuple[str, ...]:
    return tuple(offer.name for offer in offers)


def changes(shown: tuple[Offer, ...]) -> Iterator[Block]:
    """What has to be changed, each change once, with why and for which massages."""
    groups = grouped(shown, _change)
    if groups:
        yield Heading("What to change, and why")
        yield Entries(tuple(entry(group, _names(shown), Tone.ADAPT) for group in groups))


def _change(_: Offer, reason: Reason) -> str:
    return (reason.change or reason.text) if reason.counts_as is Verdict.ADAPT else ""


def questions(advice: Advice) -> Iterator[Block]:
    """What to ask the doctor, each question once, and what to change even after a yes."""
    asked = with_verdict(advice, Verdict.CLEARANCE)
    groups = grouped(asked, _question)
    if groups:
        yield Heading("Ask a doctor or midwife first", Tone.CLEARANCE)
        if offered(advice):
            yield Para(Phrase(words.by_verdict(asked)))
        yield Entries(tuple(_question_entry(group, _names(asked)) for group in groups))


def _question(_: Offer, reason: Reason) -> str:
    return reason.ask if reason.counts_as is Verdict.CLEARANCE else ""


def _question_entry(group: Group, everyone: tuple[str, ...]) -> Entry:
    after = tuple(dict.fromkeys(r.change for r in group.reasons if r.level is Level.CLEARANCE and r.change))
    details = (
        Detail("Why", group.why),
        Detail("After a yes", tuple(Phrase(sentence) for sentence in after)),
        Detail("For", (Phrase(for_which(group.massages, everyone)),)),
    )
    question = Phrase(f"Ask: {group.text}", tone=Tone.CLEARANCE)
    return Entry(question, tuple(detail for detail in details if detail.phrases))


def left_alone(advice: Advice) -> Iterator[Block]:
    """What not to have: the reasons against it, those against the same massages together."""
    avoided = with_verdict(advice, Verdict.AVOID)
    groups = grouped(avoided, _ban)
    if groups:
        yield Heading("Leave these alone for now", Tone.AVOID)
        sign = words.verdict(Verdict.AVOID).text
        all_of_them = len(avoided) == sum(offer.applies is not False for offer in advice.offers)
        everyone = _names(avoided) if all_of_them else ()
        together = {group.massages: [g for g in groups if g.massages == group.massages] for group in groups}
        yield Entries(tuple(_left_alone(sign, alike, everyone) for alike in together.values()))


def _ban(_: Offer, reason: Reason) -> str:
    return reason.text if reason.counts_as is Verdict.AVOID else ""


def _left_alone(sign: str, alike: list[Group], everyone: tuple[str, ...]) -> Entry:
    """The massages that the same reasons, one or more, are against."""
    massages = alike[0].massages
    named = "every massage" if massages == everyone else "; ".join(massages)
    why = Detail("Why", tuple(_cited(group) for group in alike))
    return Entry(Phrase(f"{sign}: {named}", tone=Tone.AVOID), (why,))


def _cited(group: Group) -> Phrase:
    return Phrase(group.text, tuple(dict.fromkeys(s for reason in group.reasons for s in reason.sources)))


def notes(advice: Advice) -> Iterator[Block]:
    """What is good to know and changes nothing."""
    offers = (offer for offer in advice.offers if offer.applies is not False)
    found = {r.text: r.sources for offer in offers for r in offer.because if r.level is Level.NOTE}
    if found:
        yield Heading("Good to know")
        yield Points(tuple(Phrase(text, sources) for text, sources in found.items()))


def doubts(kb: KnowledgeBase, advice: Advice) -> Iterator[Block]:
    """What was answered "not sure", and what it was counted as."""
    if not advice.in_doubt:
        return
    yield Heading('What we counted for "not sure"')
    entries = []
    for item, verdict in advice.in_doubt.items():
        text = f"{words.item_name(kb.items[item])} - {_COUNTED[verdict]}"
        entries.append(Phrase(text, tone=words.TONES[verdict]))
    yield Points(tuple(entries))


_COUNTED = {
    Verdict.OK: "made no difference",
    Verdict.ADAPT: "counted as yes: some things are changed",
    Verdict.CLEARANCE: "counted with care: a doctor should be asked first",
    Verdict.AVOID: "counted as yes: something is left out",
}


def still_open(kb: KnowledgeBase, advice: Advice) -> Iterator[Block]:
    """What was not asked yet and could change the advice, by part of the questionnaire."""
    if not advice.open:
        return
    yield Heading(f"What is open: {words.counted(len(advice.open), 'question')}")
    yield Facts(tuple(_open_part(kb, part, items) for part, items in _by_part(kb, advice).items()))


def _by_part(kb: KnowledgeBase, advice: Advice) -> dict[str, list[str]]:
    """The open items by part, in the order in which they are asked; follow-ups have no part of their own."""
    left = set(advice.open)
    found: dict[str, list[str]] = {}
    for screen in kb.screens:
        for item in screen.items:
            if item in left:
                left.remove(item)
                found.setdefault(screen.part, []).append(item)
    rest = [item for item in advice.open if item in left]
    return {**found, "Follow-ups": rest} if rest else found


def _open_part(kb: KnowledgeBase, part: str, items: list[str]) -> Detail:
    named = "; ".join(words.item_name(kb.items[item]) for item in items[:MOST_OPEN])
    more = f"; and {len(items) - MOST_OPEN} more" if len(items) > MOST_OPEN else ""
    return Detail(f"{part} ({len(items)})", (Phrase(named + more),))


_WHEN_TO_BOOK = {
    Disposition.CLEARANCE: "After a doctor's yes, book",
    Disposition.NOT_NOW: "Later, when the reasons above have passed, book",
}


def setting(advice: Advice) -> Iterator[Block]:
    """Medical or spa, why, and what to do next."""
    where = advice.setting
    yield Heading("Medical or spa?")
    when = _WHEN_TO_BOOK.get(advice.assessment.disposition_so_far, "Book")
    yield Para(Phrase(f"{when} {words.SETTINGS[where.advice]}.", tone=Tone.STRONG))
    if where.because:
        yield Points(tuple(Phrase(rule.because, rule.sources) for rule in where.because))
    if where.next_steps:
        yield Para(Phrase("Next steps:", tone=Tone.STRONG))
        yield Points(tuple(Phrase(note.text, note.sources) for note in where.next_steps), numbered=True)


def say(advice: Advice) -> Iterator[Block]:
    """What to tell the therapist."""
    if advice.say:
        lines = tuple(Phrase(f'"{line}"') for line in advice.say)
        yield Box((Heading("Say this to the therapist"), Points(lines)))


def always(advice: Advice) -> Iterator[Block]:
    """What holds for everybody."""
    if advice.always:
        yield Heading("What holds for everybody")
        yield Points(tuple(Phrase(note.text, note.sources) for note in advice.always))
