"""The effect table: what a rule does to one massage, before anyone's answers are known.

Design, section 3, "Effect on a massage". What can be left out is adapted; what is the massage itself
carries the full level.
"""

from __future__ import annotations

from collections.abc import Iterator

from massage_advisor.model import Effect, KnowledgeBase, Level, Massage, Verdict
from massage_advisor.records import dataclass

Guard = tuple[tuple[str, ...], ...]
"""Sides of areas that must be named in an answer: of each group at least one. () means nothing is needed."""

_VERDICTS = {
    Level.NOTE: Verdict.OK,
    Level.ADAPT: Verdict.ADAPT,
    Level.CLEARANCE: Verdict.CLEARANCE,
    Level.AVOID: Verdict.AVOID,
    Level.RED_FLAG: Verdict.AVOID,
}
_LEFT_OUT = {level: min(verdict, Verdict.ADAPT) for level, verdict in _VERDICTS.items()}


@dataclass(frozen=True, slots=True)
class Touch:
    """One way in which a rule touches one massage.

    It counts as `verdict` while the rule holds and the areas of `guard` are named. `features` and `areas`
    are what has to be left out, or adapted.
    """

    verdict: Verdict
    guard: Guard = ()
    features: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()


def level_verdict(level: Level) -> Verdict:
    """What a level means for a massage as a whole."""
    return _VERDICTS[level]


def touches(kb: KnowledgeBase, effect: Effect, massage: Massage, level: Level) -> tuple[Touch, ...]:
    """Every way in which an effect at `level` touches `massage`; none where it does not reach it."""
    if effect.massages and massage.id not in effect.massages:
        return ()
    if level is Level.RED_FLAG or not (effect.features or aims_at_area(effect)):
        return (Touch(_VERDICTS[level]),)
    features = tuple(f for f in effect.features if f in massage.features)
    if not effect.features:
        return tuple(_on_areas(kb, effect, massage, level))
    if not aims_at_area(effect):
        return tuple(_on_feature(feature, massage, level) for feature in features)
    on_areas = tuple(_on_areas(kb, effect, massage, level)) if features else ()
    return tuple(touch for f in features for touch in _on_both(f, on_areas, massage, level))


def aims_at_area(effect: Effect) -> bool:
    """Whether an effect is about areas of the body, fixed or named in an answer."""
    return bool(effect.areas or effect.areas_from)


def _on_feature(feature: str, massage: Massage, level: Level) -> Touch:
    essential = feature in massage.essential
    return Touch(_VERDICTS[level] if essential else _left_out(level), features=(feature,))


def _on_both(feature: str, on_areas: tuple[Touch, ...], massage: Massage, level: Level) -> Iterator[Touch]:
    """The feature on that area: it can be left out wherever either can."""
    if feature in massage.essential:
        yield from (Touch(touch.verdict, touch.guard, (feature,), touch.areas) for touch in on_areas)
    else:
        yield from (Touch(_left_out(level), t.guard, (feature,), t.areas) for t in on_areas[:1])


def _on_areas(kb: KnowledgeBase, effect: Effect, massage: Massage, level: Level) -> Iterator[Touch]:
    if effect.areas_from:
        yield from _on_named_areas(kb, massage, level)
        return
    hit = tuple(area for area in effect.areas if area in massage.areas)
    if hit:
        core = any(area in massage.core for area in hit)
        yield Touch(_VERDICTS[level] if core else _left_out(level), areas=hit)


def _on_named_areas(kb: KnowledgeBase, massage: Massage, level: Level) -> Iterator[Touch]:
    """The areas are named in an answer: any hit is left out; a core area hit on all its sides is not."""
    sides = tuple(side for area in massage.areas for side in kb.areas[area].sides)
    if not sides:
        return
    yield Touch(_left_out(level), (sides,))
    if level > Level.ADAPT:
        for area in massage.core:
            yield Touch(_VERDICTS[level], tuple((side,) for side in kb.areas[area].sides))


def _left_out(level: Level) -> Verdict:
    return _LEFT_OUT[level]


def barred(effect: Effect, massage: Massage) -> tuple[str, ...]:
    """The areas of the massage that an effect (of avoid or clearance) takes away whole.

    All of its areas where they are named in an answer. An effect on a feature takes an area away only
    where the feature is the massage itself.
    """
    wanted = not effect.massages or massage.id in effect.massages
    essential = not effect.features or any(feature in massage.essential for feature in effect.features)
    if not (wanted and essential):
        return ()
    return massage.areas if effect.areas_from else tuple(a for a in massage.areas if a in effect.areas)
