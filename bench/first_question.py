"""From the start of `ask` to its first question on the terminal, beside a program that shows one prompt."""

from __future__ import annotations

import importlib.util
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from bench.report import Row
from massage_advisor.loading import load_knowledge

ONE_PROMPT = """
import typer
from prompt_toolkit import PromptSession

def main():
    PromptSession().prompt("Who is the massage for? ")

app = typer.Typer(add_completion=False)
app.command()(main)
app()
"""
FIRST = "Who is the massage for"
WHERE_IS_THE_CURSOR, ANSWER = r"\x1b\[6n", "\x1b[1;1R"


def first_question(rounds: int) -> Iterator[Row]:
    """The time on the clock as a multiple of that of the small program, in turn."""
    if importlib.util.find_spec("pexpect") is None:
        yield Row("`ask` to the first question", "left out: pexpect is not installed")
        return
    load_knowledge()  # so that it is compiled
    with tempfile.TemporaryDirectory() as folder:
        found = [
            (_seconds(["-c", ONE_PROMPT], folder), _seconds(["-m", "massage_advisor", "ask"], folder))
            for _ in range(rounds)
        ]
    times = median(ours / small for small, ours in found)
    yield Row("`ask` to the first question: x Typer with one prompt", f"{times:.2f}", "<= 1.5")


def _seconds(arguments: Sequence[str], folder: str) -> float:
    import pexpect

    here = {"TERM": "xterm", "XDG_STATE_HOME": folder, "PYTHONPATH": str(Path(__file__).parents[1])}
    start = time.monotonic()
    child = pexpect.spawn(sys.executable, list(arguments), env={**os.environ, **here}, timeout=60)
    child.delaybeforesend = None
    while child.expect([FIRST, WHERE_IS_THE_CURSOR]):
        child.send(ANSWER)
    took = time.monotonic() - start
    child.close(force=True)
    return took
