"""Rows of answers as they are read: JSON lines, CSV, or maps in memory, cut into fragments.

A fragment is one item with its answer, as written. Equal fragments are looked at once for all the rows
that have them. A row that cannot be cut with certainty is `odd`: it is read again, whole and on its own.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, Never, Protocol

from massage_advisor.errors import Location, Problem, ResponseError
from massage_advisor.textsafe import shorten

LONGEST_ROW = 1_000_000
ID = "id"

Fragment = Hashable
Pair = tuple[str, object]


class Sheet(Protocol):
    """Rows, and the fragments they consist of."""

    @property
    def lines(self) -> Sequence[int]:
        """The number of the line that each row starts at."""

    @property
    def rows_of(self) -> Mapping[Fragment, list[int]]:
        """The rows of each fragment."""

    @property
    def odd(self) -> set[int]:
        """The rows that are to be read on their own."""

    def pair(self, fragment: Fragment) -> Pair | None:
        """The item id and the raw answer of a fragment; None where it is not exactly one."""

    def whole(self, row: int) -> dict[str, object]:
        """The raw answers of one row, read on its own. Raises ResponseError."""


def refused(message: str, help_: str = "") -> ResponseError:
    """An error about one row."""
    return ResponseError((Problem(Location("row"), "AN001", message, help_),))


def as_answers(pairs: Iterable[Pair]) -> dict[str, object]:
    """Pairs as a map, without what was left empty. Raises ResponseError where an item comes twice."""
    answers: dict[str, object] = {}
    for item, raw in pairs:
        if item in answers:
            raise refused(f"'{shorten(item)}' is answered twice")
        answers[item] = raw
    return {item: raw for item, raw in answers.items() if raw is not None}


# --- JSON lines -----------------------------------------------------------------------------------

_HIDDEN = "\x1f"  # stands for a comma inside a list; JSON allows no control character in a string
_LIST = re.compile(r"\[[^\[\]{}\n]*\]")
_TEXT = r'"([^"\\\x00-\x1f\ud800-\udfff]*)"'
_PLAIN = re.compile(rf"[ \t]*{_TEXT}[ \t]*:[ \t]*{_TEXT}[ \t]*")
"""A pair of texts without escapes: what nearly every fragment is, read without a JSON parser."""


class JsonSheet:
    """JSON lines. A line `{a,b,c}` of which `{a}`, `{b}` and `{c}` are objects is the object of all three."""

    def __init__(self, block: bytes, first_line: int = 1) -> None:
        text = block.decode("utf-8", "surrogateescape")
        cuttable = _HIDDEN not in text
        if cuttable:
            text = _LIST.sub(_hide_commas, text)
        lines = text.split("\n")
        self.lines = [number for number, line in enumerate(lines, first_line) if line and not line.isspace()]
        self.texts = [lines[number - first_line].strip() for number in self.lines]
        del text, lines
        self.rows_of: dict[Fragment, list[int]] = defaultdict(list)
        self.odd: set[int] = set()
        for row, line in enumerate(self.texts):
            if cuttable and line[0] == "{" and line[-1] == "}":
                self._cut(row, line)
            else:
                self.odd.add(row)

    def _cut(self, row: int, text: str) -> None:
        rows_of = self.rows_of
        for fragment in text[1:-1].split(","):
            rows_of[fragment].append(row)

    def pair(self, fragment: Fragment) -> Pair | None:
        """The one pair of `{fragment}`."""
        plain = _PLAIN.fullmatch(str(fragment))
        if plain:
            return plain[1], plain[2]
        try:
            pairs = _object(f"{{{fragment}}}".replace(_HIDDEN, ","))
        except ResponseError:
            return None
        return pairs[0] if len(pairs) == 1 else None

    def whole(self, row: int) -> dict[str, object]:
        """The answers of one line."""
        text = self.texts[row].replace(_HIDDEN, ",")
        if len(text) > LONGEST_ROW:
            raise refused("the row is longer than 1 MB")
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise refused("the row is not UTF-8 text")
        return as_answers(_object(text))


def _hide_commas(found: re.Match[str]) -> str:
    return found[0].replace(",", _HIDDEN)


class _Pairs(list[Pair]):
    """A JSON object with every pair that it holds."""


def _object(text: str) -> _Pairs:
    try:
        found = _DECODER.decode(text)
    except (ValueError, RecursionError):
        raise refused("the row is not valid JSON", 'write one object a line: {"age": 40, ...}') from None
    if not isinstance(found, _Pairs):
        raise refused("the row is not a JSON object", 'write one object a line: {"age": 40, ...}')
    return found


def _no_constant(name: str) -> Never:
    raise ValueError(name)


_DECODER = json.JSONDecoder(object_pairs_hook=_Pairs, parse_constant=_no_constant)


# --- CSV ------------------------------------------------------------------------------------------


class CsvSheet:
    """CSV under a header of item ids. An empty cell is not asked; a comma separates several options."""

    def __init__(self, header: Sequence[str], several: Iterable[str], block: bytes, first_line: int) -> None:
        self.header = header
        self.several = frozenset(several)
        self.lines: list[int] = []
        self.cells: list[list[str]] = []
        self.faults: dict[int, str] = {}
        self._read(block.decode("utf-8", "surrogateescape"), first_line)
        regular = [row for row, cells in enumerate(self.cells) if len(cells) == len(header)]
        self.odd = set(range(len(self.cells))).difference(regular)
        self.rows_of: dict[Fragment, list[int]] = {}
        for item, column in zip(
            header, zip(*(self.cells[row] for row in regular), strict=True), strict=False
        ):
            self._cut(item, column, regular)

    def _read(self, text: str, first_line: int) -> None:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        line = first_line
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                cells = []
                self.faults[len(self.cells)] = str(error)
            if cells or len(self.cells) in self.faults:
                self.lines.append(line)
                self.cells.append(cells)
            line = first_line + reader.line_num

    def _cut(self, item: str, column: Iterable[str], rows: Iterable[int]) -> None:
        rows_of: dict[str, list[int]] = defaultdict(list)
        for row, cell in zip(rows, column, strict=True):
            rows_of[cell].append(row)
        rows_of.pop("", None)
        self.rows_of.update({(item, cell): found for cell, found in rows_of.items()})

    def pair(self, fragment: Any) -> Pair | None:
        """The item of the column, and the cell."""
        item, cell = fragment
        return item, self._raw(item, cell)

    def _raw(self, item: str, cell: str) -> object:
        if item in self.several and cell != "not-sure":
            return [part.strip() for part in cell.split(",") if part.strip()]
        return cell.strip() or None

    def whole(self, row: int) -> dict[str, object]:
        """The answers of one row."""
        if row in self.faults:
            raise refused(f"the row is not valid CSV: {self.faults[row]}")
        cells = self.cells[row]
        if len(cells) != len(self.header):
            raise refused(f"the row has {len(cells)} cells where the header has {len(self.header)}")
        if any(not cell.isascii() and _not_utf8(cell) for cell in cells):
            raise refused("the row is not UTF-8 text")
        return as_answers(
            (item, self._raw(item, cell)) for item, cell in zip(self.header, cells, strict=True)
        )


def _not_utf8(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


# --- maps -----------------------------------------------------------------------------------------


class MapSheet:
    """Answer maps in memory: item id -> value as an answers file has it, or None for "not asked"."""

    def __init__(self, people: Sequence[Mapping[str, object]]) -> None:
        self.people = people
        self.lines = range(1, len(people) + 1)
        self.rows_of: dict[Fragment, list[int]] = defaultdict(list)
        self.odd: set[int] = set()
        for row, answers in enumerate(people):
            for item, value in answers.items():
                self._cut(row, item, value)

    def _cut(self, row: int, item: str, value: object) -> None:
        known = tuple(value) if isinstance(value, list) else value
        try:
            self.rows_of[item, type(value), known].append(row)
        except TypeError:  # a value that no answer can have, such as a map
            self.odd.add(row)

    def pair(self, fragment: Any) -> Pair | None:
        """The item and its value."""
        item, _, value = fragment
        return item, value

    def whole(self, row: int) -> dict[str, object]:
        """The answers of one person."""
        return as_answers(self.people[row].items())
