"""What the interview has to know of an assessment, worked out only when it is needed.

An assessment with everything open is the slowest there is, and the first screens can be chosen without.
"""

from __future__ import annotations

from functools import cached_property, lru_cache

from massage_advisor.engine import Assessment, Plain, assess
from massage_advisor.model import Item, KnowledgeBase, Responses, Value, Verdict
from massage_advisor.truth import Truth


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


def nothing_possible(kb: KnowledgeBase, responses: Responses) -> bool:
    """Whether every massage is to be left alone: then there is nothing to put in order."""
    if says_only_no(kb, responses):
        return False
    decisions = assessment(kb, responses).decisions.values()
    return all(d.applies is Truth.FALSE or d.so_far is Verdict.AVOID for d in decisions)


@lru_cache(maxsize=8)
def _not_health(kb: KnowledgeBase) -> frozenset[str]:
    """The items of the screens that are no checklists: for whom, goals, wishes."""
    return frozenset(item for screen in kb.screens if not screen.checklist for item in screen.items)


def ticked(kb: KnowledgeBase, responses: Responses, item: str) -> bool:
    """Whether a row was answered, or implied, with more than "no": quicker than the gates behind it."""
    return _known(kb, responses).plain.values.get(item, "no") != "no"


def truth_of_gate(kb: KnowledgeBase, responses: Responses, item: Item) -> Truth:
    """Whether an item applies; the same as `engine.applies`, for many items in a row."""
    return _known(kb, responses).plain.applies(item).truth


def assessment(kb: KnowledgeBase, responses: Responses) -> Assessment:
    """The assessment of these answers; the last few are remembered."""
    return _known(kb, responses).assessment


class _Known:
    """What was worked out for one set of answers."""

    def __init__(self, kb: KnowledgeBase, responses: Responses) -> None:
        self.plain = Plain(kb, responses)
        self._responses = responses

    @cached_property
    def assessment(self) -> Assessment:
        return assess(self.plain.kb, self._responses)


def _known(kb: KnowledgeBase, responses: Responses) -> _Known:
    return _remembered(kb, frozenset(responses.values.items()))


@lru_cache(maxsize=4)
def _remembered(kb: KnowledgeBase, answers: frozenset[tuple[str, Value]]) -> _Known:
    return _Known(kb, Responses(dict(answers)))
