"""What the questionnaire asks of the people of the casebook, in the order of the files and by value.

Everybody is asked until the interview ends by its own rule; then the same with every early end forbidden, and
with everything asked that applies, whether or not it can matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from statistics import mean, quantiles

from bench.report import Row
from massage_advisor.answers import implied
from massage_advisor.casebook import person_responses
from massage_advisor.engine import Plain, assess
from massage_advisor.interview import CLEARED, FOLLOW_UP, agenda, next_screen, slot_of
from massage_advisor.interview.worth import by_value, waiting
from massage_advisor.model import NOT_SURE, Kind, KnowledgeBase, Person, Responses, Screen, Value
from massage_advisor.reasons import may_stop
from massage_advisor.truth import Truth

TOP = 5
Next = Callable[[KnowledgeBase, Responses], Screen | None]


@dataclass(frozen=True)
class Asked:
    """How many screens and rows somebody was shown, and the answers in the end."""

    screens: int
    rows: int
    responses: Responses


def screens(kb: KnowledgeBase, people: int) -> Iterator[Row]:
    """Screens and rows by disposition, and follow-ups for each one that was needed."""
    chosen = kb.people[:: max(1, len(kb.people) // people)]
    runs = {how: [_asked(kb, person, next_) for person in chosen] for how, next_ in _WAYS.items()}
    kinds = [assess(kb, asked.responses).disposition_so_far.word for asked in runs["file order"]]
    for kind in ("everybody", *sorted(set(kinds))):
        of_kind = [number for number, found in enumerate(kinds) if kind in ("everybody", found)]
        for how, asked in runs.items():
            yield Row(f"{kind} ({len(of_kind)}), {how}", _described([asked[number] for number in of_kind]))
    yield _saved(runs)
    needed = [_follow_ups(kb, asked.responses) for asked in runs["file order"]]
    ratio = sum(all_ for all_, _ in needed) / max(1, sum(used for _, used in needed))
    yield Row("follow-ups asked for each that was needed", f"{ratio:.2f}", "<= 1.3")


def _described(found: list[Asked]) -> str:
    parts = []
    for word, counts in (("screens", [a.screens for a in found]), ("rows", [a.rows for a in found])):
        high = quantiles(counts, n=20)[-1] if len(counts) > 1 else counts[0]
        parts.append(f"{mean(counts):.1f} {word} (95 %: {high:.0f})")
    return ", ".join(parts)


def _saved(runs: Mapping[str, list[Asked]]) -> Row:
    by_file, value = (sum(a.screens for a in runs[how]) for how in ("file order", "by value"))
    saved = f"{100 * (1 - value / by_file):.1f} % of the screens"
    return Row("saved by value instead of file order", saved, ">= 10 % to change the order")


def _asked(kb: KnowledgeBase, person: Person, next_: Next) -> Asked:
    said = implied(kb, person_responses(kb, person).values)
    values: dict[str, Value] = {}
    shown = rows = 0
    while (screen := next_(kb, Responses(values))) is not None:
        shown, rows = shown + 1, rows + len(screen.items)
        values = {**values, **{item: _answer(kb, said, item) for item in screen.items}}
    return Asked(shown, rows, Responses(values))


def _answer(kb: KnowledgeBase, said: Mapping[str, Value], item_id: str) -> Value:
    """What the casebook says; else "no", none, or "not sure"."""
    item = kb.items[item_id]
    if item_id in said:
        return said[item_id]
    if item.kind is Kind.YES_NO:
        return "no"
    if item.kind is Kind.CHOICE and item.required:
        return item.options[0].id
    return () if item.kind in (Kind.MANY, Kind.AREAS) and not item.condition else NOT_SURE


def _may_stop(kb: KnowledgeBase, responses: Responses) -> bool:
    return may_stop(kb, responses, TOP)


def _in_file_order(kb: KnowledgeBase, responses: Responses) -> Screen | None:
    return next_screen(kb, responses, _may_stop)


def _by_value(kb: KnowledgeBase, responses: Responses) -> Screen | None:
    if next_screen(kb, responses, _may_stop) is None:
        return None
    return by_value(waiting(kb, responses)).screen


def _to_the_end(kb: KnowledgeBase, responses: Responses) -> Screen | None:
    return next_screen(kb, responses)


def _everything(kb: KnowledgeBase, responses: Responses) -> Screen | None:
    """The first screen with something that applies, even if nothing hangs on it; a red flag ends it too."""
    plain = Plain(kb, responses)
    if next_screen(kb, responses) is None and assess(kb, responses).emergency:
        return None
    open_ = [
        i for i in kb.items.values() if i.id not in responses.values and plain.applies(i).truth is Truth.TRUE
    ]
    by_slot: dict[str, list[str]] = {}
    for item in open_:
        by_slot.setdefault(slot_of(kb, item.id).id, []).append(item.id)
    slot = next((slot for slot in agenda(kb) if slot.id in by_slot), None)
    return (
        None
        if slot is None
        else Screen(slot.id, slot.part, slot.title, tuple(by_slot[slot.id]), role=slot.role)
    )


_WAYS: Mapping[str, Next] = {
    "file order": _in_file_order,
    "by value": _by_value,
    "no early end": _to_the_end,
    "everything": _everything,
}


def _follow_ups(kb: KnowledgeBase, responses: Responses) -> tuple[int, int]:
    """How many follow-ups were asked, and on how many of them an open rule would hang, had they not been."""
    asked = [item for item in responses.values if slot_of(kb, item).role in (FOLLOW_UP, CLEARED)]
    others = ({i: v for i, v in responses.values.items() if i != item} for item in asked)
    needed = [item in assess(kb, Responses(rest)).open for item, rest in zip(asked, others, strict=True)]
    return len(asked), sum(needed)
