"""Ten and a hundred times the rules: does anything grow faster than they do?"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from bench.people import people
from bench.report import Row
from bench.timing import in_turn, ratio
from massage_advisor.engine import assess, compiled
from massage_advisor.loading.compiled.cache import mark_as_read, packed, unpacked
from massage_advisor.model import KnowledgeBase, Language, Responses

SOME = 20
AIMS = {10: ("<= 7", "<= 6"), 100: ("<= 60", "<= 50")}


def scaling(kb: KnowledgeBase, rounds: int, times_as_many: tuple[int, ...] = (10,)) -> Iterator[Row]:
    """One assessment, and reading the compiled knowledge with its engine, beside the shipped rules."""
    crowd = people(kb, SOME)
    bases = {times: multiplied(kb, times) for times in (1, *times_as_many)}
    assessing = in_turn({str(n): _assessing(base, crowd) for n, base in bases.items()}, rounds + 1)
    contents = {n: packed(base) for n, base in bases.items()}
    with tempfile.TemporaryDirectory() as folder, _cache_in(folder):
        loads = {str(n): _loading(content) for n, content in contents.items()}
        for load in loads.values():
            load()  # so that the engine's program is kept
        loading = in_turn(loads, rounds)
    for times in times_as_many:
        one, start = AIMS.get(times, ("", ""))
        yield Row(f"rules x {times}: one assessment", f"x {ratio(assessing, str(times), '1'):.1f}", one)
        yield Row(f"rules x {times}: engine ready", f"x {ratio(loading, str(times), '1'):.1f}", start)


@contextmanager
def _cache_in(folder: str) -> Iterator[None]:
    before = os.environ.get("XDG_CACHE_HOME", "")
    os.environ["XDG_CACHE_HOME"] = folder
    yield
    os.environ["XDG_CACHE_HOME"] = before


def multiplied(kb: KnowledgeBase, times: int) -> KnowledgeBase:
    """The knowledge with every rule so many times, under other names; without what most runs never read."""
    rules = tuple(
        replace(rule, id=f"{rule.id}-{number}" if number else rule.id, cases=())
        for number in range(times)
        for rule in kb.rules
    )
    setting = tuple(replace(rule, cases=()) for rule in kb.setting)
    late = {"claims": (), "invariants": (), "people": (), "language": Language()}
    return replace(kb, hash=f"{kb.hash} x {times}", rules=rules, setting=setting, **late)


def _assessing(kb: KnowledgeBase, crowd: list):  # type: ignore[no-untyped-def, type-arg]
    return lambda: [assess(kb, Responses(person)) for person in crowd]


def _loading(content: bytes):  # type: ignore[no-untyped-def]
    def load() -> None:
        knowledge = unpacked(content)
        assert knowledge is not None
        mark_as_read(knowledge)
        compiled.__wrapped__(knowledge)  # not from the memory of an earlier round

    return load
