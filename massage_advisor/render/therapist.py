"""The card for the therapist: what the client has, wants, and must not get."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from massage_advisor.advice import Advice
from massage_advisor.model import Condition, KnowledgeBase, Value
from massage_advisor.render import places, sections, words
from massage_advisor.render.client import headline
from massage_advisor.render.page import Block, Detail, Facts, Page, Para, Phrase
from massage_advisor.render.stop import doubtful_flags, stop_page


def therapist_page(kb: KnowledgeBase, advice: Advice, top: int) -> Page:
    """A card to hand over before the session; after a certain red flag, only what to do about that."""
    if advice.emergency:
        return stop_page(kb, advice)
    return Page("Card for the therapist", tuple(_blocks(kb, advice, top)), most_sources=words.BEST_SOURCES)


def _blocks(kb: KnowledgeBase, advice: Advice, top: int) -> Iterator[Block]:
    shown = sections.foremost(advice)[:top]
    yield Facts(tuple(_facts(kb, advice)))
    yield from headline(kb, advice, top)
    yield from doubtful_flags(kb, advice)
    yield from places.section(kb, advice, shown)
    fits = sections.offered(advice)
    if fits:
        yield Para(Phrase(f"Best first - {words.by_verdict(fits)}"))
    yield from sections.changes(shown)
    yield from sections.questions(advice)
    yield from sections.left_alone(advice)
    yield from sections.doubts(kb, advice)
    yield from sections.still_open(kb, advice)
    yield Para(Phrase(words.NOT_A_DIAGNOSIS))


def _facts(kb: KnowledgeBase, advice: Advice) -> Iterator[Detail]:
    values = advice.assessment.responses.values
    yield Detail("Has", tuple(Phrase(text) for text in health(kb, advice)) or (Phrase("nothing reported"),))
    for item, label in _SAID.items():
        answer = values.get(item, ())
        if answer != () and item in kb.items:
            yield Detail(label, (Phrase(words.value_words(kb, kb.items[item], answer)),))
    yield Detail("Made on", (Phrase(f"{advice.date}, with knowledge edition {advice.edition}"),))


_SAID = {
    "age": "Age",
    "goals": "Wants",
    "where": "Hurts or feels tight",
    "pressure": "Likes",
    "wishes": "Wishes",
    "no-touch": "Do not touch",
}


def health(kb: KnowledgeBase, advice: Advice) -> Iterator[str]:
    """Each condition that was reported, with the details that were given."""
    values = advice.assessment.responses.values
    for condition in kb.conditions.values():
        answer = values.get(condition.id, "no")
        if answer != "no":
            sure = "" if answer == "yes" else " (not sure)"
            details = "; ".join(_details(kb, condition, values))
            yield f"{condition.label}{sure}" + (f": {details}" if details else "")


def _details(kb: KnowledgeBase, condition: Condition, values: Mapping[str, Value]) -> Iterator[str]:
    for item in condition.follow_ups:
        if item in values:
            yield f"{words.item_name(kb.items[item])} {words.value_words(kb, kb.items[item], values[item])}"
    if values.get(f"{condition.id}.cleared") == "yes":
        yield "a doctor or midwife agreed to massage"
