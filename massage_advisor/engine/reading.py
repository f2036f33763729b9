"""Which items a condition reads."""

from __future__ import annotations

from functools import lru_cache

from massage_advisor.model import KnowledgeBase, Rule, When, literals


def reads(kb: KnowledgeBase, when: When) -> frozenset[str]:
    """The items `when` reads, through hazards and gates."""
    found: set[str] = set()
    for literal in literals(when):
        hazard = kb.hazards.get(literal.fact)
        if hazard is not None:
            found |= reads(kb, hazard.when)
        else:
            item = kb.items[literal.fact]
            found.add(item.id)
            if item.gate is not None:
                found |= reads(kb, item.gate)
    return frozenset(found)


@lru_cache(maxsize=1 << 14)
def numbered_reads(kb: KnowledgeBase, number: int) -> frozenset[str]:
    """The items that the rule with this number reads."""
    return rule_reads(kb, kb.rules[number])


def rule_reads(kb: KnowledgeBase, rule: Rule) -> frozenset[str]:
    """The items a rule reads: its condition, what a doctor's yes lifts, and the areas it names."""
    named = {rule.effect.areas_from} if rule.effect.areas_from else set()
    lifted = reads(kb, rule.lift) if rule.lift is not None else frozenset()
    return reads(kb, rule.when) | lifted | named
