"""The next screen, and when there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from massage_advisor.interview.agenda import agenda, pending
from massage_advisor.interview.known import nothing_possible, red_flag_certain, truth_of_gate
from massage_advisor.model import KnowledgeBase, Responses, Screen
from massage_advisor.truth import Truth

MayStop = Callable[[KnowledgeBase, Responses], bool]
"""Says whether no remaining answer could change what is shown (law 7)."""

_BEFORE_ANY_STOP = {"for-whom", "red-flags", "wishes"}


def never_early(_kb: KnowledgeBase, _responses: Responses) -> bool:
    """The cautious rule: ask everything that could still matter."""
    return False


def next_screen(kb: KnowledgeBase, responses: Responses, may_stop: MayStop = never_early) -> Screen | None:
    """The first screen with something to ask, holding only the items to ask; None when all is asked.

    A certain red flag ends the interview at once. `may_stop` has no say in for whom, red flags and wishes:
    the first two come first, and wishes also tell whether a medical or a spa massage fits.
    """
    if red_flag_certain(kb, responses):
        return None
    screen = _first_pending(kb, responses)
    if screen is None or screen.role in _BEFORE_ANY_STOP:
        return screen
    return None if may_stop(kb, responses) else screen


def cut_short(kb: KnowledgeBase, responses: Responses) -> bool:
    """Whether an interview that is over left something out because it could change nothing any more."""
    return next_screen(kb, responses) is not None or nothing_possible(kb, responses)


def _first_pending(kb: KnowledgeBase, responses: Responses) -> Screen | None:
    for slot in agenda(kb):
        items = pending(kb, responses, slot)
        if items:
            return replace(slot, items=items)
    return None


def still_applies(kb: KnowledgeBase, responses: Responses, screen: Screen) -> Screen | None:
    """The screen with those of its items that (still) apply; None when none does."""
    items = tuple(i for i in screen.items if truth_of_gate(kb, responses, kb.items[i]) is Truth.TRUE)
    return replace(screen, items=items) if items else None


def impossible(kb: KnowledgeBase, responses: Responses) -> tuple[str, ...]:
    """Answered items that do not apply (any more): no rule reads them, and they are to be named."""
    return tuple(
        item
        for item in responses.values
        if item in kb.items and truth_of_gate(kb, responses, kb.items[item]) is Truth.FALSE
    )
