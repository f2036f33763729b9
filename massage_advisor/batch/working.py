"""Blocks of rows -> lines of results, in the order of the rows, on one core or on several."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import NamedTuple

from massage_advisor.batch.blocks import Block
from massage_advisor.batch.columns import Filler
from massage_advisor.batch.sheets import CsvSheet, JsonSheet
from massage_advisor.batch.summary import Summaries
from massage_advisor.batch.writing import Csv, JsonLines, Writer, reasons_of
from massage_advisor.model import Kind, KnowledgeBase
from massage_advisor.records import dataclass

_SEVERAL = (Kind.MANY, Kind.AREAS)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is read and written: `header` for CSV in, kinds `jsonl` and `csv` out."""

    kb: KnowledgeBase
    header: tuple[str, ...] | None
    kind: str
    reasons: bool = False

    def writer(self) -> Writer:
        """What writes the results."""
        return Csv(self.kb, reasons=self.reasons) if self.kind == "csv" else JsonLines(reasons=self.reasons)


class Reject(NamedTuple):
    """A row that cannot be used: where it starts, its id if it has one, and what is wrong with it."""

    line: int
    name: str | None
    reason: str


class Done(NamedTuple):
    """What came of a block: lines of results, the rows that were refused, and its size."""

    lines: bytes
    rejects: list[Reject]
    rows: int
    size: int


class Desk:
    """Works off one block after the other."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.writer = plan.writer()
        self.filler = Filler(plan.kb)
        self.summaries = Summaries(plan.kb, self.writer.body, reasons=plan.reasons)
        items = plan.kb.items
        self.several = [i for i in plan.header or () if i in items and items[i].kind in _SEVERAL]

    def work(self, block: Block) -> Done:
        """The results of one block."""
        sheet = self._sheet(block)
        filled = self.filler.fill(sheet)
        names, refused, line = filled.names, filled.refused, self.writer.line
        bodies = enumerate(self.summaries.of(filled.columns, filled.count))
        lines = [line(sheet.lines[r], names.get(r), body) for r, body in bodies if r not in refused]
        rejects = [Reject(sheet.lines[r], names.get(r), reasons_of(error)) for r, error in refused.items()]
        text = "".join(lines).encode("utf-8", "backslashreplace")
        return Done(text, rejects, filled.count, len(block.content))

    def _sheet(self, block: Block) -> JsonSheet | CsvSheet:
        if self.plan.header is None:
            return JsonSheet(block.content, block.first_line)
        return CsvSheet(self.plan.header, self.several, block.content, block.first_line)


def work_off(plan: Plan, blocks: Iterable[Block], jobs: int) -> Iterator[Done]:
    """What comes of each block, in order. Each of several jobs is a process that holds one block."""
    if jobs == 1:
        desk = Desk(plan)
        yield from (desk.work(block) for block in blocks)
        return
    with ExitStack() as stack:
        yield from _in_turn(plan, blocks, jobs, stack)


def _in_turn(plan: Plan, blocks: Iterable[Block], jobs: int, stack: ExitStack) -> Iterator[Done]:
    """Blocks are handed out and collected in turn, so that nothing has to be put back in order.

    A worker has its next block before anybody looks at what it did with the last one.
    """
    busy: deque[Connection] = deque()
    for block in blocks:
        done = None
        if len(busy) < jobs:
            worker = _start(plan, stack)
        else:
            worker = busy.popleft()
            done = _collected(worker)
        worker.send(block)
        busy.append(worker)
        if done is not None:
            yield done
    while busy:
        yield _collected(busy.popleft())


def _collected(worker: Connection) -> Done:
    try:
        done = worker.recv()
    except EOFError:
        raise RuntimeError("a job ended before its block was done") from None
    assert isinstance(done, Done)
    return done


def _start(plan: Plan, stack: ExitStack) -> Connection:
    """Starts a process; it ends when this end of the pipe is closed, by whatever cause."""
    context = get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(plan, there), daemon=True)
    process.start()
    there.close()
    stack.callback(process.join)
    stack.enter_context(here)
    return here


def _serve(plan: Plan, pipe: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process tells when it is over
    desk = Desk(plan)
    try:
        while True:
            pipe.send(desk.work(pipe.recv()))
    except (EOFError, BrokenPipeError):
        return
