"""A stream of rows cut into blocks that fit into memory, whatever the size of the stream."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple

from massage_advisor.answers import known_item
from massage_advisor.batch.sheets import ID, LONGEST_ROW
from massage_advisor.errors import ResponseError, UsageError
from massage_advisor.model import KnowledgeBase
from massage_advisor.textsafe import shorten

ROWS = 8_192
BYTES = 24_000_000
_BOM = b"\xef\xbb\xbf"
_QUOTE = b'"'


class Block(NamedTuple):
    """Whole rows, and the number of the line that the first one starts at."""

    first_line: int
    content: bytes


def kind_of(start: bytes, name: str = "") -> str:
    """The kind of a file: by the ending of its name, else by its first bytes. Raises UsageError."""
    if start.removeprefix(_BOM).lstrip().startswith(b"["):
        raise UsageError("the input is one JSON list; give one object a line, for example with: jq -c '.[]'")
    if name.lower().endswith(".csv"):
        return "csv"
    if name.lower().endswith((".jsonl", ".ndjson")):
        return "jsonl"
    return "jsonl" if start.removeprefix(_BOM).lstrip().startswith(b"{") else "csv"


def read_header(kb: KnowledgeBase, stream: BinaryIO) -> tuple[tuple[str, ...], int]:
    """The item ids in the first row of a CSV stream, and the line that the next row starts at.

    Raises UsageError where a column is no item, or comes twice.
    """
    block = next(blocks(stream, quoted=True, rows=1), Block(1, b""))
    text = block.content.removeprefix(_BOM).decode("utf-8", "replace")
    header = tuple(cell.strip() for cell in next(csv.reader(io.StringIO(text, newline="")), []))
    problems = list(_header_problems(kb, header))
    if problems:
        raise UsageError("the header of the CSV cannot be used: " + "; ".join(problems[:5]))
    return header, block.first_line + block.content.count(b"\n")


def _header_problems(kb: KnowledgeBase, header: Sequence[str]) -> Iterator[str]:
    if not header:
        yield "it is empty; the first row names the items, for example: id,age,pregnancy"
    for item in header:
        if header.count(item) > 1:
            yield f"'{shorten(item)}' comes twice"
        elif item != ID:
            try:
                known_item(kb, item)
            except ResponseError as error:
                yield f"{error.problems[0].message}. {error.problems[0].help}".rstrip(". ")


def blocks(stream: BinaryIO, *, quoted: bool, first_line: int = 1, rows: int = ROWS) -> Iterator[Block]:
    """The rows of a stream in blocks; in CSV (`quoted`) a row can hold line ends between quotes."""
    line = first_line
    while lines := _take(stream, quoted, rows):
        if line == 1:
            lines[0] = lines[0].removeprefix(_BOM)
        yield Block(line, b"".join(lines))
        line += len(lines)


def _take(stream: BinaryIO, quoted: bool, rows: int) -> list[bytes]:
    """The lines of the next block: whole rows, but where a quote is never closed."""
    lines: list[bytes] = []
    size = 0
    unclosed = 0  # bytes since a quote was opened
    while unclosed or (len(lines) < rows and size < BYTES):
        line = _line(stream)
        if not line:
            break
        lines.append(line)
        size += len(line)
        if quoted and (unclosed > 0) is (line.count(_QUOTE) % 2 == 0):
            unclosed = unclosed + len(line) if unclosed < LONGEST_ROW else 0
        else:
            unclosed = 0
    return lines


def _line(stream: BinaryIO) -> bytes:
    """The next line; of a line that is far too long only as much as shows that it is."""
    line = stream.readline(LONGEST_ROW + 1)
    if len(line) <= LONGEST_ROW:
        return line
    rest = line
    while rest and not rest.endswith(b"\n"):
        rest = stream.readline(LONGEST_ROW)
    return line.rstrip(b"\n") + b"\n"
