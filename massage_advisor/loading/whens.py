"""`when` maps: from nodes to drafts, checked against the items, and to the model's conditions over facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from massage_advisor.loading.drafts import Comparison, Several, WhenDraft
from massage_advisor.loading.faults import Findings, Reading, did_you_mean, problem_at
from massage_advisor.loading.nodes import Map, Node, Scalar, Seq, shorten
from massage_advisor.loading.shapes import NUMBER, describe
from massage_advisor.model import All, Any, Item, Kind, Literal, Threshold, When

_WORDS = ("all", "any")
_LIMITS = ("at-least", "under")


@dataclass(frozen=True, slots=True)
class WhenShape:
    """Nested `all` / `any` over `fact: option`, `fact: [options]`, `fact: {at-least: n, under: n}`."""

    may_be_empty: bool = False

    def __call__(self, node: Node, reading: Reading) -> WhenDraft | None:
        if self.may_be_empty and isinstance(node, Map) and not node.entries:
            return Several("all", ())
        if not isinstance(node, Map) or not node.entries:
            advice = "Write {fact: option}, {all: [...]} or {any: [...]}."
            reading.fault("KB111", node, f"a condition was expected here, not {describe(node)}", advice)
            return None
        return _several("all", [_entry(key, value, reading) for key, value in node.entries.values()])


def _several(word: str, parts: list[WhenDraft | None]) -> WhenDraft | None:
    sound = tuple(part for part in parts if part is not None)
    if len(sound) < len(parts) or not sound:
        return None
    return sound[0] if len(sound) == 1 else Several(word, sound)


def _entry(key: Scalar, value: Node, reading: Reading) -> WhenDraft | None:
    if key.text not in _WORDS:
        return _comparison(key, value, reading)
    if not isinstance(value, Seq) or not value.items:
        reading.fault("KB111", value, f"'{key.text}' takes a list of conditions, not {describe(value)}")
        return None
    return _several(key.text, [WhenShape()(item, reading) for item in value.items])


def _comparison(fact: Scalar, value: Node, reading: Reading) -> Comparison | None:
    if fact.text == "not":
        reading.fault("KB111", fact, "there is no 'not'", "Name the options that count.")
        return None
    made = _limits(fact, value, reading) if isinstance(value, Map) else _options(fact, value, reading)
    if made is not None:
        reading.found.comparisons.append(made)
    return made


def _options(fact: Scalar, value: Node, reading: Reading) -> Comparison | None:
    options = value.items if isinstance(value, Seq) else (value,)
    named = tuple(option for option in options if isinstance(option, Scalar) and option.text)
    if not named or len(named) < len(options):
        reading.fault(
            "KB111", value, f"'{shorten(fact.text)}' is compared with an option or a list of options"
        )
        return None
    return Comparison(reading.path, fact, named)


def _limits(fact: Scalar, value: Map, reading: Reading) -> Comparison | None:
    unknown = [key for key, _ in value.entries.values() if key.text not in _LIMITS]
    for key in unknown:
        advice = "A number is compared with {at-least: n}, {under: n} or both."
        reading.fault("KB111", key, f"'{shorten(key.text)}' is not a comparison", advice)
    limits = {key.text: limit for key, limit in value.entries.values() if isinstance(limit, Scalar)}
    if unknown or len(limits) < len(value.entries) or not limits:
        if not unknown:
            reading.fault("KB111", value, f"'{shorten(fact.text)}' is compared with a number or a threshold")
        return None
    return Comparison(reading.path, fact, (), limits.get("at-least"), limits.get("under"))


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
