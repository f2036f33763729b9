"""The page of a goal: which massages may serve it, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from massage_advisor.model import Goal, Indication, KnowledgeBase, Massage
from massage_advisor.render import words
from massage_advisor.render.massage_page import indication_record
from massage_advisor.render.page import Block, Detail, Facts, Page, Phrase, Table

AIMS = {
    "relief": "relief from pain",
    "recovery": "recovery",
    "relaxation": "relaxation",
    "wellbeing": "feeling well",
}


def serving(kb: KnowledgeBase, goal: Goal) -> tuple[tuple[Massage, Indication], ...]:
    """The massages with a claim to serve a goal, best evidence first."""
    found = ((m, i) for m in kb.massages.values() for i in m.indications if i.goal == goal.id)
    return tuple(sorted(found, key=lambda pair: (-pair[1].evidence, pair[0].name.casefold())))


def goal_page(kb: KnowledgeBase, goal: Goal) -> Page:
    """Massages for a goal, with evidence and findings."""
    return Page(goal.label, tuple(_blocks(kb, goal)))


def _blocks(kb: KnowledgeBase, goal: Goal) -> Iterator[Block]:
    yield Facts(tuple(_facts(kb, goal)))
    rows = tuple(
        (Phrase(massage.name), Phrase(words.evidence(i)), Phrase(i.finding, i.sources))
        for massage, i in serving(kb, goal)
    )
    if rows:
        yield Table(("Massage", "Evidence", "What was found"), rows)
    yield words.evidence_line()


def _facts(kb: KnowledgeBase, goal: Goal) -> Iterator[Detail]:
    yield Detail("Kind of aim", (Phrase(AIMS.get(goal.aim, goal.aim)),))
    if goal.areas:
        yield Detail("Works on", (Phrase(", ".join(kb.areas[area].label for area in goal.areas)),))
    if goal.aliases:
        yield Detail("Also called", (Phrase(", ".join(goal.aliases)),))


def goal_record(kb: KnowledgeBase, goal: Goal) -> dict[str, Any]:
    """The page as data."""
    return {
        "kind": "goal",
        "id": goal.id,
        "name": goal.label,
        "aliases": list(goal.aliases),
        "aim": goal.aim,
        "areas": list(goal.areas),
        "massages": [{"massage": m.id, **indication_record(i)} for m, i in serving(kb, goal)],
    }
