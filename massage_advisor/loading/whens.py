"""`when` maps: from nodes to drafts, checked against the items, and to the model's conditions over facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from massage_advisor.errors import Problem
from massage_advisor.loading.drafts import Comparison, Several, WhenDraft
from massage_advisor.loading.faults import Findings, did_you_mean, problem_at
from massage_advisor.loading.forms.shapes import NUMBER
from massage_advisor.loading.nodes import Scalar, shorten
from massage_advisor.loading.places import kind_of
from massage_advisor.model import All, Any, Item, Kind, Literal, Threshold, When
from massage_advisor.records import dataclass


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a `when` may name, once all files are read. `sides`: area or group id -> the ids answers hold."""

    items: Mapping[str, Item]
    hazards: frozenset[str]
    thresholds: Mapping[str, Threshold]
    sides: Mapping[str, tuple[str, ...]]

    def options_of(self, item: Item, named: str) -> tuple[str, ...]:
        """The option ids that `named` stands for; empty where the item has no such option."""
        if item.kind is Kind.AREAS and named in self.sides:
            return self.sides[named]
        return (named,) if item.option(named) else ()

    def number(self, limit: Scalar) -> float | None:
        """The number that a limit names, directly or as a threshold."""
        if limit.text in self.thresholds:
            return self.thresholds[limit.text].value
        return float(limit.text) if re.fullmatch(NUMBER, limit.text) else None


def build_when(draft: WhenDraft, words: Vocabulary) -> When:
    """The model's form of a checked draft."""
    if isinstance(draft, Several):
        parts = tuple(build_when(part, words) for part in draft.parts)
        return All(parts) if draft.word == "all" else Any(parts)
    return _literal(draft, words)


def _literal(draft: Comparison, words: Vocabulary) -> Literal:
    fact, line = draft.fact.text, draft.fact.line
    item = words.items.get(fact)
    if item is None:
        return Literal(fact, tuple(option.text for option in draft.options), line=line)
    options = tuple(found for option in draft.options for found in words.options_of(item, option.text))
    at_least = words.number(draft.at_least) if draft.at_least else None
    under = words.number(draft.under) if draft.under else None
    return Literal(fact, tuple(dict.fromkeys(options)), at_least, under, line)


def comparisons_of(draft: WhenDraft) -> Iterator[Comparison]:
    """Every comparison of a draft, left to right."""
    if isinstance(draft, Comparison):
        yield draft
        return
    for part in draft.parts:
        yield from comparisons_of(part)


def comparison_problems(draft: Comparison, words: Vocabulary, found: Findings) -> Iterator[Problem]:
    """A fact that does not exist, and options or limits that do not fit it."""
    fact = draft.fact.text
    if fact.endswith(".cleared") and kind_of(draft.path) != "invariants":
        message = "a doctor's yes cannot be read here; it works by itself on clearance rules"
        yield problem_at(draft.path, draft.fact, "KB205", message)
    elif fact in words.hazards:
        yield from _hazard_problems(draft)
    elif fact in words.items:
        yield from _fact_problems(draft, words.items[fact], words)
    elif found.kind_of(fact) not in ("condition", "family", "item", "hazard"):  # else: a record with faults
        advice = did_you_mean(fact, (*words.items, *words.hazards))
        yield problem_at(draft.path, draft.fact, "KB203", f"there is no fact '{shorten(fact)}'", advice)


def _hazard_problems(draft: Comparison) -> Iterator[Problem]:
    if [option.text for option in draft.options] != ["yes"]:
        message = f"the hazard '{draft.fact.text}' can only be compared with yes"
        yield problem_at(draft.path, draft.fact, "KB204", message)


def _fact_problems(draft: Comparison, item: Item, words: Vocabulary) -> Iterator[Problem]:
    if (item.kind is Kind.NUMBER) == bool(draft.options):
        wanted = "limits: {at-least: n}" if item.kind is Kind.NUMBER else "its options"
        message = f"'{item.id}' is {_kind_words(item)}; compare it with {wanted}"
        yield problem_at(draft.path, draft.fact, "KB205", message)
        return
    for option in draft.options:
        if not words.options_of(item, option.text):
            yield _no_option(draft.path, item, option, words)
    for limit in (draft.at_least, draft.under):
        if limit is not None and words.number(limit) is None:
            message = f"'{shorten(limit.text)}' is neither a number nor a threshold"
            advice = did_you_mean(limit.text, words.thresholds)
            yield problem_at(draft.path, limit, "KB201", message, advice)


def _kind_words(item: Item) -> str:
    return {Kind.NUMBER: "a number", Kind.AREAS: "a list of areas"}.get(item.kind, "a choice of options")


def _no_option(path: str, item: Item, option: Scalar, words: Vocabulary) -> Problem:
    known = [*(offered.id for offered in item.options), *(words.sides if item.kind is Kind.AREAS else ())]
    advice = did_you_mean(option.text, known)
    if not advice and 0 < len(known) <= 12:
        advice = f"It has: {', '.join(known)}."
    return problem_at(path, option, "KB204", f"'{item.id}' has no option '{shorten(option.text)}'", advice)
