"""Rules as a person reads them: what follows, why, when, and for what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from massage_advisor.model import Condition, KnowledgeBase, Level, Rule, literals
from massage_advisor.render.page import Detail, Entry, Phrase, Tone
from massage_advisor.render.whens import when_words
from massage_advisor.render.words import joined

LEVELS = {
    Level.RED_FLAG: ("STOP", Tone.STOP),
    Level.AVOID: ("[x] LEAVE OUT", Tone.AVOID),
    Level.CLEARANCE: ("[?] ASK FIRST", Tone.CLEARANCE),
    Level.ADAPT: ("[~] ADAPT", Tone.ADAPT),
    Level.NOTE: ("Good to know", Tone.PLAIN),
}


def entries(kb: KnowledgeBase, rules: Iterable[Rule]) -> tuple[Entry, ...]:
    """Each rule once, strictest first."""
    once = {rule.id: rule for rule in sorted(rules, key=lambda rule: (-rule.level, rule.id))}
    return tuple(_entry(kb, rule) for rule in once.values())


def _entry(kb: KnowledgeBase, rule: Rule) -> Entry:
    word, tone = LEVELS[rule.level]
    return Entry(Phrase(f"{word}: {touched(kb, rule)}", tone=tone), tuple(_details(kb, rule)))


def _details(kb: KnowledgeBase, rule: Rule) -> Iterator[Detail]:
    yield Detail("Why", (Phrase(rule.because, rule.sources),))
    yield Detail("When", (Phrase(when_words(kb, rule.when)),))
    if rule.do:
        yield Detail("What to change", (Phrase(rule.do),))
    if rule.ask:
        yield Detail("Ask the doctor", (Phrase(rule.ask),))


def touched(kb: KnowledgeBase, rule: Rule) -> str:
    """What a rule is about: massages, features, areas, or massage as a whole."""
    effect = rule.effect
    what = joined(kb.features[f].label for f in effect.features) if effect.features else ""
    where = ""
    if effect.areas_from:
        where = "the places that are named"
    elif effect.areas:
        where = joined(kb.areas[area].label for area in effect.areas)
    aim = f"{what} on {where}" if what and where else what or where or "massage as a whole"
    only = f" (only {joined(kb.massages[m].name for m in effect.massages)})" if effect.massages else ""
    return aim + only


def rule_record(kb: KnowledgeBase, rule: Rule) -> dict[str, Any]:
    """A rule as data."""
    return {
        "id": rule.id,
        "level": rule.level.word,
        "about": touched(kb, rule),
        "when": when_words(kb, rule.when),
        "because": rule.because,
        "do": rule.do,
        "ask": rule.ask,
        "act": rule.act,
        "sources": list(rule.sources),
    }


def rule_records(kb: KnowledgeBase, rules: Iterable[Rule]) -> list[dict[str, Any]]:
    """Each rule once, strictest first."""
    once = {rule.id: rule for rule in sorted(rules, key=lambda rule: (-rule.level, rule.id))}
    return [rule_record(kb, rule) for rule in once.values()]


def rules_about(kb: KnowledgeBase, condition: Condition) -> tuple[Rule, ...]:
    """The rules that read a condition, a follow-up of it, or a hazard it makes."""
    facts = {condition.id, *condition.follow_ups, *condition.makes}
    return rules_reading(kb, facts, maker=condition.id)


def rules_reading(kb: KnowledgeBase, facts: set[str], maker: str = "") -> tuple[Rule, ...]:
    """The rules that compare one of some facts; of those made for single conditions only `maker`'s."""
    return tuple(
        rule
        for rule in kb.rules
        if (not maker or rule.maker in ("", maker))
        and any(part.fact in facts for part in literals(rule.when))
    )
