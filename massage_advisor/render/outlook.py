"""What one condition does to every massage, in a person who is otherwise healthy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from massage_advisor.answers import gate_yes
from massage_advisor.casebook import healthy_rest
from massage_advisor.engine import Population, Tally, compiled
from massage_advisor.loading import derived
from massage_advisor.model import Condition, KnowledgeBase, Responses, Value, Verdict
from massage_advisor.records import dataclass


@dataclass(frozen=True, slots=True)
class Outlook:
    """The verdict by the condition alone, and the strictest that its details can make of it."""

    so_far: Verdict
    at_worst: Verdict


_ALL = tuple(Outlook(so_far, at_worst) for so_far in Verdict for at_worst in Verdict)


def by_massage(kb: KnowledgeBase, condition: Condition) -> Mapping[str, Outlook]:
    """What a condition does to each massage."""
    return _outlooks(kb, [condition])[0]


@lru_cache(maxsize=4)
def by_condition(kb: KnowledgeBase) -> Mapping[str, Mapping[str, Outlook]]:
    """The same for every condition: condition id -> massage id -> outlook. Kept between runs."""
    return derived(kb, "outlook", lambda: _by_condition(kb), _numbered, lambda rows: _named(kb, rows))


def _by_condition(kb: KnowledgeBase) -> Mapping[str, Mapping[str, Outlook]]:
    conditions = list(kb.conditions.values())
    found = _outlooks(kb, conditions)
    return {condition.id: outlooks for condition, outlooks in zip(conditions, found, strict=True)}


def _numbered(outlooks: Mapping[str, Mapping[str, Outlook]]) -> dict[str, list[int]]:
    """Each outlook as its number among all that there are."""
    numbers = {outlook: number for number, outlook in enumerate(_ALL)}
    return {condition: [numbers[o] for o in found.values()] for condition, found in outlooks.items()}


def _named(kb: KnowledgeBase, rows: Mapping[str, list[int]]) -> Mapping[str, Mapping[str, Outlook]]:
    massages = tuple(kb.massages)
    return {
        condition: dict(zip(massages, [_ALL[number] for number in numbers], strict=True))
        for condition, numbers in rows.items()
    }


def _outlooks(kb: KnowledgeBase, conditions: Sequence[Condition]) -> list[Mapping[str, Outlook]]:
    healthy = _healthy(kb)
    program = compiled(kb)
    tally = Tally(Population.around(program, healthy, [_only(kb, c) for c in conditions]))
    return [
        {
            massage: Outlook(tally.so_far(number, case), tally.at_worst(number, case))
            for number, massage in enumerate(program.massages)
        }
        for case in range(len(conditions))
    ]


@lru_cache(maxsize=4)
def _healthy(kb: KnowledgeBase) -> Mapping[str, Value]:
    return healthy_rest(kb, Responses()).values


def _only(kb: KnowledgeBase, condition: Condition) -> dict[str, Value]:
    """The yes to a condition, and to the rows that open it."""
    found: dict[str, Value] = {}
    waiting = [condition.id]
    while waiting:
        item = kb.items[waiting.pop()]
        if item.id not in found:
            found[item.id] = "yes"
            waiting += gate_yes(item.gate)
    return found
