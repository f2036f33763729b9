"""Small knowledge bases made of records, for tests that need no files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from massage_advisor.model import (
    All,
    Any,
    Area,
    Category,
    Effect,
    Evidence,
    Feature,
    Goal,
    Hazard,
    Indication,
    Item,
    Kind,
    KnowledgeBase,
    Level,
    Literal,
    Massage,
    Option,
    Rule,
    Screen,
    Session,
    Source,
    When,
)

AREAS = {
    "neck": Area("neck", "neck"),
    "belly": Area("belly", "belly"),
    "foot": Area("foot", "foot", paired=True),
}
FEATURES = {f: Feature(f, f, f"No {f}.", f"No {f} on: {{area}}.") for f in ("heat", "deep", "oil")}
SIDES = tuple(side for area in AREAS.values() for side in area.sides)


def yes(fact: str) -> Literal:
    return Literal(fact, ("yes",))


def yes_no(item_id: str, gate: When | None = None, condition: str = "", **more: object) -> Item:
    return Item(item_id, Kind.YES_NO, f"{item_id}?", gate=gate, condition=condition, **more)  # type: ignore[arg-type]


def choice(item_id: str, options: Sequence[str], gate: When | None = None, condition: str = "") -> Item:
    made = tuple(Option(option, option) for option in options)
    return Item(item_id, Kind.CHOICE, f"{item_id}?", options=made, gate=gate, condition=condition)


def areas_item(item_id: str, gate: When | None = None, condition: str = "") -> Item:
    made = tuple(Option(side, side) for side in SIDES)
    return Item(item_id, Kind.AREAS, f"{item_id}?", options=made, gate=gate, condition=condition)


def number(item_id: str, low: float, high: float, gate: When | None = None, condition: str = "") -> Item:
    return Item(item_id, Kind.NUMBER, f"{item_id}?", low=low, high=high, gate=gate, condition=condition)


def massage(
    massage_id: str,
    essential: Iterable[str] = (),
    avoidable: Iterable[str] = (),
    core: Iterable[str] = (),
    optional: Iterable[str] = ("neck", "belly", "foot"),
    for_whom: When | None = None,
    indications: Iterable[tuple[str, Evidence]] = (),
) -> Massage:
    return Massage(
        massage_id,
        massage_id.title(),
        "A massage.",
        Session((30, 60), "undressed", "table", "none", "They work."),
        Category("spa"),
        (2, 3),
        tuple(essential),
        tuple(avoidable),
        tuple(core),
        tuple(area for area in optional if area not in tuple(core)),
        tuple(Indication(goal, grade, "found", ("book",)) for goal, grade in indications),
        ("book",),
        for_whom=for_whom,
    )


def rule(rule_id: str, level: Level, when: When, lift: When | None = None, **effect: object) -> Rule:
    return Rule(
        rule_id,
        level,
        when,
        Effect(**effect),  # type: ignore[arg-type]
        f"Because of {rule_id}.",
        ("book",),
        do=f"Mind {rule_id}.",
        ask=f"Is {rule_id} fine?",
        act="same-day" if level is Level.RED_FLAG else "",
        lift=lift,
    )


@dataclass
class Build:
    """Collects records and turns them into a knowledge base."""

    items: list[Item] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    massages: list[Massage] = field(default_factory=list)
    hazards: Mapping[str, When] = field(default_factory=dict)
    goals: Sequence[str] = ()
    screens: Sequence[Screen] = ()

    def kb(self) -> KnowledgeBase:
        screens = tuple(self.screens) or (Screen("all", "All", "All", tuple(i.id for i in self.items)),)
        return KnowledgeBase(
            edition="test",
            hash="sha256:test",
            massages={m.id: m for m in self.massages},
            goals={g: Goal(g, g) for g in self.goals},
            features=FEATURES,
            areas=AREAS,
            conditions={},
            hazards={h: Hazard(h, h, when) for h, when in self.hazards.items()},
            items={i.id: i for i in self.items},
            screens=screens,
            rules=tuple(self.rules),
            setting=(),
            next_steps={},
            always=(),
            topics={},
            sources={"book": Source("book", "A book", "Somebody", "review")},
            thresholds={},
        )


def all_of(*parts: When) -> All:
    return All(parts)


def any_of(*parts: When) -> Any:
    return Any(parts)
