"""Faults that show only when all files are read: laws about rules, screens and loops."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from massage_advisor.errors import Problem
from massage_advisor.loading.drafts import Comparison, Draft, Several, WhenDraft
from massage_advisor.loading.faults import Findings, problem_at
from massage_advisor.loading.forms.common import LARGEST_FAMILY
from massage_advisor.loading.items import family_members, role_of
from massage_advisor.loading.loops import loop_problems, makers_of
from massage_advisor.loading.nodes import Node, Scalar, Seq
from massage_advisor.loading.places import SHIPPED
from massage_advisor.loading.reading import Drafts
from massage_advisor.loading.whens import comparisons_of
from massage_advisor.model import Item, Kind
from massage_advisor.records import dataclass


def law_problems(drafts: Drafts, items: Mapping[str, Item]) -> Iterator[Problem]:
    """Everything that breaks a law of this module."""
    yield from _red_flag_conditions(drafts)
    yield from _screens(drafts)
    yield from _families(drafts)
    yield from loop_problems(drafts)
    yield from _massages(drafts)
    for rule in every_rule(drafts):
        yield from _rule_problems(rule, drafts, items)


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A rule with the id of the condition it stands in, or ""."""

    draft: Draft
    condition: str = ""

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """What its own `when` compares."""
        return tuple(comparisons_of(self.draft["when"])) if "when" in self.draft else ()


def every_rule(drafts: Drafts) -> Iterator[RuleDraft]:
    """The sound rules on hazards, then those that conditions have of their own."""
    for draft in drafts.every("rules", "rules"):
        yield RuleDraft(draft)
    for condition in drafts.every("conditions", "conditions"):
        for draft in condition.get("rules", ()):
            yield RuleDraft(draft, condition["id"])


# --- rules ----------------------------------------------------------------------------------------


def _rule_problems(rule: RuleDraft, drafts: Drafts, items: Mapping[str, Item]) -> Iterator[Problem]:
    draft = rule.draft
    if not rule.condition and "when" not in draft:
        yield problem_at(draft.path, draft.node, "KB103", "the key 'when' is missing")
        return
    if draft["level"] == "red-flag" and not _has_red_flag_item(rule, items):
        message = "a red-flag rule must need an item of the red-flag screens"
        advice = "Put a condition with 'red-flag: true' into its outermost 'all'."
        yield problem_at(draft.path, draft.value_node("when"), "KB301", message, advice)
    yield from _area_problems(rule, drafts, items)


def _has_red_flag_item(rule: RuleDraft, items: Mapping[str, Item]) -> bool:
    if "when" not in rule.draft:
        return _is_red_flag(rule.condition, items)
    return any(
        _is_red_flag(part.fact.text, items) and [option.text for option in part.options] == ["yes"]
        for part in _outermost(rule.draft["when"])
        if isinstance(part, Comparison)
    )


def _is_red_flag(fact: str, items: Mapping[str, Item]) -> bool:
    return fact in items and items[fact].red_flag


def _outermost(when: WhenDraft) -> Iterator[WhenDraft]:
    """The parts that all must hold, nested `all` unfolded."""
    if isinstance(when, Several) and when.word == "all":
        for part in when.parts:
            yield from _outermost(part)
    else:
        yield when


def _area_problems(rule: RuleDraft, drafts: Drafts, items: Mapping[str, Item]) -> Iterator[Problem]:
    draft = rule.draft
    areas = draft.get("area", ())
    if "where" not in areas:
        return
    place = draft.value_node("area")
    if len(areas) > 1:
        yield problem_at(draft.path, place, "KB302", "'where' stands alone, not beside other areas")
    elif rule.condition:
        yield from _needs_where(draft, place, (rule.condition,), items)
    else:
        yield from _hazard_where(rule, place, drafts, items)


def _hazard_where(
    rule: RuleDraft, place: Node, drafts: Drafts, items: Mapping[str, Item]
) -> Iterator[Problem]:
    hazards = [c.fact.text for c in rule.comparisons if drafts.found.kind_of(c.fact.text) == "hazard"]
    if len(hazards) != 1:
        message = "'where' in a rule of this folder needs exactly one hazard in its 'when'"
        yield problem_at(rule.draft.path, place, "KB302", message)
        return
    own = {draft["id"] for draft in drafts.every("hazards", "hazards") if "when" in draft}
    if hazards[0] in own:
        message = f"the hazard '{hazards[0]}' has a 'when' of its own, which names no places"
        yield problem_at(rule.draft.path, place, "KB302", message)
    yield from _needs_where(rule.draft, place, tuple(makers_of(drafts).get(hazards[0], {})), items)


