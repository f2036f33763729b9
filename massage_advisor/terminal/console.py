"""Plain text out, lines in. Nothing is ever redrawn; every line fits; nothing typed is trusted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from massage_advisor.errors import ResponseError
from massage_advisor.terminal.dialogue import Back, Event, Stop
from massage_advisor.terminal.layout import to_ascii, wrap
from massage_advisor.textsafe import clean_text

LONGEST_LINE = 2000
COMMANDS: dict[str, Event] = {"back": Back(), "stop": Stop(), "quit": Stop()}


class InputEnded(Exception):  # noqa: N818 - not an error: there is nothing more to read
    """The input has no more lines."""


class Console:
    """A place to say sentences and to read lines. Text goes to `err`, never to standard output."""

    def __init__(self, stdin: TextIO, err: TextIO, width: int, *, ascii_only: bool = False) -> None:
        self._stdin = stdin
        self._err = err
        self._width = max(width - 1, 20)
        self._ascii_only = ascii_only

    @property
    def interactive(self) -> bool:
        """Whether a person types: an end of input can then be a slip of the fingers."""
        return self._stdin.isatty()

    @property
    def width(self) -> int:
        """The columns that are written to."""
        return self._width

    @property
    def ascii_only(self) -> bool:
        """Whether only ASCII may be written."""
        return self._ascii_only

    def show(self, text: str) -> None:
        """A text that is wrapped already, made harmless."""
        for line in text.splitlines():
            clean = clean_text(line)
            self._err.write((to_ascii(clean) if self._ascii_only else self._encodable(clean)) + "\n")

    def say(self, text: str = "", indent: str = "") -> None:
        """One paragraph, made harmless and wrapped at words."""
        clean = clean_text(text)
        plain = to_ascii(clean) if self._ascii_only else self._encodable(clean)
        for line in wrap(plain, self._width, indent):
            self._err.write(line + "\n")

    def _encodable(self, text: str) -> str:
        encoding = self._err.encoding or "ascii"
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            return to_ascii(text)
        return text

    def ask(self, prompt: str = "Answer: ") -> str:
        """The next line, without the blanks around it. Raises InputEnded, or KeyboardInterrupt for Ctrl-C."""
        self._err.write(prompt)
        self._err.flush()
        line = self._read()
        if not self.interactive:
            self._err.write("\n")
        return clean_text(line).strip()

    def _read(self) -> str:
        line = self._stdin.readline(LONGEST_LINE)
        if not line:
            raise InputEnded
        rest = line
        while rest and not rest.endswith("\n"):
            rest = self._stdin.readline(LONGEST_LINE)
        return line


def read_event(
    console: Console,
    take: Callable[[str], Event | None],
    why: Callable[[str], str],
    accepted: str,
) -> Event:
    """Reads lines until one is an event: a command, or what `take` makes of it.

    `take` may answer by itself and return None, or raise ResponseError; then the next line is read.
    """
    while True:
        text = console.ask()
        word, _, rest = text.lower().partition(" ")
        if text.lower() in COMMANDS:
            return COMMANDS[text.lower()]
        if word in ("why", "?"):
            console.say(why(rest))
            console.say(accepted)
            continue
        try:
            event = take(text)
        except ResponseError as error:
            console.say(str(error) if text else f"Nothing was typed. {accepted}")
            continue
        if event is not None:
            return event
