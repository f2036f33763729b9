"""A command that holds others."""

from __future__ import annotations

import typer


def command_group(about: str) -> typer.Typer:
    """A tree of commands; without a command it prints its help."""
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

    return app
