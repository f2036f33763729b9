"""From conditions that hold to verdicts: what every peer shares, so that only the rules are compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bench.translate import Translated
from massage_advisor.engine import compiled
from massage_advisor.engine.effects import Guard, touches
from massage_advisor.engine.program import levels
from massage_advisor.model import NOT_SURE, KnowledgeBase, Level, Rule, Value, Verdict

Said = Sequence[bool]
"""For each output of a translation whether it holds."""


class Backend:
    """Effects of the rules that hold on each massage. `reasons`: the rules that count, for each massage."""

    def __init__(self, kb: KnowledgeBase, translated: Translated) -> None:
        self.kb = kb
        self.program = compiled(kb)
        self.places = {when: place for place, when in enumerate(translated.conditions)}
        self.rules_of: dict[int, list[tuple[int, Rule]]] = {}
        for number, rule in enumerate(kb.rules):
            if rule.when in self.places:
                self.rules_of.setdefault(self.places[rule.when], []).append((number, rule))
        self._touches: dict[object, list[tuple[int, Verdict, Guard]]] = {}

    def verdicts(
        self, said: Said, person: Mapping[str, Value]
    ) -> tuple[list[Verdict], list[dict[int, Verdict]]]:
        """The verdict of each massage, and for each massage the rules that count, by number."""
        reasons: list[dict[int, Verdict]] = [{} for _ in self.program.massages]
        gone: dict[Verdict, dict[str, set[int]]] = {Verdict.CLEARANCE: {}, Verdict.AVOID: {}}
        for place, rules in self.rules_of.items():
            if said[2 * place + 1]:
                for number, rule in rules:
                    self._count(number, rule, said, person, reasons)
                    self._take_away(number, rule, said, person, gone)
        found = [max(counted.values(), default=Verdict.OK) for counted in reasons]
        return [max(v, self._nothing_left(m, gone)) for m, v in enumerate(found)], reasons

    def _count(
        self,
        number: int,
        rule: Rule,
        said: Said,
        person: Mapping[str, Value],
        reasons: list[dict[int, Verdict]],
    ) -> None:
        named = person.get(rule.effect.areas_from, NOT_SURE)
        for level, _ in levels(rule):
            certain, possible = self._held(rule, said, lifted=level is not rule.level)
            for massage, verdict, guard in self._touched(rule, level) if possible else ():
                if guard and named != NOT_SURE and not all(set(sides) & set(named) for sides in guard):  # type: ignore[arg-type]
                    continue
                sure = certain and not (guard and named == NOT_SURE)
                counts = verdict if sure else min(verdict, Verdict.CLEARANCE)
                reasons[massage][number] = max(counts, reasons[massage].get(number, Verdict.OK))

    def _held(self, rule: Rule, said: Said, *, lifted: bool) -> tuple[bool, bool]:
        """Whether a rule holds, for certain and possibly, at its own level or `lifted` by a doctor's yes."""
        place = self.places[rule.when]
        certain, possible = said[2 * place], said[2 * place + 1]
        if rule.lift is None or lifted:
            return certain, possible
        lift = self.places[rule.lift]
        return certain and said[2 * lift], possible and said[2 * lift + 1]

    def _touched(self, rule: Rule, level: Level) -> list[tuple[int, Verdict, Guard]]:
        key = (rule.effect, level)
        if key not in self._touches:
            self._touches[key] = [
                (number, touch.verdict, touch.guard)
                for number, massage in enumerate(self.kb.massages.values())
                for touch in touches(self.kb, rule.effect, massage, level)
            ]
        return self._touches[key]

    def _take_away(
        self,
        number: int,
        rule: Rule,
        said: Said,
        person: Mapping[str, Value],
        gone: dict[Verdict, dict[str, set[int]]],
    ) -> None:
        if rule.level not in (Level.CLEARANCE, Level.AVOID) or not self._held(rule, said, lifted=False)[0]:
            return
        named = person.get(rule.effect.areas_from, ())
        for bar in self.program.rule(number).bars:
            if rule.effect.areas_from and bar.side not in (named if named != NOT_SURE else ()):
                continue
            for verdict, sides in gone.items():
                if bar.verdict >= verdict:
                    sides.setdefault(bar.side, set()).update(bar.massages)

    def _nothing_left(self, massage: int, gone: Mapping[Verdict, Mapping[str, set[int]]]) -> Verdict:
        sides = self.program.sides[massage]
        for verdict in (Verdict.AVOID, Verdict.CLEARANCE):
            if sides and all(massage in gone[verdict].get(side, ()) for side in sides):
                return verdict
        return Verdict.OK
