"""The answers of a client as propositional variables.

Options are one-hot, with "not sure" beside them; numbers are ordered thresholds; answers that name several
options or areas have one variable for each.
"""

from __future__ import annotations

import itertools
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, Decimal

from massage_advisor.answers import NO, YES, gate_yes
from massage_advisor.casebook import healthy_answers
from massage_advisor.model import (
    NOT_SURE,
    Item,
    Kind,
    KnowledgeBase,
    Literal,
    Value,
    When,
    literals,
)
from massage_advisor.proofs.solving import Formula


class Domain(ABC):
    """The possible answers to one item. Literals: `unsure`; `says`, more than "no" or nothing; `silent`, what
    a client says who was never asked."""

    unsure: int
    silent: int
    says: int

    @abstractmethod
    def met(self, literal: Literal) -> int:
        """Holds when a definite answer meets the comparison."""

    @abstractmethod
    def value(self, model: Collection[int]) -> Value:
        """The answer in a solution."""

    @abstractmethod
    def values(self) -> Iterator[tuple[Value, int]]:
        """Every answer that comparisons tell apart, but "not sure", with what makes it so.

        For several options: each alone.
        """

    @abstractmethod
    def unusual(self) -> tuple[int, ...]:
        """Literals of which each makes a client one answer larger."""

    @abstractmethod
    def usual(self) -> tuple[int, ...]:
        """The answer of a healthy person, as literals."""

    def answers(self) -> Iterator[tuple[Value, int]]:
        """The same as `values`, with "not sure"."""
        yield from self.values()
        yield NOT_SURE, self.unsure


class OneOf(Domain):
    """Yes or no, or one of several options."""

    def __init__(self, formula: Formula, item: Item, usual: Value | None) -> None:
        ids = [option.id for option in item.options] or ["yes", "no"]
        self._options = {option: formula.new() for option in ids}
        self.unsure = formula.false if item.unsure_means else formula.new()
        self.silent = self._options[item.unsure_means] if item.unsure_means else self.unsure
        formula.exactly_one([*self._options.values(), self.unsure])
        self.says = -formula.any_of([self._options.get("no", formula.false), self.unsure])
        self._formula = formula
        self._usual = usual

    def met(self, literal: Literal) -> int:
        return self._formula.any_of(self._options[o] for o in literal.options if o in self._options)

    def value(self, model: Collection[int]) -> Value:
        return next((o for o, variable in self._options.items() if variable in model), NOT_SURE)

    def values(self) -> Iterator[tuple[Value, int]]:
        yield from self._options.items()

    def unusual(self) -> tuple[int, ...]:
        return (-self._options["no"],) if "no" in self._options else (self.unsure,)

    def usual(self) -> tuple[int, ...]:
        return (self._options[self._usual],) if isinstance(self._usual, str) else ()


class Several(Domain):
    """Any number of options or areas."""

    def __init__(self, formula: Formula, item: Item) -> None:
        self._options = {option.id: formula.new() for option in item.options}
        self.unsure = self.silent = formula.new()
        self.says = formula.any_of(self._options.values())
        formula.add(-self.unsure, -self.says)
        self._formula = formula

    def met(self, literal: Literal) -> int:
        return self._formula.any_of(self._options[o] for o in literal.options if o in self._options)

    def value(self, model: Collection[int]) -> Value:
        if self.unsure in model:
            return NOT_SURE
        return tuple(option for option, variable in self._options.items() if variable in model)

    def values(self) -> Iterator[tuple[Value, int]]:
        for option, variable in self._options.items():
            others = (-other for other in self._options.values() if other != variable)
            yield (option,), self._formula.all_of([variable, *others])

    def unusual(self) -> tuple[int, ...]:
        return (self.says, self.unsure)

    def usual(self) -> tuple[int, ...]:
        return (-self.says, -self.unsure)

    def parts(self) -> tuple[int, ...]:
        """One literal for each option."""
        return tuple(self._options.values())


