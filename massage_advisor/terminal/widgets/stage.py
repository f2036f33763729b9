"""The stage of the full terminal: a text that scrolls, a list, a line to type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from massage_advisor.render.style import Style
from massage_advisor.terminal.dialogue import Chosen, Event
from massage_advisor.terminal.layout import cell_width
from massage_advisor.terminal.stage import Choice, Sheet
from massage_advisor.terminal.widgets.frame import Block, Page, Size, View, moved
from massage_advisor.terminal.widgets.shell import Shell

_MOVES = ("up", "down", "home", "end", "pageup", "pagedown")
_NAMES = {"enter": "Enter", "s-tab": "Shift-Tab"}
_LONGEST = 500
_NOTHING = ""


class WidgetStage:
    """Shows pages on the shell."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._told = ""

    def read(self, sheet: Sheet) -> str:
        """The text on a page that scrolls."""
        return self._shown(SheetPage(sheet)) or sheet.stop

    def pick(self, title: str, rows: Sequence[str]) -> int | None:
        """A list with a mark."""
        chosen = self._shown(PickPage(title, rows))
        return int(chosen) if chosen else None

    def line(self, prompt: str) -> str | None:
        """A line with a cursor; what was told stands right above a page this short."""
        self._told = ""
        return self._shown(LinePage(prompt)) or None

    def tell(self, text: str) -> None:
        """A sentence above the pages, and at the top of the next one, which may fill the screen."""
        self._shell.say(text)
        self._told = text

    def _shown(self, page: Page) -> str:
        page.place, self._told = self._told, ""
        with self._shell.held():
            event = self._shell.show(page)
        return event.text if isinstance(event, Chosen) else _NOTHING


@dataclass(slots=True)
class SheetPage:
    """A text, written anew when the width changes, and the keys for the ways on."""

    sheet: Sheet
    part: str = ""
    place: str = ""
    at: int = 0
    view: View = field(default_factory=View)
    _lines: list[str] = field(default_factory=list)
    _written_for: Size | None = None

    def __post_init__(self) -> None:
        self.part = self.sheet.title

    def blocks(self) -> list[Block]:
        """One block for each line: they are wrapped already."""
        return [Block(str(number), "", line, row=True) for number, line in enumerate(self._lines)]

    def focus(self) -> str:
        """The line that the cursor stands on."""
        return str(self.at)

    def picture(self) -> list[str]:
        """None."""
        return []

    def foot(self, size: Size) -> list[str]:
        """The keys. The width is known from here on, so the text is written here."""
        if self._written_for is None or self._written_for.width != size.width:
            style = Style(size.width, color=False, ascii=size.ascii_only)
            self._lines = _without_title(self.sheet.text(style).splitlines(), self.sheet.title) or [""]
            self._written_for = size
            self.view.seen.clear()
            self.at = min(self.at, len(self._lines) - 1)
        whole = len(self.view.visible) >= len(self._lines)
        more = [] if whole else ["PageDown, PageUp read"]
        return size.keys(*(self._hint(choice) for choice in self.sheet.choices), *more)

    def _hint(self, choice: Choice) -> str:
        key = choice.keys[0]
        if key == "enter" and not self._read():
            return "Enter read on"
        return f"{_NAMES.get(key, key)} {choice.hint}"

    def _read(self) -> bool:
        """Whether every line was on screen: Enter leads on only then."""
        return len(self.view.seen) >= len(self._lines)

    def press(self, key: str) -> Event | None:
        """Takes a key."""
        if key == "enter" and not self._read():
            key = "pagedown"
        if key in _MOVES:
            self.at = moved(self, [str(number) for number in range(len(self._lines))], self.at, key)
            return None
        if key in ("c-c", "c-d"):
            return Chosen(self.sheet.stop)
        found = (choice.word for choice in self.sheet.choices if key.lower() in choice.keys)
        return next((Chosen(word) for word in found), None)

    def paste(self, text: str) -> None:
        """Nothing can be typed here."""


def _without_title(lines: list[str], title: str) -> list[str]:
    """The lines of a page whose title stands at the top of the screen already."""
    return lines[2:] if lines[:1] == [title] else lines


@dataclass(slots=True)
class PickPage:
    """Rows, one of which is chosen with Enter."""

    part: str
    rows: Sequence[str]
    place: str = ""
    at: int = 0
    view: View = field(default_factory=View)

    def blocks(self) -> list[Block]:
        """The rows."""
        return [
            Block(str(number), row, f"  {'>' if number == self.at else ' '} ", row=True, cursor=2)
            for number, row in enumerate(self.rows)
        ]

    def focus(self) -> str:
        """The marked row."""
        return str(self.at)

    def picture(self) -> list[str]:
        """None."""
        return []

    def foot(self, size: Size) -> list[str]:
        """The keys, and how far down the list the mark stands."""
        place = f"{self.at + 1} of {len(self.rows)}"
        return size.keys(place, "Enter choose", "Up, Down move", "Shift-Tab back")

    def press(self, key: str) -> Event | None:
        """Takes a key."""
        if key in ("s-tab", "c-c", "c-d"):
            return Chosen(_NOTHING)
        if key == "enter":
            return Chosen(str(self.at))
        if key in _MOVES:
            self.at = moved(self, [str(number) for number in range(len(self.rows))], self.at, key)
        return None

    def paste(self, text: str) -> None:
        """Nothing can be typed here."""


@dataclass(slots=True)
class LinePage:
    """One line to type; of a long one the end is shown."""

    part: str
    typed: str = ""
    place: str = ""
    view: View = field(default_factory=View)
    _room: int = 20

    def blocks(self) -> list[Block]:
        """What was typed, with the cursor after it."""
        end = self.typed
        while cell_width(end) > self._room:
            end = end[1:]
        return [Block("line", "", f"> {end}", row=True, cursor=2 + cell_width(end))]

    def focus(self) -> str:
        """The line."""
        return "line"

    def picture(self) -> list[str]:
        """None."""
        return []

    def foot(self, size: Size) -> list[str]:
        """The keys; the width is known from here on."""
        self._room = size.width - 3
        return size.keys("Enter save", "Shift-Tab back")

    def press(self, key: str) -> Event | None:
        """Takes a key."""
        if key in ("s-tab", "c-c", "c-d"):
            return Chosen(_NOTHING)
        if key == "enter":
            return Chosen(self.typed.strip())
        if key == "backspace":
            self.typed = self.typed[:-1]
        elif len(key) == 1:
            self.paste(key)
        return None

    def paste(self, text: str) -> None:
        """Adds to the line."""
        self.typed = (self.typed + text)[:_LONGEST]
