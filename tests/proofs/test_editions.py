"""What changes from one edition to another: planted faults, and what each means for clients."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings

from massage_advisor.casebook import healthy_rest
from massage_advisor.engine import assess
from massage_advisor.loading import load_knowledge
from massage_advisor.model import Disposition, KnowledgeBase, Responses
from massage_advisor.proofs import prove
from massage_advisor.proofs.editions import Difference, Place, compare
from massage_advisor.render.difference_pages import show_difference
from tests.loading.bases import TINY, tiny_edited, tiny_with
from tests.proofs import enumeration as every
from tests.support import oracle
from tests.support.random_kb import bases

HEALTH, RULES = "conditions/health.yaml", "rules/hazards.yaml"


@pytest.fixture(autouse=True)
def _no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture(scope="module")
def tiny() -> KnowledgeBase:
    return load_knowledge(TINY)


def block(file: str, start: str, end: str) -> str:
    """A part of a file of the tiny base, from one text up to the next."""
    text = (TINY / file).read_text("utf-8")
    begin = text.index(start)
    return text[begin : text.index(end, begin + 1)]


NO_HEAT = block(HEALTH, "  - id: pregnancy-no-heat", "  - id: pregnancy-early")
FAULTS = {
    "a contraindication is deleted": (HEALTH, NO_HEAT, ""),
    "a level is lowered by one": (
        *(HEALTH, NO_HEAT),
        NO_HEAT.replace("avoid\n", "clearance\n    do: Keep it lukewarm.\n    ask: Is heat all right?\n"),
    ),
    "an option is inverted": (HEALTH, "{low-platelets.count: severe}\n", "{low-platelets.count: mild}\n"),
    "a threshold is shifted": ("thresholds.yaml", "value: 38.0", "value: 39.0"),
    "a hazard is no longer made": (HEALTH, "  makes: [sore-place]\n", ""),
}


def edition(folder: Path, *edit: str) -> KnowledgeBase:
    return load_knowledge(tiny_edited(folder, *edit))


def people(difference: Difference) -> list[tuple[Responses, dict[str, tuple[str, str]]]]:
    """Each client of a difference, with what massages go from and to."""
    return [
        (Responses(change.client.named), {s.massage: (s.before, s.after) for s in change.shifts if s.massage})
        for change in difference.changes
    ]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_makes_somebody_milder_is_found_and_raises_the_first_place(
    fault: str, tiny: KnowledgeBase, tmp_path: Path
) -> None:
    found = compare(tiny, edition(tmp_path, *FAULTS[fault]))
    assert (found.place, found.needed, found.enough) == (Place.FIRST, "2.0.0", False)
    assert any(shift.milder for change in found.changes for shift in change.shifts)


@pytest.mark.parametrize("fault", FAULTS)
def test_every_client_that_is_shown_really_is_told_otherwise(
    fault: str, tiny: KnowledgeBase, tmp_path: Path
) -> None:
    changed = edition(tmp_path, *FAULTS[fault])
    for client, shifts in people(compare(tiny, changed)):
        before, after = (assess(kb, healthy_rest(kb, client)) for kb in (tiny, changed))
        for massage, verdicts in shifts.items():
            told = (before.decisions[massage].so_far.word, after.decisions[massage].so_far.word)
            assert told == verdicts


def test_the_rule_that_a_change_comes_from_is_named(tiny: KnowledgeBase, tmp_path: Path) -> None:
    found = compare(tiny, edition(tmp_path, *FAULTS["a contraindication is deleted"]))
    assert found.rules == ("pregnancy-no-heat",)
    assert found.gone == {"rules": ("pregnancy-no-heat",)}
    assert found.changes
    for change in found.changes:
        assert change.rules == ("pregnancy-no-heat",)
        assert change.client.named["pregnancy"] in ("yes", "not-sure")


def test_the_other_way_round_it_gets_stricter_and_raises_the_second_place(
    tiny: KnowledgeBase, tmp_path: Path
) -> None:
    found = compare(edition(tmp_path, *FAULTS["a contraindication is deleted"]), tiny)
    assert (found.place, found.needed) == (Place.SECOND, "1.1.0")
    assert not any(shift.milder for change in found.changes for shift in change.shifts)


@pytest.mark.parametrize("fault", ["a contraindication is deleted", "a level is lowered by one"])
def test_the_invariants_notice_too(fault: str, tmp_path: Path) -> None:
    checks = {checked.check: checked for checked in prove(edition(tmp_path, *FAULTS[fault]))}
    [finding] = checks["invariants"].findings
    assert (finding.subject, finding.severity) == ("no-heat-in-pregnancy", "error")
    assert finding.client is not None
    assert finding.client.named["pregnancy"] == "yes"


def test_two_rules_that_change_places_change_nothing_for_anybody(tiny: KnowledgeBase, tmp_path: Path) -> None:
    first = block(RULES, "- id: bleeds-easily-ask-first", "- id: sore-place")
    second = block(RULES, "- id: sore-place", "- id: child-short")
    found = compare(tiny, edition(tmp_path, RULES, first + second, second + first))
    assert (found.place, found.changes, found.rules) == (Place.THIRD, (), ())


def test_the_conditions_of_two_rules_swapped_are_found(tiny: KnowledgeBase, tmp_path: Path) -> None:
    text = (TINY / RULES).read_text("utf-8")
    swapped = text.replace("{bleeds-easily: yes}", "{age: {under: 18}}")
    swapped = swapped.replace("{age: {under: 12}}", "{bleeds-easily: yes}")
    found = compare(tiny, load_knowledge(tiny_with(tmp_path, {RULES: swapped.encode()})))
    assert found.rules == ("bleeds-easily-ask-first", "child-short-session")
    assert found.place is Place.FIRST


def test_an_alias_moved_to_another_condition_is_named(tiny: KnowledgeBase, tmp_path: Path) -> None:
    text = (TINY / HEALTH).read_text("utf-8").replace("[warfarin, blood thinner]", "[blood thinner]")
    moved = text.replace("aliases: [rash]", "aliases: [rash, warfarin]")
    other = load_knowledge(tiny_with(tmp_path, {HEALTH: moved.encode()}))
    found = compare(tiny, other)
    assert found.gone == {"words": ("warfarin (anticoagulants)",)}
    assert found.new == {"words": ("warfarin (rash)",)}
    assert (found.place, found.changes) == (Place.SECOND, ())
    page = show_difference(tiny, other, found)
    assert "Gone words: warfarin (anticoagulants)\nNew words: warfarin (rash)\n" in page
    assert "The edition must go up in its second place: 1.1.0 or more." in page


def test_another_source_raises_only_the_third_place(tiny: KnowledgeBase, tmp_path: Path) -> None:
    found = compare(tiny, edition(tmp_path, RULES, "sources: [book-2020]", "sources: [unsourced]"))
    assert (found.place, found.needed, found.changes) == (Place.THIRD, "1.0.1", ())


def test_a_massage_that_does_more_concerns_everybody_it_now_harms(
    tiny: KnowledgeBase, tmp_path: Path
) -> None:
    text = (TINY / "massages" / "swedish.yaml").read_text("utf-8")
    hot = text.replace("essential: []", "essential: [heat]")
    assert hot != text
    found = compare(tiny, load_knowledge(tiny_with(tmp_path, {"massages/swedish.yaml": hot.encode()})))
    assert ("swedish", "ok", "avoid") in {
        (shift.massage, shift.before, shift.after) for change in found.changes for shift in change.shifts
    }


def test_a_red_flag_that_goes_is_found_though_nothing_else_reads_its_question(
    tiny: KnowledgeBase, tmp_path: Path
) -> None:
    file = "conditions/emergency.yaml"
    rule = block(file, "  rules:\n  - id: chest-pain-now", "- id: fever")
    found = compare(tiny, edition(tmp_path, file, rule, ""))
    [gone] = [c for c in found.changes if any(shift.before == "emergency" for shift in c.shifts)]
    assert gone.client.named == {"chest-pain": "yes"}
    assert found.place is Place.FIRST


def test_the_people_of_the_casebook_are_counted(tiny: KnowledgeBase, tmp_path: Path) -> None:
    edit = (RULES, "level: adapt\n  when: {age: {under: 12}}", "level: avoid\n  when: {age: {at-least: 50}}")
    found = compare(tiny, edition(tmp_path, *edit))
    assert (found.people, found.milder, found.stricter) == (2, 0, 1)


def test_an_edition_that_has_gone_up_is_enough(tiny: KnowledgeBase, tmp_path: Path) -> None:
    text = (TINY / "knowledge.yaml").read_text("utf-8").replace("1.0.0", "2.0.0")
    files = {"knowledge.yaml": text.encode(), HEALTH: None}
    health = (TINY / HEALTH).read_text("utf-8").replace(NO_HEAT, "")
    found = compare(tiny, load_knowledge(tiny_with(tmp_path, files | {HEALTH: health.encode()})))
    assert (found.place, found.enough) == (Place.FIRST, True)


def test_nothing_differs_from_itself(tiny: KnowledgeBase) -> None:
    found = compare(tiny, tiny)
    assert (found.place, found.needed, found.changes, found.gone, found.new) == (
        *(Place.NONE, "1.0.0", ()),
        *({}, {}),
    )


@settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(bases(), bases())
def test_the_changes_are_those_that_trying_everybody_finds(old: KnowledgeBase, other: KnowledgeBase) -> None:
    """Which massages get milder and which stricter for somebody; "" where a red flag comes or goes."""
    massages = {id_: other.massages.get(id_, massage) for id_, massage in old.massages.items()}
    new = replace(old, rules=other.rules, massages=massages)
    moved = set[tuple[str, bool]]()
    for person in every.everybody(old):
        for massage in old.massages:
            before, after = (every.verdict(kb, massage, person) for kb in (old, new))
            offered = [every.for_whom(kb, massage, person) for kb in (old, new)]
            if before is not after and oracle.F not in offered:
                moved.add((massage, after < before))
        was, now = (every.disposition(kb, person) is Disposition.EMERGENCY for kb in (old, new))
        if was is not now:
            moved.add(("", was))
    shown = {(s.massage, s.milder) for change in compare(old, new).changes for s in change.shifts}
    assert shown == moved, (shown - moved, moved - shown)
