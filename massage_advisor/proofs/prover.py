"""One edition of the knowledge, ready to be asked about all clients at once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from massage_advisor.answers import check_answers
from massage_advisor.casebook import healthy_rest
from massage_advisor.engine import Population
from massage_advisor.engine.program import full
from massage_advisor.model import KnowledgeBase
from massage_advisor.proofs.clients import Clients
from massage_advisor.proofs.encoding import Encoding
from massage_advisor.proofs.solving import Formula
from massage_advisor.proofs.variables import Variables


class Prover:
    """The formula of one edition, and the search for its smallest clients.

    Raises ProverMissingError where the optional part is not installed.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self.formula = Formula()
        self.variables = Variables(self.formula, [kb])
        self.encoding = Encoding(kb, self.variables)
        self.clients = Clients(self.encoding)
        self._numbers = {massage: number for number, massage in enumerate(self.encoding.program.massages)}
        self.rules_by_id = _numbers_by_id(kb)
        program = self.encoding.program
        self.nodes = tuple(program.nodes.of(rule.when) for rule in kb.rules)
        self.full_nodes = tuple(program.nodes.of(full(rule)) for rule in kb.rules)

    def massage(self, massage_id: str) -> int:
        """The number of a massage."""
        return self._numbers[massage_id]

    @cached_property
    def people(self) -> Population:
        """Those on whom rules fire according to their cases, otherwise healthy: a guess, never a proof."""
        raw = (case.answers for rule in self.kb.rules for case in rule.cases if case.fires)
        named = (check_answers(self.kb, answers) for answers in raw)
        return Population(self.encoding.program, [healthy_rest(self.kb, known).values for known in named])


def _numbers_by_id(kb: KnowledgeBase) -> Mapping[str, tuple[int, ...]]:
    """Rule ids with the numbers of their rules: one on named areas stands once for each condition."""
    found: dict[str, tuple[int, ...]] = {}
    for number, rule in enumerate(kb.rules):
        found[rule.id] = (*found.get(rule.id, ()), number)
    return found
