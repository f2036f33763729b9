"""The answers in cases and in the casebook: checked against the items, in the form `Responses` holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from massage_advisor.errors import Problem
from massage_advisor.loading.drafts import Answer, Answers
from massage_advisor.loading.faults import Findings, did_you_mean, problem_at
from massage_advisor.loading.forms.shapes import NUMBER
from massage_advisor.loading.nodes import shorten
from massage_advisor.loading.whens import Vocabulary
from massage_advisor.model import NOT_SURE, Item, Kind, Value


def answer_problems(answer: Answer, words: Vocabulary, found: Findings) -> Iterator[Problem]:
    """An item that does not exist, and values that it cannot take."""
    fact = answer.item.text
    item = words.items.get(fact)
    if item is not None:
        yield from _value_problems(answer, item, words)
    elif found.kind_of(fact) not in ("condition", "family", "item"):  # else: its record has faults of its own
        message = f"there is no item '{shorten(fact)}'"
        yield problem_at(answer.path, answer.item, "KB203", message, did_you_mean(fact, words.items))


def _value_problems(answer: Answer, item: Item, words: Vocabulary) -> Iterator[Problem]:
    for value in answer.values:
        if not _takes(item, value.text, words):
            known = [*(option.id for option in item.options), NOT_SURE]
            message = f"'{shorten(value.text)}' is no answer to '{item.id}'"
            yield problem_at(answer.path, value, "KB204", message, did_you_mean(value.text, known))
    if answer.listed and item.kind not in (Kind.MANY, Kind.AREAS):
        yield problem_at(answer.path, answer.item, "KB205", f"'{item.id}' takes one value, not a list")


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
