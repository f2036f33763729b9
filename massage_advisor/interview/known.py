"""What the interview has to know of an assessment, worked out only when it is needed.

An assessment with everything open is the slowest there is, and the first screens can be chosen without.
"""

from __future__ import annotations

from functools import lru_cache

from massage_advisor.engine import Assessment, assess
from massage_advisor.model import KnowledgeBase, Responses, Value


def red_flag_certain(kb: KnowledgeBase, responses: Responses) -> bool:
    """Whether a red flag is certain. Every red-flag rule needs a row of the red-flag screens (law 1)."""
    ticked = any(value == "yes" for item, value in responses.values.items() if kb.items[item].red_flag)
    return ticked and assessment(kb, responses).emergency


def open_items(kb: KnowledgeBase, responses: Responses) -> frozenset[str]:
    """The items that were not asked and could still change what a rule says."""
    return assessment(kb, responses).open


def says_only_no(kb: KnowledgeBase, responses: Responses) -> bool:
    """Whether no health question was answered with more than "no": nothing is ruled out yet."""
    not_health = _not_health(kb)
    return all(value == "no" for item, value in responses.values.items() if item not in not_health)


@lru_cache(maxsize=8)
def _not_health(kb: KnowledgeBase) -> frozenset[str]:
    """The items of the screens that are no checklists: for whom, goals, wishes."""
    return frozenset(item for screen in kb.screens if not screen.checklist for item in screen.items)


def assessment(kb: KnowledgeBase, responses: Responses) -> Assessment:
    """The assessment of these answers; the last few are remembered."""
    return _assessment(kb, frozenset(responses.values.items()))


@lru_cache(maxsize=4)
def _assessment(kb: KnowledgeBase, answers: frozenset[tuple[str, Value]]) -> Assessment:
    return assess(kb, Responses(dict(answers)))
