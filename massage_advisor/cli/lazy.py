"""Our commands as Typer's: a group of which only the command that runs is imported."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

from massage_advisor.cli.commands import Entry
from massage_advisor.cli.options import Parameter, parameters


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


def _imported(name: str, place: str) -> Any:
    module, _, attribute = place.partition(":")
    found = getattr(import_module(f"massage_advisor.cli.{module}"), attribute)
    if isinstance(found, typer.Typer):
        command: Any = get_group(found)
    else:
        command = as_typer(found, name)
    command.name = name
    return command


def as_typer(command: Callable[..., Any], name: str) -> Any:
    """One command, alone."""
    alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    alone.command(name)(for_typer(command))
    return get_command(alone)


def for_typer(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command with parameters as Typer wants to see them."""

    @functools.wraps(command)
    def run(**given: Any) -> Any:
        return command(**given)

    taken = list(parameters(command))
    run.__signature__ = inspect.Signature([_told(parameter) for parameter in taken])  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: _annotation(parameter) for parameter in taken}
    return run


def _told(parameter: Parameter) -> inspect.Parameter:
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(
        parameter.name, kind, default=parameter.default, annotation=_annotation(parameter)
    )


def _annotation(parameter: Parameter) -> Any:
    names, settings = parameter.taken
    info = typer.Option(*names, **settings) if names else typer.Argument(**settings)
    return Annotated[parameter.type, info]
