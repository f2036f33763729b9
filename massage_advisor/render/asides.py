"""What can be opened from a result or a red flag: a massage, the order, changes, a phone call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from massage_advisor.advice import Advice, Offer
from massage_advisor.engine import rule_reads
from massage_advisor.model import KnowledgeBase, Verdict
from massage_advisor.reasons import Edit, WhatIf, what_would_change
from massage_advisor.render import words
from massage_advisor.render.groups import reason_text
from massage_advisor.render.massage_page import massage_page
from massage_advisor.render.page import (
    Block,
    Detail,
    Entries,
    Entry,
    Facts,
    Heading,
    Page,
    Para,
    Phrase,
    Points,
)
from massage_advisor.render.sections import foremost
from massage_advisor.render.stop import what_was_said

EQUAL = "they are equal in everything; by name"
MOST_CHANGES = 12
"""How many ways to another verdict are shown; the rest is counted."""


def offer_page(kb: KnowledgeBase, advice: Advice, massage: str) -> Page:
    """One massage: first what it means for this person, then everything known about it."""
    offer = advice.offer(massage)
    general = massage_page(kb, kb.massages[massage])
    return Page(offer.name, (Heading("For you"), Facts(tuple(_for_you(offer))), *general.blocks))


def _for_you(offer: Offer) -> Iterator[Detail]:
    yield Detail("Verdict", (words.offer_verdict(offer), Phrase(words.MEANINGS[offer.decision.so_far])))
    sections = (
        ("Because", tuple(Phrase(reason_text(reason), reason.sources) for reason in offer.because)),
        ("Change", tuple(Phrase(change) for change in offer.changes)),
        ("Ask a doctor", tuple(Phrase(question) for question in offer.ask_doctor)),
    )
    hidden = ("Change", "Ask a doctor") if offer.decision.so_far is Verdict.AVOID else ()
    yield from (Detail(label, phrases) for label, phrases in sections if phrases and label not in hidden)


def order_page(advice: Advice) -> Page:
    """Why each massage stands before the next one."""
    offers = foremost(advice)
    how = (
        "Compared one after the other, and the first difference decides: how many of your aims it serves, "
        "how good the evidence for that is, how many of your wishes it meets, OK before ADAPT, fewer "
        "changes, then the name. The verdicts come from your health alone; the order cannot change them."
    )
    steps = [Entry(Phrase(_places(run)), _before(run, after)) for run, after in _runs(offers)]
    return Page("Why this order", (Para(Phrase(how)), Entries(tuple(steps))))


Numbered = tuple[tuple[int, Offer], ...]
"""Offers with their places in the order."""


def _runs(offers: Sequence[Offer]) -> Iterator[tuple[Numbered, Offer | None]]:
    """Neighbours that only the name tells apart, together; and the offer that comes after them."""
    run: Numbered = ()
    for number, offer in enumerate(offers, 1):
        if run and difference(run[-1][1], offer) != EQUAL:
            yield run, offer
            run = ()
        run = (*run, (number, offer))
    if run:
        yield run, None


def _places(run: Numbered) -> str:
    return "; ".join(f"{number} {offer.name}" for number, offer in run)


def _before(run: Numbered, after: Offer | None) -> tuple[Detail, ...]:
    """Why a run stands in its own order, and why before the next one."""
    by_name = Detail("Among themselves", (Phrase(EQUAL),)) if len(run) > 1 else None
    last = run[-1][1]
    then = Detail(f"Before {after.name}", (Phrase(difference(last, after)),)) if after is not None else None
    return tuple(detail for detail in (by_name, then) if detail is not None)


def difference(first: Offer, second: Offer) -> str:
    """The first thing in which two neighbours in the order differ, in words."""
    one, two = first.standing, second.standing
    if one.goals != two.goals:
        return f"it serves more of your aims ({-one.goals} against {-two.goals})"
    if one.grades != two.grades:
        return f"better evidence for your aims ({_grades(first)}; the next: {_grades(second)})"
    if one.wishes != two.wishes:
        return f"it meets more of your wishes ({-one.wishes} against {-two.wishes})"
    if one.verdict != two.verdict:
        return f"{words.VERDICTS[one.verdict]} comes before {words.VERDICTS[two.verdict]}"
    if one.changes != two.changes:
        return f"fewer changes are needed ({one.changes} against {two.changes})"
    return EQUAL


def _grades(offer: Offer) -> str:
    return ", ".join(words.evidence(indication) for indication in offer.goals)


def change_page(kb: KnowledgeBase, advice: Advice, massage: str) -> Page:
    """What would change the verdict of one massage: only what can really happen."""
    offer = advice.offer(massage)
    now = offer.decision.so_far
    found = what_would_change(kb, advice.assessment.responses, massage)
    milder = [what_if for what_if in found if what_if.after < now]
    stricter = [what_if for what_if in found if what_if.after > now]
    blocks = (
        Facts((Detail("Verdict now", (words.offer_verdict(offer),)),)),
        *ways(kb, "What would make it milder", milder),
        *ways(kb, "What would make it stricter", stricter),
    )
    nothing = Para(Phrase(_NOTHING_CHANGES[now is Verdict.OK]))
    return Page(f"What would change: {offer.name}", blocks if found else (*blocks, nothing))


_NOTHING_CHANGES = {
    True: "Nothing stands in the way. With a new illness, medicine, injury or pregnancy, answer again.",
    False: "No time, treatment or doctor's yes that this program knows of would change it.",
}


def ways(kb: KnowledgeBase, heading: str, found: list[WhatIf]) -> Iterator[Block]:
    """A section that lists changes, the most of them written out."""
    if found:
        yield Heading(heading)
        yield Points(tuple(_way(kb, what_if) for what_if in found[:MOST_CHANGES]))
        if found[MOST_CHANGES:]:
            yield Para(Phrase(f"And {words.counted(len(found) - MOST_CHANGES, 'more way')}."))


def _way(kb: KnowledgeBase, what_if: WhatIf) -> Phrase:
    edits = words.joined(_edit(kb, edit) for edit in what_if.edits)
    return Phrase(f"{words.verdict(what_if.after).text}: {edits}")


def _edit(kb: KnowledgeBase, edit: Edit) -> str:
    item = kb.items[edit.item]
    name, value = words.item_name(item), words.value_words(kb, item, edit.value)
    sentences = {
        "doctor": f'a doctor agrees ("{name}")',
        "time": f'"{name}" becomes {value} or more',
        "passes": f'once this no longer holds: "{item.ask}"',
        "choice": f'you choose "{value}" for "{name}"',
        "settled": f'you answer "{value}" to "{name}", which is still open',
        "clarified": f'"{name}", where you were not sure, turns out to be "{value}"',
    }
    return sentences[edit.how]


def phone_page(kb: KnowledgeBase, advice: Advice) -> Page:
    """Words to read out on the phone after a red flag."""
    certain = (flag for flag in advice.red_flags if flag.certain)
    said = dict.fromkeys(text for flag in certain for text in what_was_said(kb, advice, flag))
    values = advice.assessment.responses.values
    age = values.get("age")
    who = "the person I call for" if values.get("who") not in (None, "me") else "me"
    years = f" The age is {age:g} years." if isinstance(age, int | float) else ""
    lines = (
        "My name is ... I am at ... (place and address first: help can come even if the call breaks off).",
        f"I call about {who}.{years}",
        f"This is the matter: {words.joined(said) if said else 'a warning sign'}.",
        "It started ... (when), and since then it has become better / the same / worse.",
        _heard(kb, advice),
        "What should I do now? Stay on the line until they say that you can put the phone down.",
    )
    return Page("What to say on the phone", (Points(tuple(Phrase(line) for line in lines), numbered=True),))


def _heard(kb: KnowledgeBase, advice: Advice) -> str:
    """Conditions with a yes that are no part of the warning sign, or a reminder to tell of them."""
    values = advice.assessment.responses.values
    sign = {item for flag in advice.red_flags for item in rule_reads(kb, flag.rule)}
    known = [c.label for c in kb.conditions.values() if values.get(c.id) == "yes" and c.id not in sign]
    return f"Also known: {'; '.join(known)}." if known else "Tell them about illnesses and medicines."
