"""From files to a checked `KnowledgeBase`, or to the list of all that is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from massage_advisor.loading.answering import answer_problems
from massage_advisor.loading.checks import expected_fact_problems, law_problems
from massage_advisor.loading.drafts import Draft
from massage_advisor.loading.items import AreaWords, build_areas, build_items, build_offers, cleared_item
from massage_advisor.loading.pages import sources_of
from massage_advisor.loading.reading import Drafts, read_drafts
from massage_advisor.loading.whens import Vocabulary, comparison_problems
from massage_advisor.model import Goal, Item, Threshold


@dataclass(frozen=True, slots=True)
class Checked:
    """All drafts with the words they use. `words` knows a doctor's yes of every condition, `items` none."""

    drafts: Drafts
    areas: AreaWords
    goals: Mapping[str, Goal]
    items: Mapping[str, Item]
    words: Vocabulary


def check_contents(contents: Mapping[str, bytes]) -> Checked:
    """Read all files and check everything that can be checked before records are built."""
    drafts = read_drafts(contents)
    found = drafts.found
    areas = build_areas(drafts)
    goals = {draft["id"]: build_goal(draft, areas) for draft in drafts.every("goals", "goals")}
    items = build_items(drafts, build_offers(goals, areas))
    words = _vocabulary(drafts, areas, items | _possible_cleared(items))
    found.check_uses()
    for comparison in found.comparisons:
        found.problems += comparison_problems(comparison, words, found)
    for answer in found.answers:
        found.problems += answer_problems(answer, words, found)
    found.problems += law_problems(drafts, items)
    found.problems += expected_fact_problems(found, words.items)
    return Checked(drafts, areas, goals, items, words)


def _possible_cleared(items: Mapping[str, Item]) -> dict[str, Item]:
    """A doctor's yes for every condition; which of them are asked is known once rules are built."""
    conditions = (item for item in items.values() if item.condition == item.id)
    return {made.id: made for made in map(cleared_item, conditions)}


def _vocabulary(drafts: Drafts, areas: AreaWords, items: Mapping[str, Item]) -> Vocabulary:
    hazards = frozenset(draft["id"] for draft in drafts.every("hazards", "hazards"))
    thresholds = {draft["id"]: build_threshold(draft) for draft in drafts.every("thresholds", "thresholds")}
    return Vocabulary(items, hazards, thresholds, areas.sides)


def build_threshold(draft: Draft) -> Threshold:
    """A number that matters."""
    return Threshold(
        id=draft["id"],
        value=draft["value"],
        text=draft["text"],
        firm=draft["firm"],
        sources=sources_of(draft),
        note=draft.get("note", ""),
    )


def build_goal(draft: Draft, areas: AreaWords) -> Goal:
    """What a person wants; its areas unfolded. An area that does not exist is reported elsewhere."""
    known = [area for area in draft.get("areas", ()) if area in areas.bases]
    return Goal(
        id=draft["id"],
        label=draft["label"],
        ask=draft.get("ask", ""),
        aliases=draft.get("aliases", ()),
        areas=areas.unfold(known),
        aim=draft.get("aim", ""),
    )
