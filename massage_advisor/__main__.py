"""Starts the program: `massage-advisor` or `python -m massage_advisor`."""

from __future__ import annotations

import sys


def main() -> None:
    """Runs the command line and ends with its exit code."""
    from massage_advisor.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
