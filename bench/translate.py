"""The shipped knowledge as plain two-valued conditions over integers, for engines that know no third value.

Each condition becomes two: what makes it certainly true, and what leaves it possible ("not sure" counts as
perhaps). People have answered all they were asked, so nothing is open. Answers are numbers, made before the
clock starts: "no" 0, "yes" 1, an option its place, a number itself, not asked -1, not sure -2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from massage_advisor.answers import implied
from massage_advisor.model import NOT_SURE, All, Any, Item, Kind, KnowledgeBase, Literal, Value, When

NOT_ASKED, UNSURE = -1, -2


@dataclass(frozen=True)
class Compare:
    """`name` `sign` `number`, as every engine can say it."""

    name: str
    sign: str
    number: float


@dataclass(frozen=True)
class Join:
    """All (`word` "and") or any ("or") of the parts."""

    word: str
    parts: tuple[Tree, ...]


Tree = Compare | Join
Encoded = dict[str, float]


@dataclass(frozen=True)
class Translated:
    """`conditions`: each distinct one of the rules. `outputs`: what an engine has to say of each of them,
    first whether it is certain, then whether it is possible. `names`: all integers that are read."""

    conditions: tuple[When, ...]
    outputs: tuple[Tree, ...]
    names: tuple[str, ...]


def translate(kb: KnowledgeBase) -> Translated:
    """The conditions of all rules."""
    wanted = dict.fromkeys(when for rule in kb.rules for when in (rule.when, rule.lift) if when is not None)
    conditions = tuple(when for when in wanted if when != Any(()))
    outputs = tuple(tree for when in conditions for tree in (certain(kb, when), possible(kb, when)))
    names = dict.fromkeys(compare.name for tree in outputs for compare in _compares(tree))
    return Translated(conditions, outputs, tuple(names))


def _compares(tree: Tree) -> Iterator[Compare]:
    if isinstance(tree, Compare):
        yield tree
    else:
        for part in tree.parts:
            yield from _compares(part)


def certain(kb: KnowledgeBase, when: When) -> Tree:
    """When a condition is true."""
    if not isinstance(when, Literal):
        return _joined("and" if isinstance(when, All) else "or", [certain(kb, p) for p in when.parts])
    if when.fact in kb.hazards:
        return certain(kb, kb.hazards[when.fact].when)
    return _joined("or", _met(kb.items[when.fact], when))


def possible(kb: KnowledgeBase, when: When) -> Tree:
    """When a condition is true or in doubt: what it compares is met or not sure, and so is its gate."""
    if not isinstance(when, Literal):
        return _joined("and" if isinstance(when, All) else "or", [possible(kb, p) for p in when.parts])
    if when.fact in kb.hazards:
        return possible(kb, kb.hazards[when.fact].when)
    item = kb.items[when.fact]
    names = _names(item, when)
    unsure = [Compare(name, "==", UNSURE) for name in names[:1]]
    if item.gate is None:
        return _joined("or", [*_met(item, when), *unsure])
    unasked = Compare(names[0], "==", NOT_ASKED)
    return _joined("and", [possible(kb, item.gate), _joined("or", [*_met(item, when), *unsure, unasked])])


def _joined(word: str, parts: list[Tree]) -> Tree:
    return parts[0] if len(parts) == 1 else Join(word, tuple(parts))


def _met(item: Item, literal: Literal) -> list[Tree]:
    if item.kind is Kind.NUMBER:
        bounds = [(">=", literal.at_least if literal.at_least is not None else 0), ("<", literal.under)]
        return [_joined("and", [Compare(_name(item.id), s, n) for s, n in bounds if n is not None])]
    if item.kind in (Kind.MANY, Kind.AREAS):
        return [Compare(name, "==", 1) for name in _names(item, literal)]
    return [Compare(_name(item.id), "==", _place(item, option)) for option in literal.options]


def _place(item: Item, option: str) -> int:
    if item.kind is Kind.YES_NO:
        return int(option == "yes")
    return [known.id for known in item.options].index(option)


def _names(item: Item, literal: Literal) -> list[str]:
    if item.kind in (Kind.MANY, Kind.AREAS):
        return [_name(f"{item.id}__{option}") for option in literal.options]
    return [_name(item.id)]


def _name(item_id: str) -> str:
    return "x_" + item_id.replace("-", "_").replace(".", "__")


def encode(kb: KnowledgeBase, translated: Translated, person: Mapping[str, Value]) -> Encoded:
    """The answers of a person as integers."""
    encoded: Encoded = dict.fromkeys(translated.names, NOT_ASKED)
    for item_id, value in implied(kb, person).items():
        for name, number in _integers(kb.items[item_id], value):
            if name in encoded:
                encoded[name] = number
    return encoded


def _integers(item: Item, value: Value) -> Iterator[tuple[str, float]]:
    if value == NOT_SURE and item.unsure_means:
        value = item.unsure_means
    if item.kind in (Kind.MANY, Kind.AREAS):
        for option in item.options:
            chosen = UNSURE if value == NOT_SURE else int(option.id in value)  # type: ignore[operator]
            yield _name(f"{item.id}__{option.id}"), chosen
    elif value == NOT_SURE:
        yield _name(item.id), UNSURE
    else:
        yield _name(item.id), _place(item, value) if isinstance(value, str) else float(value)  # type: ignore[arg-type]
