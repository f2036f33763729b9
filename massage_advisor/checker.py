"""Checks the proof behind a stop certificate (law 7) anew: shares nothing with the engine but the records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from math import inf
from typing import Any

from massage_advisor import model
from massage_advisor.model import NOT_SURE, All, Disposition, Evidence, Level, Literal, Massage, Rule, Verdict
from massage_advisor.truth import Truth, all_of, any_of

Record = Mapping[str, Any]
REASONS = ("does_not_apply", "only_other_massages", "no_open_rule", "not_looked_at")
WORTH = dict(zip(Level, (*Verdict, Verdict.AVOID), strict=True))
NEVER, ORDERS = (Truth.FALSE, Truth.IN_DOUBT), ("goals", "where", "no-touch")


class Proof:
    """A result judged by its answers. LookupError, TypeError or ValueError where it is no such result."""

    def __init__(self, kb: model.KnowledgeBase, result: Record) -> None:
        self.kb, self.result, self.certificate = kb, result, result["certificate"]
        self.values = {i: tuple(v) if isinstance(v, list) else v for i, v in result["answers"].items()}
        for item in [kb.items[i] for i, value in self.values.items() if value not in ("no", ())]:
            if self.values[item.id] != NOT_SURE or item.id == item.condition:
                self._imply(item.gate)
        held = [(r, self._truth(r.when), self._truth(r.lift)) for r in kb.rules]
        self.held = [(r, r.level, all_of((when, lift))) for r, when, lift in held if when is not Truth.FALSE]
        self.held += [(r, Level.ADAPT, when) for r, when, _ in held if r.lift]
        unasked = [item for item in kb.items.values() if item.id not in self.values]
        self.waiting = {item.id: item for item in unasked if self._truth(item.gate) not in NEVER}
        self.whom = {m.id: self._truth(m.for_whom) for m in kb.massages.values()}
        self.outcomes = {m.id: list(self._outcomes(m)) for m in kb.massages.values()}
        self.bounds = {m.id: self._bounds(m) for m in kb.massages.values()}

    def faults(self) -> Iterator[str]:
        """What in the result and its certificate does not follow from the answers; nothing where it holds."""
        kind, top, about = (self.certificate[field] for field in ("kind", "top", "about"))
        said = sorted((o["id"], o["so_far"], o["at_worst"]) for o in self.result["massages"])
        true = sorted((m, low.word, high.word) for m, (low, high) in self.bounds.items())
        if said != true:
            wrong = ", ".join(f"{m} is {so_far}" for m, so_far, _ in sorted({*true} - {*said}))
            yield f"the verdicts are others by the answers: {wrong or 'a massage stands there twice'}"
        low, high = (disposition.word for disposition in self._dispositions())
        if [low, high] != [self.result["disposition_so_far"], self.result["disposition_at_worst"]]:
            yield f"the disposition is {low} (at worst {high}) by the answers"
        one = high != "emergency" and (low == high if top > 0 else about)
        proved = {"settled": one, "not-now": low == high and not self._possible(), "emergency": low == kind}
        if not proved.get(kind) or not {*about} <= {*self.kb.massages}:
            yield f"the disposition could be anything from {low} to {high}: that is not '{kind}'"
        yield from self._changeable(top) if kind == "settled" else ()
        if self.certificate["unasked"] != self._unasked(settled=kind == "settled"):
            yield "what it says of the questions that were not asked does not follow from the answers"

    def _unasked(self, *, settled: bool) -> Record:
        """Why each question that was not asked cannot matter."""
        open_ = {o["id"]: self._open(o["id"]) for o in self._possible() if settled}
        read = {m: set[str]().union(*(self._behind(w) for _, w in found if w)) for m, found in open_.items()}
        others = {i: found for i in self.waiting if (found := sorted(m for m in read if i in read[m]))}
        idle = [item for item in self.waiting if item not in others]
        never = [item for item in self.kb.items if item not in {*self.values, *self.waiting}]
        return dict(zip(REASONS, (never, others, *((idle, []) if settled else ([], idle))), strict=True))

    def _changeable(self, top: int) -> Iterator[str]:
        """What another answer could change in what is shown."""
        offers = self._possible()
        offered = [o for o in offers if o["so_far"] in ("ok", "adapt") and self.whom[o["id"]] is Truth.TRUE]
        shown = (offered or [o for o in offers if o["so_far"] == "clearance"])[:top]
        about = [offer for offer in offers if offer["id"] in self.certificate["about"]]
        yield from (f"{o['name']} could still change" for o in (*shown, *about) if self._open(o["id"]))
        orders = (i for i in self.waiting.values() if i.id in ORDERS or any(o.wants for o in i.options))
        if top and any(orders):
            yield "the order hangs on a question that was not asked"
        keys = [self._key(offer) for offer in shown]
        if keys != sorted(keys) or [o["rank"] for o in offered] != [*range(1, len(offered) + 1)]:
            yield "the order is not by goals, evidence, wishes, verdict and changes"
        last = keys[-1] if len(keys) == top > 0 else (*keys[-1][:2], 1) if keys else (True, inf)
        for offer in offers:
            movable = self.whom[offer["id"]] is Truth.TRUE or self._open(offer["id"])
            if top and movable and offer not in shown and self._key(offer) < last:
                yield f"{offer['name']} could still come among the first {top}"

    def _possible(self) -> list[Record]:
        milder = (offer for offer in self.result["massages"] if self.bounds[offer["id"]][0] < Verdict.AVOID)
        return [offer for offer in milder if self.whom[offer["id"]] is not Truth.FALSE]

    def _key(self, offer: Record) -> tuple[Any, ...]:
        """The best place in the order that is still possible for a massage."""
        open_, verdict = dict(self._open(offer["id"])), Verdict[offer["so_far"].upper()]
        grades = sorted(-Evidence[goal["evidence"].upper()] for goal in offer["goals"])
        wishes = sum(wish["met"] for wish in offer["wishes"])
        changes = len(offer["changes"]) - sum(reason["rule"] in open_ for reason in offer["because"])
        group = (self.whom[offer["id"]] in NEVER, max(verdict, Verdict.ADAPT))
        return (*group, -len(grades), grades, -wishes, verdict, max(changes, 0), offer["name"].casefold())

    def _open(self, massage: str) -> list[tuple[str, Any]]:
        """What could still change a massage: rules, and "for" while it may or may not be for this person."""
        rules = (rule for rule, worth, truth in self.outcomes[massage] if worth and truth is Truth.OPEN)
        whom = [("for", self.kb.massages[massage].for_whom)] if self.whom[massage] is Truth.OPEN else []
        return whom + [(r.id, part) for r in rules for part in (r.when, r.lift, r.effect.areas_from)]

    def _behind(self, when: Any) -> set[str]:
        """The questions behind a condition or a question, through hazards and gates."""
        facts = {when} if isinstance(when, str) else {literal.fact for literal in model.literals(when)}
        deeper = [self.kb.hazards[f].when if f in self.kb.hazards else self.kb.items[f].gate for f in facts]
        return facts.union(*map(self._behind, filter(None, deeper)))

    def _imply(self, gate: model.When | None) -> None:
        """An answer, or "not sure" about the member of a family, says yes to what it hangs on."""
        for part in gate.parts if isinstance(gate, All) else ():
            self._imply(part)
        fact = gate.fact if isinstance(gate, Literal) and gate.options == ("yes",) else None
        if fact and self.values.get(fact, NOT_SURE) == NOT_SURE:
            self.values[fact] = "yes"
            self._imply(self.kb.items[fact].gate)

    def _truth(self, when: model.When | None) -> Truth:
        if not isinstance(when, Literal):
            parts = [self._truth(part) for part in when.parts] if when else []
            return any_of(parts) if isinstance(when, model.Any) else all_of(parts)
        if when.fact in self.kb.hazards:
            return self._truth(self.kb.hazards[when.fact].when)
        item, value = self.kb.items[when.fact], self.values.get(when.fact)
        gate = self._truth(item.gate)
        value = item.unsure_means or value if value == NOT_SURE else value
        if value in (None, NOT_SURE):
            return all_of((gate, Truth.IN_DOUBT if value or gate is Truth.IN_DOUBT else Truth.OPEN))
        low, high = when.at_least or -inf, when.under or inf
        said = value if isinstance(value, tuple) else (value,)
        met = any(one in when.options if when.options else low <= one < high for one in said)
        return gate if met else Truth.FALSE

    def _outcomes(self, massage: Massage) -> Iterator[tuple[Rule, Verdict, Truth]]:
        """What each rule that may hold can make of a massage."""
        for rule, level, held in self.held:
            effect, soft, aimed = rule.effect, min(WORTH[level], Verdict.ADAPT), level < Level.RED_FLAG
            hits = [(WORTH[level], Truth.TRUE)] if massage.id in (effect.massages or [massage.id]) else []
            if hits and aimed and (effect.areas or effect.areas_from):
                named = {area: self._sides_named(effect, area) for area in massage.areas}
                core = ((WORTH[level], all_of(named[area])) for area in massage.core)
                hits = [(soft, any_of(chain(*named.values()))), *core]
            if hits and aimed and effect.features:
                avoidable = [(soft, hits[0][1])] if {*effect.features} & {*massage.avoidable} else []
                hits = avoidable + (hits if {*effect.features} & {*massage.essential} else [])
            yield from ((rule, verdict, all_of((held, truth))) for verdict, truth in hits)

    def _sides_named(self, effect: model.Effect, area: str) -> list[Truth]:
        item, fixed = effect.areas_from, Truth.TRUE if area in effect.areas else Truth.FALSE
        return [self._truth(Literal(item, (s,))) if item else fixed for s in self.kb.areas[area].sides]

    def _bounds(self, massage: Massage) -> tuple[Verdict, Verdict]:
        """The mildest and the strictest verdict that the answers leave possible."""
        found = [(verdict, truth) for _, verdict, truth in self.outcomes[massage.id]]
        found += [(worth, self._nothing_left(massage, worth)) for worth in (Verdict.CLEARANCE, Verdict.AVOID)]
        doubted = [min(verdict, Verdict.CLEARANCE) for verdict, truth in found if truth is Truth.IN_DOUBT]
        so_far = max([Verdict.OK, *doubted, *(verdict for verdict, truth in found if truth is Truth.TRUE)])
        return so_far, max([so_far, *(verdict for verdict, truth in found if truth is Truth.OPEN)])

    def _nothing_left(self, massage: Massage, least: Verdict) -> Truth:
        """Whether rules of at least this verdict take every area away; one in doubt takes nothing away."""
        gone = {side: [Truth.FALSE] for area in massage.areas for side in self.kb.areas[area].sides}
        for rule, level, held in self.held:
            whole = not rule.effect.features or {*rule.effect.features} & {*massage.essential}
            meant = massage.id in (rule.effect.massages or [massage.id]) and least <= WORTH[level]
            if whole and meant and level < Level.RED_FLAG:
                named = (truth for area in massage.areas for truth in self._sides_named(rule.effect, area))
                for truths, truth in zip(gone.values(), named, strict=True):
                    truths.append(all_of((held, truth)))
        taken = (any_of(truth for truth in truths if truth is not Truth.IN_DOUBT) for truths in gone.values())
        return all_of(taken) if gone else Truth.FALSE

    def _dispositions(self) -> tuple[Disposition, Disposition]:
        flags = {truth for _, level, truth in self.held if level is Level.RED_FLAG} - {*NEVER}
        sure = [[self.bounds[m][end] for m, t in self.whom.items() if t is Truth.TRUE] for end in (0, 1)]
        maybe = [[self.bounds[m][end] for m, t in self.whom.items() if t not in NEVER] for end in (0, 1)]
        low = Disposition.EMERGENCY if Truth.TRUE in flags else _disposition(maybe[0], sure[0])
        return low, Disposition.EMERGENCY if flags else _disposition(sure[1], maybe[1])


def _disposition(best_of: list[Verdict], others: list[Verdict]) -> Disposition:
    best = min(best_of, default=Verdict.AVOID)
    mild = Disposition.ADAPT if max([best, *others]) > Verdict.OK else Disposition.OK
    return {Verdict.AVOID: Disposition.NOT_NOW, Verdict.CLEARANCE: Disposition.CLEARANCE}.get(best, mild)
