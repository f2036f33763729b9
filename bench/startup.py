"""Whole processes from start to exit, beside a bare Python."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.report import Row
from bench.timing import processes_in_turn, ratio
from massage_advisor.casebook import healthy_rest
from massage_advisor.loading import data_folder, load_knowledge
from massage_advisor.model import Responses

MINIMAL = """
import typer
from rich.console import Console
from rich.table import Table

def main():
    table = Table("name", "for", "evidence")
    for _ in range(30):
        table.add_row("Swedish massage", "relaxation", "moderate")
    Console().print(table)

app = typer.Typer(add_completion=False)
app.command()(main)
app()
"""
READ_YAML = """
import sys, yaml
from pathlib import Path
for file in sorted(Path(sys.argv[1]).rglob("*.yaml")):
    yaml.load(file.read_bytes(), yaml.CSafeLoader)
"""
AS_THE_PROGRAM_DOES = """
import atexit, gc
from massage_advisor.__main__ import FEW_COLLECTIONS
gc.set_threshold(FEW_COLLECTIONS)
atexit.register(gc.freeze)
"""
NO_KNOWLEDGE = f"""
{AS_THE_PROGRAM_DOES}
import massage_advisor.engine, massage_advisor.loading.compiled.cache, json, hashlib
"""
ENGINE_READY = f"""
{NO_KNOWLEDGE}
from massage_advisor.engine import compiled
from massage_advisor.loading import load_knowledge
compiled(load_knowledge())
"""
BARE = "python -c pass"
AIMS = {
    "--version": "<= 7",
    "--help": "<= 7",
    "list": "<= 12",
    "ask --no-input --answers FILE.json -f json": "<= 9",
}


def startup(rounds: int) -> Iterator[Row]:
    """CPU time of each command as a multiple of a bare Python's."""
    load_knowledge()  # so that it is compiled
    with tempfile.TemporaryDirectory() as folder:
        answers = _answers(Path(folder))
        ours = [sys.executable, "-m", "massage_advisor"]
        cases = {
            BARE: [sys.executable, "-c", "pass"],
            "Typer and a Rich table": [sys.executable, "-c", MINIMAL],
            "--version": [*ours, "--version"],
            "--help": [*ours, "--help"],
            "list": [*ours, "list"],
            "ask --no-input --answers FILE.json -f json": [
                *(*ours, "ask", "--no-input", "--answers", str(answers), "-f", "json")
            ],
        }
        times = processes_in_turn(cases, rounds)
    for name in list(cases)[1:]:
        yield Row(f"{name}: x {BARE}", f"{ratio(times, name, BARE):.1f}", AIMS.get(name, ""))


def _answers(folder: Path) -> Path:
    kb = load_knowledge()
    full = healthy_rest(kb, Responses({"pregnancy": "yes", "pregnancy.weeks": 20.0, "age": 31.0})).values
    file = folder / "answers.json"
    file.write_text(json.dumps(full))
    return file


def knowledge(rounds: int) -> Iterator[Row]:
    """What the knowledge adds to a start, and what the first start takes."""
    cases = {
        BARE: [sys.executable, "-c", "pass"],
        "without": [sys.executable, "-c", NO_KNOWLEDGE],
        "ready": [sys.executable, "-c", ENGINE_READY],
        "yaml": [sys.executable, "-c", READ_YAML, str(data_folder())],
    }
    times = processes_in_turn(cases, rounds)
    first = {
        "yaml": cases["yaml"],
        "first": [sys.executable, "-m", "massage_advisor", "list", "--kb", str(data_folder())],
        "validate": [sys.executable, "-m", "massage_advisor", "kb", "validate", str(data_folder())],
    }
    no_cache = processes_in_turn(first, max(3, rounds // 3), XDG_CACHE_HOME="/dev/null/cache")
    added = [1000 * (a - b) for a, b in zip(times["ready"], times["without"], strict=True)]
    yield Row(
        "engine ready: more CPU than without knowledge",
        f"{sorted(added)[len(added) // 2]:.0f} ms",
        "<= 15 ms",
    )
    yield Row(
        "the same, x a bare Python", f"{ratio(times, 'ready', BARE) - ratio(times, 'without', BARE):.1f}"
    )
    yield Row(
        "first run: x parsing the YAML with the C loader", f"{ratio(no_cache, 'first', 'yaml'):.1f}", "<= 3"
    )
    yield Row(
        "kb validate: x parsing the YAML with the C loader",
        f"{ratio(no_cache, 'validate', 'yaml'):.1f}",
        "<= 3",
    )
