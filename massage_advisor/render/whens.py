"""Conditions of rules in words."""

from __future__ import annotations

from massage_advisor.advice import name_sides
from massage_advisor.answers import unit_of
from massage_advisor.model import All, Item, Kind, KnowledgeBase, Literal, When
from massage_advisor.render.words import item_name, joined


def when_words(kb: KnowledgeBase, when: When) -> str:
    """What must hold, as a person would say it."""
    if isinstance(when, Literal):
        return _literal(kb, when)
    parts = [when_words(kb, part) for part in when.parts]
    return joined(parts, "and" if isinstance(when, All) else "or")


def _literal(kb: KnowledgeBase, literal: Literal) -> str:
    hazard = kb.hazards.get(literal.fact)
    if hazard is not None:
        return f'"{hazard.label}"'
    item = kb.items[literal.fact]
    if literal.options == ("yes",):
        return f'"{item_name(item)}"' if item.condition in ("", item.id) else f'"{item_name(item)}" yes'
    return f'"{item_name(item)}" {_wanted(kb, item, literal)}'


def _wanted(kb: KnowledgeBase, item: Item, literal: Literal) -> str:
    if item.kind is Kind.AREAS:
        return name_sides(kb, literal.options)
    if literal.options:
        return joined((_option(item, option) for option in literal.options), "or")
    low, high = literal.at_least, literal.under
    unit = f" {unit_of(item, high or low or 0)}" if item.unit else ""
    if low is not None and high is not None:
        return f"from {low:g} to under {high:g}{unit}"
    return f"{low:g}{unit} or more" if low is not None else f"under {high:g}{unit}"


def _option(item: Item, option_id: str) -> str:
    option = item.option(option_id)
    return f'"{option.label}"' if option is not None and item.kind is not Kind.YES_NO else option_id
