"""The quick reading of a command line is Typer's reading, or none at all."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.exceptions import TyperException

from massage_advisor.cli import quick
from massage_advisor.cli.commands import COMMANDS
from massage_advisor.cli.lazy import as_typer
from massage_advisor.cli.options import parameters
from tests.cli.test_lazy import modules_of

ALONE = {name: entry.place for name, entry in COMMANDS.items() if not entry.place.endswith(":app")}
WORDS = [
    "swedish",
    "-",
    "",
    "sore neck",
    "5",
    "auto",
    "verdicts",
    "age=40",
    "a=b=c",
    "--",
    "-x",
    "--fo",
    "-5",
]


def recorder(name: str) -> tuple[Callable[..., None], list[dict[str, Any]]]:
    """A command that takes what the one of this name takes, and keeps what it is given."""
    module, _, attribute = ALONE[name].partition(":")
    real = getattr(import_module(f"massage_advisor.cli.{module}"), attribute)
    seen: list[dict[str, Any]] = []

    @functools.wraps(real)
    def command(**kept: Any) -> None:
        seen.append(kept)

    return command, seen


def by_typer(name: str, tokens: Sequence[str]) -> dict[str, Any] | None:
    command, seen = recorder(name)
    try:
        as_typer(command, name)(list(tokens), standalone_mode=False)
    except TyperException:
        return None
    return seen[0] if seen else None


def by_quick(name: str, tokens: Sequence[str]) -> dict[str, Any] | None:
    call = quick.quick([name, *tokens])
    return call.keywords if isinstance(call, functools.partial) else None


@st.composite
def command_lines(draw: st.DrawFn) -> tuple[str, list[str]]:
    name = draw(st.sampled_from(sorted(ALONE)))
    options = [name for p in parameters(recorder(name)[0]) for name in p.taken.names]
    some = draw(st.lists(st.sampled_from(options), min_size=1, max_size=3))  # few, so that one comes twice
    option = st.sampled_from(some)
    word = st.sampled_from(WORDS) | st.integers(-1, 600).map(str) | st.text("ab =-'\u00e4", max_size=4)
    joined = st.tuples(option, st.sampled_from(["=", ""]), word).map(lambda parts: ["".join(parts)])
    chunk = st.tuples(option, word) | st.tuples(option) | st.tuples(word) | joined
    return name, [token for tokens in draw(st.lists(chunk, max_size=4)) for token in tokens]


@given(command_lines())
@settings(max_examples=600)
def test_what_is_read_quickly_is_what_typer_reads(line: tuple[str, list[str]]) -> None:
    name, tokens = line
    quickly = by_quick(name, tokens)
    if quickly is not None:
        assert quickly == by_typer(name, tokens)


@pytest.mark.parametrize(
    "line",
    [
        "ask",
        "ask --no-input --answers a.yaml -f json --top 3",
        "ask I am 70 and take warfarin",
        "ask --set age=40 --set rash.where=neck,left-arm --width=60 --color never --session s.json",
        "check hot-stone - -q",
        "list --goal relax -o out.html --force",
        "compare swedish thai --ascii",
        "explain",
        "batch in.jsonl -o out.jsonl --columns reasons --jobs 2 --rejects bad.jsonl",
    ],
)
def test_what_people_type_every_day_needs_no_typer(line: str) -> None:
    name, *tokens = line.split()
    quickly = by_quick(name, tokens)
    assert quickly is not None
    assert quickly == by_typer(name, tokens)


@pytest.mark.parametrize(
    "line",
    [
        *("", "lits", "--help", "ask --help", "ask -h", "kb stats", "answers template"),
        *("list --bogus", "list thai", "show", "ask --top 0", "ask --top x", "ask --width 10", "ask -fjson"),
        *("ask --color pink", "ask --set", "ask --no-input=yes", "batch --jobs", "ask -- -x", "ask -o -x"),
    ],
)
def test_what_is_in_doubt_is_for_typer(line: str) -> None:
    assert quick.quick(line.split()) is None


def test_typer_is_not_imported_for_a_plain_command() -> None:
    assert "typer" not in modules_of("list")
    assert "typer" in modules_of("list", "--help")
