"""A bar on stderr with the rate and the time left."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Step = TypeVar("Step")
Advance = Callable[[int, int], None]
"""Takes the rows that were done and the bytes that they took."""


def wants_bar(*, quiet: bool) -> bool:
    """Whether somebody looks at stderr."""
    return not quiet and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def bar(total: int | None) -> Iterator[Advance]:
    """Shows a bar for `total` bytes (None: not known) until the block ends."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    rate = TextColumn("{task.fields[rows]:,} rows, {task.fields[rate]:,.0f} a second")
    columns = (BarColumn(), TaskProgressColumn(), rate, TextColumn("time left"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total, rows=0, rate=0.0)

        def advance(rows: int, size: int) -> None:
            shown = progress.tasks[0]
            done = shown.fields["rows"] + rows
            rate = done / (shown.elapsed or 1)
            progress.update(task, advance=size, rows=done, rate=rate)

        yield advance


@contextmanager
def no_bar() -> Iterator[Advance]:
    """Shows nothing."""
    yield lambda _rows, _size: None


def tracked(steps: Iterable[Step], total: int, label: str, *, quiet: bool) -> Iterator[Step]:
    """The steps one after the other, with a bar that shows how many of `total` are done."""
    if not wants_bar(quiet=quiet):
        yield from steps
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(steps, total=total, description=label)


@contextmanager
def busy(label: str, *, quiet: bool) -> Iterator[None]:
    """Shows that something is going on until the block ends."""
    if not wants_bar(quiet=quiet):
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(label):
        yield
