"""Random people who answered everything that they were asked; the same ones for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

from massage_advisor.answers import gate_yes
from massage_advisor.model import NOT_SURE, Item, Kind, KnowledgeBase, Value

Person = dict[str, Value]

RED_FLAG, FAMILY, MEMBER, UNSURE = 0.002, 0.06, 0.1, 0.01
"""How likely a "yes" is in each kind of list, and a "not sure" anywhere."""


def people(kb: KnowledgeBase, count: int, seed: int = 7) -> list[Person]:
    """`count` people: every list answered, a handful of yeses each, all their follow-ups answered."""
    chance = random.Random(seed)
    placed = {item for screen in kb.screens for item in screen.items}
    details: dict[str, list[Item]] = {}
    for item in kb.items.values():
        if item.id not in placed:
            details.setdefault(item.condition, []).append(item)
    return [_person(kb, details, chance) for _ in range(count)]


def _person(kb: KnowledgeBase, details: Mapping[str, list[Item]], chance: random.Random) -> Person:
    values: Person = {}
    for screen in kb.screens:
        if screen.family and values.get(screen.family) != "yes":
            continue
        likely = RED_FLAG if screen.role == "red-flags" else MEMBER if screen.family else FAMILY
        for item_id in screen.items:
            values[item_id] = _answer(kb.items[item_id], likely, chance)
            if values[item_id] == "yes":
                values.update(_details(details.get(item_id, []), values, chance))
    return values


def _details(
    items: list[Item], values: Mapping[str, Value], chance: random.Random
) -> Iterator[tuple[str, Value]]:
    known = dict(values)
    for item in items:
        if all(known.get(fact) == "yes" for fact in gate_yes(item.gate)):
            known[item.id] = _answer(item, 0.5, chance)
            yield item.id, known[item.id]


def _answer(item: Item, likely: float, chance: random.Random) -> Value:
    if chance.random() < UNSURE:
        return NOT_SURE
    match item.kind:
        case Kind.YES_NO:
            return "yes" if chance.random() < likely else "no"
        case Kind.CHOICE:
            return chance.choice(item.options).id
        case Kind.NUMBER:
            low, high = item.low or 0, item.high or 100
            return round(chance.uniform(low, high), item.decimals)
    some = set(
        chance.sample(range(len(item.options)), min(len(item.options), chance.choice((0, 1, 1, 2, 3))))
    )
    return tuple(option.id for number, option in enumerate(item.options) if number in some)
