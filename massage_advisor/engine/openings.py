"""What could still change for one person: the rules that are open, and the items that keep them open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from massage_advisor.engine.effects import aims_at_area, level_verdict
from massage_advisor.engine.missing import Missing
from massage_advisor.engine.outline import Part
from massage_advisor.engine.population import Population
from massage_advisor.engine.program import Entry, Program
from massage_advisor.engine.tally import Tally
from massage_advisor.engine.worth import NOBODY, Masks, both, numbers, only
from massage_advisor.model import Level, Verdict
from massage_advisor.records import dataclass


@dataclass(frozen=True, slots=True)
class Opening:
    """Open rules, what keeps them open (`items`, as bits), and what they could make of which massages.

    `aimed`: massages that could lose an area to them, and so perhaps the last one.
    """

    rules: frozenset[int]
    items: int
    worth: Masks
    aimed: Masks


class Openings:
    """All that is open for one person."""

    def __init__(self, population: Population, tally: Tally) -> None:
        self.population = population
        self.tally = tally
        self.program: Program = population.program
        self.missing = Missing(population)
        self.found = (*self._single(), *self._grouped())

    def lifting(self, so_far: Sequence[Verdict]) -> list[int]:
        """For each massage the items that could make its verdict stricter, as bits."""
        below = [sum(1 << n for n, known in enumerate(so_far) if known < verdict) for verdict in Verdict]
        items = [0] * len(so_far)
        for lifted, missing in self._merged(below).items():
            for massage in numbers(lifted):
                items[massage] |= missing
        return items

    def _merged(self, below: Sequence[int]) -> dict[int, int]:
        """Sets of massages that are lifted alike, with the items that could lift them."""
        merged: dict[int, int] = {}
        for opening in self.found:
            lifted = 0
            for verdict in (Verdict.ADAPT, Verdict.CLEARANCE, Verdict.AVOID):
                lifted |= (opening.worth[verdict] | opening.aimed[verdict]) & below[verdict]
            merged[lifted] = merged.get(lifted, 0) | opening.items
        return merged

    def reaching(self, massages: int) -> int:
        """The items that could still add something to any of these massages, or raise a red flag."""
        items = 0
        for opening in self.found:
            _, adapt, clearance, avoid = opening.worth
            if (adapt | clearance | avoid) & massages or opening.rules <= self.tally.outline.flags:
                items |= opening.items
        return items

    def flags(self) -> bool:
        """Whether an item not asked yet could raise a red flag."""
        return any(opening.rules <= self.tally.outline.flags for opening in self.found)

    def by_rule(self) -> Iterator[tuple[int, Masks]]:
        """Every open rule with what it could make of which massages."""
        for opening in self.found:
            for number in opening.rules:
                parts = self.tally.outline.single[number] if len(opening.rules) > 1 else ()
                open_ = {part.node for part in parts if self._is_open(part.node)}
                own = self._opening(opening.rules, 0, parts, open_) if parts else opening
                yield number, own.worth

    def _single(self) -> Iterator[Opening]:
        for number in self.tally.singly:
            entries = [e for e in self.program.rule(number).entries if self._is_open(e.node)]
            if entries:
                worth, aimed = self._worth(entries)
                yield Opening(frozenset({number}), self.missing.of_rule(number), worth, aimed)

    def _worth(self, entries: Sequence[Entry]) -> tuple[Masks, Masks]:
        worth = aimed = NOBODY
        for entry in entries:
            touched = 0
            for mark in entry.marks:
                masks = self.program.masks(mark)
                worth = both(worth, masks)
                touched |= sum(masks)
            if aims_at_area(self.program.kb.rules[entry.rule].effect) and entry.level < Level.RED_FLAG:
                aimed = both(aimed, only(level_verdict(entry.level), touched))
        return worth, aimed

    def _grouped(self) -> Iterator[Opening]:
        for group in self.tally.groups:
            parts = {part.node for part in group.parts if self._is_open(part.node)}
            items = self.missing.of_group(group) if parts else 0
            if items is not None:
                yield from [self._opening(group.rules, items, group.parts, parts)] if parts else []
                continue
            for number in group.rules:
                each = self.tally.outline.single[number]
                yield self._opening(frozenset({number}), self.missing.of_rule(number), each, parts)

    def _opening(self, rules: frozenset[int], items: int, parts: Sequence[Part], open_: set[int]) -> Opening:
        worth = aimed = NOBODY
        for part in parts:
            if part.node in open_:
                worth, aimed = both(worth, part.worth), both(aimed, part.aimed)
        return Opening(rules, items, worth, aimed)

    def _is_open(self, node: int) -> bool:
        return bool(self.population.bits(node)[2] & 1)
