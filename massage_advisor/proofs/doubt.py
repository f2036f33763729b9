"""Rules that "not sure" leaves in doubt although every way of being sure gives the same.

Three-valued logic is exact where the comparisons with one item can all be met at once, and all be missed at
once. Only for the other items ("a or b", "under 10 or 20 and more") every definite answer is tried.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from massage_advisor.engine.plain import matches
from massage_advisor.engine.program import Program
from massage_advisor.model import NOT_SURE, Kind, Literal, Rule, Value
from massage_advisor.proofs.encoding import Fixed
from massage_advisor.proofs.findings import Checked, Finding
from massage_advisor.proofs.prover import Prover

CHECK = "doubt"
MOST_COMPLETIONS = 1024


def check_doubt(prover: Prover) -> Checked:
    """No rule may stay in doubt where all completions agree."""
    compared = _Compared(prover.encoding.program)
    findings: dict[str, Finding] = {}
    for rule in prover.kb.rules:
        torn = _torn_items(prover, compared.by(rule))
        for finding in _in_doubt(prover, rule, torn) if torn else ():
            findings.setdefault(rule.id, finding)
    return Checked(CHECK, len(prover.rules_by_id), tuple(findings.values()))


class _Compared:
    """The comparisons that the nodes of a program make, through hazards and gates."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._memo: dict[int, frozenset[Literal]] = {}

    def by(self, rule: Rule) -> frozenset[Literal]:
        """Every comparison that a rule's condition rests on."""
        return self._of(self._program.nodes.of(rule.when))

    def _of(self, number: int) -> frozenset[Literal]:
        if number not in self._memo:
            node = self._program.nodes[number]
            own = frozenset() if node.literal is None else frozenset({node.literal})
            parts = (*node.parts, node.gate) if node.gate >= 0 else node.parts
            self._memo[number] = own.union(*(self._of(part) for part in parts))
        return self._memo[number]


def _torn_items(prover: Prover, compared: frozenset[Literal]) -> Mapping[str, tuple[Value, ...]]:
    """The items whose comparisons cannot all be met, or all be missed, by one answer; with their answers."""
    by_item: dict[str, list[Literal]] = {}
    for literal in compared:
        by_item.setdefault(literal.fact, []).append(literal)
    torn: dict[str, tuple[Value, ...]] = {}
    for item, several in by_item.items():
        values = tuple(value for value, _ in prover.variables.domains[item].values())
        if len(several) > 1 and _is_torn(prover, item, several, values):
            torn[item] = values
    return torn


def _is_torn(prover: Prover, item: str, several: Sequence[Literal], values: Sequence[Value]) -> bool:
    if prover.kb.items[item].kind in (Kind.MANY, Kind.AREAS):
        return False  # naming everything meets them all, naming nothing misses them all
    met = [[matches(literal, value) for literal in several] for value in values]
    return not any(map(all, met)) or all(map(any, met))


def _in_doubt(prover: Prover, rule: Rule, torn: Mapping[str, tuple[Value, ...]]) -> Iterator[Finding]:
    """A client for whom the rule is in doubt, although no answer to the torn items matters."""
    completions = [tuple(zip(torn, values, strict=True)) for values in itertools.product(*torn.values())]
    if len(completions) > MOST_COMPLETIONS:
        message = f"the rule '{rule.id}' compares {', '.join(torn)} in too many ways to be checked"
        yield Finding(CHECK, rule.id, message, rule.at, "warning")
        return
    formula, encoding = prover.formula, prover.encoding
    certain, possible = encoding.rails(rule.when)
    unsure = formula.any_of(prover.variables.domains[item].unsure for item in torn)
    doubt = formula.all_of([possible, -certain, unsure])
    rails = [(_agrees(prover, fixed), encoding.rails(rule.when, fixed)) for fixed in completions]
    always = formula.all_of(formula.any_of([-agrees, true]) for agrees, (true, _) in rails)
    never = formula.all_of(formula.any_of([-agrees, -maybe]) for agrees, (_, maybe) in rails)
    for settled, word in ((always, "holds"), (never, "is silent")):
        client = prover.clients.smallest(doubt, settled)
        if client is not None:
            asked = ", ".join(item for item in torn if client.named.get(item) == NOT_SURE)
            message = f"the rule '{rule.id}' stays in doubt, but it {word} whatever the answer to {asked} is"
            advice = "Say it in one comparison, for example {fact: [a, b]} instead of a or b."
            yield Finding(CHECK, rule.id, message, rule.at, client=client, help=advice)


def _agrees(prover: Prover, fixed: Fixed) -> int:
    """Holds when these definite answers complete what the client said."""
    formula, domains = prover.formula, prover.variables.domains
    either = ([domains[item].unsure, dict(domains[item].values())[value]] for item, value in fixed)
    return formula.all_of(formula.any_of(literals) for literals in either)
