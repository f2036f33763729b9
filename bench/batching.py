"""Many people: JSON lines to verdicts, beside merely parsing them, and beside zen-engine."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.backend import Backend
from bench.peers import zen_engine
from bench.people import people
from bench.report import Row
from bench.timing import in_turn, memory, processes_in_turn, ratio
from bench.translate import encode, translate
from massage_advisor.batch.blocks import Block
from massage_advisor.batch.working import Desk, Plan
from massage_advisor.engine import assess
from massage_advisor.model import KnowledgeBase, Responses

DISTINCT = 4_000
ROWS = 8_192
FEW = 100


def batching(kb: KnowledgeBase, rounds: int) -> Iterator[Row]:
    """One core: a block of rows as `batch` works it off."""
    crowd = people(kb, DISTINCT)
    lines = [json.dumps({"id": f"P{n}", **crowd[n % DISTINCT]}).encode() for n in range(ROWS)]
    block = Block(1, b"\n".join(lines) + b"\n")
    desk = Desk(Plan(kb, None, "jsonl"))
    _check(kb, desk, block, crowd)
    cases = {"ours": lambda: desk.work(block), "json": lambda: [json.loads(line) for line in lines]}
    try:
        import orjson
    except ImportError:
        yield Row("batch, beside orjson", "left out: orjson is not installed", "<= 2")
    else:
        cases["orjson"] = lambda: [orjson.loads(line) for line in lines]
    zen = _zen(kb, crowd)
    if zen is not None:
        cases["zen"] = zen
    times = in_turn(cases, rounds)
    yield Row("batch, one core: x json.loads of the same rows", f"{ratio(times, 'ours', 'json'):.2f}")
    if "orjson" in cases:
        found = f"{ratio(times, 'ours', 'orjson'):.2f}"
        yield Row("batch, one core: x orjson.loads of the same rows", found, "<= 2, stretch 1.2")
    if "zen" in cases:
        found = f"{ratio(times, 'zen', 'ours') * ROWS / FEW:.1f}"
        yield Row("batch, one core: people for one of zen-engine", found, ">= 25")


def _check(kb: KnowledgeBase, desk: Desk, block: Block, crowd: list) -> None:  # type: ignore[type-arg]
    """Some of the rows, against one person at a time."""
    results = [json.loads(line) for line in desk.work(block).lines.splitlines()]
    for number in range(0, DISTINCT, 80):
        assessment = assess(kb, Responses(crowd[number]))
        expected = {m: d.so_far.word for m, d in assessment.decisions.items() if d.settled}
        found = results[number]["verdicts"]
        same = (found[m].rstrip("?") in (word, "not-for-them") for m, word in expected.items())
        if not all(same):
            raise SystemExit(f"batch and one at a time differ about person {number}")


def _zen(kb: KnowledgeBase, crowd: list):  # type: ignore[no-untyped-def, type-arg]
    """zen-engine on a few people, encoded before the clock starts."""
    translated = translate(kb)
    try:
        engine = zen_engine(translated)
    except ImportError:
        return None
    backend = Backend(kb, translated)
    some = [(encode(kb, translated, person), person) for person in crowd[:FEW]]
    return lambda: [backend.verdicts(engine(encoded), person) for encoded, person in some]


def jobs(kb: KnowledgeBase, rounds: int, rows: int) -> Iterator[Row]:
    """Whole runs of the program over a file: two jobs beside one, and the memory."""
    crowd = people(kb, DISTINCT)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "people.jsonl"
        with source.open("w") as file:
            for number in range(rows):
                file.write(json.dumps({"id": number, **crowd[number % DISTINCT]}) + "\n")
        command = [sys.executable, "-m", "massage_advisor", "batch", str(source), "--force", "-q"]
        command += ["-o", str(Path(folder) / "out.jsonl"), "--jobs"]
        times = processes_in_turn({"1": [*command, "1"], "2": [*command, "2"]}, rounds, wall=True)
        most = memory([*command, "1"])
    yield Row(f"{rows:,} rows, 2 jobs: x the wall time of 1", f"{ratio(times, '2', '1'):.2f}", "<= 0.6")
    yield Row(
        f"{rows:,} rows, 1 job: memory",
        f"{most / 1e6:.0f} MB" if most else "not known here",
        "<= 300 MB at 1,000,000",
    )


def size_of(kb: KnowledgeBase) -> str:
    """What a row of these people is like."""
    crowd = people(kb, 500)
    answers = sum(map(len, crowd)) / len(crowd)
    return f"{answers:.0f} answers and {sum(len(json.dumps(p)) for p in crowd) / len(crowd):,.0f} bytes a row"
