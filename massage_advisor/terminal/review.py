"""The answered screens, for "check your answers": in asking order, follow-ups after what they hang on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from massage_advisor.interview import agenda, slot_of
from massage_advisor.model import KnowledgeBase, Responses, Screen


def answered_screens(kb: KnowledgeBase, responses: Responses) -> tuple[Screen, ...]:
    """Checklists with their answered rows, other answered items one by one; each can be opened again."""
    by_slot: dict[str, list[str]] = {}
    for item in kb.items:
        if item in responses.values:
            by_slot.setdefault(slot_of(kb, item).id, []).append(item)
    found = (_parts(slot, by_slot[slot.id]) for slot in agenda(kb) if slot.id in by_slot)
    return tuple(screen for parts in found for screen in parts)


def _parts(slot: Screen, answered: list[str]) -> Iterator[Screen]:
    items = tuple(sorted(answered, key=slot.items.index)) if slot.items else tuple(answered)
    if slot.checklist:
        yield replace(slot, items=items)
    else:
        yield from (replace(slot, items=(item,)) for item in items)
