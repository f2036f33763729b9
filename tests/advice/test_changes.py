"""What to change is said once, in the sentence that asks for most."""

from __future__ import annotations

from dataclasses import replace

import pytest

from massage_advisor.advice import advise
from massage_advisor.model import KnowledgeBase, Level, Responses, Value
from tests.support import builder as b

DEEP_WITHIN_HEAT = {**b.FEATURES, "deep": replace(b.FEATURES["deep"], within="heat")}
"""As if leaving out heat left out strong pressure too."""


def kb_with(*effects: dict[str, object]) -> KnowledgeBase:
    """Who says yes to `q0`, `q1` ... gets the effects, all `avoid`, on a massage that can do without."""
    made = b.Build(
        items=[b.yes_no(f"q{n}") for n in range(len(effects))] + [b.areas_item("where")],
        rules=[b.rule(f"r{n}", Level.AVOID, b.yes(f"q{n}"), **effect) for n, effect in enumerate(effects)],
        massages=[b.massage("m", avoidable=("heat", "deep", "oil"))],
    )
    return replace(made.kb(), features=DEEP_WITHIN_HEAT)


def changes(kb: KnowledgeBase, **more: Value) -> list[str]:
    said: dict[str, Value] = {item: "yes" for item in kb.items if item != "where"}
    offer = advise(kb, Responses({**said, **more}), "2026-01-01").offer("m")
    assert {reason.change for reason in offer.because} == set(offer.changes)
    return sorted(offer.changes)


WHOLE = {"features": ("heat",)}
AT_BELLY = {"features": ("heat",), "areas": ("belly",)}


@pytest.mark.parametrize(
    ("effects", "said"),
    [
        ([AT_BELLY], ["No heat on: belly."]),
        ([WHOLE, AT_BELLY], ["No heat."]),
        ([WHOLE, {"features": ("deep",)}], ["No heat."]),
        ([WHOLE, {"features": ("deep",), "areas": ("belly",)}], ["No heat."]),
        ([WHOLE, {"features": ("oil",)}], ["No heat.", "No oil."]),
        ([AT_BELLY, {"features": ("deep",), "areas": ("belly",)}], ["No heat on: belly."]),
        (
            [AT_BELLY, {"features": ("deep",), "areas": ("belly", "neck")}],
            ["No deep on: neck, belly.", "No heat on: belly."],
        ),
        ([AT_BELLY, {"features": ("deep",)}], ["No deep.", "No heat on: belly."]),
        ([{"features": ("heat",), "areas": ("foot", "neck")}], ["No heat on: neck; foot (both sides)."]),
    ],
)
def test_a_narrower_sentence_gives_way_to_the_wider_one(effects, said) -> None:
    assert changes(kb_with(*effects)) == said


def test_one_side_and_a_place_that_is_not_sure() -> None:
    kb = kb_with({"features": ("heat",), "areas_from": "where"})
    assert changes(kb, where=("left-foot",)) == ["No heat on: left foot."]
    assert changes(kb, where="not-sure") == ["No heat on: the place you are not sure about."]


def test_what_is_left_out_is_not_asked_to_be_done_with_care() -> None:
    kb = kb_with(WHOLE, {"features": ("deep",)}, {"features": ("oil",)}, AT_BELLY)
    careful = [replace(rule, level=Level.ADAPT) for rule in kb.rules[1:]]
    kb = replace(kb, rules=(kb.rules[0], *careful))
    assert changes(kb) == ["Mind r2.", "No heat."]


def test_care_stays_where_only_a_part_is_left_out() -> None:
    kb = kb_with(AT_BELLY, WHOLE)
    kb = replace(kb, rules=(kb.rules[0], replace(kb.rules[1], level=Level.ADAPT)))
    assert changes(kb) == ["Mind r1.", "No heat on: belly."]


def test_the_widest_of_three_sentences_is_said() -> None:
    kb = kb_with(WHOLE, {"features": ("oil",)})
    oil_within_deep = replace(b.FEATURES["oil"], within="deep")
    assert changes(replace(kb, features={**DEEP_WITHIN_HEAT, "oil": oil_within_deep})) == ["No heat."]


def test_features_that_name_each_other_do_not_go_round_for_ever() -> None:
    kb = kb_with(WHOLE)
    heat_within_deep = replace(b.FEATURES["heat"], within="deep")
    assert changes(replace(kb, features={**DEEP_WITHIN_HEAT, "heat": heat_within_deep})) == ["No heat."]


def test_places_of_the_same_feature_are_named_together() -> None:
    kb = kb_with(AT_BELLY, {"features": ("heat",), "areas": ("foot", "neck")})
    assert changes(kb) == ["No heat on: neck, belly; foot (both sides)."]


def test_a_place_that_is_left_out_is_not_spoken_of_again() -> None:
    legs = {"areas": ("foot", "neck")}
    kb = kb_with(legs, {"areas": ("foot",)}, {"features": ("heat",), "areas": ("neck",)}, AT_BELLY)
    assert changes(kb) == ["Leave out: neck; foot (both sides).", "No heat on: belly."]
