"""What is allowed but doubtful: warnings about sources, wording, aliases, and what nothing reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from massage_advisor.errors import Problem
from massage_advisor.loading.checks import RuleDraft, every_rule
from massage_advisor.loading.drafts import Draft
from massage_advisor.loading.faults import problem_at
from massage_advisor.loading.loops import makers_of, reached, readings_of
from massage_advisor.loading.nodes import Node, Scalar, Seq
from massage_advisor.loading.pages import sources_of
from massage_advisor.loading.places import SHIPPED
from massage_advisor.loading.reading import Drafts
from massage_advisor.loading.whens import comparisons_of
from massage_advisor.model import UNSOURCED

HARDEST_GRADE = 12.0
SHORTEST_ALIAS = 3

# Everyday words and units: as an alias of a condition they match too much.
EVERYDAY = frozenset(
    ("back", "bad", "block", "clot", "clots", "cold", "cut", "fall", "fat", "fit", "flat", "gym", "hard")
).union(
    ("hot", "ill", "leg", "low", "lump", "mad", "mole", "op", "pad", "pain", "pass", "patch", "pe", "pill"),
    ("port", "sad", "scan", "shot", "shy", "sick", "sore", "spot", "stroke", "tired", "turn", "weak", "well"),
)


def lint(drafts: Drafts, today: date) -> Iterator[Problem]:
    """Every warning about these drafts; `today` decides which sources are due for a review.

    What nothing makes or reads shows only in knowledge without errors.
    """
    found = [*_own_doubts(drafts, today), *_aliases_of_two(drafts)]
    if not any(problem.severity == "error" for problem in drafts.found.problems):
        found += [*_unmade_hazards(drafts), *_unread(drafts)]
    return (replace(problem, severity="warning") for problem in found)


def _own_doubts(drafts: Drafts, today: date) -> Iterator[Problem]:
    """Doubts about single records; those of shipped ones are none of the author who lays others over them."""
    doubts = (*_rule_sources(drafts), *_wording(drafts), *_aliases(drafts), *_reviews(drafts, today))
    return (problem for problem in doubts if not problem.at.path.startswith(SHIPPED))


# --- rules ----------------------------------------------------------------------------------------


def _rule_sources(drafts: Drafts) -> Iterator[Problem]:
    for rule in _all_rules(drafts):
        if sources_of(rule) == (UNSOURCED,):
            message = f"the rule '{rule['id']}' has no source"
            yield problem_at(rule.path, rule.value_node("sources"), "KB502", message)


def _all_rules(drafts: Drafts) -> Iterator[Draft]:
    yield from (rule.draft for rule in every_rule(drafts))
    yield from drafts.every("setting", "rules")


def _wording(drafts: Drafts) -> Iterator[Problem]:
    for rule in _all_rules(drafts):
        because, place = rule["because"], rule.value_node("because")
        if not because.endswith((".", "!", "?")) or re.search(r"[.!?]\s+[A-Z]", because):
            message = "'because' is one sentence that ends with a full stop"
            yield problem_at(rule.path, place, "KB509", message)
        grade = reading_grade(because)
        if grade > HARDEST_GRADE:
            message = f"hard to read: it takes {grade:.0f} years of school"
            yield problem_at(rule.path, place, "KB506", message, "Use shorter words and sentences.")


def reading_grade(sentence: str) -> float:
    """The Flesch-Kincaid grade of one sentence: years of school it takes to read it."""
    words = re.findall(r"[a-z']+", sentence.lower())
    if not words:
        return 0.0
    return 0.39 * len(words) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def _syllables(word: str) -> int:
    """Roughly: groups of vowels, a silent e at the end left out."""
    spoken = word[:-1] if len(word) > 3 and word.endswith("e") and not word.endswith("le") else word
    return max(1, len(re.findall(r"[aeiouy]+", spoken)))


# --- aliases --------------------------------------------------------------------------------------


def _aliases_of_two(drafts: Drafts) -> Iterator[Problem]:
    yield from _clashes(drafts.every("conditions", "conditions"))
    yield from _clashes(drafts.every("goals", "goals"))
    yield from _clashes(drafts.files["massage"])


def _aliases(drafts: Drafts) -> Iterator[Problem]:
    for condition in drafts.every("conditions", "conditions"):
        for alias in _alias_nodes(condition):
            yield from _alias_problems(condition, alias)


def _alias_nodes(draft: Draft) -> Iterator[Scalar]:
    node: Node = draft.value_node("aliases")
    if isinstance(node, Seq):
        yield from (item for item in node.items if isinstance(item, Scalar))


def _clashes(drafts: Iterable[Draft]) -> Iterator[Problem]:
    """An alias that two records of one kind have: it cannot say which is meant."""
    owners: dict[str, str] = {}
    for draft in drafts:
        for alias in _alias_nodes(draft):
            owner = owners.setdefault(alias.text.casefold(), draft.get("id", ""))
            if owner != draft.get("id", ""):
                message = f"'{alias.text}' is also an alias of '{owner}'"
                yield problem_at(draft.path, alias, "KB504", message)


def _alias_problems(condition: Draft, alias: Scalar) -> Iterator[Problem]:
    if alias.text != alias.text.lower():
        yield problem_at(condition.path, alias, "KB508", f"aliases are written small: '{alias.text.lower()}'")
    if len(alias.text) < SHORTEST_ALIAS or alias.text.casefold() in EVERYDAY:
        message = f"'{alias.text}' matches too much; say it with more words"
        yield problem_at(condition.path, alias, "KB505", message)


# --- sources, hazards, items ----------------------------------------------------------------------


def _reviews(drafts: Drafts, today: date) -> Iterator[Problem]:
    for source in drafts.every("sources", "sources"):
        due = source.get("review-by", "")
        if due and due < today.isoformat()[: len(due)]:
            message = f"the source '{source['id']}' was to be looked at again by {due}"
            yield problem_at(source.path, source.value_node("review-by"), "KB507", message)


def _unmade_hazards(drafts: Drafts) -> Iterator[Problem]:
    makers = makers_of(drafts)
    for hazard in drafts.every("hazards", "hazards"):
        if "when" not in hazard and hazard["id"] not in makers:
            message = f"nothing makes the hazard '{hazard['id']}': it can never hold"
            yield problem_at(hazard.path, hazard.value_node("id"), "KB501", message)


def _unread(drafts: Drafts) -> Iterator[Problem]:
    """Conditions, follow-ups and hazards that change nothing, whatever the answer."""
    readings = readings_of(drafts)
    read = {fact for start in _read_by_rules(drafts) for fact in reached(start, readings)}
    conditions = tuple(drafts.every("conditions", "conditions"))
    asked = (*conditions, *(part for draft in conditions for part in draft.get("follow-ups", ())))
    for draft in (*asked, *drafts.every("hazards", "hazards")):
        if draft["id"] in readings and draft["id"] not in read:
            message = f"nothing reads '{draft['id']}': no answer to it changes anything"
            yield problem_at(draft.path, draft.value_node("id"), "KB503", message)


def _read_by_rules(drafts: Drafts) -> set[str]:
    makers = makers_of(drafts)
    facts = {fact for rule in every_rule(drafts) for fact in _facts_of(rule, makers)}
    whens = [rule["when"] for rule in drafts.every("setting", "rules")]
    whens += [massage["for"] for massage in drafts.files["massage"] if "for" in massage]
    return facts | {part.fact.text for when in whens for part in comparisons_of(when)}


def _facts_of(rule: RuleDraft, makers: Mapping[str, Iterable[str]]) -> Iterator[str]:
    facts = [part.fact.text for part in rule.comparisons] or [rule.condition]
    yield from facts
    if "where" in rule.draft.get("area", ()):
        hazards = [fact for fact in facts if fact in makers]
        places = [rule.condition] if rule.condition else [made for id_ in hazards for made in makers[id_]]
        yield from (f"{condition}.where" for condition in places)
