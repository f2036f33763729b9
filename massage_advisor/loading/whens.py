"""`when` maps: from nodes to drafts, checked against the items, and to the model's conditions over facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from massage_advisor.loading.drafts import Comparison, Several, WhenDraft
from massage_advisor.loading.faults import Findings, did_you_mean, problem_at
from massage_advisor.loading.forms.shapes import NUMBER
from massage_advisor.loading.nodes import Scalar, shorten
from massage_advisor.model import All, Any, Item, Kind, Literal, Threshold, When


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a `when` may name, once all files are read. `sides`: area or group id -> the ids answers hold."""

    items: Mapping[str, Item]
    hazards: frozenset[str]
    thresholds: Mapping[str, Threshold]
    sides: Mapping[str, tuple[str, ...]]

    def options_of(self, item: Item, named: str) -> tuple[str, ...]:
        """The option ids that `named` stands for; empty where the item has no such option."""
        if item.kind is Kind.AREAS:
            offered = {option.id for option in item.options}
            return tuple(side for side in self.sides.get(named, (named,)) if side in offered)
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


class Report(Protocol):
    """Takes a problem at a place of the comparison's file."""

    def __call__(self, code: str, scalar: Scalar, message: str, advice: str = "") -> None: ...


def check_comparison(draft: Comparison, words: Vocabulary, found: Findings) -> None:
    """Report a fact that does not exist, and options or limits that do not fit it."""

    def report(code: str, scalar: Scalar, message: str, advice: str = "") -> None:
        found.problems.append(problem_at(draft.path, scalar, code, message, advice))

    fact = draft.fact.text
    if fact.endswith(".cleared") and not draft.path.startswith("invariants"):
        message = "a doctor's yes cannot be read here; it works by itself on clearance rules"
        report("KB205", draft.fact, message)
    elif fact in words.hazards:
        _check_hazard(draft, report)
    elif fact in words.items:
        _check_fact(draft, words.items[fact], words, report)
    elif found.kind_of(fact) not in ("condition", "family", "item", "hazard"):
        known = (*words.items, *words.hazards)
        report("KB203", draft.fact, f"there is no fact '{shorten(fact)}'", did_you_mean(fact, known))


def _check_hazard(draft: Comparison, report: Report) -> None:
    if [option.text for option in draft.options] != ["yes"]:
        report("KB204", draft.fact, f"the hazard '{draft.fact.text}' can only be compared with yes")


def _check_fact(draft: Comparison, item: Item, words: Vocabulary, report: Report) -> None:
    if (item.kind is Kind.NUMBER) == bool(draft.options):
        wanted = "limits: {at-least: n}" if item.kind is Kind.NUMBER else "its options"
        report("KB205", draft.fact, f"'{item.id}' is {_kind_words(item)}; compare it with {wanted}")
        return
    for option in draft.options:
        if not words.options_of(item, option.text):
            report("KB204", option, *_no_option(item, option.text, words))
    for limit in (draft.at_least, draft.under):
        if limit is not None and words.number(limit) is None:
            advice = did_you_mean(limit.text, words.thresholds)
            report("KB201", limit, f"'{shorten(limit.text)}' is neither a number nor a threshold", advice)


def _kind_words(item: Item) -> str:
    return {Kind.NUMBER: "a number", Kind.AREAS: "a list of areas"}.get(item.kind, "a choice of options")


def _no_option(item: Item, named: str, words: Vocabulary) -> tuple[str, str]:
    known = [option.id for option in item.options]
    if item.kind is Kind.AREAS:
        known += list(words.sides)
    advice = did_you_mean(named, known)
    if not advice and len(known) <= 12:
        advice = f"It has: {', '.join(known)}."
    return f"'{item.id}' has no option '{shorten(named)}'", advice
