"""Random small knowledge bases and partial answers, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from massage_advisor.model import All, Any, KnowledgeBase, Level, Literal, Value, When
from tests.support import builder as b
from tests.support.oracle import choices

ITEMS = [
    b.yes_no("flag", red_flag=True),
    b.yes_no("family"),
    b.yes_no("ill", gate=b.yes("family"), condition="ill"),
    b.choice("ill.kind", ("mild", "bad"), gate=b.yes("ill"), condition="ill"),
    b.areas_item("ill.where", gate=b.yes("ill"), condition="ill"),
    b.yes_no("ill.cleared", gate=b.yes("ill"), condition="ill", unsure_means="no"),
    b.number("weeks", 0, 40),
]
LEAVES: list[When] = [
    b.yes("flag"),
    b.yes("ill"),
    Literal("ill.kind", ("bad",)),
    Literal("ill.kind", ("mild",)),
    Literal("weeks", at_least=20),
    Literal("weeks", under=10),
    Literal("danger", ("yes",)),
]
HAZARDS = {"danger": b.any_of(Literal("ill.kind", ("bad",)), Literal("weeks", at_least=30))}

whens = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda p: All(tuple(p))),
        st.lists(inner, min_size=1, max_size=3).map(lambda p: Any(tuple(p))),
    ),
    max_leaves=4,
)
subset = lambda names: st.lists(st.sampled_from(names), unique=True, max_size=2).map(tuple)  # noqa: E731


@st.composite
def rules(draw: st.DrawFn, number: int):  # type: ignore[no-untyped-def]
    level = draw(st.sampled_from(list(Level)))
    when = draw(whens)
    lift = None
    if level is Level.RED_FLAG:
        when = All((b.yes("flag"), when))
    elif level in (Level.CLEARANCE, Level.AVOID) and draw(st.booleans()):
        lift = All((b.yes("ill"), Literal("ill.cleared", ("no",))))
    fixed = draw(subset(tuple(b.AREAS)))
    named = "ill.where" if not fixed and draw(st.booleans()) else ""
    return b.rule(
        f"rule-{number}",
        level,
        when,
        lift,
        features=draw(subset(tuple(b.FEATURES))),
        areas=fixed,
        areas_from=named,
    )


@st.composite
def massages(draw: st.DrawFn, number: int):  # type: ignore[no-untyped-def]
    features = draw(st.permutations(tuple(b.FEATURES)))
    areas = draw(st.lists(st.sampled_from(tuple(b.AREAS)), unique=True, min_size=1))
    cut, core = draw(st.integers(0, 3)), draw(st.integers(0, len(areas)))
    return b.massage(
        f"massage-{number}",
        features[:cut],
        features[cut : draw(st.integers(cut, 3))],
        areas[:core],
        areas[core:],
        for_whom=draw(st.sampled_from([None, None, b.yes("ill"), Literal("weeks", under=30)])),
    )


@st.composite
def bases(draw: st.DrawFn, most_rules: int = 4) -> KnowledgeBase:
    return b.Build(
        items=list(ITEMS),
        rules=[draw(rules(n)) for n in range(draw(st.integers(1, most_rules)))],
        massages=[draw(massages(n)) for n in range(draw(st.integers(1, 3)))],
        hazards=HAZARDS,
    ).kb()


@st.composite
def answers(draw: st.DrawFn, least: int = 0) -> dict[str, Value]:
    """A partial answer set that does not contradict itself."""
    chosen = draw(st.lists(st.sampled_from(ITEMS), unique_by=lambda item: item.id, min_size=least))
    values: dict[str, Value] = {item.id: draw(st.sampled_from(choices(item))) for item in chosen}
    return possible(values)


def possible(values: dict[str, Value]) -> dict[str, Value]:
    """The answers without follow-ups of a gate that is answered no."""
    if values.get("family") == "no":
        values = {k: v for k, v in values.items() if not k.startswith("ill")}
    if values.get("ill") == "no":
        values = {k: v for k, v in values.items() if not k.startswith("ill.")}
    return values