def _needs_where(
    draft: Draft, place: Node, conditions: Iterable[str], items: Mapping[str, Item]
) -> Iterator[Problem]:
    for condition in conditions:
        item = items.get(f"{condition}.where")
        if item is None or item.kind is not Kind.AREAS:
            message = f"'area: where' needs the follow-up '{condition}.where' of kind areas"
            yield problem_at(draft.path, place, "KB302", message)


# --- conditions, screens, families ----------------------------------------------------------------


def _red_flag_conditions(drafts: Drafts) -> Iterator[Problem]:
    for draft in drafts.every("conditions", "conditions"):
        if draft.get("red-flag") and "family" in draft:
            message = "a red-flag item is asked of everybody: it cannot hang on a family"
            yield problem_at(draft.path, draft.value_node("family"), "KB303", message)


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    path: str
    node: Scalar
    role: str


def _rows(drafts: Drafts) -> Iterator[_Row]:
    for screen in drafts.every("questions", "screens"):
        role = screen.get("role") or role_of(screen.path)
        if "rows" in screen:
            for node in _scalars(screen.value_node("rows")):
                yield _Row(node.text, screen.path, node, role)


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Seq):
        yield from (item for item in node.items if isinstance(item, Scalar))


def _screens(drafts: Drafts) -> Iterator[Problem]:
    """Every row stands once; a condition or family is a row, or has a family, not both."""
    conditions = {draft["id"]: draft for draft in drafts.every("conditions", "conditions")}
    shown: dict[str, _Row] = {}
    for row in _rows(drafts):
        if row.id in shown:
            yield problem_at(row.path, row.node, "KB304", f"'{row.id}' is already on another screen")
        elif row.id in conditions:
            yield from _row_problems(row, conditions[row.id])
        shown.setdefault(row.id, row)
    if not drafts.files["questions"]:
        return
    for draft in (*conditions.values(), *drafts.every("questions", "families")):
        if "family" not in draft and draft["id"] not in shown:
            message = f"'{draft['id']}' is on no screen, so nobody is asked"
            advice = "Give it a family, or put it among the rows of a screen in questions/."
            yield problem_at(draft.path, draft.value_node("id"), "KB304", message, advice)


def _row_problems(row: _Row, condition: Draft) -> Iterator[Problem]:
    if "family" in condition:
        message = f"'{row.id}' has the family '{condition['family']}': it cannot also be a row here"
        yield problem_at(row.path, row.node, "KB304", message)
    if condition.get("red-flag", False) != (row.role == "red-flags"):
        message = f"'{row.id}' and the red-flag screens: a row there needs 'red-flag: true', and only there"
        yield problem_at(row.path, row.node, "KB303", message)


def _families(drafts: Drafts) -> Iterator[Problem]:
    members = family_members(drafts)
    for draft in drafts.every("questions", "families"):
        count = len(members.get(draft["id"], ()))
        if count > LARGEST_FAMILY:
            message = f"the family '{draft['id']}' has {count} members; at most {LARGEST_FAMILY} fit a screen"
            yield problem_at(draft.path, draft.value_node("id"), "KB305", message)
        elif not count:
            message = f"the family '{draft['id']}' has no members"
            yield problem_at(draft.path, draft.value_node("id"), "KB305", message)


# --- massages -------------------------------------------------------------------------


def _massages(drafts: Drafts) -> Iterator[Problem]:
    for draft in drafts.files["massage"]:
        if not draft.sound:
            continue
        if draft.path.removeprefix(SHIPPED) != f"massages/{draft['id']}.yaml":
            message = f"the file of '{draft['id']}' is called massages/{draft['id']}.yaml"
            yield problem_at(draft.path, draft.value_node("id"), "KB307", message)
        both = set(draft["features"].get("essential", ())) & set(draft["features"].get("avoidable", ()))
        for feature in sorted(both):
            message = f"'{feature}' cannot be essential and avoidable"
            yield problem_at(draft.path, draft.value_node("features"), "KB307", message)
        for pair in (draft["pressure"], draft["session"]["minutes"]):
            if pair[0] > pair[1]:
                message = f"from {pair[0]} to {pair[1]}: the smaller number comes first"
                yield problem_at(draft.path, draft.node, "KB105", message)


def expected_fact_problems(found: Findings, items: Mapping[str, Item]) -> Iterator[Problem]:
    """Item ids in what the casebook expects that name no item."""
    for path, scalar in found.facts:
        if scalar.text not in items and found.kind_of(scalar.text) not in ("condition", "family", "item"):
            yield problem_at(path, scalar, "KB203", f"there is no item '{scalar.text}'")
