"""What `show` shows: the page of whatever an id stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from massage_advisor.model import KnowledgeBase
from massage_advisor.render.formats import Document
from massage_advisor.render.goal_page import goal_page, goal_record
from massage_advisor.render.health_pages import (
    condition_page,
    condition_record,
    hazard_page,
    hazard_record,
)
from massage_advisor.render.massage_page import massage_page, massage_record
from massage_advisor.render.page import Page
from massage_advisor.render.source_page import source_page, source_record


def names(kb: KnowledgeBase) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Everything that can be shown: its id, and the other words for it."""
    for massage in kb.massages.values():
        yield massage.id, (massage.name, *massage.aliases)
    for condition in kb.conditions.values():
        yield condition.id, (condition.label, *condition.aliases)
    for goal in kb.goals.values():
        yield goal.id, (goal.label, *goal.aliases)
    for hazard in kb.hazards.values():
        yield hazard.id, (hazard.label,)
    for source in kb.sources.values():
        yield source.id, (source.title,)


def document(kb: KnowledgeBase, shown: str) -> Document:
    """The page of a massage, condition, goal, hazard or source; KeyError for any other id."""
    page, record = _found(kb, shown)
    head = {"schema": "massage-advisor/page/1", "knowledge": {"edition": kb.edition, "hash": kb.hash}}
    return Document(page, lambda: {**head, **record()})


def _found(kb: KnowledgeBase, shown: str) -> tuple[Callable[[], Page], Callable[[], Mapping[str, Any]]]:
    """What makes the page, and what makes the record."""
    if shown in kb.massages:
        massage = kb.massages[shown]
        return partial(massage_page, kb, massage), partial(massage_record, kb, massage)
    if shown in kb.conditions:
        condition = kb.conditions[shown]
        return partial(condition_page, kb, condition), partial(condition_record, kb, condition)
    if shown in kb.goals:
        return partial(goal_page, kb, kb.goals[shown]), partial(goal_record, kb, kb.goals[shown])
    if shown in kb.hazards:
        return partial(hazard_page, kb, kb.hazards[shown]), partial(hazard_record, kb, kb.hazards[shown])
    return partial(source_page, kb, kb.sources[shown]), partial(source_record, kb, kb.sources[shown])
