"""Every complete answer set of a small knowledge base, and what the oracle says of each."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from massage_advisor.answers import implied, impossible
from massage_advisor.model import Disposition, Invariant, Item, Kind, KnowledgeBase, Value, Verdict
from tests.support import oracle

Answers = dict[str, Value]

USUAL: dict[Kind, Value] = {Kind.YES_NO: "no", Kind.AREAS: ()}
"""What a healthy person answers; any answer but "not sure" for the other kinds."""


def everybody(kb: KnowledgeBase) -> list[Answers]:
    """All answer sets that do not contradict themselves; areas only none, one, both feet and all.

    What is not asked, because a "not sure" leaves open whether it applies, stands as "not sure".
    """
    each = [values(item) for item in kb.items.values()]
    people = (dict(zip(kb.items, chosen, strict=True)) for chosen in itertools.product(*each))
    return [person for person in people if _consistent(kb, person)]


def _consistent(kb: KnowledgeBase, person: Answers) -> bool:
    gates = {i.id: oracle.truth(kb, i.gate, person) for i in kb.items.values() if i.gate is not None}
    said = {i: v for i, v in person.items() if v != "not-sure" or gates.get(i) != oracle.D}
    return not impossible(kb, said) and {**person, **implied(kb, said)} == person


def values(item: Item) -> list[Value]:
    if item.kind is Kind.NUMBER:
        return [0.0, 10.0, 20.0, 30.0, "not-sure"]
    found = oracle.choices(item)
    if item.kind is Kind.AREAS:
        found.append(("left-foot", "right-foot"))
    return [value for value in found if value != "not-sure" or not item.unsure_means]


def verdict(kb: KnowledgeBase, massage: str, person: Mapping[str, Value]) -> Verdict:
    return Verdict[oracle.verdict(kb, kb.massages[massage], person).upper()]


def disposition(kb: KnowledgeBase, person: Mapping[str, Value]) -> Disposition:
    """Design, section 3."""
    flags = (rule for rule in kb.rules if rule.level.word == "red-flag")
    if any(oracle.truth(kb, rule.when, person) == oracle.T for rule in flags):
        return Disposition.EMERGENCY
    offered = [verdict(kb, m, person) for m in kb.massages if for_whom(kb, m, person) == oracle.T]
    best = min(offered, default=Verdict.AVOID)
    if best >= Verdict.CLEARANCE:
        return Disposition.NOT_NOW if best is Verdict.AVOID else Disposition.CLEARANCE
    return Disposition.ADAPT if max(offered) > Verdict.OK else Disposition.OK


def for_whom(kb: KnowledgeBase, massage: str, person: Mapping[str, Value]) -> str:
    whom = kb.massages[massage].for_whom
    return oracle.T if whom is None else oracle.truth(kb, whom, person)


def breaks(kb: KnowledgeBase, invariant: Invariant, person: Mapping[str, Value]) -> Iterator[str]:
    """The massages (or "disposition") for which a person breaks an invariant with `rest: any`."""
    held = oracle.truth(kb, invariant.when, person)
    if held == oracle.F or (held == oracle.D and invariant.bound == "at-most"):
        return
    if invariant.disposition is not None:
        if _outside(disposition(kb, person), invariant.disposition, held, invariant.bound):
            yield "disposition"
        return
    for massage in invariant.massages:
        if for_whom(kb, massage, person) != oracle.F:
            assert invariant.verdict is not None
            if _outside(verdict(kb, massage, person), invariant.verdict, held, invariant.bound):
                yield massage


def _outside(got: int, bound: int, held: str, side: str) -> bool:
    if side == "at-most":
        return got > bound
    return got < (min(bound, 2) if held == oracle.D else bound)


def size(kb: KnowledgeBase, person: Mapping[str, Value]) -> int:
    """How many answers differ from those of a healthy person."""
    return sum(_unusual(kb, item, person) for item in kb.items.values())


def _unusual(kb: KnowledgeBase, item: Item, person: Mapping[str, Value]) -> bool:
    gate = oracle.T if item.gate is None else oracle.truth(kb, item.gate, person)
    value = person[item.id]
    if gate == oracle.D:
        return value != _silent(item)
    return gate == oracle.T and (value != USUAL[item.kind] if item.kind in USUAL else value == "not-sure")


def filled(kb: KnowledgeBase, answers: Mapping[str, Value]) -> Answers:
    """The answers, all items given: what applies and nobody reads as usual, the rest as silence."""
    person = {item.id: _silent(item) for item in kb.items.values()} | dict(implied(kb, answers))
    for item in kb.items.values():
        if item.id not in answers and item.gate and oracle.truth(kb, item.gate, person) == oracle.T:
            person[item.id] = USUAL.get(item.kind, person[item.id])
    return person


def _silent(item: Item) -> Value:
    return item.unsure_means or "not-sure"