class Number(Domain):
    """A number: `reached[edge]` holds from that number on. Only numbers that can be answered count."""

    def __init__(self, formula: Formula, item: Item, edges: Iterable[float], usual: Value | None) -> None:
        self._formula = formula
        self._item = item
        self._step = Decimal(1).scaleb(-item.decimals)
        snapped = sorted({self._snap(edge) for edge in edges})
        self.unsure = self.silent = formula.new()
        self.says = -self.unsure
        self._reached = {edge: formula.new() for edge in snapped if self._inside(edge)}
        self._order()
        self._lowest = self._below(snapped)
        self._usual = usual

    def _snap(self, edge: float) -> Decimal:
        """The first number at or above `edge` that can be answered."""
        steps = (Decimal(str(edge)) / self._step).to_integral_value(ROUND_CEILING)
        return steps * self._step

    def _inside(self, edge: Decimal) -> bool:
        low, high = self._item.low, self._item.high
        return (low is None or edge > Decimal(str(low))) and (high is None or edge <= Decimal(str(high)))

    def _below(self, edges: Sequence[Decimal]) -> Decimal:
        if self._item.low is not None:
            return self._snap(self._item.low)
        return edges[0] - self._step if edges else Decimal(0)

    def _order(self) -> None:
        """Who has reached a number has reached the ones below; "not sure" has reached none."""
        for lower, higher in itertools.pairwise(self._reached.values()):
            self._formula.add(-higher, lower)
        for variable in self._reached.values():
            self._formula.add(-variable, -self.unsure)

    def _from(self, edge: float | None) -> int:
        """Holds when the number is known and at least `edge`."""
        if edge is None:
            return -self.unsure
        snapped = self._snap(edge)
        if snapped in self._reached:
            return self._reached[snapped]
        return -self.unsure if snapped <= self._lowest else self._formula.false

    def met(self, literal: Literal) -> int:
        under = self._formula.false if literal.under is None else self._from(literal.under)
        return self._formula.all_of([self._from(literal.at_least), -under])

    def value(self, model: Collection[int]) -> Value:
        if self.unsure in model:
            return NOT_SURE
        reached = [edge for edge, variable in self._reached.items() if variable in model]
        usual = self._usual
        if isinstance(usual, float) and self._range(reached)[0] <= usual < self._range(reached)[1]:
            return usual
        return float(max(reached, default=self._lowest))

    def _range(self, reached: Sequence[Decimal]) -> tuple[float, float]:
        above = [edge for edge in self._reached if edge not in reached]
        return float(max(reached, default=self._lowest)), float(min(above, default=Decimal("Infinity")))

    def values(self) -> Iterator[tuple[Value, int]]:
        edges = [self._lowest, *self._reached]
        for edge, after in zip(edges, [*edges[1:], None], strict=True):
            low = self._from(float(edge))
            beyond = self._formula.false if after is None else self._reached[after]
            yield float(edge), self._formula.all_of([low, -beyond])

    def unusual(self) -> tuple[int, ...]:
        return (-self._formula.all_of(self.usual()),) if self.usual() else (self.unsure,)

    def usual(self) -> tuple[int, ...]:
        if not isinstance(self._usual, float):
            return ()
        usual = self._usual
        return tuple(variable if edge <= usual else -variable for edge, variable in self._reached.items())


class Variables:
    """The answers of one client to the items of one or more editions of the knowledge."""

    def __init__(self, formula: Formula, editions: Sequence[KnowledgeBase]) -> None:
        self.formula = formula
        edges = _edges(editions)
        self.domains: dict[str, Domain] = {}
        for kb in editions:
            for item in kb.items.values():
                if item.id not in self.domains:
                    usual = healthy_answers(kb).get(item.id)
                    merged = _merged(item, editions)
                    self.domains[item.id] = _domain(formula, merged, edges.get(item.id, ()), usual)
        for kb in editions:
            self._consistent(kb)

    def _consistent(self, kb: KnowledgeBase) -> None:
        """What is said of an item implies the yes of its gate, and "not sure" about a family's member rules
        out its "no" (`answers.opens_gate`); beside a gate in doubt, "not sure" is what was never asked."""
        for item in kb.items.values():
            domain = self.domains[item.id]
            for fact in gate_yes(item.gate):
                self.formula.add(-domain.says, self._said(fact, YES))
                if item.condition == item.id:
                    self.formula.add(-domain.unsure, -self._said(fact, NO))

    def _said(self, item: str, option: str) -> int:
        return self.domains[item].met(Literal(item, (option,)))

    def healthy(self, free: Collection[str] = ()) -> list[int]:
        """Everything as a healthy person answers, but the items of `free`."""
        return [x for item, domain in self.domains.items() if item not in free for x in domain.usual()]


def _domain(formula: Formula, item: Item, edges: Iterable[float], usual: Value | None) -> Domain:
    match item.kind:
        case Kind.NUMBER:
            return Number(formula, item, edges, usual)
        case Kind.MANY | Kind.AREAS:
            return Several(formula, item)
        case _:
            return OneOf(formula, item, usual)


def _merged(item: Item, editions: Sequence[KnowledgeBase]) -> Item:
    """The item with the options that it has in any edition."""
    options = {o.id: o for kb in editions if item.id in kb.items for o in kb.items[item.id].options}
    return replace(item, options=tuple(options.values()))


def _edges(editions: Sequence[KnowledgeBase]) -> Mapping[str, set[float]]:
    """The numbers at which some comparison changes, by item."""
    found: dict[str, set[float]] = {}
    for kb in editions:
        for when in all_whens(kb):
            for literal in literals(when):
                limits = {limit for limit in (literal.at_least, literal.under) if limit is not None}
                found.setdefault(literal.fact, set()).update(limits)
    return found


def all_whens(kb: KnowledgeBase) -> Iterator[When]:
    """Every condition that the knowledge holds."""
    yield from safety_whens(kb)
    yield from (rule.when for rule in kb.setting)


def safety_whens(kb: KnowledgeBase) -> Iterator[When]:
    """Every condition that verdicts, or statements about them, rest on."""
    yield from (hazard.when for hazard in kb.hazards.values())
    yield from (item.gate for item in kb.items.values() if item.gate is not None)
    yield from (massage.for_whom for massage in kb.massages.values() if massage.for_whom is not None)
    for rule in kb.rules:
        yield rule.when
        if rule.lift is not None:
            yield rule.lift
    yield from (invariant.when for invariant in kb.invariants)
