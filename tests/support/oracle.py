"""What the laws say, written once more and as plainly as possible, for complete answer sets only.

Nothing here is shared with the engine but the records and what an answer implies. A partial answer set is
judged by trying every way of completing it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from massage_advisor.answers import implied
from massage_advisor.model import (
    All,
    Any,
    Item,
    Kind,
    KnowledgeBase,
    Level,
    Literal,
    Massage,
    Rule,
    Value,
    When,
)

T, F, D = "true", "false", "doubt"
VERDICTS = ("ok", "adapt", "clearance", "avoid")


def completions(kb: KnowledgeBase, partial: Mapping[str, Value]) -> Iterator[dict[str, Value]]:
    """Every way to answer all that is not answered, "not sure" included."""
    missing = [item for item in kb.items.values() if item.id not in partial]
    for values in itertools.product(*(choices(item) for item in missing)):
        completed = {**partial, **{item.id: value for item, value in zip(missing, values, strict=True)}}
        if implied(kb, completed) == completed and all(_askable(kb, item, completed) for item in missing):
            yield completed


def _askable(kb: KnowledgeBase, item: Item, answers: Mapping[str, Value]) -> bool:
    """What hangs on a "not sure" is never asked: it is not sure itself."""
    in_doubt = item.gate is not None and truth(kb, item.gate, answers) == D
    return not in_doubt or answers[item.id] == "not-sure"


def choices(item: Item) -> list[Value]:
    if item.kind is Kind.YES_NO:
        return ["yes", "no", "not-sure"]
    if item.kind is Kind.CHOICE:
        return [*(option.id for option in item.options), "not-sure"]
    if item.kind is Kind.NUMBER:
        return [item.low or 0, ((item.low or 0) + (item.high or 0)) // 2, item.high or 0, "not-sure"]
    ids = [option.id for option in item.options]
    return [(), *((i,) for i in ids), tuple(ids), "not-sure"]


def truth(kb: KnowledgeBase, when: When, answers: Mapping[str, Value]) -> str:
    if isinstance(when, All):
        found = [truth(kb, part, answers) for part in when.parts]
        return F if F in found else D if D in found else T
    if isinstance(when, Any):
        found = [truth(kb, part, answers) for part in when.parts]
        return T if T in found else D if D in found else F
    if when.fact in kb.hazards:
        return truth(kb, kb.hazards[when.fact].when, answers)
    return _literal(kb, when, answers)


def _literal(kb: KnowledgeBase, when: Literal, answers: Mapping[str, Value]) -> str:
    item = kb.items[when.fact]
    gate = T if item.gate is None else truth(kb, item.gate, answers)
    if gate == F:
        return F
    value = answers[when.fact]
    if value == "not-sure" and item.unsure_means:
        value = item.unsure_means
    if value == "not-sure":
        return D
    if isinstance(value, tuple):
        met = bool(set(value) & set(when.options))
    elif isinstance(value, str):
        met = value in when.options
    else:
        met = (when.at_least is None or value >= when.at_least) and (when.under is None or value < when.under)
    return F if not met else gate


def verdict(kb: KnowledgeBase, massage: Massage, answers: Mapping[str, Value]) -> str:
    """The verdict for somebody who has answered everything."""
    worst = 0
    gone: dict[str, int] = {}
    for rule in kb.rules:
        held = truth(kb, rule.when, answers)
        if held == F:
            continue
        level = rule.level.word
        if rule.lift is not None:
            lifted = truth(kb, rule.lift, answers)
            if lifted == F:
                level = "adapt"
            elif lifted == D:
                held = D
        strength, areas = _strength(kb, rule, level, massage, answers)
        if held == D:
            strength = min(strength, 2)
        else:
            for side in areas:
                gone[side] = max(gone.get(side, 0), VERDICTS.index(level))
        worst = max(worst, strength)
    sides = [side for area in massage.areas for side in kb.areas[area].sides]
    if sides and all(side in gone for side in sides):
        worst = max(worst, min(gone[side] for side in sides))
    return VERDICTS[worst]


def _strength(
    kb: KnowledgeBase, rule: Rule, level: str, massage: Massage, answers: Mapping[str, Value]
) -> tuple[int, list[str]]:
    """How strict the rule is for the massage, and which sides it certainly takes away whole."""
    if rule.level is Level.RED_FLAG:
        return 3, []
    if rule.level is Level.NOTE:
        return 0, []
    number = VERDICTS.index(level)
    effect = rule.effect
    if effect.massages and massage.id not in effect.massages:
        return 0, []
    has_area = bool(effect.areas or effect.areas_from)
    area_number, sides, sure = (number, [], True)
    if has_area:
        area_number, sides, sure = _area_strength(kb, rule, number, massage, answers)
    if not effect.features:
        return area_number, sides if sure and number >= 2 else []
    strengths = [0]
    takes = False
    for feature in effect.features:
        if feature in massage.essential:
            strengths.append(area_number)
            takes = True
        elif feature in massage.avoidable and area_number:
            strengths.append(1)
    return max(strengths), sides if takes and has_area and sure and number >= 2 else []


def _area_strength(
    kb: KnowledgeBase, rule: Rule, number: int, massage: Massage, answers: Mapping[str, Value]
) -> tuple[int, list[str], bool]:
    mine = [side for area in massage.areas for side in kb.areas[area].sides]
    core = [kb.areas[area].sides for area in massage.core]
    if rule.effect.areas_from:
        item = kb.items[rule.effect.areas_from]
        gate = T if item.gate is None else truth(kb, item.gate, answers)
        named = answers[rule.effect.areas_from]
        if gate == F:
            return 0, [], True
        if named == "not-sure" or gate == D:
            possible = mine if named == "not-sure" else [side for side in mine if side in named]
            if not possible:
                return 0, [], False
            hit_core = any(set(sides) <= set(possible) for sides in core)
            return (min(number, 2) if hit_core else min(number, 1)), [], False
        hit = [side for side in mine if side in named]
    else:
        hit = [s for a in rule.effect.areas if a in massage.areas for s in kb.areas[a].sides]
    if not hit:
        return 0, [], True
    whole = any(set(sides) <= set(hit) for sides in core)
    return (number if whole else min(number, 1)), hit, True
