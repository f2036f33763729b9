"""One screenful: a fixed top, a body that scrolls so that the marked row is visible, a fixed foot.

Nothing here knows a terminal: a page gives blocks of text, and a frame is the lines to show.
"""

from __future__ import annotations

from dataclasses import field
from typing import Protocol

from massage_advisor.records import dataclass
from massage_advisor.terminal.dialogue import Event
from massage_advisor.terminal.layout import cell_width, to_ascii, wrap
from massage_advisor.textsafe import clean_text

WIDEST = 100
PICTURE_FROM = 72
_ROOMY = 18
_LEAST_BODY = 4

Segment = tuple[str, str]
"""A style and a text."""


@dataclass(frozen=True, slots=True)
class Size:
    """Columns and rows of the terminal, and whether only ASCII may be shown."""

    columns: int
    rows: int
    ascii_only: bool = False

    @property
    def width(self) -> int:
        """The columns that are used: one stays free, and lines do not grow without end."""
        return max(min(self.columns - 1, WIDEST), 20)

    @property
    def roomy(self) -> bool:
        """Whether there is room for rules and long hints."""
        return self.rows >= _ROOMY

    def lines(self, text: str, lead: str = "", width: int = 0) -> list[str]:
        """`lead` and `text` made harmless, in lines that fit; later lines start below the text."""
        indent = " " * cell_width(lead)
        lines = wrap(self._plain(text), (width or self.width) - len(indent))
        return [(indent if number else self._plain(lead)) + line for number, line in enumerate(lines)]

    def keys(self, *hints: str) -> list[str]:
        """Hints about keys, as many on a line as fit; only what is longer than a line is broken."""
        lines: list[str] = []
        for hint in hints:
            joined = f"{lines[-1]}   {hint}" if lines else hint
            if lines and cell_width(joined) <= self.width:
                lines[-1] = joined
            else:
                lines.extend(wrap(hint, self.width))
        return lines or [""]

    def _plain(self, text: str) -> str:
        if text.isascii() and text.isprintable():
            return text
        clean = clean_text(text)
        return to_ascii(clean) if self.ascii_only else clean


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a row that must have been on screen before the page can be left.

    `lead` stands before the first line; the cursor stands in column `cursor` of it.
    """

    id: str
    text: str
    lead: str = ""
    style: str = ""
    row: bool = False
    cursor: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """What is shown: lines of segments, and where the cursor stands (column, line)."""

    lines: tuple[tuple[Segment, ...], ...]
    cursor: tuple[int, int]

    @property
    def text(self) -> str:
        """The lines without styles."""
        return "\n".join("".join(text for _, text in line) for line in self.lines)


@dataclass(slots=True)
class View:
    """Where a page is scrolled to, the rows in full view, and those that ever were.

    `to_top`: the next frame shows the focus at the top of the body.
    """

    offset: int = 0
    visible: tuple[str, ...] = ()
    seen: set[str] = field(default_factory=set)
    to_top: bool = False


class Page(Protocol):
    """Something that can be shown and takes keys."""

    part: str
    place: str
    view: View

    def blocks(self) -> list[Block]:
        """The body, from top to bottom."""

    def focus(self) -> str:
        """The id of the block that the cursor stands on."""

    def foot(self, size: Size) -> list[str]:
        """The lines below the body."""

    def picture(self) -> list[str]:
        """A picture to the left of the body, where there is room; else no lines."""

    def press(self, key: str) -> Event | None:
        """Takes a key; the event, once there is one."""

    def paste(self, text: str) -> None:
        """Takes a pasted text: only where a person can type."""


@dataclass(frozen=True, slots=True)
class _Line:
    block: Block
    text: str


def draw(page: Page, size: Size) -> Frame:
    """The frame of a page; scrolls it so that its focus is in view, and notes which rows were seen."""
    foot = page.foot(size)
    frame = _draw(page, size, foot)
    after = page.foot(size)  # it may be shorter now that the rows were noted as seen
    return frame if after == foot else _draw(page, size, after)


def _draw(page: Page, size: Size, foot: list[str]) -> Frame:
    top = _top(page, size)
    room = size.rows - len(top) - len(foot)
    if room < _LEAST_BODY:
        top, room = [], max(size.rows - len(foot), _LEAST_BODY)
    picture = page.picture() if size.columns >= PICTURE_FROM else []
    picture = picture if len(picture) <= room else []
    left = max((len(line) for line in picture), default=-2) + 2
    laid = [_Line(b, line) for b in page.blocks() for line in size.lines(b.text, b.lead, size.width - left)]
    _scroll(page, laid, room)
    _note_visible(page.view, laid, room)
    body = _beside(picture, left, laid[page.view.offset : page.view.offset + room])
    first, _ = _span(laid, page.focus())
    cursor = (left + laid[first].block.cursor, len(top) + first - page.view.offset)
    lines = [(("bold", line),) for line in top] + body + [(("", line),) for line in foot]
    return Frame(tuple(lines), cursor)


def _top(page: Page, size: Size) -> list[str]:
    gap = size.width - cell_width(page.part) - cell_width(page.place)
    one_line = page.part + " " * gap + page.place
    lines = (
        size.lines("", one_line) if gap >= 2 else size.lines(". ".join(filter(None, (page.place, page.part))))
    )
    return [*lines, "-" * size.width] if size.roomy else lines


def _span(laid: list[_Line], block_id: str) -> tuple[int, int]:
    """The first line of a block, and the line after its last."""
    at = [number for number, line in enumerate(laid) if line.block.id == block_id]
    return (at[0], at[-1] + 1) if at else (0, 1)


def _scroll(page: Page, laid: list[_Line], room: int) -> None:
    """As little as possible; to the very top while the first row is marked and all before it fits."""
    first, end = _span(laid, page.focus())
    offset = first if page.view.to_top else min(max(page.view.offset, end - room), first)
    before_rows = next((number for number, line in enumerate(laid) if line.block.row), 0)
    if first <= before_rows and end <= room:
        offset = 0
    page.view.offset = max(0, min(offset, len(laid) - room))
    page.view.to_top = False


def _note_visible(view: View, laid: list[_Line], room: int) -> None:
    """A row counts as seen when it stood on screen whole, or filled it."""
    start, stop = view.offset, view.offset + room
    rows = dict.fromkeys(line.block.id for line in laid[start:stop] if line.block.row)
    spans = {row: _span(laid, row) for row in rows}
    view.visible = tuple(
        row for row, (first, end) in spans.items() if (first >= start and end <= stop) or end - first >= room
    )
    view.seen.update(view.visible)


def _beside(picture: list[str], left: int, shown: list[_Line]) -> list[tuple[Segment, ...]]:
    """The shown lines, with the picture to the left of them."""
    if not picture:
        return [((line.block.style, line.text),) for line in shown]
    missing = len(picture) - len(shown)
    right = [(line.block.style, line.text) for line in shown] + [("", "")] * missing
    drawn = picture + [""] * -missing
    return [(("", line.ljust(left)), text) for line, text in zip(drawn, right, strict=True)]


def moved(page: Page, ids: list[str], at: int, key: str) -> int:
    """Where the cursor goes among `ids`. A page down starts with the first row that was not in view."""
    last = max(len(ids) - 1, 0)
    shown = [ids.index(row) for row in page.view.visible if row in ids] or [at]
    if key == "pagedown":
        page.view.to_top = True
    targets = {"up": at - 1, "home": 0, "end": last, "pageup": at - len(shown), "pagedown": max(shown) + 1}
    return min(max(targets.get(key, at + 1), 0), last)
