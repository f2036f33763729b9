"""Hazards and rules: makers unfolded, effects resolved, and what a doctor's yes takes away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from massage_advisor.loading.answering import build_answers
from massage_advisor.loading.checks import RuleDraft, every_rule
from massage_advisor.loading.drafts import Draft
from massage_advisor.loading.items import AreaWords
from massage_advisor.loading.loops import makers_of, read_first
from massage_advisor.loading.pages import sources_of
from massage_advisor.loading.reading import Drafts
from massage_advisor.loading.whens import Vocabulary, build_when
from massage_advisor.model import All, Any, Case, Effect, Hazard, Item, Level, Literal, Rule, When, literals
from massage_advisor.records import dataclass


def build_makers(drafts: Drafts, words: Vocabulary) -> dict[str, dict[str, When]]:
    """Hazard -> condition -> what it contributes: its yes, with the further answers that count."""
    return {
        hazard: {
            condition: _contribution(condition, None if when is None else build_when(when, words))
            for condition, when in made.items()
        }
        for hazard, made in makers_of(drafts).items()
    }


def _contribution(condition: str, when: When | None) -> When:
    said_yes = Literal(condition, ("yes",))
    return said_yes if when is None else All((said_yes, when))


def build_hazards(
    drafts: Drafts, words: Vocabulary, makers: Mapping[str, Mapping[str, When]]
) -> dict[str, Hazard]:
    """Every hazard, those that others read first."""
    return {draft["id"]: _hazard(draft, words, makers.get(draft["id"], {})) for draft in read_first(drafts)}


def _hazard(draft: Draft, words: Vocabulary, makers: Mapping[str, When]) -> Hazard:
    own = (build_when(draft["when"], words),) if "when" in draft else ()
    return Hazard(draft["id"], draft["label"], Any((*makers.values(), *own)), tuple(makers))


# --- rules ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RuleContext:
    """What rules are built with."""

    words: Vocabulary
    areas: AreaWords
    hazards: Mapping[str, Hazard]
    makers: Mapping[str, Mapping[str, When]]


def build_rules(drafts: Drafts, context: RuleContext) -> tuple[Rule, ...]:
    """Every rule; one with `area: where` on a hazard once for each condition that makes the hazard."""
    return tuple(rule for draft in every_rule(drafts) for rule in _rules_of(draft, context))


def _rules_of(rule: RuleDraft, context: RuleContext) -> Iterator[Rule]:
    draft, own = rule.draft, rule.condition
    said_yes = Literal(own, ("yes",), line=draft.node.line)
    when = build_when(draft["when"], context.words) if "when" in draft else said_yes
    if "where" not in draft.get("area", ()):
        yield _rule(rule, when, context)
    elif own:
        yield _rule(rule, when, context, places=own)
    else:
        hazard = next(part.fact for part in literals(when) if part.fact in context.hazards)
        for maker, contribution in context.makers.get(hazard, {}).items():
            yield _rule(rule, _replaced(when, hazard, contribution), context, places=maker)


def _replaced(when: When, hazard: str, contribution: When) -> When:
    """`when` with one maker's part in the place of the hazard."""
    if isinstance(when, Literal):
        return contribution if when.fact == hazard else when
    return type(when)(tuple(_replaced(part, hazard, contribution) for part in when.parts))


def _rule(rule: RuleDraft, when: When, context: RuleContext, places: str = "") -> Rule:
    draft = rule.draft
    only = rule.condition or places
    lifting = Lifting(context.words.items, context.hazards, only)
    return Rule(
        id=draft["id"],
        level=Level[draft["level"].upper().replace("-", "_")],
        when=when,
        effect=_effect(draft, context.areas, f"{places}.where" if places else ""),
        because=draft["because"],
        sources=sources_of(draft),
        do=draft.get("do", ""),
        ask=draft.get("ask", ""),
        act=draft.get("act", ""),
        lift=lifting.of(when) if _lifted(draft) else None,
        maker="" if rule.condition else places,
        condition=rule.condition,
        cases=build_cases(draft["cases"], context.words),
        at=draft.at,
    )


def _lifted(draft: Draft) -> bool:
    return draft["level"] == "clearance" or ("doctor-may-lift" in draft and bool(draft["doctor-may-lift"]))


def _effect(draft: Draft, areas: AreaWords, areas_from: str) -> Effect:
    fixed = () if areas_from else areas.unfold(draft.get("area", ()))
    return Effect(draft.get("feature", ()), fixed, areas_from, draft.get("massage", ()))


def build_cases(draft: Draft, words: Vocabulary) -> tuple[Case, ...]:
    """The cases of a rule, those where it fires first."""
    return tuple(
        Case(build_answers(answers, words), key == "fires", answers.at)
        for key in ("fires", "silent")
        for answers in draft[key]
    )


# --- a doctor's yes -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lifting:
    """What is left of a `when` once doctors have agreed; `only` narrows it to one condition.

    Every part that holds because of a condition holds on only while no doctor has agreed to a
    massage with that condition. Parts about no condition (age, goals) stay as they are.
    """

    items: Mapping[str, Item]
    hazards: Mapping[str, Hazard]
    only: str = ""

    def of(self, when: When) -> When | None:
        """The part that a doctor's yes takes away; None where nothing in `when` can be cleared."""
        return self._left(when) if self._clearable(when) else None

    def _left(self, when: When) -> When:
        if not self._clearable(when):
            return when
        if isinstance(when, Any):
            return Any(tuple(self._left(part) for part in when.parts))
        parts = when.parts if isinstance(when, All) else (when,)
        if isinstance(when, Literal) and when.fact in self.hazards:
            return self._left(self.hazards[when.fact].when)
        unlifted = tuple(dict.fromkeys(self._unlifted(part) for part in parts if self._clearable(part)))
        return All((*parts, Any(unlifted) if len(unlifted) > 1 else unlifted[0]))

    def _unlifted(self, part: When) -> When:
        """What must hold beside a clearable part that holds, for it to count still."""
        condition = self._condition(part) if isinstance(part, Literal) else ""
        return Literal(f"{condition}.cleared", ("no",)) if condition else self._left(part)

    def _clearable(self, when: When) -> bool:
        if not isinstance(when, Literal):
            return any(self._clearable(part) for part in when.parts)
        if when.fact in self.hazards:
            return self._clearable(self.hazards[when.fact].when)
        return bool(self._condition(when))

    def _condition(self, literal: Literal) -> str:
        """The condition whose doctor's yes takes this comparison away, or "".

        A condition that was answered no has no doctor's yes to ask for.
        """
        if literal.fact in self.hazards:
            return ""
        condition = self.items[literal.fact].condition
        if (self.only and condition != self.only) or (literal.fact == condition and "no" in literal.options):
            return ""
        return condition
