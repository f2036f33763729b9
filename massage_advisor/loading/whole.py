"""All files of a folder -> the `KnowledgeBase`, with everything that is wrong or doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from massage_advisor.errors import Location, Problem
from massage_advisor.loading.build import build_knowledge
from massage_advisor.loading.check import check_contents
from massage_advisor.loading.lint import lint
from massage_advisor.loading.places import Contents
from massage_advisor.model import Case, KnowledgeBase, Person, Rule, SettingRule, literals


def check_whole(
    contents: Contents, today: date | None = None
) -> tuple[KnowledgeBase | None, tuple[Problem, ...]]:
    """The knowledge (None where there are errors) and all problems; with `today` the doubts too."""
    checked = check_contents(contents)
    doubts = lint(checked.drafts, today) if today else ()
    problems = tuple(sorted({*checked.drafts.found.problems, *doubts}))
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    knowledge = build_knowledge(checked, contents.hash)
    late = tuple(_unasked_clearance(knowledge))
    return (None if late else knowledge), tuple(sorted((*problems, *late)))


def _unasked_clearance(knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Answers and invariants that count on a doctor's yes which no rule asks for."""
    for fact, at in _facts_held_against(knowledge):
        if fact.endswith(".cleared") and fact not in knowledge.items:
            condition = fact.removesuffix(".cleared")
            message = f"no rule asks for a doctor's yes about '{condition}', so '{fact}' is no item"
            yield Problem(at, "KB203", message)


def _facts_held_against(knowledge: KnowledgeBase) -> Iterator[tuple[str, Location]]:
    rules: tuple[Rule | SettingRule, ...] = (*knowledge.rules, *knowledge.setting)
    told: Iterable[Case | Person] = (*(case for rule in rules for case in rule.cases), *knowledge.people)
    for answers in told:
        yield from ((fact, answers.at or Location("")) for fact in answers.answers)
    for person in knowledge.people:
        expected = (*person.expect.open, person.expect.first_asked)
        yield from ((fact, person.at or Location("")) for fact in expected)
    for invariant in knowledge.invariants:
        yield from ((part.fact, invariant.at or Location("")) for part in literals(invariant.when))
