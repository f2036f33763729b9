"""What changes between two editions, in plain words or for a machine."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from massage_advisor.model import KnowledgeBase
from massage_advisor.proofs.editions import Change, Difference, Place, rule_change
from massage_advisor.proofs.shifts import Shift
from massage_advisor.render.proof_pages import client_lines
from massage_advisor.render.words import joined
from massage_advisor.textsafe import clean_text

FORMATS = ("full", "concise", "json")
SCHEMA = "massage-advisor/diff/1"

_WHY = {
    Place.FIRST: "something gets milder for somebody, or is gone that people can name",
    Place.SECOND: "something gets stricter for somebody, is new, or is decided otherwise",
    Place.THIRD: "only texts, sources or the order differ",
    Place.NONE: "nothing differs",
}


def show_difference(old: KnowledgeBase, new: KnowledgeBase, found: Difference, form: str = "full") -> str:
    """The difference in one of FORMATS; concise leaves the clients out."""
    if form == "json":
        return json.dumps(_record(old, new, found), indent=2, ensure_ascii=False) + "\n"
    lines = (
        *_changed(old, new, found, milder=True, full=form == "full"),
        *_changed(old, new, found, milder=False, full=form == "full"),
        *_listed("Gone", found.gone),
        *_listed("New", found.new),
        *_silent(old, new, found),
        *_verdict(found),
    )
    return "".join(f"{clean_text(line)}\n" for line in lines)


def _changed(
    old: KnowledgeBase, new: KnowledgeBase, found: Difference, *, milder: bool, full: bool
) -> Iterator[str]:
    changes = [(change, shifts) for change in found.changes if (shifts := _of(change, milder))]
    if not changes:
        return
    word, number = ("Milder", found.milder) if milder else ("Stricter", found.stricter)
    yield f"{word} for some clients; for {number} of the {found.people} people of the casebook"
    for change, shifts in changes:
        yield f"  {_sentence(shifts)}"
        if full:
            yield "    for somebody otherwise healthy who says"
            yield from (f"      {line}" for line in client_lines(new, change.client))
        if change.rules:
            rules = (f"{rule} ({rule_change(old, new, rule)})" for rule in change.rules)
            yield f"    rules: {', '.join(rules)}"
    yield ""


def _of(change: Change, milder: bool) -> list[Shift]:
    return [shift for shift in change.shifts if shift.milder is milder]


def _sentence(shifts: list[Shift]) -> str:
    """Which massages go from which verdict to which, alike ones together."""
    groups: dict[tuple[str, str], list[str]] = {}
    for shift in shifts:
        groups.setdefault((shift.before, shift.after), []).append(shift.massage or "the whole advice")
    return "; ".join(f"{joined(names)}: {before} -> {after}" for (before, after), names in groups.items())


def _listed(word: str, kinds: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for kind, ids in kinds.items():
        yield f"{word} {kind}: {', '.join(ids)}"


def _silent(old: KnowledgeBase, new: KnowledgeBase, found: Difference) -> Iterator[str]:
    """The rules that differ without a change to any verdict."""
    speaking = {rule for change in found.changes for rule in change.rules}
    quiet = [rule for rule in found.rules if rule not in speaking]
    if quiet:
        yield "No verdict changes by: " + ", ".join(f"{r} ({rule_change(old, new, r)})" for r in quiet)


def _verdict(found: Difference) -> Iterator[str]:
    yield f"{found.before} -> {found.after}: {_WHY[found.place]}."
    if not found.enough:
        yield f"The edition must go up in its {found.place.name.lower()} place: {found.needed} or more."


def _record(old: KnowledgeBase, new: KnowledgeBase, found: Difference) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "before": found.before,
        "after": found.after,
        "place": found.place.name.lower(),
        "needed": found.needed,
        "enough": found.enough,
        "changes": [_change(change) for change in found.changes],
        "gone": {kind: list(ids) for kind, ids in found.gone.items()},
        "new": {kind: list(ids) for kind, ids in found.new.items()},
        "rules": {rule: rule_change(old, new, rule) for rule in found.rules},
        "people": {"compared": found.people, "milder": found.milder, "stricter": found.stricter},
    }


def _change(change: Change) -> dict[str, object]:
    shifts = [
        {"massage": s.massage or None, "before": s.before, "after": s.after, "milder": s.milder}
        for s in change.shifts
    ]
    return {"client": dict(change.client.named), "shifts": shifts, "rules": list(change.rules)}
