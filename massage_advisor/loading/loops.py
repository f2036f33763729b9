"""What reads what: hazards and gates over facts, and the loops that must not be among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from massage_advisor.errors import Problem
from massage_advisor.loading.drafts import Comparison, Draft, Several, WhenDraft
from massage_advisor.loading.faults import problem_at
from massage_advisor.loading.reading import Drafts
from massage_advisor.loading.whens import comparisons_of

# Id -> the ids of facts and hazards it hangs on, with the comparison that says so (None: by its place).
Readings = dict[str, dict[str, Comparison | None]]


def makers_of(drafts: Drafts) -> dict[str, dict[str, WhenDraft | None]]:
    """Hazard -> condition -> the answers that count beside its plain yes (None: that is enough)."""
    makers: dict[str, dict[str, WhenDraft | None]] = {}
    for draft in drafts.every("conditions", "conditions"):
        made: Any = draft.get("makes", ())
        pairs = made.items() if isinstance(made, dict) else ((hazard, None) for hazard in made)
        for hazard, when in pairs:
            plain = isinstance(when, Several) and not when.parts
            makers.setdefault(hazard, {})[draft["id"]] = None if plain else when
    return makers


def readings_of(drafts: Drafts) -> Readings:
    """What every item's gate and every hazard reads."""
    readings: Readings = {}
    for draft in drafts.every("hazards", "hazards"):
        if "when" in draft:
            _add(readings, draft["id"], draft["when"])
    for hazard, made in makers_of(drafts).items():
        for condition, when in made.items():
            _add(readings, hazard, when, condition)
    for draft in drafts.every("conditions", "conditions"):
        _add(readings, draft["id"], None, draft.get("family", ""))
        for follow_up in draft.get("follow-ups", ()):
            _add(readings, follow_up["id"], follow_up.get("when"), draft["id"])
    for screen in drafts.every("questions", "screens"):
        for question in screen.get("items", ()):
            _add(readings, question["id"], question.get("when"))
    return readings


def _add(readings: Readings, reader: str, when: WhenDraft | None, place: str = "") -> None:
    read = readings.setdefault(reader, {})
    if place:
        read.setdefault(place, None)
    if when is not None:
        read.update({comparison.fact.text: comparison for comparison in comparisons_of(when)})


def loop_problems(drafts: Drafts) -> Iterator[Problem]:
    """Every comparison through which something hangs on itself."""
    readings = readings_of(drafts)
    for reader, read in readings.items():
        for fact, comparison in read.items():
            if comparison is not None and reader in reached(fact, readings):
                message = f"a loop: '{reader}' hangs on itself through '{fact}'"
                yield problem_at(comparison.path, comparison.fact, "KB306", message)


def reached(start: str, readings: Mapping[str, Mapping[str, object]]) -> set[str]:
    """Everything that `start` hangs on, itself included."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        id_ = waiting.pop()
        if id_ not in seen:
            seen.add(id_)
            waiting.extend(readings.get(id_, ()))
    return seen


def read_first(drafts: Drafts) -> tuple[Draft, ...]:
    """The hazards in file order, but each after those that it reads. Needs knowledge without loops."""
    hazards = {draft["id"]: draft for draft in drafts.every("hazards", "hazards")}
    readings = readings_of(drafts)
    ordered: dict[str, Draft] = {}

    def place(hazard: str) -> None:
        for read in readings.get(hazard, ()):
            if read in hazards:
                place(read)
        ordered.setdefault(hazard, hazards[hazard])

    for hazard in hazards:
        place(hazard)
    return tuple(ordered.values())
