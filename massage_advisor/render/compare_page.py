"""Massages side by side, the differences first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from massage_advisor.model import KnowledgeBase, Massage
from massage_advisor.render import words
from massage_advisor.render.massage_page import CLOTHING, OILS, PLACES, massage_record
from massage_advisor.render.page import Block, Heading, Page, Para, Phrase, Table
from massage_advisor.render.whens import when_words

Say = Callable[[KnowledgeBase, Massage], Phrase]


def compare_page(kb: KnowledgeBase, massages: Sequence[Massage]) -> Page:
    """Two to four massages: a table of what differs, then one of what is the same."""
    title = f"{words.joined(massage.name for massage in massages)} compared"
    return Page(title, tuple(_blocks(kb, massages)))


def _blocks(kb: KnowledgeBase, massages: Sequence[Massage]) -> Iterator[Block]:
    rows = _rows(kb, massages)
    different = tuple(row for row in rows if len({cell.text for cell in row[1:]}) > 1)
    same = tuple(row[:2] for row in rows if row not in different)
    names = tuple(massage.name for massage in massages)
    if different:
        yield Heading("What differs")
        yield Table(("", *names), different)
    if same:
        yield Heading("What is the same")
        yield Table(("", "All of them"), same)
    yield words.evidence_line()
    yield Para(Phrase(f"More about one of them: massage-advisor show {massages[0].id}"))


def _rows(kb: KnowledgeBase, massages: Sequence[Massage]) -> list[tuple[Phrase, ...]]:
    rows = [(Phrase(label), *(say(kb, massage) for massage in massages)) for label, say in _ROWS.items()]
    goals = dict.fromkeys(i.goal for massage in massages for i in massage.indications)
    rows += [
        (Phrase(f"For: {kb.goals[goal].label}"), *(_serves(massage, goal) for massage in massages))
        for goal in goals
    ]
    features = dict.fromkeys(feature for massage in massages for feature in massage.features)
    rows += [
        (Phrase(f"With: {kb.features[feature].label}"), *(_does(massage, feature) for massage in massages))
        for feature in features
    ]
    return rows


def _serves(massage: Massage, goal: str) -> Phrase:
    found = next((i for i in massage.indications if i.goal == goal), None)
    return Phrase(words.evidence(found), found.sources) if found is not None else Phrase("not known for it")


def _does(massage: Massage, feature: str) -> Phrase:
    if feature in massage.essential:
        return Phrase("always")
    return Phrase("can be left out" if feature in massage.avoidable else "not part of it")


def _cost(_: KnowledgeBase, massage: Massage) -> Phrase:
    cost = massage.cost
    if cost is None:
        return Phrase("not found")
    return Phrase(f"{cost.low:g} to {cost.high:g} {cost.currency}, {cost.minutes} minutes", cost.sources)


def _minutes(_: KnowledgeBase, massage: Massage) -> Phrase:
    low, high = massage.session.minutes
    return Phrase(f"{low} to {high} minutes" if low != high else f"{low} minutes")


def _for_whom(kb: KnowledgeBase, massage: Massage) -> Phrase:
    return Phrase(when_words(kb, massage.for_whom) if massage.for_whom is not None else "everybody")


_ROWS: Mapping[str, Say] = {
    "In short": lambda _, m: Phrase(m.summary),
    "Meant for": _for_whom,
    "Usually": lambda _, m: Phrase(words.SETTINGS_SHORT[m.category.usual]),
    "Pressure": lambda _, m: Phrase(f"{words.pressure_scale(m)} {words.pressure(m)}"),
    "Takes": _minutes,
    "You are": lambda _, m: Phrase(CLOTHING[m.session.clothing]),
    "Where": lambda _, m: Phrase(PLACES[m.session.place]),
    "Oil": lambda _, m: Phrase(OILS[m.session.oil]),
    "Best for": lambda _, m: Phrase("; ".join(m.best_for) or "-"),
    "Cost": _cost,
}


def compare_record(kb: KnowledgeBase, massages: Sequence[Massage]) -> dict[str, Any]:
    """The comparison as data: the rows that differ, and the massages in full."""
    rows = _rows(kb, massages)
    return {
        "schema": "massage-advisor/compare/1",
        "knowledge": {"edition": kb.edition, "hash": kb.hash},
        "rows": [_row_record(row) for row in rows],
        "massages": [massage_record(kb, massage) for massage in massages],
    }


def _row_record(row: tuple[Phrase, ...]) -> dict[str, Any]:
    values = [cell.text for cell in row[1:]]
    return {"label": row[0].text, "differs": len(set(values)) > 1, "values": values}
