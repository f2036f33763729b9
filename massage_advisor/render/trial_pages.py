"""What `kb test` found: failing cases and people, coverage, planted faults that nobody noticed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from massage_advisor.casebook import Failure
from massage_advisor.casebook.coverage import Coverage
from massage_advisor.casebook.mutants import show_literal
from massage_advisor.casebook.mutation import Outcome, Share, shares
from massage_advisor.records import dataclass
from massage_advisor.render.problems import github_line
from massage_advisor.render.proof_pages import place
from massage_advisor.textsafe import clean_text

FORMATS = ("full", "concise", "json", "github")
SCHEMA = "massage-advisor/test/1"
CASES, OUTSIDE = "by the rules' own cases", "by casebook and invariants alone"


@dataclass(frozen=True, slots=True)
class Trial:
    """Everything that a run of the tests found. `outcomes` is None where no faults were planted."""

    cases: int
    people: int
    failures: Sequence[Failure]
    coverage: Coverage
    outcomes: Sequence[Outcome] | None = None


def show_trial(trial: Trial, root: Path, form: str = "full") -> str:
    """The findings in one of FORMATS; full also lists what planted faults survive."""
    if form == "json":
        return json.dumps(_record(trial, root), indent=2, ensure_ascii=False) + "\n"
    lines = _github(trial, root) if form == "github" else _text(trial, root, full=form == "full")
    return "".join(f"{clean_text(line)}\n" for line in lines)


def summary(trial: Trial) -> Iterator[str]:
    """The whole in a few lines of whole numbers."""
    yield f"{trial.cases} cases, {trial.people} people, {len(trial.failures)} failures"
    tried = trial.coverage.literals
    yield (
        f"comparisons tried: {sum(c.true for c in tried)} of {len(tried)} true, "
        f"{sum(c.false for c in tried)} of {len(tried)} false"
    )
    told = trial.coverage.told.values()
    yield f"rules that somebody of the casebook is told: {sum(told)} of {len(told)}"
    for where, share in _shares(trial).items():
        yield f"planted faults noticed {where}: {share.noticed} of {share.all}"


def uncovered(trial: Trial, root: Path) -> Iterator[str]:
    """Each comparison that the cases of its rule do not try both ways, and each rule nobody is told."""
    for covered in trial.coverage.literals:
        ways = [word for word, tried in (("true", covered.true), ("false", covered.false)) if not tried]
        for way in ways:
            where = place(covered.rule.at, root)
            yield f"{where}: no case of {covered.rule.id} makes '{show_literal(covered.literal)}' {way}"
    for rule, told in trial.coverage.told.items():
        if not told:
            yield f"nobody of the casebook is told {rule}"


def _shares(trial: Trial) -> Mapping[str, Share]:
    if trial.outcomes is None:
        return {}
    return dict(zip((CASES, OUTSIDE), shares(trial.outcomes), strict=True))


def _text(trial: Trial, root: Path, *, full: bool) -> Iterator[str]:
    for failure in trial.failures:
        yield f"{place(failure.at, root)}: {failure.name}: {failure.message}"
    for outcome in trial.outcomes or () if full else ():
        missed = _missed(outcome)
        if missed:
            mutant = outcome.mutant
            what = f"{mutant.subject} {mutant.kind}: {mutant.what}"
            yield f"{place(mutant.at, root)}: survives {what} (not noticed {' nor '.join(missed)})"


def _missed(outcome: Outcome) -> list[str]:
    """By what a planted fault was not noticed."""
    missed = [CASES] if outcome.by_cases is False else []
    return missed if outcome.from_outside else [*missed, OUTSIDE]


def _github(trial: Trial, root: Path) -> Iterator[str]:
    for failure in trial.failures:
        message = f"{failure.name}: {failure.message}"
        yield github_line("error", place(failure.at, root), "test", message)


def _record(trial: Trial, root: Path) -> dict[str, object]:
    tried = trial.coverage.literals
    return {
        "schema": SCHEMA,
        "cases": trial.cases,
        "people": trial.people,
        "failures": [_failure(failure, root) for failure in trial.failures],
        "coverage": {
            "comparisons": len(tried),
            "true": sum(covered.true for covered in tried),
            "false": sum(covered.false for covered in tried),
            "rules": len(trial.coverage.told),
            "told": sum(trial.coverage.told.values()),
        },
        "mutation": None if trial.outcomes is None else _mutation(trial, root),
    }


def _failure(failure: Failure, root: Path) -> dict[str, object]:
    where = place(failure.at, root)
    return {"path": where.path, "line": where.line, "name": failure.name, "message": failure.message}


def _mutation(trial: Trial, root: Path) -> dict[str, object]:
    noticed = {where: {"noticed": s.noticed, "all": s.all} for where, s in _shares(trial).items()}
    survivors = [
        {
            "path": place(outcome.mutant.at, root).path,
            "line": place(outcome.mutant.at, root).line,
            "subject": outcome.mutant.subject,
            "kind": outcome.mutant.kind,
            "what": outcome.mutant.what,
            "missed": _missed(outcome),
        }
        for outcome in trial.outcomes or ()
        if _missed(outcome)
    ]
    return {"noticed": noticed, "survivors": survivors}
