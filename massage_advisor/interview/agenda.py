"""The screens in asking order, and what is still to be asked on each of them.

The order never depends on a "go to": lists come as the knowledge base has them, each followed by the
screens that its rows open and then by a place for what hangs on the ticked rows. Last of all comes what
a doctor has agreed to.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from massage_advisor.interview.known import nothing_possible, open_items, says_only_no, ticked, truth_of_gate
from massage_advisor.model import Item, KnowledgeBase, Responses, Screen
from massage_advisor.truth import Truth

FOLLOW_UP = "follow-up"
CLEARED = "cleared"
_ALWAYS_ASKED = {"for-whom", "red-flags"}
_ORDERING = {"goals", "wishes"}
_WITHOUT_FOLLOW_UPS = {"for-whom", "goals", "wishes"}


@lru_cache(maxsize=8)
def agenda(kb: KnowledgeBase) -> tuple[Screen, ...]:
    """Every screen that could be shown, in asking order; those of role FOLLOW_UP and CLEARED have no
    items of their own."""
    lists = [screen for screen in kb.screens if not screen.family]
    following = [*lists[1:], None]
    slots = (
        slot for screen, then in zip(lists, following, strict=True) for slot in _section(kb, screen, then)
    )
    return (*slots, Screen(CLEARED, "Your doctor", "What a doctor or midwife has said", (), role=CLEARED))


def _section(kb: KnowledgeBase, screen: Screen, then: Screen | None) -> Iterator[Screen]:
    yield screen
    opened = {family.family: family for family in kb.screens if family.family in screen.items}
    yield from (opened[row] for row in screen.items if row in opened)
    unfinished = screen.role == "red-flags" and then is not None and then.role == "red-flags"
    if screen.role not in _WITHOUT_FOLLOW_UPS and not unfinished:
        yield Screen(f"{FOLLOW_UP}-{screen.id}", screen.part, "About what you ticked", (), role=FOLLOW_UP)


def slot_of(kb: KnowledgeBase, item_id: str) -> Screen:
    """The screen an item belongs to: where it stands, or the place for what hangs on its condition."""
    slots = agenda(kb)
    if item_id.endswith(f".{CLEARED}"):
        return slots[-1]
    home = item_id if item_id in _placed(kb) else kb.items[item_id].condition
    at = next((n for n, slot in enumerate(slots) if home in slot.items), 0)
    if home == item_id:
        return slots[at]
    return next(slot for slot in slots[at:] if slot.role in (FOLLOW_UP, CLEARED))


def pending(
    kb: KnowledgeBase, responses: Responses, slot: Screen, *, all_matter: bool = False
) -> tuple[str, ...]:
    """The items to ask on this screen now: they apply, were not answered, and could matter.

    For whom and red flags are asked whether or not a rule could still change; goals and wishes as long as
    there is a massage left to choose.
    `all_matter` spares looking which could: right while nothing but "no" was said.
    """
    if slot.family and not ticked(kb, responses, slot.family):
        return ()
    return tuple(
        item.id
        for item in _candidates(kb, responses, slot, all_matter)
        if item.id not in responses.values and truth_of_gate(kb, responses, item) is Truth.TRUE
    )


def _candidates(kb: KnowledgeBase, responses: Responses, slot: Screen, all_matter: bool) -> list[Item]:
    details = slot.role in (FOLLOW_UP, CLEARED)
    if slot.role in _ALWAYS_ASKED or (all_matter and not details):
        return [kb.items[item] for item in slot.items]
    if slot.role in _ORDERING:
        return [] if nothing_possible(kb, responses) else [kb.items[item] for item in slot.items]
    if details and says_only_no(kb, responses):
        return []
    could_matter = open_items(kb, responses)
    if not details:
        return [kb.items[item] for item in slot.items if item in could_matter]
    loose = [kb.items[item] for item in kb.items if item in could_matter and item not in _placed(kb)]
    asked_before = _rows_before(kb, slot)
    cleared = slot.role == CLEARED
    return [i for i in loose if i.id.endswith(f".{CLEARED}") is cleared and i.condition in asked_before]


@lru_cache(maxsize=8)
def _placed(kb: KnowledgeBase) -> frozenset[str]:
    """The items that stand on a screen."""
    return frozenset(item for screen in kb.screens for item in screen.items)


def _rows_before(kb: KnowledgeBase, slot: Screen) -> set[str]:
    slots = agenda(kb)
    return {item for earlier in slots[: slots.index(slot)] for item in earlier.items}
