"""Smallest clients: people who differ from a healthy person in as few answers as possible."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property

from massage_advisor.answers import YES, gate_yes, implied
from massage_advisor.casebook import healthy_answers, healthy_rest
from massage_advisor.engine import Plain
from massage_advisor.model import NOT_SURE, Item, KnowledgeBase, Responses, Value, literals
from massage_advisor.proofs.encoding import Encoding
from massage_advisor.proofs.variables import Several, safety_whens
from massage_advisor.records import dataclass
from massage_advisor.truth import Truth


@dataclass(frozen=True, slots=True)
class Client:
    """A person who shows something. `named` is what differs from a healthy person; the rest is healthy."""

    named: Mapping[str, Value]

    def responses(self, kb: KnowledgeBase) -> Responses:
        """All answers of this person."""
        return healthy_rest(kb, Responses(self.named))


class Clients:
    """Finds clients in one or more encodings over the same answers; the first one words them."""

    def __init__(self, *encodings: Encoding) -> None:
        self.kb = encodings[0].kb
        self._encodings = encodings
        self._variables = encodings[0].variables
        self._formula = encodings[0].formula
        self._formula.prefer(-literal for literal in self._unusual)

    @cached_property
    def _unusual(self) -> tuple[int, ...]:
        """Literals of which each makes a client one answer larger."""
        items = {item.id: (e, item) for e in reversed(self._encodings) for item in e.kb.items.values()}
        return tuple(x for encoding, item in items.values() for x in self._unusual_answers(encoding, item))

    def _unusual_answers(self, encoding: Encoding, item: Item) -> tuple[int, ...]:
        """What is asked and not as usual; or what is said although it is not known to apply."""
        certain, possible = encoding.applies(item)
        domain = self._variables.domains[item.id]
        asked = tuple(self._formula.all_of([certain, literal]) for literal in domain.unusual())
        if certain == possible:
            return asked
        return *asked, self._formula.all_of([-certain, possible, -domain.silent])

    @cached_property
    def _bounds(self) -> tuple[int, ...]:
        return self._formula.counter(self._unusual)

    def smallest(self, *assumptions: int) -> Client | None:
        """A smallest client with these literals; None where there is nobody like that."""
        if not self._formula.possible(assumptions):
            return None
        held = list(assumptions)
        for bound in self._bounds:
            if self._formula.possible([*assumptions, bound]):
                held.append(bound)
                break
        return self._read(self._shrunk(held))

    def _shrunk(self, assumptions: list[int]) -> frozenset[int]:
        """The model left when everything that is not needed has been taken away, one at a time."""
        self._formula.possible(assumptions)
        model = self._formula.model()
        for literal in (*self._unusual, *self._parts):
            if literal in model and not self._formula.possible([*assumptions, -literal]):
                continue
            if literal in model:
                model = self._formula.model()
            assumptions.append(-literal)
        return model

    @cached_property
    def _parts(self) -> tuple[int, ...]:
        domains = self._variables.domains.values()
        return tuple(part for d in domains if isinstance(d, Several) for part in d.parts())

    def _read(self, model: Collection[int]) -> Client:
        values = {item: domain.value(model) for item, domain in self._variables.domains.items()}
        return named_client(self.kb, {item: values[item] for item in self._read_items})

    @cached_property
    def _read_items(self) -> tuple[str, ...]:
        """The items that verdicts or invariants rest on, in any of the editions."""
        editions = [encoding.kb for encoding in self._encodings]
        read = {part.fact for kb in editions for when in safety_whens(kb) for part in literals(when)}
        read.update(rule.effect.areas_from for kb in editions for rule in kb.rules)
        return tuple(item for item in self.kb.items if item in read)


def named_client(kb: KnowledgeBase, values: Mapping[str, Value]) -> Client:
    """The client with these answers, without what a healthy person says and what follows from the rest."""
    said = {item: value for item, value in values.items() if not _never_asked(kb, values, item)}
    plain, usual = Plain(kb, Responses(said)), healthy_answers(kb)
    named = {
        item: value
        for item, value in said.items()
        if value != usual.get(item) and _counts(plain, kb.items[item], value)
    }
    return Client({item: value for item, value in named.items() if not _follows(kb, item, named)})


def _never_asked(kb: KnowledgeBase, values: Mapping[str, Value], item: str) -> bool:
    """Whether a "not sure" stands for silence, because the family's own answer is "not sure"."""
    above = gate_yes(kb.items[item].gate)
    return values[item] == NOT_SURE and any(values.get(fact) == NOT_SURE for fact in above)


def _counts(plain: Plain, item: Item, value: Value) -> bool:
    """Whether an answer is one: the item applies, or is answered although that is in doubt."""
    truth = plain.applies(item).truth
    silent = item.unsure_means or NOT_SURE
    return truth is Truth.TRUE or (truth is Truth.IN_DOUBT and value != silent)


def _follows(kb: KnowledgeBase, item: str, named: Mapping[str, Value]) -> bool:
    """Whether a family's yes follows from what is said of its members."""
    if kb.items[item].condition:
        return False
    others = {other: value for other, value in named.items() if other != item}
    return named[item] == YES and implied(kb, others).get(item) == YES
