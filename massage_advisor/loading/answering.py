"""The answers in cases and in the casebook: checked against the items, in the form `Responses` holds."""

from __future__ import annotations

import re

from massage_advisor.errors import Location, Problem
from massage_advisor.loading.drafts import Answer, Answers
from massage_advisor.loading.faults import Findings, did_you_mean
from massage_advisor.loading.nodes import Scalar, shorten
from massage_advisor.loading.shapes import NUMBER
from massage_advisor.loading.whens import Vocabulary
from massage_advisor.model import NOT_SURE, Item, Kind, Value


def check_answer(answer: Answer, words: Vocabulary, found: Findings) -> None:
    """Report an item that does not exist, and a value that it cannot take."""
    fact = answer.item.text
    item = words.items.get(fact)
    if item is None and found.kind_of(fact) in ("condition", "family", "item"):
        return  # defined by a record with faults of its own
    if item is None:
        message = f"there is no item '{shorten(fact)}'"
        _report(answer.path, answer.item, "KB203", message, did_you_mean(fact, words.items), found)
        return
    for value in answer.values:
        if not _takes(item, value.text, words):
            known = [*(option.id for option in item.options), NOT_SURE]
            message = f"'{shorten(value.text)}' is no answer to '{item.id}'"
            _report(answer.path, value, "KB204", message, did_you_mean(value.text, known), found)
    if answer.listed and item.kind not in (Kind.MANY, Kind.AREAS):
        _report(answer.path, answer.item, "KB205", f"'{item.id}' takes one value, not a list", "", found)


def _report(path: str, place: Scalar, code: str, message: str, advice: str, found: Findings) -> None:
    at = Location(path, place.line, place.column)
    found.problems.append(Problem(at, code, message, advice, length=place.length))


def _takes(item: Item, text: str, words: Vocabulary) -> bool:
    if text == NOT_SURE:
        return True
    if item.kind is not Kind.NUMBER:
        return bool(words.options_of(item, text))
    low, high = item.low, item.high
    if not re.fullmatch(NUMBER, text):
        return False
    return (low is None or float(text) >= low) and (high is None or float(text) <= high)


def build_answers(answers: Answers, words: Vocabulary) -> dict[str, object]:
    """Item id -> value as `Responses` holds it."""
    return {answer.item.text: _value(answer, words) for answer in answers.given}


def _value(answer: Answer, words: Vocabulary) -> Value:
    item = words.items[answer.item.text]
    texts = [value.text for value in answer.values]
    if texts == [NOT_SURE]:
        return NOT_SURE
    if item.kind is Kind.NUMBER:
        return float(texts[0])
    if item.kind in (Kind.MANY, Kind.AREAS):
        return tuple(dict.fromkeys(id_ for text in texts for id_ in words.options_of(item, text)))
    return texts[0]
