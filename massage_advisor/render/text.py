"""Pages for a terminal: wrapped at words, nothing cut, colour only beside a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import StringIO

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from massage_advisor.model import Source
from massage_advisor.render.body import TERMINAL_WIDTH, terminal_map
from massage_advisor.render.cites import Citations
from massage_advisor.render.page import (
    Block,
    BodyMap,
    Box,
    Detail,
    Entries,
    Facts,
    Heading,
    Page,
    Para,
    Phrase,
    Points,
    Table,
    Tone,
)
from massage_advisor.render.style import NARROW, Style
from massage_advisor.render.words import source_line
from massage_advisor.textsafe import to_ascii

GAP = 3
"""Cells between two columns of a table."""

_COLORS: Mapping[Tone, str] = {
    Tone.PLAIN: "",
    Tone.STRONG: "bold",
    Tone.OK: "bold green",
    Tone.ADAPT: "bold yellow",
    Tone.CLEARANCE: "bold magenta",
    Tone.AVOID: "bold red",
    Tone.STOP: "bold red",
}


def write(page: Page, sources: Mapping[str, Source], style: Style) -> str:
    """A page as text of at most `style.width` columns."""
    return _Writer(page, sources, style).written()


class _Writer:
    """Writes one page; holds its style and the numbers of its sources."""

    def __init__(self, page: Page, sources: Mapping[str, Source], style: Style) -> None:
        self._page = page
        self._sources = sources
        self._style = style
        self._citations = Citations.of(page, sources)

    def written(self) -> str:
        out = StringIO()
        console = Console(
            file=out,
            width=self._style.width,
            force_terminal=self._style.color,
            color_system="standard" if self._style.color else None,
            no_color=not self._style.color,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )
        console.print(Group(*self._parts()), overflow="fold")
        return self._trimmed(out.getvalue())

    def _trimmed(self, text: str) -> str:
        trimmed = "".join(f"{line.rstrip()}\n" for line in text.splitlines())
        return to_ascii(trimmed) if self._style.ascii else trimmed

    def _parts(self) -> Iterator[RenderableType]:
        yield from self._title()
        yield from self._blocks(self._page.blocks)
        yield from self._source_list()

    def _blocks(self, blocks: Sequence[Block]) -> Iterator[RenderableType]:
        """Blocks with an empty line between them."""
        written = (parts for parts in (list(self._block(block)) for block in blocks) if parts)
        for number, parts in enumerate(written):
            yield from ([""] if number else [])
            yield from parts

    def _title(self) -> Iterator[RenderableType]:
        yield self._text(self._page.title, self._page.tone)
        if not self._style.accessible:
            yield self._rule("=")

    def _rule(self, sign: str, length: int | None = None) -> Text:
        return Text(sign * min(self._style.width, length or self._style.width))

    def _block(self, block: Block) -> Iterator[RenderableType]:
        match block:
            case Heading(text, tone):
                yield from self._heading(text, tone)
            case Para(phrase):
                yield self._phrase(phrase)
            case Points(points, numbered):
                yield from self._points(points, numbered=numbered)
            case Facts(details):
                yield from self._details(details)
            case Entries(entries):
                for entry in entries:
                    yield self._hanging("-", self._phrase(entry.head))
                    for detail in entry.details:
                        yield Padding(self._run_in(detail), (0, 0, 0, 2))
            case Table():
                yield from self._table(block)
            case BodyMap():
                yield from self._body_map(block)
            case Box(blocks):
                yield from self._blocks(blocks)

    def _body_map(self, marks: BodyMap) -> Iterator[RenderableType]:
        """The picture where it fits and can be seen; the words beside it say the same."""
        if not self._style.accessible and self._style.width >= TERMINAL_WIDTH:
            yield Text("\n".join(terminal_map(marks)))
            yield "Left and right are your own."

    def _heading(self, text: str, tone: Tone) -> Iterator[RenderableType]:
        yield self._text(text, tone)
        if not self._style.accessible:
            yield self._rule("-", len(text))

    def _points(self, points: tuple[Phrase, ...], *, numbered: bool) -> Iterator[RenderableType]:
        for number, phrase in enumerate(points, 1):
            yield self._hanging(f"{number}." if numbered else "-", self._phrase(phrase))

    def _hanging(self, mark: str, text: Text) -> RenderableType:
        grid = Grid.grid(padding=(0, 1, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        grid.add_row(Text(mark), text)
        return grid

    def _details(self, details: tuple[Detail, ...]) -> Iterator[RenderableType]:
        """Labels with values: in two columns where there is room, else each under its label."""
        if self._style.narrow:
            for detail in details:
                yield self._run_in(detail)
            return
        grid = Grid.grid(padding=(0, 2, 0, 0))
        grid.add_column(max_width=NARROW // 3, overflow="fold")
        grid.add_column(overflow="fold")
        for detail in details:
            grid.add_row(self._text(detail.label, Tone.STRONG), self._lines(detail.phrases))
        yield grid

    def _run_in(self, detail: Detail) -> Text:
        """A label and its phrases as one paragraph."""
        text = self._text(f"{detail.label}: ", Tone.STRONG)
        for number, phrase in enumerate(detail.phrases):
            text.append(" " if number else "")
            text.append_text(self._phrase(phrase))
        return text

    def _lines(self, phrases: tuple[Phrase, ...]) -> Text:
        return Text("\n").join(self._phrase(phrase) for phrase in phrases)

    def _table(self, table: Table) -> Iterator[RenderableType]:
        if self._style.narrow or self._too_wide(table):
            yield from self._cards(table)
            return
        grid = Grid(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
        for column, width in zip(table.columns, self._widths(table), strict=True):
            grid.add_column(self._text(column, Tone.STRONG), overflow="fold", width=width)
        for row in table.rows:
            grid.add_row(*(self._phrase(cell) for cell in row))
        yield grid

    def _too_wide(self, table: Table) -> bool:
        """Whether some word would have to be broken to fit the columns in."""
        return sum(self._longest_words(table)) > self._room(table)

    def _room(self, table: Table) -> int:
        """The cells for all columns together."""
        return self._style.width - GAP * (len(table.columns) - 1)

    def _longest_words(self, table: Table) -> list[int]:
        """The cells that the longest word of each column takes."""
        return [
            max(cell_len(word) for cell in c for word in (cell.split() or [""])) for c in self._cells(table)
        ]

    def _widths(self, table: Table) -> list[int]:
        """The cells for each column: the widest give way first, none below its longest word.

        Left to itself the grid would make the table wider than the page, and cut it there.
        """
        least = self._longest_words(table)
        widths = [min(max(map(cell_len, column)), self._room(table)) for column in self._cells(table)]
        while sum(widths) > self._room(table):
            spare = [number for number, width in enumerate(widths) if width > least[number]]
            widths[max(spare, key=widths.__getitem__)] -= 1
        return widths

    def _cells(self, table: Table) -> list[list[str]]:
        """The words of each column, its heading first."""
        rows = [[self._phrase(cell).plain for cell in row] for row in table.rows]
        return [list(column) for column in zip(table.columns, *rows, strict=True)]

    def _cards(self, table: Table) -> Iterator[RenderableType]:
        for number, row in enumerate(table.rows):
            if number and not table.compact:
                yield ""
            yield Text(" ").join(self._phrase(cell) for cell in row[: table.head] if cell.text)
            named = zip(table.columns[table.head :], row[table.head :], strict=True)
            details = [self._run_in(Detail(column, (cell,))) for column, cell in named if cell.text]
            lines = [Text("; ").join(details)] if table.compact else details
            for line in lines:
                yield Padding(line, (0, 0, 0, 2))

    def _source_list(self) -> Iterator[RenderableType]:
        if not self._citations.numbers:
            return
        yield ""
        yield from self._heading("Sources", Tone.STRONG)
        for source_id, number in self._citations.numbers.items():
            yield self._hanging(f"S{number}", self._text(source_line(self._sources[source_id])))

    def _phrase(self, phrase: Phrase) -> Text:
        text = self._text(phrase.text, phrase.tone)
        marks = self._citations.words(phrase)
        if marks:
            text.append(f" [{marks}]", style="not bold default")
        return text

    def _text(self, text: str, tone: Tone = Tone.PLAIN) -> Text:
        return Text(self._style.text(text), style=_COLORS[tone])
