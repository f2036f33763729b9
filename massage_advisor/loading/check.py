"""From files to a checked `KnowledgeBase`, or to the list of all that is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from massage_advisor.errors import Problem
from massage_advisor.loading.answering import answer_problems
from massage_advisor.loading.checks import expected_fact_problems, law_problems
from massage_advisor.loading.drafts import Draft
from massage_advisor.loading.items import AreaWords, build_areas, build_items, build_offers, cleared_item
from massage_advisor.loading.pages import sources_of
from massage_advisor.loading.places import Contents
from massage_advisor.loading.reading import Drafts, read_drafts
from massage_advisor.loading.whens import Vocabulary, comparison_problems
from massage_advisor.model import Goal, Item, Threshold
from massage_advisor.records import dataclass


@dataclass(frozen=True, slots=True)
class Checked:
    """All drafts with the words they use. `words` knows a doctor's yes of every condition, `items` none."""

    drafts: Drafts
    areas: AreaWords
    goals: Mapping[str, Goal]
    items: Mapping[str, Item]
    words: Vocabulary


def check_contents(contents: Contents) -> Checked:
    """Read all files and check everything that can be checked before records are built.

    While a file cannot be read, names are not looked up: they may be defined in it.
    """
    drafts = read_drafts(contents)
    areas = build_areas(drafts)
    goals = {draft["id"]: build_goal(draft, areas) for draft in drafts.all("goals", "goals") if "id" in draft}
    items = build_items(drafts, build_offers(goals, areas))
    words = _vocabulary(drafts, areas, items | _possible_cleared(items))
    if not drafts.found.unread_files:
        drafts.found.problems += _cross_problems(drafts, items, words)
    return Checked(drafts, areas, goals, items, words)


def _cross_problems(drafts: Drafts, items: Mapping[str, Item], words: Vocabulary) -> Iterator[Problem]:
    found = drafts.found
    yield from found.dangling()
    for comparison in found.comparisons:
        yield from comparison_problems(comparison, words, found)
    for answer in found.answers:
        yield from answer_problems(answer, words, found)
    yield from law_problems(drafts, items)
    yield from expected_fact_problems(found, words.items)


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
    """What a person wants; its areas unfolded. A goal with faults still is one that can be chosen."""
    known = [area for area in draft.get("areas", ()) if area in areas.bases]
    return Goal(
        id=draft["id"],
        label=draft.get("label", ""),
        ask=draft.get("ask", ""),
        aliases=draft.get("aliases", ()),
        areas=areas.unfold(known),
        aim=draft.get("aim", ""),
    )
