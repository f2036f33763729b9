"""What was understood of a person's own words: as blocks of a page, as lines, and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from massage_advisor.answers import show_value
from massage_advisor.language import Aside, Mention, Question, Understood
from massage_advisor.model import KnowledgeBase
from massage_advisor.render import words
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
        "unmatched": [clean_text(part) for part in understood.unmatched],
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
        "Understood": _mentions(kb, understood.present),
        "You said no to": _mentions(kb, understood.absent),
        "Still to ask": tuple(_question(kb, question) for question in understood.questions),
        "Not counted": tuple(f"{_quoted(a.text)}: {_WHY[a.why]}" for a in understood.aside),
        "Not understood": tuple(_quoted(part) for part in understood.unmatched),
    }
    return ((label, lines) for label, lines in found.items() if lines)


def _mentions(kb: KnowledgeBase, mentions: Iterable[Mention]) -> tuple[str, ...]:
    """The answers in words with what they were taken from; what rests on the same words stands together."""
    by_words: dict[str, dict[str, list[str]]] = {}
    for mention in mentions:
        name, answer = _answer(kb, mention)
        by_words.setdefault(_quoted(mention.text), {}).setdefault(name, []).append(answer)
    return tuple(f"{'; '.join(_sentences(answers))} ({said})" for said, answers in by_words.items())


def _sentences(answers: dict[str, list[str]]) -> Iterator[str]:
    for name, given in answers.items():
        values = ", ".join(filter(None, given))
        colon = "" if name.endswith("?") else ":"
        yield f"{name}{colon} {values}" if values else name


def _answer(kb: KnowledgeBase, mention: Mention) -> tuple[str, str]:
    """The question's name and the answer in words; empty where a "yes" or "no" goes without saying."""
    item = kb.items.get(mention.item)
    if item is None:
        return kb.massages[mention.id].name, ""
    name = words.item_name(item)
    option = item.option(mention.id)
    if option is None and mention.value in ("yes", "no"):
        return name, ""
    return name, show_value(item, mention.value) if option is None else option.label


def _question(kb: KnowledgeBase, question: Question) -> str:
    labels = [words.item_name(kb.items[item]).rstrip("?") for item in question.items]
    more = f" or {len(labels) - MOST_ITEMS} more" if len(labels) > MOST_ITEMS else ""
    return f"{_quoted(question.text)}: {', or '.join(labels[:MOST_ITEMS])}{more}?"


def _quoted(text: str) -> str:
    return f'"{shorten(clean_text(text))}"'
