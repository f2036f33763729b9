"""Why an item is asked: which rules read it, and which massages they can change."""

from __future__ import annotations

from functools import lru_cache

from massage_advisor.engine import compiled, rule_reads
from massage_advisor.model import Item, KnowledgeBase, Level, Rule, Verdict
from massage_advisor.records import dataclass


@dataclass(frozen=True, slots=True)
class WhyAsked:
    """What hangs on an item: rules (strictest first) and the massages they can change."""

    item: str
    rules: tuple[Rule, ...]
    massages: tuple[str, ...]
    because: str = ""


def why_asked(kb: KnowledgeBase, item: Item) -> WhyAsked:
    """The rules that read an item, directly or through hazards, gates and a doctor's yes."""
    numbers = _readers(kb).get(item.id, ())
    rules = tuple(sorted((kb.rules[n] for n in numbers), key=lambda rule: (-rule.level, rule.id)))
    reached = {m for n in numbers for m in _reached(kb)[n]}
    return WhyAsked(item.id, rules, tuple(m for m in kb.massages if m in reached), item.why)


@lru_cache(maxsize=8)
def _readers(kb: KnowledgeBase) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for number, rule in enumerate(kb.rules):
        if rule.level > Level.NOTE:
            for item in rule_reads(kb, rule):
                found.setdefault(item, []).append(number)
    return {item: tuple(numbers) for item, numbers in found.items()}


@lru_cache(maxsize=8)
def _reached(kb: KnowledgeBase) -> dict[int, frozenset[str]]:
    program = compiled(kb)
    found: dict[int, set[str]] = {number: set() for number in range(len(kb.rules))}
    for entry in program.entries():
        touched = (program.massages[i] for i, touch in entry.touched if touch.verdict > Verdict.OK)
        found[entry.rule].update(touched)
    return {number: frozenset(massages) for number, massages in found.items()}
