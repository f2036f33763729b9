"""A person at a terminal: pexpect types, pyte shows what would be seen."""

import json
import os
import sys
import time
from pathlib import Path

import pexpect
import pyte

KEYS = {
    "enter": "\r",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "s-tab": "\x1b[Z",
    "pagedown": "\x1b[6~",
    "pageup": "\x1b[5~",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "backspace": "\x7f",
    "c-c": "\x03",
    "c-d": "\x04",
}


PATIENCE = 90.0
"""Seconds after which something, on a busy machine too, is taken for never; mostly it comes at once."""


class Screen:
    """A running conversation in a terminal of the given size."""

    def __init__(self, folder, columns=80, rows=24, known=None, **environ):
        self.result = Path(folder) / "outcome.json"
        self.view = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.view)
        root = Path(__file__).parents[2]
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "tests.terminal.asking", str(self.result), json.dumps(known or {})],
            dimensions=(rows, columns),
            cwd=str(root),
            env={**os.environ, "TERM": "xterm", "PYTHONPATH": str(root), **environ},
            timeout=PATIENCE,
        )
        self.child.delaybeforesend = None

    def press(self, *keys):
        """Types keys by name, or text as it is, each after the screen has come to rest."""
        for key in keys:
            self.child.send(KEYS.get(key, key))
            self.rest()
        return self

    def rest(self, quiet=0.12, longest=15.0):
        """Reads until nothing was written for a moment; false where the program has ended.

        A busy program may only have been slow: whoever needs to see something waits with `until`.
        """
        end = time.monotonic() + longest
        last = time.monotonic()
        while time.monotonic() < end and time.monotonic() - last < quiet:
            try:
                self.stream.feed(self.child.read_nonblocking(65536, timeout=0.03))
                last = time.monotonic()
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                return False
        return True

    def until(self, *texts):
        """Waits until all of `texts` are on screen."""
        return self.eventually(lambda: all(text in self.text for text in texts))

    def eventually(self, holds):
        """Waits until `holds()`; fails with what is on screen."""
        end = time.monotonic() + PATIENCE
        while not holds() and time.monotonic() < end and self.rest(quiet=0.05, longest=0.3):
            pass
        assert holds(), self.text
        return self

    @property
    def lines(self):
        return [line.rstrip() for line in self.view.display]

    @property
    def text(self):
        return "\n".join(self.lines)

    @property
    def cursor_line(self):
        return self.lines[self.view.cursor.y]

    def resize(self, columns, rows):
        self.view.resize(rows, columns)
        self.child.setwinsize(rows, columns)
        self.rest(quiet=0.3)
        return self

    def end(self):
        """The outcome, once the program has ended."""
        self.child.expect(pexpect.EOF)
        self.child.close()
        return json.loads(self.result.read_text())
