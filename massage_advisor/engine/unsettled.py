"""Which rules could still change which massage."""

from __future__ import annotations

from collections.abc import Mapping

from massage_advisor.engine.compiling import compiled
from massage_advisor.engine.openings import Openings
from massage_advisor.engine.population import Population
from massage_advisor.engine.tally import Tally
from massage_advisor.engine.worth import numbers
from massage_advisor.model import KnowledgeBase, Responses, Rule


def open_rules(kb: KnowledgeBase, responses: Responses) -> Mapping[str, tuple[Rule, ...]]:
    """Massage id -> the rules that are open and touch it with more than a note."""
    program = compiled(kb)
    population = Population(program, [responses.values])
    found: list[list[Rule]] = [[] for _ in program.massages]
    for number, worth in Openings(population, Tally(population)).by_rule():
        _, adapt, clearance, avoid = worth
        for index in numbers(adapt | clearance | avoid):
            found[index].append(kb.rules[number])
    return {massage: tuple(found[index]) for index, massage in enumerate(program.massages)}
