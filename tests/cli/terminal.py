"""The real program in a pseudo-terminal, with folders of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pexpect

from tests.terminal.screen import PATIENCE, Screen

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "knowledge" / "tiny"


class Program(Screen):
    """`massage-advisor` with these arguments on an 80x24 terminal; `home` holds everything it keeps."""

    def __init__(
        self, home: Path, *arguments: str, columns: int = 80, rows: int = 24, **environ: str
    ) -> None:
        import pyte

        self.view = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.view)
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "massage_advisor", *arguments],
            dimensions=(rows, columns),
            cwd=str(home),
            env={**clean_environment(), **folders(home), **environ},
            timeout=PATIENCE,
        )
        self.child.delaybeforesend = None

    def status(self) -> int:
        """The exit code, once it has ended; what it wrote last is on screen."""
        self.child.expect(pexpect.EOF)
        self.stream.feed(self.child.before)
        self.child.close()
        return int(self.child.exitstatus)


def folders(home: Path) -> dict[str, str]:
    """Where the program keeps things: below `home`; the compiled knowledge stays where it is."""
    return {"XDG_STATE_HOME": str(home / "state"), "PYTHONPATH": str(ROOT), "TERM": "xterm"}


def clean_environment() -> dict[str, str]:
    """The environment without what would change the program."""
    ours = ("MASSAGE_ADVISOR", "NO_COLOR", "FORCE_COLOR", "ACCESSIBLE", "COLUMNS")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}
