"""How far the interview has come, as honestly as a branching one can say it."""

from __future__ import annotations

from massage_advisor.interview.agenda import CLEARED, FOLLOW_UP, agenda, pending
from massage_advisor.interview.known import says_only_no
from massage_advisor.model import KnowledgeBase, Responses, Screen
from massage_advisor.records import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """Question `number` of about `about`, in the named part. A checklist is one question.

    `extra` > 0: this screen is beyond the count; it holds so many questions about what was ticked.
    `about` grows only when a ticked row opens a screen, and never falls below `number`.
    """

    number: int
    about: int
    part: str
    extra: int = 0


def progress(kb: KnowledgeBase, responses: Responses, screen: Screen) -> Progress:
    """Where `screen` stands among the questions that were answered or are still to come."""
    counts = _questions(kb, responses, screen)
    before = sum(count for slot, count in counts if slot == "before")
    total = sum(count for _, count in counts)
    if screen.role in (FOLLOW_UP, CLEARED):
        return Progress(max(before, 1), max(total, before, 1), screen.part, len(screen.items))
    number = before + 1 + _answered_on(kb, responses, screen)
    return Progress(number, max(total, number), screen.part)


def _questions(kb: KnowledgeBase, responses: Responses, screen: Screen) -> list[tuple[str, int]]:
    all_matter = says_only_no(kb, responses)
    counts: list[tuple[str, int]] = []
    where = "before"
    for slot in agenda(kb):
        if slot.id == screen.id:
            where = "from here"
        open_here = pending(kb, responses, slot, all_matter=all_matter)
        counts.append((where, _count(responses, slot, open_here)))
    return counts


def _count(responses: Responses, slot: Screen, open_here: tuple[str, ...]) -> int:
    if slot.role in (FOLLOW_UP, CLEARED):
        return 0
    asked = [item for item in slot.items if item in responses.values or item in open_here]
    return min(len(asked), 1) if slot.checklist else len(asked)


def _answered_on(kb: KnowledgeBase, responses: Responses, screen: Screen) -> int:
    """How many questions of a screen that asks one after the other come before the one it is at."""
    if screen.checklist:
        return 0
    whole = next(slot.items for slot in agenda(kb) if slot.id == screen.id)
    earlier = whole[: whole.index(screen.items[0])]
    return sum(item in responses.values for item in earlier)
