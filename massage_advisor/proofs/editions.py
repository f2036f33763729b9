"""What changes for clients between two editions of the knowledge, and what that means for its number.

Both editions are encoded over the same answers. A client is compared only where both can ask what they say:
answers that only one of them knows are listed, not compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import IntEnum

from massage_advisor.engine import Assessment, assess
from massage_advisor.model import (
    Condition,
    Goal,
    KnowledgeBase,
    Literal,
    Massage,
    Responses,
    Rule,
    Verdict,
)
from massage_advisor.proofs.clients import Client, Clients
from massage_advisor.proofs.encoding import Encoding
from massage_advisor.proofs.shifts import Shift, told, told_otherwise
from massage_advisor.proofs.solving import Formula
from massage_advisor.proofs.variables import Variables
from massage_advisor.records import dataclass


class Place(IntEnum):
    """The place of an edition number that must go up; NONE where nothing at all differs.

    FIRST: for somebody a verdict gets milder or a red flag goes, or something that people can name is gone.
    SECOND: for somebody a verdict gets stricter, or something is new, or the rules are others.
    THIRD: texts, sources or the order of things.
    """

    FIRST = 0
    SECOND = 1
    THIRD = 2
    NONE = 3


@dataclass(frozen=True, slots=True)
class Change:
    """What changes for one smallest client, and the rules that it comes from."""

    client: Client
    shifts: tuple[Shift, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two editions. `gone` and `new`: kind -> ids.

    `people` is how many of the casebook were compared; `milder` and `stricter` how many of them see that.
    """

    before: str
    after: str
    changes: tuple[Change, ...]
    gone: Mapping[str, tuple[str, ...]]
    new: Mapping[str, tuple[str, ...]]
    rules: tuple[str, ...]
    people: int
    milder: int
    stricter: int
    place: Place

    @property
    def needed(self) -> str:
        """The lowest edition number that says as much."""
        parts = _number(self.before)
        if self.place is Place.NONE:
            return self.before
        raised = [*parts[: self.place], parts[self.place] + 1, *(0 for _ in parts[self.place + 1 :])]
        return ".".join(str(part) for part in raised)

    @property
    def enough(self) -> bool:
        """Whether the edition number has gone up as far as it must."""
        if self.place is Place.NONE:
            return True
        upto = self.place + 1
        return _number(self.after)[:upto] > _number(self.before)[:upto]


def _number(edition: str) -> tuple[int, int, int]:
    parts = [int(part) for part in edition.split(".") if part.isdigit()]
    first, second, third = (*parts, 0, 0, 0)[:3]
    return first, second, third


def compare(old: KnowledgeBase, new: KnowledgeBase) -> Difference:
    """Everything that differs for clients, each change with a smallest client.

    Raises ProverMissingError where the optional part is not installed.
    """
    pair = _Pair(old, new)
    changes = tuple(pair.changes())
    gone, added = _missing(old, new), _missing(new, old)
    rules = pair.changed_rules()
    shifted = list(told(old, new, rules))
    place = _place(old, new, [s for change in changes for s in change.shifts], gone, added, rules)
    return Difference(
        before=old.edition,
        after=new.edition,
        changes=changes,
        gone=gone,
        new=added,
        rules=rules,
        people=len(shifted),
        milder=sum(any(shift.milder for shift in shifts) for shifts in shifted),
        stricter=sum(any(not shift.milder for shift in shifts) for shifts in shifted),
        place=place,
    )


