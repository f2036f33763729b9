"""The list of massages: chosen, sorted, and as a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from typing import Any

from massage_advisor.model import Evidence, KnowledgeBase, Massage
from massage_advisor.records import dataclass
from massage_advisor.render import words
from massage_advisor.render.page import Block, Page, Para, Phrase, Table, Tone
from massage_advisor.textsafe import clean_text

SORTS = ("name", "evidence", "pressure")
SETTINGS = ("medical", "spa", "both")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to. `goal` and `feature` are ids; `setting` "both" means usual in both."""

    goal: str = ""
    setting: str = ""
    feature: str = ""
    search: str = ""
    sort: str = "name"


@dataclass(frozen=True, slots=True)
class Listing:
    """The massages that are left, in order, and how many each filter took away."""

    filters: Filters
    massages: tuple[Massage, ...]
    left_out: Mapping[str, int] = field(default_factory=dict)


def listing(kb: KnowledgeBase, filters: Filters) -> Listing:
    """The massages that pass all filters; each that does not is counted under the first it fails."""
    kept: list[Massage] = []
    left_out: dict[str, int] = {}
    for massage in kb.massages.values():
        failed = next((name for name, passes in _TESTS.items() if not passes(kb, massage, filters)), "")
        if failed:
            left_out[failed] = left_out.get(failed, 0) + 1
        else:
            kept.append(massage)
    kept.sort(key=lambda massage: _sort_key(massage, filters))
    return Listing(filters, tuple(kept), left_out)


def _setting(_: KnowledgeBase, massage: Massage, filters: Filters) -> bool:
    return not filters.setting or massage.category.usual in (filters.setting, "both")


def _goal(_: KnowledgeBase, massage: Massage, filters: Filters) -> bool:
    return not filters.goal or any(i.goal == filters.goal for i in massage.indications)


def _feature(_: KnowledgeBase, massage: Massage, filters: Filters) -> bool:
    return not filters.feature or filters.feature in massage.features


def _search(kb: KnowledgeBase, massage: Massage, filters: Filters) -> bool:
    goals = (kb.goals[i.goal].label for i in massage.indications)
    text = " ".join((massage.name, massage.summary, *massage.aliases, *massage.best_for, *goals)).casefold()
    return all(word in text for word in filters.search.casefold().split())


_TESTS: Mapping[str, Callable[[KnowledgeBase, Massage, Filters], bool]] = {
    "goal": _goal,
    "setting": _setting,
    "feature": _feature,
    "search": _search,
}


def _sort_key(massage: Massage, filters: Filters) -> tuple[float, str]:
    keys = {"evidence": -grade(massage, filters), "pressure": sum(massage.pressure)}
    return keys.get(filters.sort, 0), massage.name.casefold()


def grade(massage: Massage, filters: Filters) -> Evidence:
    """The evidence for the goal that was asked for, else the best for anything."""
    grades = (i.evidence for i in massage.indications if filters.goal in ("", i.goal))
    return max(grades, default=Evidence.CLAIM)


def list_page(kb: KnowledgeBase, found: Listing) -> Page:
    """The list as a page."""
    return Page("Massage types", tuple(_blocks(kb, found)))


def _blocks(kb: KnowledgeBase, found: Listing) -> Iterator[Block]:
    if found.massages:
        columns = ("Massage", "Usually", "Pressure", "Evidence", "Best for")
        yield Table(columns, tuple(_row(massage, found.filters) for massage in found.massages), compact=True)
    yield Para(Phrase(_tally(kb, found)))
    if found.massages:
        yield words.evidence_line()
        yield Para(Phrase(f"Next: massage-advisor show MASSAGE, for example: show {found.massages[0].id}"))
    else:
        yield Para(Phrase("Next: massage-advisor list, without options, shows them all."))


def _row(massage: Massage, filters: Filters) -> tuple[Phrase, ...]:
    best = grade(massage, filters)
    return (
        Phrase(massage.name, tone=Tone.STRONG),
        Phrase(massage.category.usual),
        Phrase(words.pressure(massage)),
        Phrase(f"{words.MARKS[best]} {best.word}"),
        Phrase(next(iter(massage.best_for), "")),
    )


def _tally(kb: KnowledgeBase, found: Listing) -> str:
    total = f"{len(found.massages)} of {len(kb.massages)} massage types."
    if not found.left_out:
        return total
    return f"{total} Left out: {'; '.join(_left_out(kb, found))}."


def _left_out(kb: KnowledgeBase, found: Listing) -> Iterator[str]:
    filters = found.filters
    reasons = {
        "goal": f'not known for "{kb.goals[filters.goal].label}"' if filters.goal else "",
        "setting": f"not usual as {filters.setting} massage",
        "feature": f"without {kb.features[filters.feature].label}" if filters.feature else "",
        "search": f'do not mention "{clean_text(filters.search)}"',
    }
    return (f"{number} {reasons[name]}" for name, number in found.left_out.items())


def list_record(kb: KnowledgeBase, found: Listing) -> dict[str, Any]:
    """The list as data."""
    filters = found.filters
    given = {name: getattr(filters, name) for name in ("goal", "setting", "feature", "search", "sort")}
    return {
        "schema": "massage-advisor/list/1",
        "knowledge": {"edition": kb.edition, "hash": kb.hash},
        "filters": {name: clean_text(value) for name, value in given.items() if value},
        "massages": [list_row(massage, filters) for massage in found.massages],
        "left_out": dict(found.left_out),
    }


def list_row(massage: Massage, filters: Filters) -> dict[str, Any]:
    """One massage of the list as data."""
    return {
        "id": massage.id,
        "name": massage.name,
        "setting": massage.category.usual,
        "pressure": list(massage.pressure),
        "evidence": grade(massage, filters).word,
        "goals": [indication.goal for indication in massage.indications],
        "best_for": list(massage.best_for),
    }
