"""What the files mean: items and gates, screens, hazards, effects, and what a doctor's yes takes away."""

from itertools import product
from pathlib import Path

import pytest

from massage_advisor.loading import load_knowledge
from massage_advisor.model import (
    All,
    Any,
    Change,
    Disposition,
    Kind,
    KnowledgeBase,
    Literal,
    Rule,
    Verdict,
    When,
    literals,
)
from tests.loading.bases import TINY, tiny_edited, tiny_with


@pytest.fixture(scope="module")
def tiny() -> KnowledgeBase:
    return load_knowledge(TINY)


def rules_of(kb: KnowledgeBase, id_: str) -> list[Rule]:
    return [rule for rule in kb.rules if rule.id == id_]


def yes(fact: str) -> Literal:
    return Literal(fact, ("yes",))


# --- items and screens ----------------------------------------------------------------------------


def test_a_condition_is_a_yes_no_item_behind_its_family(tiny: KnowledgeBase) -> None:
    item = tiny.items["anticoagulants"]
    assert (item.kind, item.ask, item.condition) == (Kind.YES_NO, "Blood thinner", "anticoagulants")
    assert item.gate == yes("fam-blood")
    assert tiny.items["chest-pain"].gate is None
    assert tiny.items["chest-pain"].red_flag
    assert tiny.items["chest-pain"].changes is Change.PASSES


def test_a_follow_up_hangs_on_its_condition(tiny: KnowledgeBase) -> None:
    assert tiny.items["rash.where"].gate == yes("rash")
    weeks = tiny.items["pregnancy.weeks"]
    assert (weeks.low, weeks.high, weeks.unit, weeks.changes) == (0.0, 45.0, "weeks", Change.GROWS)
    assert weeks.condition == "pregnancy"


def test_a_follow_up_with_a_when_hangs_on_both(tmp_path: Path) -> None:
    old = "    kind: areas\n    ask: Where is it?\n"
    base = tiny_edited(tmp_path, "conditions/health.yaml", old, f"{old}    when: {{age: {{under: 12}}}}\n")
    gate = load_knowledge(base).items["rash.where"].gate
    assert gate == All((yes("rash"), Literal("age", under=12.0)))


def test_goals_and_areas_offer_what_other_files_define(tiny: KnowledgeBase) -> None:
    goals = tiny.items["goals"]
    assert goals.kind is Kind.MANY
    assert [option.id for option in goals.options] == ["relax", "relieve-neck-pain"]
    where = [(option.id, option.label) for option in tiny.items["rash.where"].options]
    assert where[:4] == [
        ("neck", "neck"),
        ("back", "back"),
        ("left-arm", "left arm"),
        ("right-arm", "right arm"),
    ]
    assert "scar-site" not in dict(where)


def test_screens_stand_in_asking_order_with_families_after_their_row(tiny: KnowledgeBase) -> None:
    assert [(screen.id, screen.role) for screen in tiny.screens] == [
        ("for-whom", "for-whom"),
        ("red-flags", "red-flags"),
        ("goals", "goals"),
        ("health", "health"),
        ("fam-blood", "health"),
        ("fam-skin", "health"),
        ("wishes", "wishes"),
    ]
    family = tiny.screens[4]
    assert family.items == ("anticoagulants", "low-platelets")
    assert (family.checklist, family.family, family.part) == (True, "fam-blood", "Your health")


def test_wishes_say_what_they_want(tiny: KnowledgeBase) -> None:
    light = tiny.items["pressure"].option("light")
    assert light is not None
    assert light.wants == {"pressure-at-most": "2"}


# --- words ----------------------------------------------------------------------------------------


def test_thresholds_stand_in_texts_and_in_comparisons(tiny: KnowledgeBase) -> None:
    [rule] = rules_of(tiny, "fever-wait")
    assert rule.when == Literal("fever.temperature", at_least=38.0)
    assert "38.0 C (100.4 F)" in rule.because
    assert tiny.items["fever"].ask == "A fever of 38.0 C (100.4 F) or more"
    assert "{area}" in tiny.features["heat"].on


def test_groups_become_base_areas_and_core_areas_are_not_optional_too(tmp_path: Path) -> None:
    base = tiny_edited(tmp_path, "massages/hot-stone.yaml", "core: [back]", "core: [back, leg]")
    stone = load_knowledge(base).massages["hot-stone"]
    assert stone.core == ("back", "leg")
    assert stone.optional == ("arm", "foot")


