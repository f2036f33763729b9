"""The pages of a condition and of a hazard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from massage_advisor.model import Condition, Hazard, KnowledgeBase, Verdict
from massage_advisor.render import words
from massage_advisor.render.outlook import Outlook, by_massage
from massage_advisor.render.page import (
    Block,
    Detail,
    Entries,
    Facts,
    Heading,
    Page,
    Para,
    Phrase,
    Points,
    Table,
)
from massage_advisor.render.rule_entries import entries, rule_records, rules_about, rules_reading


def condition_page(kb: KnowledgeBase, condition: Condition) -> Page:
    """What a condition means for massage: for each massage, by which rules, and what to say."""
    return Page(condition.label, tuple(_condition_blocks(kb, condition)))


def _condition_blocks(kb: KnowledgeBase, condition: Condition) -> Iterator[Block]:
    yield Facts(tuple(_facts(kb, condition)))
    if kb.items[condition.id].red_flag:
        yield Para(Phrase("We ask everybody about this first, because it can be a sign of an emergency."))
    yield Heading("What this does to each massage")
    yield Para(Phrase("In a grown-up who is otherwise healthy, and not cleared by a doctor yet."))
    yield outlook_table(kb, condition)
    rules = rules_about(kb, condition)
    if rules:
        yield Heading("Why, and what to do")
        yield Entries(entries(kb, rules))
    if condition.follow_ups:
        yield Heading("What we ask next if you have it")
        yield Points(tuple(Phrase(kb.items[item].ask) for item in condition.follow_ups))


def _facts(kb: KnowledgeBase, condition: Condition) -> Iterator[Detail]:
    item = kb.items[condition.id]
    if item.ask != condition.label:
        yield Detail("We ask", (Phrase(item.ask),))
    if condition.aliases:
        yield Detail("Also called", (Phrase(", ".join(condition.aliases)),))
    if condition.makes:
        yield Detail("Can mean", tuple(Phrase(kb.hazards[hazard].label) for hazard in condition.makes))
    yield Detail("Say this", (Phrase(f'"{condition.say or f"I have: {condition.label}."}"'),))


def outlook_table(kb: KnowledgeBase, condition: Condition) -> Table:
    """All massages by verdict, and by what the details can still make of them."""
    groups: dict[tuple[Verdict, Verdict], list[str]] = {}
    for massage, outlook in by_massage(kb, condition).items():
        groups.setdefault((outlook.so_far, outlook.at_worst), []).append(kb.massages[massage].name)
    rows = (
        (
            words.verdict(so_far, settled=so_far is at_worst),
            _at_worst(so_far, at_worst),
            Phrase("; ".join(sorted(groups[key]))),
        )
        for key in sorted(groups)
        for so_far, at_worst in (key,)
    )
    return Table(("By itself", "Details at worst", "Massages"), tuple(rows), head=1)


def _at_worst(so_far: Verdict, at_worst: Verdict) -> Phrase:
    return Phrase("the same") if so_far is at_worst else words.verdict(at_worst)


def condition_record(kb: KnowledgeBase, condition: Condition) -> dict[str, Any]:
    """The page as data."""
    return {
        "kind": "condition",
        "id": condition.id,
        "name": condition.label,
        "aliases": list(condition.aliases),
        "ask": kb.items[condition.id].ask,
        "red_flag": kb.items[condition.id].red_flag,
        "hazards": list(condition.makes),
        "follow_ups": [{"id": i, "ask": kb.items[i].ask} for i in condition.follow_ups],
        "say": condition.say or f"I have: {condition.label}.",
        "massages": [_outlook_record(m, outlook) for m, outlook in by_massage(kb, condition).items()],
        "rules": rule_records(kb, rules_about(kb, condition)),
    }


def _outlook_record(massage: str, outlook: Outlook) -> dict[str, str]:
    return {"massage": massage, "verdict": outlook.so_far.word, "at_worst": outlook.at_worst.word}


def hazard_page(kb: KnowledgeBase, hazard: Hazard) -> Page:
    """What makes a hazard, and what follows from it."""
    makers = "; ".join(kb.conditions[maker].label for maker in hazard.makers)
    rules = rules_reading(kb, {hazard.id})
    blocks: list[Block] = [
        Para(Phrase("A hazard is a danger that several illnesses, medicines or events share.")),
        Facts((Detail("Comes with", (Phrase(makers or "see the questions"),)),)),
    ]
    if rules:
        blocks += [Heading("What follows"), Entries(entries(kb, rules))]
    return Page(hazard.label, tuple(blocks))


def hazard_record(kb: KnowledgeBase, hazard: Hazard) -> dict[str, Any]:
    """The page as data."""
    return {
        "kind": "hazard",
        "id": hazard.id,
        "name": hazard.label,
        "conditions": list(hazard.makers),
        "rules": rule_records(kb, rules_reading(kb, {hazard.id})),
    }
