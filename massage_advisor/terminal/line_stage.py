"""The stage of line mode: texts that only append, words to type."""

from __future__ import annotations

from collections.abc import Sequence

from massage_advisor.render.style import Style
from massage_advisor.terminal.console import Console, InputEnded
from massage_advisor.terminal.stage import Choice, Sheet


class LineStage:
    """Shows texts and lists as lines; what a person chooses is typed."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def read(self, sheet: Sheet) -> str:
        """The text once, then a line that names the words; the end of the input means the word to stop."""
        self._console.show(sheet.text(self._style()))
        accepted = "Type " + ", or ".join(_offered(choice) for choice in sheet.choices) + "."
        self._console.say(accepted)
        while True:
            typed = self._typed()
            if typed is None:
                return sheet.stop
            if typed.casefold() == sheet.stop:
                return sheet.stop
            found = [choice.word for choice in sheet.choices if typed.casefold() in _accepted(choice)]
            if found:
                return found[0]
            self._console.say(f"Please choose. {accepted}")

    def pick(self, title: str, rows: Sequence[str]) -> int | None:
        """A numbered list and a number."""
        self._console.say(title)
        for number, row in enumerate(rows, 1):
            self._console.say(f"{number}: {row}", "   ")
        while True:
            self._console.say(f"Type a number from 1 to {len(rows)}, or back.")
            typed = self._typed()
            if typed is None or typed.casefold() in ("", "back"):
                return None
            if typed.isascii() and typed.isdigit() and 1 <= int(typed[:9]) <= len(rows):
                return int(typed) - 1

    def line(self, prompt: str) -> str | None:
        """A line, as it was typed."""
        self._console.say(prompt)
        return self._typed() or None

    def tell(self, text: str) -> None:
        """A sentence."""
        self._console.say(text)

    def _typed(self) -> str | None:
        """What was typed; None at the end of the input and for Ctrl-C."""
        try:
            return self._console.ask()
        except (InputEnded, KeyboardInterrupt):
            self._console.say()
            return None

    def _style(self) -> Style:
        return Style(self._console.width, color=False, ascii=self._console.ascii_only, accessible=True)


def _offered(choice: Choice) -> str:
    return f"{choice.word} to {choice.hint}"


def _accepted(choice: Choice) -> tuple[str, ...]:
    """The word, the letters and words for its keys, and the empty line where Enter stands for it."""
    empty = ("",) if "enter" in choice.keys else ()
    return (choice.word, *(key for key in choice.keys if key not in ("enter", "s-tab")), *empty)