def test_a_comparison_with_an_area_means_both_its_sides(tmp_path: Path) -> None:
    rule = (
        "rules:\n- id: rash-on-limbs\n  level: note\n  when: {rash.where: [limbs, neck]}\n  because: So.\n"
        "  sources: unsourced\n  cases:\n"
        "    fires: [{rash: yes, rash.where: arm}]\n    silent: [{rash: no}]\n"
    )
    kb = load_knowledge(tiny_with(tmp_path, {"rules/more.yaml": rule.encode()}))
    [made] = rules_of(kb, "rash-on-limbs")
    assert isinstance(made.when, Literal)
    assert set(made.when.options) == {
        *("left-arm", "right-arm", "left-leg", "right-leg", "left-foot", "right-foot", "neck")
    }
    assert made.cases[0].answers == {"rash": "yes", "rash.where": ("left-arm", "right-arm")}


def test_answers_are_kept_as_responses_hold_them(tiny: KnowledgeBase) -> None:
    [rule] = rules_of(tiny, "pregnancy-early")
    assert [(case.fires, case.answers) for case in rule.cases] == [
        (True, {"pregnancy": "yes", "pregnancy.weeks": 8.0}),
        (False, {"pregnancy": "yes", "pregnancy.weeks": 20.0}),
    ]
    assert tiny.people[0].answers == {"age": 30.0, "goals": ("relax",)}
    assert tiny.people[0].expect.disposition is Disposition.OK


def test_records_name_their_place(tiny: KnowledgeBase) -> None:
    [rule] = rules_of(tiny, "fever-wait")
    assert str(rule.at) == "conditions/emergency.yaml:33:5"
    assert next(literals(rule.when)).line == 35


def test_invariants_name_their_massages(tiny: KnowledgeBase) -> None:
    heat, healthy = tiny.invariants
    assert (heat.massages, heat.bound, heat.verdict) == (("hot-stone",), "at-least", Verdict.AVOID)
    assert (healthy.bound, healthy.disposition) == ("at-most", Disposition.ADAPT)


# --- hazards and rules ----------------------------------------------------------------------------


def test_a_hazard_holds_when_one_of_its_makers_says_so(tiny: KnowledgeBase) -> None:
    severe = All((yes("low-platelets"), Literal("low-platelets.count", ("severe",))))
    assert tiny.hazards["bleeds-easily"].when == Any((yes("anticoagulants"), severe))
    assert tiny.hazards["bleeds-easily"].makers == ("anticoagulants", "low-platelets")


def test_a_hazard_may_hold_by_a_when_of_its_own(tmp_path: Path) -> None:
    old = "  label: Bleeds easily\n"
    base = tiny_edited(tmp_path, "hazards.yaml", old, f"{old}  when: {{age: {{at-least: 90}}}}\n")
    hazard = load_knowledge(base).hazards["bleeds-easily"]
    assert hazard.when.parts[-1] == Literal("age", at_least=90.0)  # type: ignore[union-attr]


def test_a_local_hazard_rule_stands_once_for_each_maker(tmp_path: Path) -> None:
    more = (
        "conditions:\n- id: sunburn\n  label: Sunburn\n  family: fam-skin\n  follow-ups:\n"
        "  - {id: sunburn.where, kind: areas, ask: Where?}\n"
        "  - {id: sunburn.sore, kind: yes-no, ask: Sore?}\n"
        "  makes: {sore-place: {sunburn.sore: yes}}\n"
    )
    kb = load_knowledge(tiny_with(tmp_path, {"conditions/more.yaml": more.encode()}))
    made = {rule.maker: rule for rule in rules_of(kb, "sore-place-leave-alone")}
    assert {maker: rule.effect.areas_from for maker, rule in made.items()} == {
        "rash": "rash.where",
        "sunburn": "sunburn.where",
    }
    assert made["rash"].when == yes("rash")
    assert made["sunburn"].when == All((yes("sunburn"), yes("sunburn.sore")))


def test_an_own_rule_defaults_to_its_condition(tiny: KnowledgeBase) -> None:
    [rule] = rules_of(tiny, "pregnancy-no-heat")
    assert (rule.when, rule.condition, rule.effect.features) == (yes("pregnancy"), "pregnancy", ("heat",))


# --- a doctor's yes -------------------------------------------------------------------------------


def test_a_doctors_yes_is_asked_where_a_clearance_rule_hangs_on_the_condition(tiny: KnowledgeBase) -> None:
    cleared = {id_ for id_ in tiny.items if id_.endswith(".cleared")}
    assert cleared == {"anticoagulants.cleared", "low-platelets.cleared", "pregnancy.cleared"}
    item = tiny.items["anticoagulants.cleared"]
    assert (item.gate, item.unsure_means, item.changes) == (yes("anticoagulants"), "no", Change.DOCTOR)


