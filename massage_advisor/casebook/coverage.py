"""Which rules and which comparisons the cases and the people try, both ways, in whole numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from massage_advisor.answers import check_answers
from massage_advisor.casebook.running import person_responses, rules_by_id
from massage_advisor.engine import Plain, Population, compiled
from massage_advisor.errors import ResponseError
from massage_advisor.model import KnowledgeBase, Literal, Rule, literals
from massage_advisor.records import dataclass
from massage_advisor.truth import Truth


@dataclass(frozen=True, slots=True)
class Covered:
    """One comparison of a rule: whether some case makes it true, and some case false."""

    rule: Rule
    literal: Literal
    true: bool
    false: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is tried. `rules`: id -> whether somebody of the casebook is told it."""

    literals: tuple[Covered, ...]
    told: dict[str, bool]


def coverage(kb: KnowledgeBase) -> Coverage:
    """The coverage of every rule and every comparison.

    A comparison counts as tried by the answers that the rule's own cases name; a rule by the people of the
    casebook for whom it holds.
    """
    tried = tuple(c for rules in rules_by_id(kb).values() for c in _tried(kb, rules))
    return Coverage(tried, _told(kb))


def _tried(kb: KnowledgeBase, rules: Sequence[Rule]) -> Iterator[Covered]:
    people = tuple(_cases(kb, rules[0]))
    common = set(literals(rules[0].when)).intersection(*(literals(rule.when) for rule in rules[1:]))
    for literal in dict.fromkeys(x for x in literals(rules[0].when) if x in common):
        truths = {person.truth(literal) for person in people}
        yield Covered(rules[0], literal, Truth.TRUE in truths, Truth.FALSE in truths)


def _cases(kb: KnowledgeBase, rule: Rule) -> Iterator[Plain]:
    for case in rule.cases:
        try:
            yield Plain(kb, check_answers(kb, case.answers))
        except ResponseError:
            continue


def _told(kb: KnowledgeBase) -> dict[str, bool]:
    told = dict.fromkeys((rule.id for rule in kb.rules), False)
    population = Population(compiled(kb), [person_responses(kb, person).values for person in kb.people])
    for rule in kb.rules:
        true, _, _ = population.bits(population.program.nodes.of(rule.when))
        told[rule.id] |= true != 0
    return told
