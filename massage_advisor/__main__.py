"""Starts the program: `massage-advisor` or `python -m massage_advisor`."""

from __future__ import annotations

import gc
import sys

from massage_advisor import __version__

FEW_COLLECTIONS = 100_000
"""Objects made between two looks for garbage: most runs end before the first, which saves a tenth of them."""


def main() -> None:
    """Runs the command line and ends with its exit code."""
    if sys.argv[1:] == ["--version"]:  # scripts ask for it often: no command line is needed to say it
        print(f"massage-advisor {__version__}")
        return
    gc.set_threshold(FEW_COLLECTIONS)
    try:
        from massage_advisor.cli import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # while it starts; later `run` sees to it
        code = 130
    gc.freeze()  # all is over: looking through it for garbage would take a tenth of the run
    sys.exit(code)


if __name__ == "__main__":
    main()
