"""What is shown beside the questions: texts with choices, lists to pick from, a line to type.

Both front ends have a stage; what is put on it (resuming, red flags, the result) is written once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from massage_advisor.records import dataclass

if TYPE_CHECKING:
    from massage_advisor.render.style import Style

Text = Callable[["Style"], str]
"""A text that can be written again for another width."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A way on: the word for it in line mode, which is also what comes back, and the keys for it."""

    word: str
    keys: tuple[str, ...]
    hint: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text to read and the ways on from it. `stop` is the word that Ctrl-C and Ctrl-D stand for."""

    title: str
    text: Text
    choices: tuple[Choice, ...]
    stop: str


class Stage(Protocol):
    """A place to show things beside the questions."""

    def read(self, sheet: Sheet) -> str:
        """Shows a sheet until one of its ways on is chosen; the word for it."""

    def pick(self, title: str, rows: Sequence[str]) -> int | None:
        """Which of the rows, counted from 0; None to go back."""

    def line(self, prompt: str) -> str | None:
        """A line that is typed; None to go back, or when it is empty."""

    def tell(self, text: str) -> None:
        """A sentence that stays on screen."""


def fixed(text: str) -> Text:
    """A text of paragraphs that is wrapped to the width asked for."""

    def written(style: Style) -> str:
        from massage_advisor.terminal.layout import wrap

        paragraphs = (wrap(style.text(paragraph), style.width) for paragraph in text.split("\n"))
        return "\n".join(line for lines in paragraphs for line in lines)

    return written