def test_only_rules_that_a_doctor_can_lift_have_a_lift(tiny: KnowledgeBase) -> None:
    assert {rule.id for rule in tiny.rules if rule.lift is not None} == {
        "bleeds-easily-ask-first",
        "anticoagulants-unsteady",
        "pregnancy-early",
    }


AGED = """\
rules:
- id: old-or-bleeding
  level: clearance
  when: {any: [{age: {at-least: 90}}, {all: [{bleeds-easily: yes}, {rash: yes}, {age: {at-least: 18}}]}]}
  because: It is so.
  do: Take care.
  ask: May I?
  sources: unsourced
  cases:
    fires: [{age: 95}]
    silent: [{age: 10}]
"""

WORLD = {
    "age": (10.0, 30.0, 95.0),
    "rash": ("yes", "no"),
    "anticoagulants": ("yes", "no"),
    "low-platelets.count": ("mild", "severe"),
    "anticoagulants.cleared": ("yes", "no"),
    "low-platelets.cleared": ("yes", "no"),
    "rash.cleared": ("yes", "no"),
}


def holds(kb: KnowledgeBase, when: When, world: dict[str, object]) -> bool:
    if isinstance(when, Literal):
        if when.fact in kb.hazards:
            return holds(kb, kb.hazards[when.fact].when, world)
        value = world[when.fact]
        if isinstance(value, float):
            return (when.at_least is None or value >= when.at_least) and (
                when.under is None or value < when.under
            )
        return value in when.options
    return (all if isinstance(when, All) else any)(holds(kb, part, world) for part in when.parts)


def test_what_a_doctors_yes_takes_away_in_every_case(tmp_path: Path) -> None:
    """The rule keeps its level by age alone, or by its makers and the rash while one of them is uncleared."""
    kb = load_knowledge(tiny_with(tmp_path, {"rules/more.yaml": AGED.encode()}))
    [rule] = rules_of(kb, "old-or-bleeding")
    assert rule.lift is not None
    for values in product(*WORLD.values()):
        world: dict[str, object] = {"low-platelets": "yes", **dict(zip(WORLD, values, strict=True))}
        bleeding = {
            "anticoagulants": world["anticoagulants"] == "yes",
            "low-platelets": world["low-platelets.count"] == "severe",
        }
        bleeds_uncleared = any(bleeding[id_] and world[f"{id_}.cleared"] == "no" for id_ in bleeding)
        adult_with_rash = world["rash"] == "yes" and world["age"] != 10.0
        local = any(bleeding.values()) and adult_with_rash
        expected = world["age"] == 95.0 or (local and (bleeds_uncleared or world["rash.cleared"] == "no"))
        assert holds(kb, rule.lift, world) is expected, world
        assert holds(kb, rule.when, world) or not expected


def test_in_an_own_rule_only_the_yes_about_its_own_condition_counts(tmp_path: Path) -> None:
    old = "when: {anticoagulants.steady: no}"
    new = "when: {anticoagulants.steady: no, pregnancy: yes}"
    kb = load_knowledge(tiny_edited(tmp_path, "conditions/health.yaml", old, new))
    [rule] = rules_of(kb, "anticoagulants-unsteady")
    assert rule.lift is not None
    facts = {literal.fact for literal in literals(rule.lift)}
    assert facts == {"anticoagulants.steady", "pregnancy", "anticoagulants.cleared"}


def test_a_no_has_no_doctors_yes(tmp_path: Path) -> None:
    """`{rash: no}` closes the question for the doctor's yes: it must not count as lifted."""
    text = AGED.replace("{any: [{age: {at-least: 90}}, ", "{all: [{age: {at-least: 90}}, {rash: no}, ")
    text = text.replace(
        "{all: [{bleeds-easily: yes}, {rash: yes}, {age: {at-least: 18}}]}]", "{bleeds-easily: yes}]"
    )
    kb = load_knowledge(tiny_with(tmp_path, {"rules/more.yaml": text.encode()}))
    [rule] = rules_of(kb, "old-or-bleeding")
    assert rule.lift is not None
    assert "rash.cleared" not in {literal.fact for literal in literals(rule.lift)}


def test_a_clearance_rule_about_no_condition_cannot_be_lifted(tmp_path: Path) -> None:
    text = AGED.replace("when: {any", "when: {age: {at-least: 90}}\n  #")
    [rule] = rules_of(load_knowledge(tiny_with(tmp_path, {"rules/m.yaml": text.encode()})), "old-or-bleeding")
    assert rule.lift is None
