"""Which planted faults are noticed: by a rule's own cases, and by the people of the casebook."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from massage_advisor.answers import check_answers, implied
from massage_advisor.casebook.mutants import WEAKENED, Mutant
from massage_advisor.casebook.running import (
    differences,
    healthy_rest,
    person_responses,
    rules_by_id,
    run_person,
)
from massage_advisor.engine import Plain, Population, compiled, reads, rule_reads
from massage_advisor.engine.population import Bits
from massage_advisor.engine.program import full
from massage_advisor.errors import ResponseError
from massage_advisor.model import KnowledgeBase, Responses, Rule
from massage_advisor.records import dataclass
from massage_advisor.truth import Truth


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a mutant is noticed.

    `by_cases` is None where cases cannot: they do not say how strict a rule is. `by_invariants` is None where
    they were not tried.
    """

    mutant: Mutant
    by_cases: bool | None
    by_people: bool
    by_invariants: bool | None = None

    @property
    def from_outside(self) -> bool:
        """Whether it is noticed without the rule's own cases."""
        return self.by_people or bool(self.by_invariants)


class Cases:
    """The cases of all rules, ready to be run on changed rules."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._rules = rules_by_id(kb)
        self._numbers: dict[str, list[int]] = {}
        for number, rule in enumerate(kb.rules):
            self._numbers.setdefault(rule.id, []).append(number)
        self._plain: dict[tuple[str, int], Plain | None] = {}

    def notice(self, mutant: Mutant) -> bool | None:
        """Whether a case of a changed rule fails; None for a level, of which cases say nothing."""
        if mutant.kind == WEAKENED:
            return None
        ids = dict.fromkeys(self._kb.rules[number].id for number in mutant.rules)
        return any(self._fails(mutant, rule_id) for rule_id in ids)

    def _fails(self, mutant: Mutant, rule_id: str) -> bool:
        rules = mutant.applied(self._kb.rules, self._numbers[rule_id])
        for number, case in enumerate(self._rules[rule_id][0].cases):
            plain = self._person(rule_id, number)
            if plain is None:
                continue
            truths = {plain.truth(rule.when) for rule in rules}
            if case.fires is not (Truth.TRUE in truths) or (not case.fires and truths - {Truth.FALSE}):
                return True
        return False

    def _person(self, rule_id: str, number: int) -> Plain | None:
        """Who a case is about; None where its answers are no answers."""
        key = (rule_id, number)
        if key not in self._plain:
            case = self._rules[rule_id][0].cases[number]
            try:
                named = check_answers(self._kb, case.answers)
                self._plain[key] = Plain(self._kb, named if case.fires else healthy_rest(self._kb, named))
            except ResponseError:
                self._plain[key] = None
        return self._plain[key]


class People:
    """The people of the casebook who get what is expected, ready to be told something else."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._program = compiled(kb)
        self._people = [person for person in kb.people if not any(run_person(kb, person))]
        self._answers = [implied(kb, person_responses(kb, person).values) for person in self._people]
        self._population = Population(self._program, self._answers)
        whom = (m.for_whom for m in kb.massages.values() if m.for_whom is not None)
        self._for_whom = frozenset[str]().union(*(reads(kb, when) for when in whom))
        self._known_rules = [self._known(rule) for rule in kb.rules]
        self._watched = [self._watchers(rule) for rule in kb.rules]

    def _watchers(self, rule: Rule) -> int:
        """The cases that expect an item to be open which this rule reads."""
        read = rule_reads(self._kb, rule)
        return sum(
            1 << case for case, person in enumerate(self._people) if not read.isdisjoint(person.expect.open)
        )

    def _known(self, rule: Rule | None) -> tuple[Bits, Bits]:
        """For whom a rule holds, and for whom in full."""
        if rule is None:
            return (0, self._population.full, 0), (0, self._population.full, 0)
        bits, node = self._population.bits, self._program.nodes.of
        return bits(node(rule.when)), bits(node(full(rule)))

    def notice(self, mutant: Mutant) -> bool:
        """Whether somebody no longer gets what is expected."""
        return any(self._differs(mutant, case) for case in self._hit(mutant))

    def _hit(self, mutant: Mutant) -> Iterator[int]:
        """Those for whom a changed rule counts, or is open where they expect that, and did not before."""
        hit = 0
        for number, rule in mutant.rules.items():
            before, after = self._known_rules[number], self._known(rule)
            hit |= _differing(before, after, self._watched[number])
            if rule is not None and rule.level is not self._kb.rules[number].level:
                hit |= self._live(number)
        return (case for case in range(len(self._people)) if hit >> case & 1)

    def _live(self, number: int) -> int:
        """The cases in which a rule counts, or is open where that is expected."""
        (_, silent, open_), _ = self._known_rules[number]
        return self._population.full & ~silent & (~open_ | self._watched[number])

    def _differs(self, mutant: Mutant, case: int) -> bool:
        """Whether one person is told something else; what is silent for them is left out."""
        live = [number for number in range(len(self._known_rules)) if self._live(number) >> case & 1]
        rules = mutant.applied(self._kb.rules, sorted({*live, *mutant.rules}))
        kb = replace(self._kb, rules=rules)
        read = self._for_whom.union(*(rule_reads(kb, rule) for rule in rules))
        values = {item: value for item, value in self._answers[case].items() if item in read}
        return any(differences(kb, self._people[case], Responses(values)))


def _differing(before: tuple[Bits, Bits], after: tuple[Bits, Bits], watched: int) -> int:
    """The cases in which two rules differ in what counts, or in being open where that is watched."""
    found = 0
    for (true, false, open_), (now_true, now_false, now_open) in zip(before, after, strict=True):
        doubt, now_doubt = ~(true | false | open_), ~(now_true | now_false | now_open)
        found |= (true ^ now_true) | (doubt ^ now_doubt) | ((open_ ^ now_open) & watched)
    return found


def mutate(
    kb: KnowledgeBase, chosen: Iterable[Mutant], invariants: Callable[[Mutant], bool] | None = None
) -> Iterator[Outcome]:
    """What becomes of each mutant. `invariants` says whether an invariant notices it, where that is known."""
    cases, people = Cases(kb), People(kb)
    for mutant in chosen:
        told = people.notice(mutant)
        proved = None if invariants is None or told else invariants(mutant)
        yield Outcome(mutant, cases.notice(mutant), told, proved)


def sample(every: Sequence[Mutant], number: int, seed: int = 1) -> Sequence[Mutant]:
    """So many mutants, always the same ones, in their order."""
    if number >= len(every):
        return every
    return [every[place] for place in sorted(random.Random(seed).sample(range(len(every)), number))]


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    noticed: int
    all: int

    def at_least(self, percent: int) -> bool:
        """Whether it is at least so many in a hundred, by whole numbers."""
        return 100 * self.noticed >= percent * self.all


def shares(outcomes: Sequence[Outcome]) -> tuple[Share, Share]:
    """What is noticed by the rules' own cases, and by casebook and invariants alone."""
    by_cases = [outcome.by_cases for outcome in outcomes if outcome.by_cases is not None]
    outside = [outcome.from_outside for outcome in outcomes]
    return Share(sum(by_cases), len(by_cases)), Share(sum(outside), len(outside))
