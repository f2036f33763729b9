"""Commands are imported when they run, and bring along only what they need."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from typer.main import get_command

from massage_advisor.cli.app import COMMANDS, app
from tests.cli.command import ENVIRONMENT, run

HEAVY = {"yaml", "rich", "prompt_toolkit", "jinja2", "rapidfuzz", "pydantic"}


def modules_of(*arguments: str) -> set[str]:
    """The modules that a run imports."""
    command = [sys.executable, "-X", "importtime", "-m", "massage_advisor", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=ENVIRONMENT, check=False)
    return set(re.findall(r"\| +([\w.]+)$", done.stderr, re.MULTILINE))


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_needs_nothing_heavy(name: str) -> None:
    assert not modules_of(name, "--help") & HEAVY


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("--version",), ("ask", "--no-input", "-f", "json", "--set", "age=40")],
    ids=lambda arguments: arguments[0],
)
def test_what_runs_often_needs_nothing_heavy(arguments: tuple[str, ...]) -> None:
    run(*arguments)  # so that the knowledge is compiled
    assert not modules_of(*arguments) & HEAVY


def test_the_version_needs_no_command_line() -> None:
    assert not {"typer", "dataclasses", "json"} & modules_of("--version")
    assert re.fullmatch(r"massage-advisor \d+\.\d+\.\d+\n", run("--version").stdout)


def test_every_line_of_the_help_is_about_a_command_that_is_there() -> None:
    group = get_command(app)
    shown = run("--help").stdout
    for name, entry in COMMANDS.items():
        command = group.get_command(None, name)
        assert command.name == name
        assert re.search(rf"^  {name} +{re.escape(entry.help[:40])}", shown, re.MULTILINE)
        assert entry.help[0].isupper()
        assert entry.help.endswith(".")


def test_a_slip_of_the_keyboard_gets_a_suggestion() -> None:
    done = run("lits")
    assert done.returncode == 2
    assert "Did you mean 'list'?" in done.stderr
