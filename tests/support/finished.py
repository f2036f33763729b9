"""Random knowledge bases with goals and wishes, and people who have answered nearly everything."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace

from hypothesis import strategies as st

from massage_advisor.answers import implied
from massage_advisor.engine import applies
from massage_advisor.model import (
    Evidence,
    Item,
    Kind,
    KnowledgeBase,
    Level,
    Literal,
    Option,
    Responses,
    Screen,
    Value,
)
from massage_advisor.truth import Truth
from tests.support import builder as b
from tests.support import oracle
from tests.support.random_kb import HAZARDS, ITEMS, massages, possible, rules

GOALS = ("relax", "sleep")
WISHES = (
    Option("cool", "Cool", wants={"without": "heat"}),
    Option("warm", "Warm", wants={"with": "heat"}),
    Option("firm", "Firm", wants={"pressure-at-least": "3"}),
)
GOAL_ITEM = Item("goals", Kind.MANY, "goals?", options=tuple(Option(goal, goal) for goal in GOALS))
WISH_ITEM = Item("wishes", Kind.MANY, "wishes?", options=WISHES)
ORDERING = [GOAL_ITEM, WISH_ITEM]
SCREENS = (
    Screen("flags", "Now", "Now", ("flag",), checklist=True, role="red-flags"),
    Screen("goals", "Goals", "Goals", ("goals",), role="goals"),
    Screen("health", "Health", "Health", ("family", "weeks"), role="health"),
    Screen("family", "Health", "Health", ("ill",), checklist=True, family="family", role="health"),
    Screen("wishes", "Wishes", "Wishes", ("wishes",), role="wishes"),
)


def feet_in_pregnancy() -> KnowledgeBase:
    """The only rule is about reflexology, which comes last whatever is answered."""
    return b.Build(
        items=[*ITEMS, *ORDERING],
        rules=[b.rule("feet", Level.ADAPT, Literal("weeks", at_least=20), areas=("foot",))],
        massages=[
            b.massage("swedish", optional=["neck"], indications=[("relax", Evidence.STRONG)]),
            b.massage("reflexology", core=["foot"], optional=[]),
        ],
        hazards=HAZARDS,
        goals=GOALS,
        screens=SCREENS,
    ).kb()


@st.composite
def bases(draw: st.DrawFn) -> KnowledgeBase:
    """Some massages with claims to serve goals, and a few rules."""
    found = [draw(massages(n)) for n in range(draw(st.integers(1, 4)))]
    grades = st.dictionaries(st.sampled_from(GOALS), st.sampled_from(list(Evidence)))
    claims = [tuple(draw(grades).items()) for _ in found]
    made = [
        replace(m, indications=b.massage(m.id, indications=claim).indications)
        for m, claim in zip(found, claims, strict=True)
    ]
    return b.Build(
        items=[*ITEMS, *ORDERING],
        rules=[draw(rules(n)) for n in range(draw(st.integers(0, 5)))],
        massages=made,
        hazards=HAZARDS,
        goals=GOALS,
        screens=SCREENS,
    ).kb()


@st.composite
def nearly_all(draw: st.DrawFn, most_open: int = 3) -> dict[str, Value]:
    """The answers of somebody who was not asked a few things."""
    everything = [*ITEMS, *ORDERING]
    left = draw(st.sets(st.sampled_from([item.id for item in everything]), max_size=most_open))
    values = {i.id: draw(st.sampled_from(oracle.choices(i))) for i in everything if i.id not in left}
    return possible(values)


def asked_to_the_end(kb: KnowledgeBase, values: Mapping[str, Value]) -> Iterator[Responses]:
    """Every way in which the rest could be answered, "not sure" included, asking only what applies."""
    known = dict(implied(kb, values))
    waiting = [
        i for i in kb.items.values() if i.id not in known and applies(kb, Responses(known), i) is Truth.TRUE
    ]
    if not waiting:
        rest = (i for i in kb.items.values() if i.id not in known)
        if not any(applies(kb, Responses(known), item) is Truth.OPEN for item in rest):
            yield Responses(known)
            return
    yield from itertools.chain.from_iterable(
        asked_to_the_end(kb, {**known, waiting[0].id: value}) for value in oracle.choices(waiting[0])
    )
