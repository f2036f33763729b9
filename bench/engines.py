"""One person at a time: our engine beside the peers, on the same people, with the same verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.backend import Backend
from bench.peers import PEERS
from bench.people import Person, people
from bench.report import Row
from bench.timing import in_turn, ratio
from bench.translate import encode, translate
from massage_advisor.engine import assess
from massage_advisor.model import KnowledgeBase, Responses

OURS = "massage-advisor"
BASE = "zen-engine"
CROWD = 100
PATIENCE = 1.0
"""Seconds of CPU that one round of an engine may take; a slow one is timed on fewer people."""

Verdicts = list[str]
One = Callable[[int], Verdicts]


@dataclass(frozen=True)
class Case:
    """An engine: `one` gives the verdicts of a person, with the rules behind them; `count` people a round."""

    one: One
    count: int

    def run(self) -> None:
        """A round."""
        for number in range(self.count):
            self.one(number)


def engines(kb: KnowledgeBase, rounds: int) -> Iterator[Row]:
    """How many people each engine assesses in the time in which zen-engine assesses one."""
    crowd = people(kb, CROWD)
    ours = Case(lambda n: _ours(kb, crowd[n]), CROWD)
    cases = {OURS: ours}
    for name, one in _peers(kb, crowd):
        if isinstance(one, str):
            yield Row(name, f"left out: {one}")
        else:
            cases[name] = _checked(name, one, ours)
    times = in_turn({name: case.run for name, case in cases.items()}, rounds)
    base = BASE if BASE in cases else OURS
    for name, case in cases.items():
        speed = case.count / cases[base].count / ratio(times, name, base)
        aim = ">= 1, stretch 5" if name == OURS else ""
        yield Row(f"{name}: people for one of {base}", f"{speed:.2f}", aim)


def _ours(kb: KnowledgeBase, person: Person) -> Verdicts:
    return [decision.so_far.word for decision in assess(kb, Responses(person)).decisions.values()]


def _peers(kb: KnowledgeBase, crowd: list[Person]) -> Iterator[tuple[str, One | str]]:
    """Each peer, or why it is left out. Answers are turned into integers before the clock starts."""
    translated = translate(kb)
    encoded = [encode(kb, translated, person) for person in crowd]
    backend = Backend(kb, translated)
    for name, make in PEERS.items():
        try:
            engine = make(translated)
        except ImportError:
            yield name, "not installed"
        except Exception as error:  # noqa: BLE001 - whatever a peer cannot do is reported, not hidden
            yield name, f"cannot hold the knowledge ({str(error).splitlines()[0]})"
        else:
            yield name, _peer(engine, backend, encoded, crowd)


def _peer(engine, backend: Backend, encoded: list, crowd: list[Person]) -> One:  # type: ignore[no-untyped-def, type-arg]
    return lambda n: [v.word for v in backend.verdicts(engine(encoded[n]), crowd[n])[0]]


def _checked(name: str, one: One, ours: Case) -> Case:
    """The case, timed on as many people as patience allows; its verdicts must be ours."""
    for number in range(5):
        if one(number) != ours.one(number):
            raise SystemExit(f"{name} gives person {number} other verdicts than {OURS}")
    seconds = in_turn({name: Case(one, 5).run}, 1)[name][0] / 5
    case = Case(one, max(5, min(CROWD, int(PATIENCE / seconds))))
    for number in range(5, case.count):
        if one(number) != ours.one(number):
            raise SystemExit(f"{name} gives person {number} other verdicts than {OURS}")
    return case
