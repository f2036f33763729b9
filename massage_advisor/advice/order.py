"""The order of what is offered. Nothing here can change a verdict (law 6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from massage_advisor.advice.changes import LeftOut
from massage_advisor.model import Evidence, Indication, Item, KnowledgeBase, Massage, Responses, Verdict
from massage_advisor.records import dataclass

Met = Callable[[Massage, LeftOut, str], bool]
_READ_HERE = ("goals", "where", "no-touch")


@dataclass(frozen=True, slots=True)
class Standing:
    """Why a massage stands where it stands: compared field by field, the smaller first.

    `goals`: how many chosen goals it serves (negative, so that more comes first); `grades`: their evidence,
    best first (negative); `wishes`: preferences met (negative); then ok before adapt, fewer changes, name.
    """

    goals: int
    grades: tuple[int, ...]
    wishes: int
    verdict: Verdict
    changes: int
    name: str

    @property
    def key(self) -> tuple[object, ...]:
        """What two massages are compared by."""
        return (self.goals, self.grades, self.wishes, self.verdict, self.changes, self.name.casefold())


def orders(item: Item) -> bool:
    """Whether the answer to an item is read for the order of what is offered."""
    return item.id in _READ_HERE or any(option.wants for option in item.options)


def served(kb: KnowledgeBase, responses: Responses, massage: Massage, out: LeftOut) -> tuple[Indication, ...]:
    """The massage's indications for the chosen goals, without those whose area or feature is left out."""
    chosen = responses.values.get("goals", ())
    wanted = chosen if isinstance(chosen, tuple) else ()
    found = (i for i in massage.indications if i.goal in wanted and _possible(kb, massage, i, out))
    return tuple(sorted(found, key=lambda i: (-i.evidence, i.goal)))


def _possible(kb: KnowledgeBase, massage: Massage, indication: Indication, out: LeftOut) -> bool:
    if set(indication.needs_features) & out.features:
        return False
    for areas in (kb.goals[indication.goal].areas, indication.needs_areas):
        sides = [s for area in areas if area in massage.areas for s in kb.areas[area].sides]
        if sides and set(sides) <= out.sides:
            return False
    return True


def standing(
    indications: tuple[Indication, ...], wishes: int, verdict: Verdict, changes: int, name: str
) -> Standing:
    """The place of a massage in the order."""
    grades = tuple(sorted(-int(indication.evidence) for indication in indications))
    return Standing(-len(indications), grades, -wishes, verdict, changes, name)


Wish = tuple[str, Mapping[str, str]]
"""A stated preference: its label, and what a massage has to be like to meet it."""


def wishes_met(
    kb: KnowledgeBase, responses: Responses, massage: Massage, out: LeftOut, stated: Iterable[Wish]
) -> tuple[tuple[str, bool], ...]:
    """Each stated preference with whether the massage can meet it."""
    found = [(label, _meets(massage, out, wants)) for label, wants in stated]
    return (*found, *_areas_met(kb, responses, massage, out))


def wishes(kb: KnowledgeBase, responses: Responses) -> Iterator[Wish]:
    """The preferences that somebody has stated."""
    for item_id, value in responses.values.items():
        item = kb.items.get(item_id)
        chosen = value if isinstance(value, tuple) else (value,)
        for option in item.options if item is not None else ():
            if option.wants and option.id in chosen:
                yield option.label, option.wants


def _meets(massage: Massage, out: LeftOut, wants: Mapping[str, str]) -> bool:
    return all(_WANTS[key](massage, out, value) for key, value in wants.items())


_WANTS: Mapping[str, Met] = {
    "pressure-at-most": lambda m, _, v: m.pressure[0] <= int(v),
    "pressure-between": lambda m, _, v: m.pressure[0] <= int(v) <= m.pressure[1],
    "pressure-at-least": lambda m, out, v: m.pressure[1] >= int(v) and "deep-pressure" not in out.features,
    "with": lambda m, out, v: v in m.features and v not in out.features,
    "without": lambda m, _, v: v not in m.essential,
}


def _areas_met(
    kb: KnowledgeBase, responses: Responses, massage: Massage, out: LeftOut
) -> Iterator[tuple[str, bool]]:
    mine = {side for area in massage.areas for side in kb.areas[area].sides}
    core = {side for area in massage.core for side in kb.areas[area].sides}
    hurts = responses.values.get("where")
    if isinstance(hurts, tuple) and hurts:
        yield "Works where it hurts", set(hurts) <= mine - out.sides
    private = responses.values.get("no-touch")
    if isinstance(private, tuple) and private:
        yield "Can leave out what you do not want touched", not core & set(private)


def words(evidence: Evidence) -> str:
    """How well a claim is supported, in a few plain words."""
    return {
        Evidence.STRONG: "strong: large, careful studies agree",
        Evidence.MODERATE: "moderate: several studies show a benefit",
        Evidence.LIMITED: "limited: few or weak studies",
        Evidence.TRADITION: "tradition: long use, no studies found",
        Evidence.CLAIM: "claim: only sellers of massage say so",
    }[evidence]
