"""What must stay possible: every massage and goal for somebody, and every question for something."""

from __future__ import annotations

from collections.abc import Iterator

from massage_advisor.advice import advise
from massage_advisor.engine import reads, rule_reads
from massage_advisor.model import (
    Kind,
    KnowledgeBase,
    Massage,
    Responses,
    Verdict,
    When,
    literals,
)
from massage_advisor.proofs.clients import Client
from massage_advisor.proofs.findings import Checked, Finding
from massage_advisor.proofs.prover import Prover
from massage_advisor.proofs.variables import all_whens

MASSAGES, GOALS, ITEMS = "massages", "goals", "items"
_ROLES_THAT_COUNT = ("for-whom", "goals", "wishes")


def check_massages(prover: Prover) -> Checked:
    """Every massage must be fine, or fine with changes, for some client."""
    unreachable = (m for m in prover.kb.massages.values() if _suited(prover, m) is None)
    findings = (Finding(MASSAGES, m.id, f"no client can ever be offered '{m.id}'", m.at) for m in unreachable)
    return Checked(MASSAGES, len(prover.kb.massages), tuple(findings))


def _suited(prover: Prover, massage: Massage) -> Client | None:
    """A smallest client who may have a massage without asking anybody."""
    number = prover.massage(massage.id)
    certainly, _ = prover.encoding.offered(number)
    return prover.clients.smallest(certainly, -prover.encoding.reaches(number, Verdict.CLEARANCE))


def check_goals(prover: Prover) -> Checked:
    """Every goal must have a massage for a healthy person, or for whom its massages are meant."""
    unserved = (goal for goal in prover.kb.goals if not _served(prover, goal))
    findings = (
        Finding(GOALS, goal, f"no massage serves '{goal}' for a person who is otherwise healthy")
        for goal in unserved
    )
    return Checked(GOALS, len(prover.kb.goals), tuple(findings))


def _served(prover: Prover, goal: str) -> bool:
    """Whether a healthy person, or the smallest client it is meant for, gets a massage for this goal."""
    serving = [m for m in prover.kb.massages.values() if any(i.goal == goal for i in m.indications)]
    for_all = any(massage.for_whom is None for massage in serving)
    clients = [Client({})] if for_all else [c for m in serving if (c := _suited(prover, m)) is not None]
    return any(_gets(prover.kb, client, goal) for client in clients)


def _gets(kb: KnowledgeBase, client: Client, goal: str) -> bool:
    answers = {**client.responses(kb).values, "goals": (goal,)}
    offers = advise(kb, Responses(answers), "").offers
    return any(offer.rank is not None and offer.goals for offer in offers)


# --- items ----------------------------------------------------------------------------------------


def check_items(prover: Prover) -> Checked:
    """Every question must be able to change something, and so must every answer that it offers."""
    findings = (*_dead(prover.kb), *_alike(prover.kb), *_holes(prover))
    return Checked(ITEMS, len(prover.kb.items), findings)


def _dead(kb: KnowledgeBase) -> Iterator[Finding]:
    alive = _read_items(kb)
    for item in kb.items.values():
        if item.id not in alive:
            condition = kb.conditions.get(item.condition)
            message = f"nothing reads '{item.id}': no answer to it changes anything"
            yield Finding(ITEMS, item.id, message, condition.at if condition else None)


def _read_items(kb: KnowledgeBase) -> frozenset[str]:
    """The items that rules, the setting or a massage's `for` read, or that say what a person wants."""
    whens: list[When] = [rule.when for rule in kb.setting]
    whens += [m.for_whom for m in kb.massages.values() if m.for_whom is not None]
    wanted = (item for s in kb.screens if s.role in _ROLES_THAT_COUNT for item in s.items)
    found = (reads(kb, when) for when in whens)
    return frozenset(wanted).union(*found, *(rule_reads(kb, rule) for rule in kb.rules))


def _alike(kb: KnowledgeBase) -> Iterator[Finding]:
    """Answers to a follow-up that nothing tells apart. One silent answer is how it should be."""
    named: dict[str, set[str]] = {}
    for when in all_whens(kb):
        for literal in literals(when):
            named.setdefault(literal.fact, set()).update(literal.options)
    for item in kb.items.values():
        silent = [option.id for option in item.options if option.id not in named.get(item.id, ())]
        if item.kind is Kind.CHOICE and item.condition and len(silent) > 1:
            condition = kb.conditions.get(item.condition)
            message = f"'{item.id}' offers {' and '.join(silent)}, but nothing tells them apart"
            yield Finding(ITEMS, item.id, message, condition.at if condition else None, "warning")


def _holes(prover: Prover) -> Iterator[Finding]:
    """Numbers of which nothing is said, between numbers of which something is said.

    Only follow-ups count: that nothing is said of a usual age is no hole.
    """
    for item in prover.kb.items.values():
        if item.kind is Kind.NUMBER and item.condition:
            yield from _holes_of(prover, item.id)


def _holes_of(prover: Prover, item: str) -> Iterator[Finding]:
    kb, formula, encoding = prover.kb, prover.formula, prover.encoding
    condition = kb.items[item].condition
    about = [r for r in kb.rules if any(kb.items[i].condition == condition for i in rule_reads(kb, r))]
    values = [value for value, _ in prover.variables.domains[item].values()]
    rails = [[encoding.rails(rule.when, ((item, value),)) for rule in about] for value in values]
    spoken = [formula.any_of(certain for certain, _ in each) for each in rails]
    silent = [formula.all_of(-possible for _, possible in each) for each in rails]
    asked, _ = encoding.applies(kb.items[item])
    for number in range(1, len(values) - 1):
        around = (formula.any_of(spoken[:number]), formula.any_of(spoken[number + 1 :]))
        if formula.possible([asked, silent[number], *around]):
            message = f"nothing is said of '{item}' from {values[number]:g} to under {values[number + 1]:g}, "
            message += "but of less and of more"
            known = kb.conditions.get(condition)
            yield Finding(ITEMS, item, message, known.at if known else None)
