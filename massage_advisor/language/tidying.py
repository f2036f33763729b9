"""What was found in a text -> one answer for each item, and nothing that contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from massage_advisor.answers import NO, YES, gate_yes
from massage_advisor.language.mentions import Findings, Mention, Question, Understood
from massage_advisor.model import NOT_SURE, KnowledgeBase


def tidied(kb: KnowledgeBase, found: Findings, unmatched: tuple[str, ...]) -> Understood:
    """The findings without doubles, details of nothing, and answers that contradict each other."""
    present = _once(found.present)
    absent = _once(found.absent)
    said = {mention.id for mention in present if mention.value != NOT_SURE}
    clash = said & {mention.id for mention in absent if mention.item}
    for mention in present:
        if mention.id in clash:
            found.ask((mention.id,), mention.start, mention.end)
    kept = [mention for mention in present if mention.id not in clash]
    true = {mention.id for mention in kept if mention.value == YES}
    return Understood(
        tuple(mention for mention in kept if _applies(kb, mention, true)),
        tuple(mention for mention in absent if mention.id not in clash and mention.value == NO),
        tuple(_asked_once(found.questions, true)),
        tuple(dict.fromkeys(found.aside)),
        unmatched,
    )


def _once(mentions: list[Mention]) -> list[Mention]:
    """The first mention of every answer; "not sure" gives way to a plain answer."""
    sure = {(m.item, m.id) for m in mentions if m.value != NOT_SURE}
    kept: dict[tuple[str, str], Mention] = {}
    for mention in mentions:
        if mention.value != NOT_SURE or (mention.item, mention.id) not in sure:
            kept.setdefault((mention.item, mention.id), mention)
    return sorted(kept.values(), key=lambda mention: mention.start)


def _asked_once(questions: Sequence[Question], true: set[str]) -> Iterator[Question]:
    """The first question about the same items; none about what was said."""
    seen: set[tuple[str, ...]] = set()
    for question in questions:
        if question.items not in seen and not set(question.items) & true:
            seen.add(question.items)
            yield question


def _applies(kb: KnowledgeBase, mention: Mention, true: set[str]) -> bool:
    """A detail counts only beside the condition that it is a detail of."""
    item = kb.items.get(mention.item)
    if item is None or item.condition in ("", mention.item):
        return True
    return all(fact in true for fact in gate_yes(item.gate) if fact == item.condition)
