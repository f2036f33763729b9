"""Many subsets of one person's answers as one population."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache

from massage_advisor.answers import YES, implied
from massage_advisor.engine import Population, Program
from massage_advisor.engine.population import parts, union
from massage_advisor.model import NOT_SURE, KnowledgeBase, Value

Forces = Callable[[Population], int]
"""The cases (bits) in which something certainly holds; more answers never take it away."""


def without_each(
    program: Program, answers: Mapping[str, Value], drops: Sequence[Collection[str]]
) -> Population:
    """One case for each set of answers to leave out, with what the others imply."""
    full = (1 << len(drops)) - 1
    kept = dict.fromkeys(answers, full)
    for case, dropped in enumerate(drops):
        for item in dropped:
            kept[item] &= ~(1 << case)
    columns: dict[str, dict[Value, int]] = {}
    for item_id, value in answers.items():
        means = program.kb.items[item_id].unsure_means
        for part in parts(means if means and value == NOT_SURE else value):
            columns.setdefault(item_id, {})[part] = kept[item_id]
    for fact, behind in _implied_by(program, answers).items():
        column = columns.setdefault(fact, {})
        said = union(bits for value, bits in column.items() if value != NOT_SURE)
        column[YES] = column.get(YES, 0) | (union(kept[item] for item in behind) & ~said)
        if NOT_SURE in column:
            column[NOT_SURE] &= ~column[YES]
    return Population.of(program, columns, len(drops))


def _implied_by(program: Program, answers: Mapping[str, Value]) -> Mapping[str, list[str]]:
    """Each fact that an answer implies, with the answers that imply it."""
    found: dict[str, list[str]] = {}
    for item, value in answers.items():
        for fact in _implied(program.kb, item, value):
            found.setdefault(fact, []).append(item)
    return found


@lru_cache(maxsize=4096)
def _implied(kb: KnowledgeBase, item: str, value: Value) -> tuple[str, ...]:
    return tuple(fact for fact in implied(kb, {item: value}) if fact != item)


def smallest(program: Program, answers: Mapping[str, Value], forces: Forces) -> Mapping[str, Value]:
    """A subset that still forces, and of which no proper subset does; all answers where not even they do."""
    kept = dict(answers)
    while True:
        lone = forces(without_each(program, kept, [(item,) for item in kept]))
        loose = [item for number, item in enumerate(kept) if lone >> number & 1]
        if not loose:
            return kept
        sizes = [len(loose) >> step for step in range(len(loose).bit_length())]
        together = forces(without_each(program, kept, [loose[:size] for size in sizes]))
        most = next(size for number, size in enumerate(sizes) if together >> number & 1)
        kept = {item: value for item, value in kept.items() if item not in set(loose[:most])}
