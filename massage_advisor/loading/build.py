"""Sound drafts -> the `KnowledgeBase`. Nothing can go wrong here: everything has been checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from massage_advisor.loading.check import Checked, build_threshold
from massage_advisor.loading.drafts import Draft
from massage_advisor.loading.items import build_screens, cleared_item
from massage_advisor.loading.pages import (
    build_claim,
    build_feature,
    build_massage,
    build_note,
    build_source,
    build_topic,
    sources_of,
)
from massage_advisor.loading.proving import build_invariant, build_person
from massage_advisor.loading.reading import Drafts
from massage_advisor.loading.rules import RuleContext, build_cases, build_hazards, build_makers, build_rules
from massage_advisor.loading.speaking import build_language
from massage_advisor.loading.whens import Vocabulary, build_when
from massage_advisor.model import (
    All,
    Condition,
    Item,
    KnowledgeBase,
    Literal,
    Note,
    Rule,
    SettingRule,
    When,
    literals,
)


def build_knowledge(checked: Checked, content_hash: str) -> KnowledgeBase:
    """Every record of a folder without errors."""
    drafts, areas = checked.drafts, checked.areas
    words = checked.words
    asked = _with_gates(drafts, checked.items, words)
    makers = build_makers(drafts, words)
    hazards = build_hazards(drafts, words, makers)
    rules = build_rules(drafts, RuleContext(words, areas, hazards, makers))
    items = {**asked, **_doctors_yes(asked, rules)}
    massages = {draft["id"]: build_massage(draft, areas, words) for draft in drafts.files["massage"]}
    return KnowledgeBase(
        edition=drafts.files["knowledge"][0]["edition"],
        hash=content_hash,
        massages=massages,
        goals=checked.goals,
        features={draft["id"]: build_feature(draft) for draft in drafts.every("features", "features")},
        areas=areas.areas,
        conditions={draft["id"]: _condition(draft) for draft in drafts.every("conditions", "conditions")},
        hazards=hazards,
        items=items,
        screens=build_screens(drafts),
        rules=rules,
        setting=tuple(_setting_rules(drafts, words)),
        next_steps=_next_steps(drafts),
        always=tuple(build_note(draft) for draft in drafts.every("always", "always")),
        topics={draft["id"]: build_topic(draft) for draft in drafts.files["topic"]},
        sources={draft["id"]: build_source(draft) for draft in drafts.every("sources", "sources")},
        thresholds={part["id"]: build_threshold(part) for part in drafts.every("thresholds", "thresholds")},
        claims=tuple(build_claim(draft) for draft in drafts.every("claims", "claims")),
        invariants=tuple(
            build_invariant(draft, massages, areas, words)
            for draft in drafts.every("invariants", "invariants")
        ),
        people=tuple(build_person(draft, words) for draft in drafts.every("casebook", "people")),
        language=build_language(drafts, words),
    )


# --- items ----------------------------------------------------------------------------------------


def _with_gates(drafts: Drafts, items: Mapping[str, Item], words: Vocabulary) -> dict[str, Item]:
    """All items, each with what must hold for it to apply."""
    gates = dict(_gates(drafts, words))
    return {id_: replace(item, gate=gates.get(id_)) for id_, item in items.items()}


def _gates(drafts: Drafts, words: Vocabulary) -> Iterator[tuple[str, When]]:
    for screen in drafts.every("questions", "screens"):
        for question in screen.get("items", ()):
            if "when" in question:
                yield question["id"], build_when(question["when"], words)
    for condition in drafts.every("conditions", "conditions"):
        if "family" in condition:
            yield condition["id"], Literal(condition["family"], ("yes",))
        for follow_up in condition.get("follow-ups", ()):
            yield follow_up["id"], _follow_up_gate(condition["id"], follow_up, words)


def _follow_up_gate(condition: str, follow_up: Draft, words: Vocabulary) -> When:
    said_yes = Literal(condition, ("yes",))
    return All((said_yes, build_when(follow_up["when"], words))) if "when" in follow_up else said_yes


def _doctors_yes(items: Mapping[str, Item], rules: tuple[Rule, ...]) -> dict[str, Item]:
    """The question for a doctor's yes of every condition that some rule's `lift` reads."""
    lifts = [rule.lift for rule in rules if rule.lift is not None]
    facts = dict.fromkeys(literal.fact for lift in lifts for literal in literals(lift))
    conditions = [fact.removesuffix(".cleared") for fact in facts if fact.endswith(".cleared")]
    made = [cleared_item(items[condition]) for condition in conditions]
    return {item.id: replace(item, gate=Literal(item.condition, ("yes",))) for item in made}


# --- conditions and setting -----------------------------------------------------------------------


def _condition(draft: Draft) -> Condition:
    return Condition(
        id=draft["id"],
        label=draft["label"],
        aliases=draft.get("aliases", ()),
        family=draft.get("family", ""),
        group=draft.path.rpartition("/")[2].removesuffix(".yaml"),
        say=draft.get("say", f"I have: {draft['label']}."),
        follow_ups=tuple(follow_up["id"] for follow_up in draft.get("follow-ups", ())),
        makes=tuple(draft.get("makes", ())),
        rules=tuple(rule["id"] for rule in draft.get("rules", ())),
        at=draft.at,
    )


def _setting_rules(drafts: Drafts, words: Vocabulary) -> Iterator[SettingRule]:
    for draft in drafts.every("setting", "rules"):
        yield SettingRule(
            id=draft["id"],
            advice=draft["advice"],
            when=build_when(draft["when"], words),
            because=draft["because"],
            sources=sources_of(draft),
            cases=build_cases(draft["cases"], words),
            at=draft.at,
        )


def _next_steps(drafts: Drafts) -> dict[str, tuple[Note, ...]]:
    files = drafts.files["setting"]
    return {
        advice: tuple(build_note(note) for note in notes)
        for file in files
        for advice, notes in file.get("next-steps", {}).items()
    }
