"""A group of commands of which only the one that runs is imported."""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group


class Entry(NamedTuple):
    """Where a command is, as `module:name` in this package, and its line in the help."""

    place: str
    help: str


def lazy_group(entries: dict[str, Entry]) -> type[TyperGroup]:
    """The class of a group of these commands."""

    class LazyGroup(TyperGroup):
        """Imports a command when it is asked for."""

        def __init__(self, **settings: Any) -> None:
            super().__init__(**settings)
            self.commands = dict.fromkeys(entries, TyperCommand("later"))  # names, for "did you mean"

        def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - given by typer
            """The command of this name, imported now."""
            return _imported(cmd_name, entries[cmd_name].place) if cmd_name in entries else None

        def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - given by typer
            """The list of commands in the help, from the table alone."""
            with formatter.section("Commands"):
                formatter.write_dl([(name, entry.help) for name, entry in entries.items()])

    return LazyGroup


def _imported(name: str, place: str) -> TyperCommand | TyperGroup:
    module, _, attribute = place.partition(":")
    found = getattr(import_module(f"massage_advisor.cli.{module}"), attribute)
    if isinstance(found, typer.Typer):
        command: Any = get_group(found)
    else:
        alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        alone.command(name)(found)
        command = get_command(alone)
    command.name = name
    return command  # type: ignore[no-any-return]
