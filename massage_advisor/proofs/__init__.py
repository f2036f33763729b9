"""Proofs over all possible answers, and what differs between two editions. Needs the optional part `prove`.

Every check is a question to a SAT solver; what does not hold comes with a smallest client who shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from massage_advisor.model import KnowledgeBase
from massage_advisor.proofs.clients import Client
from massage_advisor.proofs.doubt import check_doubt
from massage_advisor.proofs.findings import Checked, Finding
from massage_advisor.proofs.invariants import check_invariants
from massage_advisor.proofs.prover import Prover
from massage_advisor.proofs.reach import check_goals, check_items, check_massages
from massage_advisor.proofs.rules import check_covered, check_firing
from massage_advisor.proofs.solving import ProverMissingError

__all__ = ["CHECKS", "Checked", "Client", "Finding", "ProverMissingError", "prove"]

CHECKS: dict[str, Callable[[Prover], Checked]] = {
    "invariants": check_invariants,
    "firing": check_firing,
    "doubt": check_doubt,
    "covered": check_covered,
    "massages": check_massages,
    "goals": check_goals,
    "items": check_items,
}


def prove(kb: KnowledgeBase) -> Iterator[Checked]:
    """Every check over all answer sets, one after the other as they are done.

    Raises ProverMissingError where the optional part is not installed.
    """
    prover = Prover(kb)
    for check in CHECKS.values():
        yield check(prover)
