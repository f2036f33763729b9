"""The pages around the questions: check your answers, stopping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from massage_advisor.model import Screen
from massage_advisor.records import dataclass
from massage_advisor.terminal.dialogue import Accept, Back, Event, Jump, Stop
from massage_advisor.terminal.widgets.frame import Block, Size, View, moved

ACCEPT = "accept"


@dataclass(slots=True)
class CheckPage:
    """All answers; Enter on one opens it again, Enter on the first line shows the result.

    `answers` are the screens with the words for each; `notes` is said before them.
    """

    answers: Sequence[tuple[Screen, str]]
    notes: Sequence[str] = ()
    part: str = "Check your answers"
    place: str = ""
    at: int = 0
    view: View = field(default_factory=View)

    def _ids(self) -> list[str]:
        return [ACCEPT, *(str(number) for number in range(len(self.answers)))]

    def blocks(self) -> list[Block]:
        """What was dropped, the way on, and every answer."""
        notes = [Block(f"note {number}", note) for number, note in enumerate(self.notes)]
        words = ["All correct: show my result", *(words for _, words in self.answers)]
        rows = [
            Block(row, said, f"  {'>' if row == self.focus() else ' '} ", row=True, cursor=2)
            for row, said in zip(self._ids(), words, strict=True)
        ]
        return [*notes, *rows]

    def focus(self) -> str:
        """The line that the cursor stands on."""
        return self._ids()[self.at]

    def picture(self) -> list[str]:
        """None."""
        return []

    def foot(self, size: Size) -> list[str]:
        """The keys."""
        enter = "Enter show my result" if self.at == 0 else "Enter change this answer"
        return size.keys(enter, "Up, Down choose", "Shift-Tab back", "Ctrl-C stop")

    def press(self, key: str) -> Event | None:
        """Takes a key."""
        match key:
            case "s-tab":
                return Back()
            case "c-c" | "c-d":
                return Stop()
            case "enter":
                return Jump(self.answers[self.at - 1][0]) if self.at else Accept()
            case "up" | "down" | "tab" | "home" | "end" | "pageup" | "pagedown":
                self.at = moved(self, self._ids(), self.at, key)
        return None

    def paste(self, text: str) -> None:
        """Nothing can be typed here."""


@dataclass(slots=True)
class Notice:
    """Paragraphs to read, and keys that lead on. `styles` are those of the paragraphs."""

    part: str
    paragraphs: Sequence[str]
    keys: Mapping[str, Event]
    hints: Sequence[str]
    styles: Sequence[str] = ()
    place: str = ""
    view: View = field(default_factory=View)

    def blocks(self) -> list[Block]:
        """The paragraphs."""
        styles = [*self.styles, *[""] * len(self.paragraphs)]
        return [
            Block(str(number), text, style=styles[number], row=True)
            for number, text in enumerate(self.paragraphs)
        ]

    def focus(self) -> str:
        """The first paragraph that was not read yet, else the last."""
        unseen = [block.id for block in self.blocks() if block.id not in self.view.seen]
        return unseen[0] if unseen else str(len(self.paragraphs) - 1)

    def picture(self) -> list[str]:
        """None."""
        return []

    def foot(self, size: Size) -> list[str]:
        """The keys."""
        return size.keys(*self.hints)

    def press(self, key: str) -> Event | None:
        """Takes a key."""
        return self.keys.get(key.lower())

    def paste(self, text: str) -> None:
        """Nothing can be typed here."""
