"""The command line: commands, options, exit codes; nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from massage_advisor.cli.edge import guarded


def run(arguments: Sequence[str]) -> int:
    """Runs one command and returns the exit code."""

    def start() -> int | None:
        from massage_advisor.cli.app import app

        result = app(list(arguments), prog_name="massage-advisor", standalone_mode=False)
        return result if isinstance(result, int) else None

    return guarded(start)
