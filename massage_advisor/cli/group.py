"""A command that holds others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer

from massage_advisor.cli.lazy import for_typer


def command_group(about: str, *commands: Callable[..., Any]) -> typer.Typer:
    """A tree of commands, each under the name of its function; without a command it prints its help."""
    app = typer.Typer(
        help=about,
        invoke_without_command=True,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback()
    def main(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            print(context.get_help())

    for command in commands:
        app.command()(for_typer(command))
    return app