class _Pair:
    """Two editions over the same answers."""

    def __init__(self, old: KnowledgeBase, new: KnowledgeBase) -> None:
        self.old, self.new = old, new
        self._formula = Formula()
        self._variables = Variables(self._formula, [old, new])
        self._before = Encoding(old, self._variables)
        self._after = Encoding(new, self._variables)
        self._clients = Clients(self._after, self._before)
        self._common_answers_only()
        self._numbers = tuple(
            (self._before.program.massages.index(massage), self._after.program.massages.index(massage))
            for massage in old.massages
            if massage in new.massages
        )

    def _common_answers_only(self) -> None:
        """Nobody gives an answer that only one edition knows."""
        for item_id, item in self.old.items.items():
            other = self.new.items.get(item_id)
            if other is not None:
                known = {option.id for option in item.options} ^ {option.id for option in other.options}
                unknown = self._variables.domains[item_id].met(Literal(item_id, tuple(known)))
                if known:
                    self._formula.add(-unknown)

    def changes(self) -> Iterator[Change]:
        """A smallest client for each changed rule and each massage, in both directions; nothing twice."""
        seen: set[tuple[tuple[str, ...], Shift]] = set()
        for question in self._questions():
            client = self._clients.smallest(*question)
            change = self._change(client) if client is not None else None
            if change is not None:
                new = tuple(shift for shift in change.shifts if (change.rules, shift) not in seen)
                seen.update((change.rules, shift) for shift in new)
                if new:
                    yield replace(change, shifts=new)

    def _change(self, client: Client) -> Change:
        before = assess(self.old, _known(self.old, client))
        after = assess(self.new, _known(self.new, client))
        shifts = tuple(told_otherwise(self.old, before, after))
        return Change(client, shifts, self._causes(before, after))

    def _questions(self) -> Iterator[tuple[int, ...]]:
        milder = [self._milder(old, new) for old, new in self._numbers]
        stricter = [self._stricter(old, new) for old, new in self._numbers]
        red_flags = (self._before.emergency, self._after.emergency)
        milder.append(self._formula.all_of([red_flags[0], -red_flags[1]]))
        stricter.append(self._formula.all_of([red_flags[1], -red_flags[0]]))
        for rule in self.changed_rules():
            for changed in (milder, stricter):
                yield self._concerns(rule), self._formula.any_of(changed)
        yield from ((changed,) for changed in (*milder, *stricter))

    def _milder(self, before: int, after: int) -> int:
        """Holds when a massage gets a milder verdict, or is no longer for this person."""
        old, new = self._before, self._after
        pairs = ((old.reaches(before, v), new.reaches(after, v)) for v in Verdict)
        return self._both_offered([self._formula.all_of([was, -now]) for was, now in pairs], before, after)

    def _stricter(self, before: int, after: int) -> int:
        old, new = self._before, self._after
        pairs = ((old.reaches(before, v), new.reaches(after, v)) for v in Verdict)
        return self._both_offered([self._formula.all_of([now, -was]) for was, now in pairs], before, after)

    def _both_offered(self, differing: Iterable[int], before: int, after: int) -> int:
        offered = [self._before.offered(before)[1], self._after.offered(after)[1]]
        return self._formula.all_of([*offered, self._formula.any_of(differing)])

    def changed_rules(self) -> tuple[str, ...]:
        """The rules that are new, gone, or say something else, in the order of their ids."""
        before, after = self._logic(self._before), self._logic(self._after)
        return tuple(sorted(rule for rule in {*before, *after} if before.get(rule) != after.get(rule)))

    @staticmethod
    def _logic(encoding: Encoding) -> Mapping[str, frozenset[object]]:
        """Rule ids with all that decides what they do; equal conditions are equal literals."""
        found: dict[str, frozenset[object]] = {}
        for rule in encoding.kb.rules:
            part = (rule.level, rule.effect, encoding.rails(rule.when), encoding.fires_fully(rule))
            found[rule.id] = found.get(rule.id, frozenset()) | {part}
        return found

    def _concerns(self, rule_id: str) -> int:
        """Holds when a rule possibly holds in one of the editions."""
        both = ((self._before, self.old), (self._after, self.new))
        rails = (e.rails(rule.when) for e, kb in both for rule in kb.rules if rule.id == rule_id)
        return self._formula.any_of(possible for _, possible in rails)

    def _causes(self, before: Assessment, after: Assessment) -> tuple[str, ...]:
        """The changed rules that speak for one client."""
        speaking = {*_speaking(before), *_speaking(after)}
        return tuple(rule for rule in self.changed_rules() if rule in speaking)


def _known(kb: KnowledgeBase, client: Client) -> Responses:
    """What one edition learns of a client."""
    named = {item: value for item, value in client.named.items() if item in kb.items}
    return Client(named).responses(kb)


def _speaking(assessment: Assessment) -> Iterator[str]:
    yield from (cause.rule.id for d in assessment.decisions.values() for cause in d.causes)
    yield from (flag.rule.id for flag in assessment.red_flags)


# --- what stands in only one edition --------------------------------------------------------------


def _missing(one: KnowledgeBase, other: KnowledgeBase) -> Mapping[str, tuple[str, ...]]:
    """What one edition has and the other has not, by kind."""
    kinds: dict[str, tuple[Iterable[str], Iterable[str]]] = {
        "massages": (one.massages, other.massages),
        "goals": (one.goals, other.goals),
        "questions": (one.items, other.items),
        "answers": (_options(one, other), _options(other, one)),
        "words": (_words(one), _words(other)),
        "rules": ((rule.id for rule in one.rules), (rule.id for rule in other.rules)),
        "invariants": ((i.id for i in one.invariants), (i.id for i in other.invariants)),
    }
    found = {kind: _without(has, frozenset(lacks)) for kind, (has, lacks) in kinds.items()}
    return {kind: ids for kind, ids in found.items() if ids}


def _without(ids: Iterable[str], others: frozenset[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id_ for id_ in ids if id_ not in others))


def _options(one: KnowledgeBase, other: KnowledgeBase) -> list[str]:
    """The answers to questions that both editions ask."""
    both = (item for item in one.items.values() if item.id in other.items)
    return [f"{item.id}: {option.id}" for item in both for option in item.options]


def _words(kb: KnowledgeBase) -> list[str]:
    """What people call a thing, with what it is taken for."""
    kinds: tuple[Mapping[str, Condition | Goal | Massage], ...] = (kb.conditions, kb.goals, kb.massages)
    named = ((alias, id_) for kind in kinds for id_, record in kind.items() for alias in record.aliases)
    return [f"{alias} ({id_})" for alias, id_ in named]


def _place(
    old: KnowledgeBase,
    new: KnowledgeBase,
    shifts: Sequence[Shift],
    gone: Mapping[str, tuple[str, ...]],
    added: Mapping[str, tuple[str, ...]],
    rules: Sequence[str],
) -> Place:
    nameable = ("massages", "goals", "questions", "answers")
    if any(shift.milder for shift in shifts) or any(kind in gone for kind in nameable):
        return Place.FIRST
    if shifts or gone or added or rules:
        return Place.SECOND
    return Place.NONE if old.hash == new.hash else Place.THIRD


def rule_change(old: KnowledgeBase, new: KnowledgeBase, rule_id: str) -> str:
    """What became of a rule, in a word or two."""
    was, now = _rule(old, rule_id), _rule(new, rule_id)
    if was is None:
        return "new"
    if now is None:
        return "gone"
    return "changed" if was.level is now.level else f"{was.level.word} -> {now.level.word}"


def _rule(kb: KnowledgeBase, rule_id: str) -> Rule | None:
    return next((rule for rule in kb.rules if rule.id == rule_id), None)
