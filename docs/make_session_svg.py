"""Draws docs/session.svg from a real session: `python docs/make_session_svg.py` (needs the dev extra)."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from html import escape
from pathlib import Path

import pexpect
import pyte

COLUMNS, ROWS, CELL, LINE = 80, 24, 9, 19
KNOWN = ("who=me", "age=52")
COLORS = {
    "default": "#d8dee9",
    "red": "#f08080",
    "green": "#8fd19e",
    "brown": "#f0c674",
    "magenta": "#d6a5e0",
}


class Session:
    """`massage-advisor ask` in a pseudo-terminal."""

    def __init__(self, home: str) -> None:
        self.view = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self.view)
        settings = [part for setting in KNOWN for part in ("--set", setting)]
        self._child = pexpect.spawn(
            sys.executable,
            ["-m", "massage_advisor", "ask", *settings],
            dimensions=(ROWS, COLUMNS),
            env={**os.environ, "TERM": "xterm", "XDG_STATE_HOME": home},
        )

    def until(self, text: str) -> None:
        """Waits until `text` is on screen and the screen has come to rest."""
        end = time.monotonic() + 25
        while text not in "\n".join(self.view.display):
            if time.monotonic() > end:
                raise SystemExit(f"'{text}' did not appear:\n" + "\n".join(self.view.display))
            self._read()
        self._read()

    def press(self, keys: str) -> None:
        """Types keys."""
        self._child.send(keys)

    def close(self) -> None:
        """Ends the program."""
        self._child.close(force=True)

    def _read(self) -> None:
        try:
            while True:
                self._stream.feed(self._child.read_nonblocking(65536, timeout=0.4))
        except pexpect.TIMEOUT:
            return


def drawn(view: pyte.Screen) -> str:
    """The screen as SVG: text in whatever monospace font the reader has, nothing fetched."""
    width, height = COLUMNS * CELL + 32, ROWS * LINE + 32
    words = escape(" ".join(" ".join(view.display).split()))
    rows = "\n".join(_row(view, row) for row in range(ROWS))
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" \
height="{height}" role="img" aria-labelledby="title desc">
<title id="title">A question of massage-advisor in a terminal</title>
<desc id="desc">{words}</desc>
<rect width="100%" height="100%" rx="8" fill="#1d2430"/>
<g font-family="ui-monospace, Menlo, Consolas, monospace" font-size="15" xml:space="preserve">
{rows}
</g>
</svg>
"""


def _row(view: pyte.Screen, row: int) -> str:
    pieces = []
    for column in range(COLUMNS):
        cell = view.buffer[row][column]
        if cell.data.strip():
            weight = ' font-weight="bold"' if cell.bold else ""
            color = COLORS.get(cell.fg, COLORS["default"])
            place = f'x="{16 + column * CELL}" y="{30 + row * LINE}"'
            pieces.append(f'<text {place} fill="{color}"{weight}>{escape(cell.data)}</text>')
    return "".join(pieces)


def main() -> None:
    """Goes to the health questions, asks why, and draws what is seen."""
    with tempfile.TemporaryDirectory() as home:
        session = Session(home)
        try:
            session.until("Question")
            session.press("?")
            session.until("Why we ask")
            target = Path(__file__).with_name("session.svg")
            target.write_text(drawn(session.view), encoding="utf-8")
        finally:
            session.close()
    print("\n".join(line.rstrip() for line in session.view.display))


if __name__ == "__main__":
    main()
