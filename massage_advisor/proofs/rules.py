"""Rules that can never fire, or that a stricter one always covers."""

from __future__ import annotations

from collections.abc import Iterator

from massage_advisor.model import Effect, Level, Rule
from massage_advisor.proofs.findings import Checked, Finding
from massage_advisor.proofs.prover import Prover

FIRING, COVERED = "firing", "covered"


def check_firing(prover: Prover) -> Checked:
    """Every rule must be able to hold, and must touch some massage."""
    findings = (f for numbers in prover.rules_by_id.values() for f in _firing(prover, numbers))
    return Checked(FIRING, len(prover.rules_by_id), tuple(findings))


def _firing(prover: Prover, numbers: tuple[int, ...]) -> Iterator[Finding]:
    rule = prover.kb.rules[numbers[0]]
    if not any(_can_fire(prover, number) for number in numbers):
        message = f"no answers can make the rule '{rule.id}' hold"
        yield Finding(FIRING, rule.id, message, rule.at, help="Look for parts that exclude each other.")
    elif rule.level is not Level.NOTE and not any(_touches(prover, number) for number in numbers):
        message = f"the rule '{rule.id}' changes nothing: no massage does or works on what it is about"
        yield Finding(FIRING, rule.id, message, rule.at, "warning")


def _can_fire(prover: Prover, number: int) -> bool:
    """Whether a rule holds on one of the cases, or for any other client."""
    rule = prover.kb.rules[number]
    held, _, _ = prover.people.bits(prover.nodes[number])
    return held != 0 or prover.formula.possible([prover.encoding.fires(rule)])


def _touches(prover: Prover, number: int) -> bool:
    return any(True for _ in prover.encoding.effects(number))


def check_covered(prover: Prover) -> Checked:
    """No rule should be silent beside a stricter one on the same target: it could never decide anything."""
    findings = (f for numbers in prover.rules_by_id.values() for f in _covered(prover, numbers))
    return Checked(COVERED, len(prover.rules_by_id), tuple(findings))


def _covered(prover: Prover, numbers: tuple[int, ...]) -> Iterator[Finding]:
    rule = prover.kb.rules[numbers[0]]
    if rule.level is Level.NOTE:
        return
    covers = [next(_covering(prover, number), None) for number in numbers]
    if None not in covers:
        stricter = covers[0]
        assert stricter is not None
        message = f"whenever '{rule.id}' ({rule.level.word}) holds, '{stricter.id}' ({stricter.level.word}) "
        message += "holds on the same target, so it never decides"
        advice = f"Take it away, or narrow '{stricter.id}'; make it a note if it explains something."
        yield Finding(COVERED, rule.id, message, rule.at, "warning", help=advice)


def _covering(prover: Prover, number: int) -> Iterator[Rule]:
    """The stricter rules that hold whenever this one does, on all that it is about."""
    rule = prover.kb.rules[number]
    for other_number in _guesses(prover, number):
        other = prover.kb.rules[other_number]
        if other.level > rule.level and _aims_at(other, rule) and _implies(prover, rule, other):
            yield other


def _guesses(prover: Prover, number: int) -> Iterator[int]:
    """The rules that hold for everybody known for whom this one does."""
    known, model = prover.people, frozenset[int]()
    holding, _, _ = known.bits(prover.nodes[number])
    fires = prover.encoding.fires(prover.kb.rules[number])
    if not holding and prover.formula.possible([fires]):
        model = prover.formula.model()
    for other, node in enumerate(prover.full_nodes):
        if holding:
            if not holding & known.bits(node)[1]:
                yield other
        elif prover.encoding.certain(node) in model:
            yield other


def _implies(prover: Prover, rule: Rule, other: Rule) -> bool:
    """Whether the other rule certainly counts at its own level whenever this one holds."""
    fires, held = prover.encoding.fires(rule), prover.encoding.fires_fully(other)
    return not prover.formula.possible([fires, -held]) and prover.formula.possible([fires])


def _aims_at(stricter: Rule, rule: Rule) -> bool:
    """Whether everything that `rule` touches is touched by the stricter one."""
    if stricter.level is Level.RED_FLAG:
        return True
    one, other = stricter.effect, rule.effect
    return (
        _within(other.features, one.features)
        and _within(other.massages, one.massages)
        and _areas_within(other, one)
    )


def _within(inner: tuple[str, ...], outer: tuple[str, ...]) -> bool:
    """Whether all of `inner` is in `outer`; nothing named means everything."""
    return not outer or (bool(inner) and set(inner) <= set(outer))


def _areas_within(inner: Effect, outer: Effect) -> bool:
    if outer.areas_from:
        return inner.areas_from == outer.areas_from
    return not outer.areas or (not inner.areas_from and _within(inner.areas, outer.areas))
