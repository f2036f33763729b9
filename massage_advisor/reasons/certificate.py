"""The stop certificate (law 7): a proof that no remaining answer can change what is shown.

What is shown: the disposition, the first massages with their order, verdicts, changes and questions for the
doctor, and the same for every massage that was asked about. `checker` verifies it by other means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import cached_property

from massage_advisor.advice import Advice, Offer, advise, orders
from massage_advisor.engine import Plain, assess, open_rules, reads, rule_reads
from massage_advisor.model import Disposition, Item, KnowledgeBase, Responses, Rule, Verdict
from massage_advisor.records import dataclass
from massage_advisor.truth import Truth

SETTLED = "settled"
_NEVER = (Truth.FALSE, Truth.IN_DOUBT)


@dataclass(frozen=True, slots=True)
class Certificate:
    """Why nothing more has to be asked, and why each item that was not asked cannot matter.

    `kind`: "emergency", "not-now" (every massage is to be left alone; some reasons may be missing) or
    "settled". `top` and `about` say what is shown. Of the items not asked, some do not apply; some are read
    by no open rule; some only by open rules about `others`, massages that are not shown and cannot come in.
    With an emergency or a not-now the rest is not looked at.
    """

    kind: str
    top: int
    about: tuple[str, ...]
    does_not_apply: tuple[str, ...] = ()
    no_open_rule: tuple[str, ...] = ()
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_looked_at: tuple[str, ...] = ()


def may_stop(kb: KnowledgeBase, responses: Responses, top: int, about: tuple[str, ...] = ()) -> bool:
    """Whether an interview may end that is to show the `top` first massages and those asked `about`."""
    if top and assess(kb, responses).disposition is None:
        return False
    return bool(_Search(kb, advise(kb, responses, ""), top, about).kind())


def certify(kb: KnowledgeBase, advice: Advice, top: int, about: tuple[str, ...] = ()) -> Certificate | None:
    """The proof that nothing shown can change, or None while something can."""
    search = _Search(kb, advice, top, about)
    kind = search.kind()
    return search.certificate(kind) if kind else None


def shown(advice: Advice, top: int) -> tuple[Offer, ...]:
    """The first of what can be offered; where nothing can, of what a doctor's yes would open."""
    offered = tuple(offer for offer in advice.offers if offer.rank is not None)
    possible = (offer for offer in advice.offers if offer.applies is not False)
    return (offered or tuple(o for o in possible if o.decision.so_far is Verdict.CLEARANCE))[:top]


class _Search:
    """The look for a proof, for one person."""

    def __init__(self, kb: KnowledgeBase, advice: Advice, top: int, about: tuple[str, ...]) -> None:
        self.kb, self.advice, self.top, self.about = kb, advice, top, about
        self.first = shown(advice, top)
        self.plain = Plain(kb, advice.assessment.responses)

    @cached_property
    def open(self) -> Mapping[str, tuple[Rule, ...]]:
        """Massage -> the rules that could still change it; the slowest part of the look."""
        return open_rules(self.kb, self.advice.assessment.responses)

    def kind(self) -> str:
        """What kind of proof there is; "" where there is none."""
        if self.advice.emergency:
            return Disposition.EMERGENCY.word
        if self.advice.assessment.disposition_at_worst is Disposition.EMERGENCY:
            return ""
        if not any(map(_possible, self.advice.offers)):
            return Disposition.NOT_NOW.word
        if self.top and (self.advice.assessment.disposition is None or not self._ordered()):
            return ""
        fixed = all(self._fixed(offer) for offer in (*self.first, *map(self.advice.offer, self.about)))
        return SETTLED if fixed and not (self.top and any(self._entering())) else ""

    def _fixed(self, offer: Offer) -> bool:
        """Whether verdict, changes and questions for the doctor are final."""
        decision = offer.decision
        if decision.applies is Truth.FALSE or decision.so_far is Verdict.AVOID:
            return True
        return decision.applies is not Truth.OPEN and not self.open[offer.id]

    def _ordered(self) -> bool:
        """Whether all that orders the massages was asked, or never will be."""
        waiting = (i for i in self.kb.items.values() if orders(i) and i.id not in self.plain.values)
        return all(self._never(item) for item in waiting)

    def _never(self, item: Item) -> bool:
        return self.plain.applies(item).truth in _NEVER

    def _entering(self) -> Iterator[Offer]:
        """The massages that are not shown but could still come in."""
        last = self._best(self.first[-1]) if self.first else None
        room = len(self.first) < self.top
        for offer in self.advice.offers:
            if offer not in self.first and _possible(offer) and not self._fixed(offer):
                best = self._best(offer)
                if last is None or best < last or (room and best[:2] == last[:2]):
                    yield offer

    def _best(self, offer: Offer) -> tuple[object, ...]:
        """The best place in the order that is still possible for a massage.

        Further answers only take goals and wishes away and make the verdict stricter. While a rule is open,
        the sentence about its change is not final, and may yet be the same as another one.
        """
        decision = offer.decision
        open_ = {rule.id for rule in self.open[offer.id]}
        passing = sum(reason.rule in open_ for reason in offer.because)
        standing = replace(offer.standing, changes=max(offer.standing.changes - passing, 0))
        return (decision.applies in _NEVER, max(decision.so_far, Verdict.ADAPT), *standing.key)

    def certificate(self, kind: str) -> Certificate:
        """The proof written down, with every item that was not asked."""
        unasked = [item for item in self.kb.items.values() if item.id not in self.plain.values]
        never = tuple(item.id for item in unasked if self._never(item))
        rest = tuple(item.id for item in unasked if item.id not in set(never))
        if kind != SETTLED:
            return Certificate(kind, self.top, self.about, never, not_looked_at=rest)
        readers = self._readers()
        others = {item: readers[item] for item in rest if item in readers}
        idle = tuple(item for item in rest if item not in readers)
        return Certificate(kind, self.top, self.about, never, idle, others)

    def _readers(self) -> Mapping[str, tuple[str, ...]]:
        """Item -> the possible massages that an open rule which reads it could still change."""
        found: dict[str, list[str]] = {}
        for offer in filter(_possible, self.advice.offers):
            whom = self.kb.massages[offer.id].for_whom
            asked = reads(self.kb, whom) if whom and offer.decision.applies is Truth.OPEN else frozenset()
            for item in asked | self._read(self.open[offer.id]):
                found.setdefault(item, []).append(offer.id)
        return {item: tuple(sorted(massages)) for item, massages in found.items()}

    def _read(self, rules: Iterable[Rule]) -> frozenset[str]:
        return frozenset().union(*(rule_reads(self.kb, rule) for rule in rules))


def _possible(offer: Offer) -> bool:
    return offer.applies is not False and offer.decision.so_far < Verdict.AVOID
