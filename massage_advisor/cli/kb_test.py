"""`kb test`: cases, people, coverage, planted faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated

from massage_advisor.cli.common import Common, Folder, with_formats
from massage_advisor.cli.edge import FAULTS, OK
from massage_advisor.cli.options import option
from massage_advisor.cli.progress import tracked

if TYPE_CHECKING:
    from massage_advisor.casebook import Failure
    from massage_advisor.casebook.mutants import Mutant
    from massage_advisor.casebook.mutation import Outcome
    from massage_advisor.model import KnowledgeBase

Mutate = Annotated[
    bool,
    option("--mutate", help="Plant a fault in each rule in turn and see who notices; takes minutes."),
]
Sample = Annotated[
    int | None,
    option("--sample", help="As --mutate, with only N faults, always the same.", metavar="N", min=1),
]


@with_formats("full, concise, json or github.")
def test(path: Folder = None, mutate: Mutate = False, sample: Sample = None, *, common: Common) -> int:
    """Run the cases of every rule and the people of the casebook.

    Coverage counts each rule, and each comparison both ways; -v lists what is not tried. With --mutate each
    rule is deleted, weakened, inverted and shifted in turn, and each maker of a hazard taken away; what
    neither the rule's own cases nor casebook and invariants notice is listed. Exit code 1 on failures.
    """
    from massage_advisor.casebook import count_cases
    from massage_advisor.casebook.coverage import coverage
    from massage_advisor.loading import load_knowledge
    from massage_advisor.loading.places import shown
    from massage_advisor.render.trial_pages import FORMATS, Trial, show_trial, summary, uncovered

    form = common.form(FORMATS)
    folder = path or common.folder()
    kb = load_knowledge(folder)
    failing = _failing(kb, common)
    outcomes = _planted(kb, sample, common) if mutate or sample else None
    trial = Trial(count_cases(kb), len(kb.people), failing, coverage(kb), outcomes)
    common.emit(show_trial(trial, shown(folder), form))
    for line in (*summary(trial), *(uncovered(trial, shown(folder)) if common.verbose else ())):
        common.note(line)
    return FAULTS if failing else OK


def _failing(kb: KnowledgeBase, common: Common) -> list[Failure]:
    """Every case and every person that does not come out as written."""
    from massage_advisor.casebook import rules_by_id, run_person, run_rule, run_setting_rule

    def runs() -> Iterator[list[Failure]]:
        yield from (list(run_rule(kb, rule)) for rule in rules_by_id(kb))
        yield from (list(run_setting_rule(kb, rule)) for rule in kb.setting)
        yield from (list(run_person(kb, person)) for person in kb.people)

    total = len(rules_by_id(kb)) + len(kb.setting) + len(kb.people)
    return [
        failure
        for found in tracked(runs(), total, "Cases and people", quiet=common.quiet)
        for failure in found
    ]


def _planted(kb: KnowledgeBase, number: int | None, common: Common) -> list[Outcome]:
    """What becomes of each planted fault."""
    from massage_advisor.casebook.mutants import mutants
    from massage_advisor.casebook.mutation import mutate, sample

    every = tuple(mutants(kb))
    chosen = sample(every, number or len(every))
    return [
        *tracked(
            mutate(kb, chosen, _invariants(kb, common)), len(chosen), "Planted faults", quiet=common.quiet
        )
    ]


def _invariants(kb: KnowledgeBase, common: Common) -> Callable[[Mutant], bool] | None:
    """Whether invariants notice a fault; None, with a note, where the optional part is not installed."""
    from massage_advisor.proofs import ProverMissingError
    from massage_advisor.proofs.mutation import Invariants

    try:
        return Invariants(kb).notice
    except ProverMissingError as error:
        common.note(f"note: the invariants are not tried: {error}")
        return None
