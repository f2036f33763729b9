"""What was understood of a person's own words: as blocks of a page, as lines, and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from massage_advisor.answers import show_value
from massage_advisor.language import Aside, Mention, Question, Understood
from massage_advisor.model import Item, KnowledgeBase
from massage_advisor.render.page import Block, Detail, Facts, Heading, Phrase
from massage_advisor.render.result import plain_value
from massage_advisor.textsafe import clean_text, shorten

MOST_ITEMS = 3
"""How many questions that one word opens are named."""

_WHY = {"other": "about somebody else", "imagined": "not so now", "past": "over"}


def understood_record(understood: Understood, *, confirmed: bool) -> dict[str, Any]:
    """The field `understood` of a result. `confirmed`: a person has seen it and agreed."""
    return {
        "from": "text",
        "confirmed": confirmed,
        "present": [_mention_record(mention) for mention in understood.present],
        "absent": [_mention_record(mention) for mention in understood.absent],
        "questions": [{"ask": list(question.items), **_words(question)} for question in understood.questions],
        "aside": [{"why": aside.why, **_words(aside)} for aside in understood.aside],
        "unmatched": [clean_text(words) for words in understood.unmatched],
    }


def _mention_record(mention: Mention) -> dict[str, Any]:
    return {"id": mention.id, "value": plain_value(mention.value), **_words(mention)}


def _words(said: Mention | Question | Aside) -> dict[str, Any]:
    return {"text": clean_text(said.text), "start": said.start, "end": said.end}


def understood_blocks(kb: KnowledgeBase, understood: Understood) -> Iterator[Block]:
    """The section of a result page."""
    yield Heading("What we understood from your words")
    yield Facts(
        tuple(
            Detail(label, tuple(Phrase(line) for line in lines))
            for label, lines in understood_lines(kb, understood)
        )
    )


def understood_lines(kb: KnowledgeBase, understood: Understood) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each kind of finding that there is: what it is called, and its findings with their words."""
    found = {
        "Understood": tuple(_mention(kb, mention) for mention in understood.present),
        "You said no to": tuple(_mention(kb, mention) for mention in understood.absent),
        "Still to ask": tuple(_question(kb, question) for question in understood.questions),
        "Not counted": tuple(f"{_quoted(a.text)}: {_WHY[a.why]}" for a in understood.aside),
        "Not understood": tuple(_quoted(words) for words in understood.unmatched),
    }
    return ((label, lines) for label, lines in found.items() if lines)


def _mention(kb: KnowledgeBase, mention: Mention) -> str:
    return f"{_answer(kb, mention)} ({_quoted(mention.text)})"


def _answer(kb: KnowledgeBase, mention: Mention) -> str:
    """The answer in words: the name alone where a "yes" or "no" goes without saying."""
    item = kb.items.get(mention.item)
    if item is None:
        return kb.massages[mention.id].name
    question = _short(item)
    option = item.option(mention.id)
    if option is not None:
        return f"{question} {option.label}"
    if mention.value in ("yes", "no"):
        return question
    return f"{question}{'' if question.endswith('?') else ':'} {show_value(item, mention.value)}"


def _short(item: Item) -> str:
    """The label of an item, or its question without the instructions after it."""
    question, sign, _ = item.ask.partition("?")
    return item.label or question + sign


def _question(kb: KnowledgeBase, question: Question) -> str:
    labels = [_short(kb.items[item]).rstrip("?") for item in question.items]
    more = f" or {len(labels) - MOST_ITEMS} more" if len(labels) > MOST_ITEMS else ""
    return f"{_quoted(question.text)}: {', or '.join(labels[:MOST_ITEMS])}{more}?"


def _quoted(words: str) -> str:
    return f'"{shorten(clean_text(words))}"'
