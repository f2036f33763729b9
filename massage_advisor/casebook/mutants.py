"""Faults planted on purpose: rules deleted, weakened, inverted and shifted, makers of hazards removed.

A mutant that no case, person or invariant notices shows what nothing is held against.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace

from massage_advisor.errors import Location
from massage_advisor.model import (
    All,
    Any,
    Hazard,
    Item,
    Kind,
    KnowledgeBase,
    Level,
    Literal,
    Rule,
    When,
    literals,
)
from massage_advisor.records import dataclass

DELETED, WEAKENED, INVERTED, SHIFTED, UNMADE = "deleted", "weakened", "inverted", "shifted", "unmade"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault. `rules`: rule number -> what stands in its place, None where it is taken away.

    `hazards`: what to read in the place of a comparison with a hazard.
    """

    kind: str
    subject: str
    what: str
    at: Location | None
    rules: Mapping[int, Rule | None]
    hazards: Mapping[Literal, When] = field(default_factory=dict)

    def applied(self, rules: Sequence[Rule], numbers: Sequence[int]) -> tuple[Rule, ...]:
        """These rules as the fault leaves them."""
        kept = (self.rules.get(number, rules[number]) for number in numbers)
        return tuple(rule for rule in kept if rule is not None)


def mutants(kb: KnowledgeBase) -> Iterator[Mutant]:
    """Every fault that is planted, rule by rule and then hazard by hazard."""
    by_id: dict[str, list[int]] = {}
    for number, rule in enumerate(kb.rules):
        by_id.setdefault(rule.id, []).append(number)
    for numbers in by_id.values():
        yield from _of_rule(kb, numbers)
    for hazard in kb.hazards.values():
        for maker in hazard.makers:
            yield _unmade(kb, hazard, maker)


def _of_rule(kb: KnowledgeBase, numbers: Sequence[int]) -> Iterator[Mutant]:
    rule = kb.rules[numbers[0]]
    yield Mutant(DELETED, rule.id, "taken away", rule.at, dict.fromkeys(numbers))
    if rule.level > Level.NOTE:
        milder = Level(rule.level - 1)
        weak = {number: replace(kb.rules[number], level=milder) for number in numbers}
        yield Mutant(WEAKENED, rule.id, f"{rule.level.word} -> {milder.word}", rule.at, weak)
    for literal in _common_literals([kb.rules[number] for number in numbers]):
        for kind, other in _changed(kb, literal):
            changed = {number: _with(kb.rules[number], literal, other) for number in numbers}
            what = f"{show_literal(literal)} -> {show_literal(other)}"
            yield Mutant(kind, rule.id, what, _line(rule, literal), changed)


def _common_literals(rules: Sequence[Rule]) -> tuple[Literal, ...]:
    """The comparisons as written: those that all rules of one id make."""
    common = set(literals(rules[0].when)).intersection(*(literals(rule.when) for rule in rules[1:]))
    return tuple(dict.fromkeys(x for x in literals(rules[0].when) if x in common))


def _line(rule: Rule, literal: Literal) -> Location | None:
    return replace(rule.at, line=literal.line, column=0) if rule.at and literal.line else rule.at


def _changed(kb: KnowledgeBase, literal: Literal) -> Iterator[tuple[str, Literal]]:
    item = kb.items.get(literal.fact)
    if item is None:
        return  # a hazard can only be compared with yes
    if item.kind is Kind.NUMBER:
        yield INVERTED, _flipped(literal)
        yield from ((SHIFTED, other) for other in _shifted(literal, 10.0**-item.decimals))
    else:
        others = _other_options(item, literal)
        if others:
            yield INVERTED, replace(literal, options=others)


def _other_options(item: Item, literal: Literal) -> tuple[str, ...]:
    known = [option.id for option in item.options] or ["yes", "no"]
    return tuple(option for option in known if option not in literal.options)


def _flipped(literal: Literal) -> Literal:
    """From "this and more" to "less than this", and the other way round; a range to what is below it."""
    if literal.at_least is None:
        return replace(literal, at_least=literal.under, under=None)
    return replace(literal, at_least=None, under=literal.at_least)


def _shifted(literal: Literal, step: float) -> Iterator[Literal]:
    for way in (-step, step):
        if literal.at_least is not None:
            yield replace(literal, at_least=round(literal.at_least + way, 6))
        if literal.under is not None:
            yield replace(literal, under=round(literal.under + way, 6))


def _with(rule: Rule, literal: Literal, other: When) -> Rule:
    return replace(rule, when=exchanged(rule.when, {literal: other}))


def exchanged(when: When, exchange: Mapping[Literal, When]) -> When:
    """A condition with comparisons exchanged."""
    if isinstance(when, Literal):
        return exchange.get(when, when)
    return type(when)(tuple(exchanged(part, exchange) for part in when.parts))


# --- hazards --------------------------------------------------------------------------------------


def _unmade(kb: KnowledgeBase, hazard: Hazard, maker: str) -> Mutant:
    """Every rule that reads a hazard, as if one condition did not make it."""
    exchange = _without_maker(kb, hazard, maker)
    changed: dict[int, Rule | None] = {}
    for number, rule in enumerate(kb.rules):
        if rule.maker == maker and _stands_for(rule, hazard):
            changed[number] = None
        elif any(literal in exchange for literal in literals(rule.when)):
            changed[number] = replace(rule, when=exchanged(rule.when, exchange))
    condition = kb.conditions.get(maker)
    at = condition.at if condition is not None else None
    return Mutant(UNMADE, hazard.id, f"not made by {maker}", at, changed, exchange)


def _without_maker(kb: KnowledgeBase, hazard: Hazard, maker: str) -> Mapping[Literal, When]:
    """What to read in the place of the hazard, and of the hazards that read it."""
    own = hazard.when.parts if isinstance(hazard.when, Any) else (hazard.when,)
    kept = tuple(part for number, part in enumerate(own) if hazard.makers[number : number + 1] != (maker,))
    exchange: dict[Literal, When] = {Literal(hazard.id, ("yes",)): Any(kept)}
    for other in kb.hazards.values():
        if any(literal in exchange for literal in literals(other.when)):
            exchange[Literal(other.id, ("yes",))] = exchanged(other.when, exchange)
    return exchange


def _stands_for(rule: Rule, hazard: Hazard) -> bool:
    """Whether a rule on named areas was written for this hazard."""
    own = hazard.when.parts if isinstance(hazard.when, Any) else ()
    parts = rule.when.parts if isinstance(rule.when, All) else (rule.when,)
    contribution = own[hazard.makers.index(rule.maker)] if rule.maker in hazard.makers else None
    return contribution is not None and (contribution == rule.when or contribution in parts)


def show_literal(literal: Literal) -> str:
    """A comparison as it is written."""
    if literal.options:
        return f"{literal.fact}: {', '.join(literal.options)}"
    limits = (("at-least", literal.at_least), ("under", literal.under))
    return f"{literal.fact}: {', '.join(f'{word} {limit:g}' for word, limit in limits if limit is not None)}"
