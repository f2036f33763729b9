"""What has to be changed or left out in one massage, as sentences and as sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from massage_advisor.engine import Cause, Decision, rule_reads
from massage_advisor.model import NOT_SURE, Area, KnowledgeBase, Level, Massage, Responses, Verdict
from massage_advisor.records import dataclass

UNSURE_AREA = "the place you are not sure about"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a massage has to do without: whole features and sides, and features `at` some sides.

    `places` are the sides that one cause leaves out together.
    """

    features: frozenset[str]
    sides: frozenset[str]
    at: Mapping[str, frozenset[str]]
    places: tuple[frozenset[str], ...]


def left_out(kb: KnowledgeBase, responses: Responses, decision: Decision) -> LeftOut:
    """Everything that some rule takes out of a massage that is otherwise possible."""
    massage = kb.massages[decision.massage]
    features: set[str] = set()
    sides: set[str] = set()
    at: dict[str, frozenset[str]] = {}
    places: list[frozenset[str]] = []
    for cause in _leaving_out(decision):
        if not _aims_at_area(cause):
            features.update(cause.touch.features)
            continue
        hit = sides_of(kb, responses, cause, massage)
        at.update({f: at.get(f, frozenset()) | frozenset(hit) for f in cause.touch.features})
        if not cause.rule.effect.features or set(cause.touch.features) <= set(massage.essential):
            sides.update(hit)
        if not cause.rule.effect.features:
            places.append(frozenset(hit))
    return LeftOut(frozenset(features), frozenset(sides), at, tuple(places))


def _aims_at_area(cause: Cause) -> bool:
    return bool(cause.rule.effect.areas or cause.rule.effect.areas_from)


def sides_of(kb: KnowledgeBase, responses: Responses, cause: Cause, massage: Massage) -> tuple[str, ...]:
    """The sides of this massage's areas that a rule is about; none where the place is not sure."""
    mine = [side for area in massage.areas for side in kb.areas[area].sides]
    if cause.rule.effect.areas_from:
        named = responses.values.get(cause.rule.effect.areas_from, ())
        return tuple(side for side in mine if isinstance(named, tuple) and side in named)
    meant = {side for area in cause.touch.areas for side in kb.areas[area].sides}
    return tuple(side for side in mine if side in meant)


def name_sides(kb: KnowledgeBase, sides: Iterable[str]) -> str:
    """Body areas in words; "both sides" is said once."""
    wanted = set(sides)
    both = [a.label for a in kb.areas.values() if a.paired and wanted.issuperset(a.sides)]
    others = [name for area in kb.areas.values() for name in _one_sided(area, wanted)]
    twice = [f"{', '.join(both)} (both sides)"] if both else []
    return "; ".join([*([", ".join(others)] if others else []), *twice])


def _one_sided(area: Area, wanted: set[str]) -> Iterator[str]:
    hit = [side for side in area.sides if side in wanted]
    if len(hit) == 1:
        yield f"{hit[0].split('-')[0]} {area.label}" if area.paired else area.label


def _leaving_out(decision: Decision) -> Iterator[Cause]:
    return (
        cause for cause in decision.causes if cause.level > Level.ADAPT and cause.counts_as is Verdict.ADAPT
    )


def change(kb: KnowledgeBase, responses: Responses, cause: Cause, massage: Massage, out: LeftOut) -> str:
    """What one cause asks to change, a sentence; empty where it says nothing.

    Where the massage leaves `out` more than the cause asks, that is what the sentence says.
    """
    if cause.counts_as is Verdict.OK:
        return ""
    if cause.counts_as > Verdict.ADAPT:
        return cause.rule.do
    if cause.level <= Level.ADAPT:
        return _without_all(kb, cause, None, out) if _is_out_anyway(kb, cause, out) else cause.rule.do
    sides = frozenset(sides_of(kb, responses, cause, massage)) if _aims_at_area(cause) else None
    place = _place_around(sides, out) if sides else None
    if place or not cause.touch.features:
        return f"Leave out: {name_sides(kb, place or ()) or UNSURE_AREA}."
    return _without_all(kb, cause, sides, out)


def _place_around(sides: frozenset[str], out: LeftOut) -> frozenset[str] | None:
    """The largest place left out that these sides are part of; None where there is none."""
    return max((place for place in out.places if sides <= place), key=len, default=None)


def _is_out_anyway(kb: KnowledgeBase, cause: Cause, out: LeftOut) -> bool:
    """Whether all that a cause asks to do with care is left out altogether, so that its care says nothing."""
    touched = cause.touch.features
    return bool(touched) and all(not out.features.isdisjoint(_wider(kb, feature)) for feature in touched)


def _without_all(kb: KnowledgeBase, cause: Cause, sides: frozenset[str] | None, out: LeftOut) -> str:
    return " ".join(dict.fromkeys(_without(kb, feature, sides, out) for feature in cause.touch.features))


def _without(kb: KnowledgeBase, feature: str, sides: frozenset[str] | None, out: LeftOut) -> str:
    """The sentence for leaving a feature out, on some sides or (None) altogether.

    It names every side that the feature is left out on: one sentence, and not one for each side.
    """
    for wider in _wider(kb, feature):
        if wider in out.features or (sides and sides <= out.at.get(wider, frozenset())):
            feature = wider
    if sides is None or feature in out.features:
        return kb.features[feature].without
    named = (out.at.get(feature, sides) if sides else sides).difference(*out.places) or sides
    return kb.features[feature].on.format(area=name_sides(kb, named) or UNSURE_AREA)


def _wider(kb: KnowledgeBase, feature: str) -> Iterator[str]:
    """A feature, and those whose leaving out leaves it out too, narrowest first."""
    seen: set[str] = set()
    while feature and feature not in seen:
        yield feature
        seen.add(feature)
        feature = kb.features[feature].within


def question(kb: KnowledgeBase, responses: Responses, cause: Cause) -> str:
    """What to ask the doctor first: as the rule has it, else about the "not sure" answers; else empty."""
    if cause.counts_as is not Verdict.CLEARANCE:
        return ""
    return cause.rule.ask or _question_of_doubt(kb, responses, cause)


def _question_of_doubt(kb: KnowledgeBase, responses: Responses, cause: Cause) -> str:
    unsure = unsure_items(kb, responses, cause)
    about = " and ".join(f'"{kb.items[item].label or kb.items[item].ask}"' for item in unsure)
    return f"I am not sure about {about or 'one of my answers'}. Is a massage safe for me?"


def unsure_items(kb: KnowledgeBase, responses: Responses, cause: Cause) -> tuple[str, ...]:
    """The items answered "not sure" that a rule in doubt reads."""
    read = rule_reads(kb, cause.rule)
    return tuple(i for i, value in responses.values.items() if value == NOT_SURE and i in read)
