"""Decisions, goals and preferences in; what to tell the person out. Rules decide, the rest only orders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from massage_advisor.advice.changes import (
    LeftOut,
    change,
    left_out,
    name_sides,
    question,
    unsure_items,
)
from massage_advisor.advice.order import Standing, Wish, orders, served, standing, wishes, wishes_met
from massage_advisor.advice.setting import Setting, setting
from massage_advisor.engine import Assessment, Cause, Decision, Plain, RedFlag, Trace, assess
from massage_advisor.model import (
    NOT_SURE,
    Indication,
    KnowledgeBase,
    Level,
    Literal,
    Note,
    Responses,
    Value,
    Verdict,
)
from massage_advisor.records import dataclass
from massage_advisor.truth import Truth

__all__ = ["Advice", "Offer", "Reason", "Setting", "Standing", "advise", "name_sides", "orders"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule counts: its sentence, the answers behind it, its sources, and whether it is certain.

    `counts_as` is what it makes of the massage; `change` and `ask` what to do about it, where it says so.
    """

    rule: str
    level: Level
    text: str
    facts: Mapping[str, Value]
    sources: tuple[str, ...]
    certain: bool
    counts_as: Verdict = Verdict.OK
    change: str = ""
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a person is told about one massage. `rank` counts from 1 among those that can be offered."""

    id: str
    name: str
    decision: Decision
    goals: tuple[Indication, ...]
    because: tuple[Reason, ...]
    changes: tuple[str, ...]
    ask_doctor: tuple[str, ...]
    wishes: tuple[tuple[str, bool], ...]
    left_out_sides: frozenset[str]
    standing: Standing
    rank: int | None = None

    @property
    def applies(self) -> bool | None:
        """Whether the massage is for this person; None while that is not known."""
        return {Truth.TRUE: True, Truth.FALSE: False}.get(self.decision.applies)


@dataclass(frozen=True, slots=True)
class Advice:
    """The whole advice. `offers` are in the order in which they are shown."""

    edition: str
    knowledge_hash: str
    date: str
    assessment: Assessment
    offers: tuple[Offer, ...]
    setting: Setting
    in_doubt: Mapping[str, Verdict]
    open: tuple[str, ...]
    say: tuple[str, ...]
    always: tuple[Note, ...]

    @property
    def red_flags(self) -> tuple[RedFlag, ...]:
        """The red flags, certain or in doubt."""
        return self.assessment.red_flags

    @property
    def emergency(self) -> bool:
        """Whether a red flag certainly holds: then nothing is offered."""
        return self.assessment.emergency

    def offer(self, massage_id: str) -> Offer:
        """What is said about one massage."""
        return next(offer for offer in self.offers if offer.id == massage_id)


def advise(kb: KnowledgeBase, responses: Responses, date: str) -> Advice:
    """The advice for one person on a day (ISO date)."""
    assessment = assess(kb, responses)
    plain = Plain(kb, responses)
    stated = tuple(wishes(kb, responses))
    reasons = _Reasons(kb, plain, responses)
    offers = [_offer(kb, reasons, decision, responses, stated) for decision in assessment.decisions.values()]
    return Advice(
        kb.edition,
        kb.hash,
        date,
        assessment,
        _ranked(offers),
        setting(kb, responses),
        _counted_as(kb, responses, assessment),
        tuple(item for item in kb.items if item in assessment.open),
        _say(kb, plain, stated),
        kb.always,
    )


class _Reasons:
    """Makes reasons of causes; what was said that makes a rule count is looked up once for all massages."""

    def __init__(self, kb: KnowledgeBase, plain: Plain, responses: Responses) -> None:
        self._kb = kb
        self._plain = plain
        self._responses = responses
        self._facts: dict[int, dict[str, Value]] = {}

    def of(self, decision: Decision, out: LeftOut) -> Iterator[Reason]:
        """The reasons for a decision, strictest first; the massage leaves `out` what it must."""
        massage = self._kb.massages[decision.massage]
        for cause in decision.causes:
            rule = cause.rule
            yield Reason(
                rule.id,
                cause.level,
                rule.because,
                self._facts_of(cause),
                rule.sources,
                cause.truth is Truth.TRUE,
                cause.counts_as,
                change(self._kb, self._responses, cause, massage, out),
                question(self._kb, self._responses, cause),
            )

    def _facts_of(self, cause: Cause) -> dict[str, Value]:
        """The answers that make a rule count, and the places that it is about."""
        if cause.number not in self._facts:
            facts = dict(_behind(self._plain, self._plain.trace(cause.rule.when)))
            where = cause.rule.effect.areas_from
            if where in self._plain.values:
                facts[where] = self._plain.values[where]
            self._facts[cause.number] = facts
        return self._facts[cause.number]


def _offer(
    kb: KnowledgeBase, reasons: _Reasons, decision: Decision, responses: Responses, stated: tuple[Wish, ...]
) -> Offer:
    massage = kb.massages[decision.massage]
    out = left_out(kb, responses, decision)
    goals = served(kb, responses, massage, out)
    met = wishes_met(kb, responses, massage, out, stated)
    because = tuple(reasons.of(decision, out))
    changes = tuple(dict.fromkeys(reason.change for reason in because if reason.change))
    asks = tuple(dict.fromkeys(reason.ask for reason in because if reason.ask))
    place = standing(goals, sum(is_met for _, is_met in met), decision.so_far, len(changes), massage.name)
    return Offer(
        *(massage.id, massage.name, decision, goals, because, changes, asks, met),
        left_out_sides=out.sides,
        standing=place,
    )


def _ranked(offers: list[Offer]) -> tuple[Offer, ...]:
    """Offered ones first, in order; then "ask first" in the same order; then the rest by name."""
    ordered = sorted(offers, key=lambda offer: (_group(offer), *offer.standing.key))
    offered = [o for o in ordered if o.decision.so_far <= Verdict.ADAPT and o.applies]
    ranks = {offer.id: rank for rank, offer in enumerate(offered, 1)}
    return tuple(replace(offer, rank=ranks.get(offer.id)) for offer in ordered)


def _group(offer: Offer) -> tuple[bool, int]:
    so_far = offer.decision.so_far
    return offer.applies is not True, 0 if so_far <= Verdict.ADAPT else int(so_far)


def _behind(plain: Plain, trace: Trace) -> Iterator[tuple[str, Value]]:
    """The answers that make a condition hold, or keep it in doubt."""
    if trace.truth not in (Truth.TRUE, Truth.IN_DOUBT):
        return
    if isinstance(trace.when, Literal) and not trace.parts and trace.when.fact in plain.values:
        yield trace.when.fact, plain.values[trace.when.fact]
    for part in trace.parts:
        yield from _behind(plain, part)


def _counted_as(kb: KnowledgeBase, responses: Responses, assessment: Assessment) -> Mapping[str, Verdict]:
    """What each "not sure" was counted as, at its strictest."""
    found: dict[str, Verdict] = dict.fromkeys(assessment.in_doubt, Verdict.OK)
    for decision in assessment.decisions.values():
        for cause in decision.causes:
            if cause.truth is Truth.IN_DOUBT:
                for item in unsure_items(kb, responses, cause):
                    found[item] = max(found.get(item, Verdict.OK), cause.counts_as)
    return found


def _say(kb: KnowledgeBase, plain: Plain, stated: Sequence[Wish]) -> tuple[str, ...]:
    """What to tell the therapist, in the first person."""
    lines = [*_say_aims(kb, plain)]
    lines += [
        c.say or f"I have: {c.label}." for c in kb.conditions.values() if plain.values.get(c.id) == "yes"
    ]
    lines += [
        f"I am not sure about: {kb.items[i].label or kb.items[i].ask}."
        for i, value in plain.values.items()
        if value == NOT_SURE and i in kb.conditions
    ]
    return (*lines, *_say_areas(kb, plain), *_say_wishes(stated))


def _say_aims(kb: KnowledgeBase, plain: Plain) -> Iterator[str]:
    chosen = plain.values.get("goals")
    aims = [goal.label for goal in kb.goals.values() if isinstance(chosen, tuple) and goal.id in chosen]
    if aims:
        yield f"My aim: {'; '.join(aims)}."


def _say_wishes(stated: Sequence[Wish]) -> Iterator[str]:
    """The wishes for less. One for more, such as firm pressure, may be what the rules leave out."""
    less = [label for label, wants in stated if wants.keys() <= {"without", "pressure-at-most"}]
    if less:
        yield f"My wishes: {'; '.join(less)}."


def _say_areas(kb: KnowledgeBase, plain: Plain) -> Iterator[str]:
    for item, words in (("where", "It hurts or feels tight here"), ("no-touch", "Please do not touch")):
        sides = plain.values.get(item)
        if isinstance(sides, tuple) and sides:
            yield f"{words}: {name_sides(kb, sides)}."
