"""`python -m bench`: everything that is measured, as a table on stdout."""

from __future__ import annotations

import argparse
import platform
from collections.abc import Callable, Iterable

from bench.batching import batching, jobs, size_of
from bench.engines import engines
from bench.first_question import first_question
from bench.hypotheses import hypotheses
from bench.report import Row, table
from bench.scaling import scaling
from bench.screens import screens
from bench.startup import knowledge, startup
from massage_advisor.loading import load_knowledge
from massage_advisor.model import KnowledgeBase

Part = Callable[[KnowledgeBase, argparse.Namespace], Iterable[Row]]

PARTS: dict[str, tuple[str, Part]] = {
    "startup": ("Start-up: CPU from start to exit", lambda _, given: startup(given.rounds)),
    "first": ("The first question", lambda _, given: first_question(given.rounds)),
    "knowledge": ("Knowledge", lambda _, given: knowledge(given.rounds)),
    "engines": ("One assessment, all reasons", lambda kb, given: engines(kb, given.rounds)),
    "batch": ("Batch, one core", lambda kb, given: batching(kb, given.rounds)),
    "jobs": ("Batch, whole runs", lambda kb, given: jobs(kb, min(given.rounds, 3), given.rows)),
    "hypotheses": ("All hypotheses of the next screen", lambda kb, given: hypotheses(kb, given.rounds)),
    "screens": ("Screens and rows asked", lambda kb, given: screens(kb, given.people)),
    "scaling": ("More rules", lambda kb, given: scaling(kb, min(given.rounds, 3), tuple(given.times))),
}


def main() -> None:
    """Measures what was asked for."""
    given = _arguments()
    kb = load_knowledge()
    print(_machine(kb))
    for name in given.only or PARTS:
        title, part = PARTS[name]
        print(table(title, part(kb, given)), flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="how often each case is timed, in turn")
    parser.add_argument("--only", nargs="+", choices=list(PARTS), help="parts to measure")
    parser.add_argument("--rows", type=int, default=50_000, help="rows of the whole runs of batch")
    parser.add_argument("--people", type=int, default=95, help="people of the casebook who are asked")
    parser.add_argument("--times", type=int, nargs="+", default=[10], help="how many times the rules")
    return parser.parse_args()


def _machine(kb: KnowledgeBase) -> str:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    size = f"{len(kb.massages)} massages, {len(kb.items)} items, {len(kb.rules)} rules"
    return f"{python} on {platform.system()} {platform.machine()}; {size}; {size_of(kb)}\n"


main()
