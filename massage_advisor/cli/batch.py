"""`batch`: many intakes in, verdicts out."""

from __future__ import annotations

import os
import signal
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import field
from enum import StrEnum
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

from massage_advisor.cli.common import STDOUT, Common, with_common
from massage_advisor.cli.edge import FAULTS, OK
from massage_advisor.cli.options import argument, option
from massage_advisor.cli.progress import Advance, bar, no_bar, wants_bar
from massage_advisor.errors import FileError, UsageError
from massage_advisor.model import KnowledgeBase
from massage_advisor.records import dataclass

if TYPE_CHECKING:
    from massage_advisor.batch.blocks import Block
    from massage_advisor.batch.working import Done, Plan, Reject

KINDS = ("jsonl", "csv")
MOST_TOLD = 3


class What(StrEnum):
    """What is written about each person."""

    VERDICTS = "verdicts"
    REASONS = "reasons"


@dataclass(slots=True)
class Count:
    """How many rows there were, and what is told about those that could not be used."""

    rows: int = 0
    refused: int = 0
    first: list[Reject] = field(default_factory=list)

    def add(self, done: Done) -> None:
        """Counts a block."""
        self.rows += done.rows
        self.refused += len(done.rejects)
        self.first += done.rejects[: MOST_TOLD - len(self.first)]


@with_common
def batch(
    file: Annotated[str, argument(metavar="IN", help="Intakes as JSON lines or CSV, or - for stdin.")],
    columns: Annotated[
        What, option("--columns", help="Verdicts only, or also the rules behind them.")
    ] = What.VERDICTS,
    jobs: Annotated[
        int | None, option("--jobs", help="Processes; default: one for each core.", min=1, max=256)
    ] = None,
    rejects: Annotated[
        Path | None, option("--rejects", help="Write rows that cannot be used to FILE.", metavar="FILE")
    ] = None,
    *,
    common: Common,
) -> int:
    """Work through many intakes: a row of answers in, a row of verdicts out, in the same order.

    IN holds one JSON object a line, or CSV whose header names the items; `id` is carried over. Rows
    that cannot be used are left out, with line and reason in the rejects, and the exit code is 1.
    """
    common.form(("", *KINDS))
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that nothing half-written stays behind
    kb = common.knowledge()
    started = time.monotonic()
    with (
        _opened(file) as source,
        _output(common) as out,
        _rejects(rejects, common) as bad,
        _bar(source, common) as advance,
    ):
        plan, found = _plan(kb, source, file, common, reasons=columns is What.REASONS)
        count = _run(plan, found, jobs or _cores(), (out, bad, _ending(rejects) or "jsonl"), advance)
    _tell(count, time.monotonic() - started, rejects, common)
    return FAULTS if count.refused else OK


@contextmanager
def _opened(name: str) -> Iterator[BufferedReader]:
    if name == "-":
        yield sys.stdin.buffer  # type: ignore[misc]
        return
    with _open(name) as source:
        yield source


def _open(name: str) -> BufferedReader:
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise FileError(f"cannot read {name}: {error.strerror}") from error


def _output(common: Common) -> AbstractContextManager[BinaryIO]:
    from massage_advisor.wholefile import whole_file

    if common.output is None:
        return nullcontext(sys.stdout.buffer)
    return whole_file(common.output, force=common.force)


def _rejects(path: Path | None, common: Common) -> AbstractContextManager[BinaryIO | None]:
    from massage_advisor.wholefile import whole_file

    if path == STDOUT:
        raise UsageError("--rejects needs a FILE of its own: the results go to the standard output")
    return whole_file(path, force=common.force) if path is not None else nullcontext()


def _bar(source: BufferedReader, common: Common) -> AbstractContextManager[Advance]:
    """A bar, unless nobody looks, or the results themselves go to the screen."""
    on_screen = common.output is None and sys.stdout.isatty()
    if on_screen or not wants_bar(quiet=common.quiet):
        return no_bar()
    state = os.fstat(source.fileno())
    return bar(state.st_size if stat.S_ISREG(state.st_mode) else None)


def _plan(
    kb: KnowledgeBase, source: BufferedReader, name: str, common: Common, *, reasons: bool
) -> tuple[Plan, Iterator[Block]]:
    """What to do, and the blocks to do it with."""
    from massage_advisor.batch.blocks import blocks, kind_of, read_header
    from massage_advisor.batch.working import Plan

    kind = kind_of(source.peek(4096), name)
    header, first_line = read_header(kb, source) if kind == "csv" else (None, 1)
    written = common.format or _ending(common.output) or kind
    found = _reading(blocks(source, quoted=kind == "csv", first_line=first_line), name)
    return Plan(kb, header, written, reasons), found


def _ending(path: Path | None) -> str:
    """The kind that the ending of a name stands for, or ""."""
    ending = path.suffix.lower() if path else ""
    return {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv"}.get(ending, "")


def _reading(found: Iterator[Block], name: str) -> Iterator[Block]:
    try:
        yield from found
    except OSError as error:
        raise FileError(f"cannot read {name}: {error.strerror}") from error


def _cores() -> int:
    known = getattr(os, "sched_getaffinity", None)
    return len(known(0)) if known else os.cpu_count() or 1


def _run(
    plan: Plan,
    found: Iterator[Block],
    jobs: int,
    files: tuple[BinaryIO, BinaryIO | None, str],
    advance: Advance,
) -> Count:
    """Works everything off and writes it."""
    from massage_advisor.batch.working import work_off
    from massage_advisor.batch.writing import REJECTS_HEADER, reject_line

    out, bad, bad_kind = files
    count = Count()
    out.write(plan.writer().header.encode())
    if bad:
        bad.write(REJECTS_HEADER[bad_kind].encode())
    for done in work_off(plan, found, jobs):
        out.write(done.lines)
        if bad:
            bad.writelines(reject_line(bad_kind, *reject).encode() for reject in done.rejects)
        count.add(done)
        advance(done.rows, done.size)
    out.flush()
    return count


def _tell(count: Count, seconds: float, rejects: Path | None, common: Common) -> None:
    """What was done, and what was not."""
    rate = f"{count.rows / max(seconds, 0.001):,.0f} a second"
    common.note(f"{count.rows:,} rows, {count.refused:,} refused, {rate}")
    if count.refused and rejects is None:
        for line, _, reason in count.first:
            common.note(f"  line {line}: {reason}")
        common.note("next: add --rejects FILE to see every refused row with its reason")
