"""What one person is told by one edition and not by another, and what becomes of the casebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import or_

from massage_advisor.answers import check_answers, implied
from massage_advisor.casebook import person_responses
from massage_advisor.engine import Assessment, Population, assess, compiled
from massage_advisor.errors import ResponseError
from massage_advisor.model import Disposition, KnowledgeBase, Person
from massage_advisor.records import dataclass
from massage_advisor.truth import Truth


@dataclass(frozen=True, slots=True)
class Shift:
    """One massage that gets another verdict; `massage` is "" for the person as a whole."""

    massage: str
    before: str
    after: str
    milder: bool


def told_otherwise(old: KnowledgeBase, before: Assessment, after: Assessment) -> Iterator[Shift]:
    """What one person is told by one edition and not by the other."""
    was, now = before.disposition_so_far, after.disposition_so_far
    if was is not now and Disposition.EMERGENCY in (was, now):
        yield Shift("", was.word, now.word, now < was)
    for massage in old.massages:
        if massage in after.decisions:
            one, other = before.decisions[massage], after.decisions[massage]
            offered = Truth.FALSE not in (one.applies, other.applies)
            if offered and one.so_far is not other.so_far:
                yield Shift(massage, one.so_far.word, other.so_far.word, other.so_far < one.so_far)


def told(old: KnowledgeBase, new: KnowledgeBase, rules: Sequence[str]) -> Iterator[tuple[Shift, ...]]:
    """What each person of the new casebook whose answers both can take is told otherwise."""
    people = [person for person in new.people if _fits(old, person)]
    concerned = _concerned(old, new, people, frozenset(rules))
    for number, person in enumerate(people):
        if concerned >> number & 1:
            both = (assess(kb, person_responses(kb, person)) for kb in (old, new))
            yield tuple(told_otherwise(old, *both))
        else:
            yield ()


def _fits(kb: KnowledgeBase, person: Person) -> bool:
    """Whether an edition knows what a person answers."""
    try:
        check_answers(kb, person.answers)
    except ResponseError:
        return False
    return True


def _concerned(
    old: KnowledgeBase, new: KnowledgeBase, people: Sequence[Person], rules: frozenset[str]
) -> int:
    """For whom something can differ, a bit each: a changed rule that is not silent, or other massages."""
    if _what_massages_do(old) != _what_massages_do(new):
        return -1
    found = 0
    for kb in (old, new):
        program = compiled(kb)
        population = Population(program, [implied(kb, person_responses(kb, p).values) for p in people])
        changed = (rule for rule in kb.rules if rule.id in rules)
        silent = (population.bits(program.nodes.of(rule.when))[1] for rule in changed)
        found |= reduce(or_, (population.full & ~bits for bits in silent), 0)
    return found


def _what_massages_do(kb: KnowledgeBase) -> Mapping[str, object]:
    """All of a massage that decides what a rule does to it."""
    return {
        massage.id: (massage.essential, massage.avoidable, massage.core, massage.optional, massage.for_whom)
        for massage in kb.massages.values()
    }
