"""The command line: commands, options, exit codes; nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from massage_advisor.cli.edge import guarded


def run(arguments: Sequence[str]) -> int:
    """Runs one command and returns the exit code."""

    def start() -> int | None:
        from massage_advisor.cli.quick import quick

        command = quick(arguments)
        if command is not None:
            result: int | None = command()
            return result
        from massage_advisor.cli.app import by_typer

        return by_typer(arguments)

    return guarded(start)
