"""The effect table: what a rule does to one massage, before anyone's answers are known.

Design, section 3, "Effect on a massage". What can be left out is adapted; what is the massage itself
carries the full level.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from massage_advisor.model import All, Effect, KnowledgeBase, Level, Literal, Massage, Rule, Verdict, When

_VERDICTS = {
    Level.NOTE: Verdict.OK,
    Level.ADAPT: Verdict.ADAPT,
    Level.CLEARANCE: Verdict.CLEARANCE,
    Level.AVOID: Verdict.AVOID,
    Level.RED_FLAG: Verdict.AVOID,
}


@dataclass(frozen=True, slots=True)
class Touch:
    """One way in which a rule touches one massage.

    It counts as `verdict` while the rule and `guard` hold. `features` and `areas` are what has to be
    left out, or adapted; `areas_from` names the item whose areas are meant.
    """

    verdict: Verdict
    guard: When | None = None
    features: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    areas_from: str = ""


def level_verdict(level: Level) -> Verdict:
    """What a level means for a massage as a whole."""
    return _VERDICTS[level]


def touches(kb: KnowledgeBase, rule: Rule, massage: Massage, level: Level) -> tuple[Touch, ...]:
    """Every way in which `rule`, counted at `level`, touches `massage`; none where it does not reach it."""
    effect = rule.effect
    if effect.massages and massage.id not in effect.massages:
        return ()
    if level is Level.RED_FLAG or not (effect.features or _aims_at_area(effect)):
        return (Touch(_VERDICTS[level]),)
    features = tuple(f for f in effect.features if f in massage.features)
    if not effect.features:
        return tuple(_on_areas(kb, effect, massage, level))
    if not _aims_at_area(effect):
        return tuple(_on_feature(feature, massage, level) for feature in features)
    return tuple(touch for f in features for touch in _on_both(kb, f, effect, massage, level))


def _aims_at_area(effect: Effect) -> bool:
    return bool(effect.areas or effect.areas_from)


def _on_feature(feature: str, massage: Massage, level: Level) -> Touch:
    essential = feature in massage.essential
    return Touch(_VERDICTS[level] if essential else _left_out(level), features=(feature,))


def _on_both(
    kb: KnowledgeBase, feature: str, effect: Effect, massage: Massage, level: Level
) -> Iterator[Touch]:
    """The feature on that area: it can be left out wherever either can."""
    found = tuple(_on_areas(kb, effect, massage, level))
    if feature in massage.essential:
        yield from (replace(touch, features=(feature,)) for touch in found)
    else:
        yield from (replace(touch, features=(feature,), verdict=_left_out(level)) for touch in found[:1])


def _on_areas(kb: KnowledgeBase, effect: Effect, massage: Massage, level: Level) -> Iterator[Touch]:
    if effect.areas_from:
        yield from _on_named_areas(kb, effect.areas_from, massage, level)
        return
    hit = tuple(area for area in effect.areas if area in massage.areas)
    if hit:
        core = any(area in massage.core for area in hit)
        yield Touch(_VERDICTS[level] if core else _left_out(level), areas=hit)


def _on_named_areas(kb: KnowledgeBase, item: str, massage: Massage, level: Level) -> Iterator[Touch]:
    """The areas are named in an answer: any hit is left out; a core area hit on all its sides is not."""
    sides = tuple(side for area in massage.areas for side in kb.areas[area].sides)
    if not sides:
        return
    yield Touch(_left_out(level), Literal(item, sides), areas_from=item)
    if level > Level.ADAPT:
        for area in massage.core:
            both = All(tuple(Literal(item, (side,)) for side in kb.areas[area].sides))
            yield Touch(_VERDICTS[level], both, areas_from=item)


def _left_out(level: Level) -> Verdict:
    return min(_VERDICTS[level], Verdict.ADAPT)


def barred(kb: KnowledgeBase, rule: Rule, massage: Massage) -> Iterator[tuple[str, When | None]]:
    """The sides of the massage's areas that `rule` takes away whole, each with its guard.

    A rule on a feature takes an area away only where the feature is the massage itself.
    """
    effect = rule.effect
    wanted = not effect.massages or massage.id in effect.massages
    essential = not effect.features or any(feature in massage.essential for feature in effect.features)
    if rule.level not in (Level.CLEARANCE, Level.AVOID) or not (wanted and essential):
        return
    for area in massage.areas:
        if effect.areas_from:
            for side in kb.areas[area].sides:
                yield side, Literal(effect.areas_from, (side,))
        elif area in effect.areas:
            yield from ((side, None) for side in kb.areas[area].sides)
