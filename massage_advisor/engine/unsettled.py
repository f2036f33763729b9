"""Which rules could still change which massage."""

from __future__ import annotations

from collections.abc import Mapping

from massage_advisor.engine.population import Population
from massage_advisor.engine.program import compiled
from massage_advisor.model import KnowledgeBase, Responses, Rule, Verdict


def open_rules(kb: KnowledgeBase, responses: Responses) -> Mapping[str, tuple[Rule, ...]]:
    """Massage id -> the rules that are open and touch it with more than a note."""
    program = compiled(kb)
    population = Population(program, [responses.values])
    found: list[dict[int, Rule]] = [{} for _ in program.massages]
    for number in population.live_rules():
        for entry in program.rule(number).entries:
            if population.bits(entry.node)[2]:
                for index, touch in entry.touched:
                    if touch.verdict > Verdict.OK:
                        found[index][number] = kb.rules[number]
    return {massage: tuple(found[index].values()) for index, massage in enumerate(program.massages)}
