"""Sheets of rows -> bit columns for the population engine, and the rows that are refused.

Row number r of n is bit n-1-r, so that a column printed in base 2 reads from the first row to the last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from massage_advisor.answers import NO, YES, check_answers, check_value, gate_yes, known_item, opens_gate
from massage_advisor.batch.sheets import ID, Fragment, Sheet
from massage_advisor.engine.population import parts
from massage_advisor.errors import ResponseError
from massage_advisor.model import NOT_SURE, KnowledgeBase, Value
from massage_advisor.records import dataclass
from massage_advisor.textsafe import clean_text

MOST_KNOWN = 50_000

Columns = dict[str, dict[Value, int]]
Said = dict[str, dict[Value | None, list[int]]]
"""Item -> value -> rows; None for an answer left empty."""


@dataclass(frozen=True, slots=True)
class Filled:
    """The columns of a sheet; `refused` says for each bad row what is wrong; `names` are the rows' ids."""

    columns: Columns
    count: int
    names: Mapping[int, str]
    refused: Mapping[int, ResponseError]


class Filler:
    """Fills columns from sheets. What it learns about fragments serves the next sheet too."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self._known: dict[Fragment, tuple[str, Value | None]] = {}
        self._gates = {item.id: gate_yes(item.gate) for item in kb.items.values() if item.gate is not None}
        self._members = _members_first(self._gates)

    def fill(self, sheet: Sheet) -> Filled:
        """The columns of a sheet. What is odd in any way is read again, one row at a time."""
        count = len(sheet.lines)
        odd = set(sheet.odd)
        said, names = self._sort(sheet, odd)
        columns = {
            item: {value: bits_of(rows, count) for value, rows in by_value.items()}
            for item, by_value in said.items()
        }
        odd.update(_answered_twice(said, columns))
        by_item = {item: _without_empty(column) for item, column in columns.items()}
        odd.update(rows_of(self._contradicting(by_item), count))
        refused = dict(self._reread(sheet, sorted(odd), by_item, names))
        self._imply(by_item)
        return Filled({i: self._counted(i, c) for i, c in by_item.items()}, count, names, refused)

    def _sort(self, sheet: Sheet, odd: set[int]) -> tuple[Said, dict[int, str]]:
        """Rows by item and value, and the names of the rows; what makes no answer is added to `odd`."""
        said: Said = {}
        names: dict[int, str] = {}
        for fragment, rows in sheet.rows_of.items():
            known = self._known.get(fragment) or self._read(sheet, fragment)
            if known is None:
                odd.update(rows)
            elif known[0] == ID and ID not in self.kb.items:
                odd.update(names.keys() & set(rows))
                names.update(dict.fromkeys(rows, str(known[1])))
            else:
                said.setdefault(known[0], {}).setdefault(known[1], []).extend(rows)
        return said, names

    def _read(self, sheet: Sheet, fragment: Fragment) -> tuple[str, Value | None] | None:
        pair = sheet.pair(fragment)
        if pair is None:
            return None
        item_id, raw = pair
        if item_id == ID and ID not in self.kb.items:
            return (ID, _name(raw)) if isinstance(raw, str | int | float) else None
        try:
            item = known_item(self.kb, item_id)
            known = item_id, None if raw is None else check_value(self.kb, item, raw)
        except ResponseError:
            return None
        if len(self._known) < MOST_KNOWN:
            self._known[fragment] = known
        return known

    def _reread(
        self, sheet: Sheet, odd: Iterable[int], columns: Columns, names: dict[int, str]
    ) -> Iterator[tuple[int, ResponseError]]:
        """Adds the rows that are good after all; yields the others with what is wrong."""
        count = len(sheet.lines)
        for row in odd:
            try:
                raw = sheet.whole(row)
                if ID not in self.kb.items and (name := raw.pop(ID, None)) is not None:
                    names[row] = _name(name)
                values = check_answers(self.kb, raw).values
            except ResponseError as error:
                yield row, error
                continue
            for item, value in values.items():
                column = columns.setdefault(item, {})
                column[value] = column.get(value, 0) | 1 << count - 1 - row

    def _contradicting(self, columns: Columns) -> int:
        """The rows with a follow-up answered whose gate is answered no; see `answers.impossible`."""
        found = 0
        for item, facts in self._gates.items():
            said = self._opening(item, columns)
            for fact in facts:
                found |= said & columns.get(fact, {}).get(NO, 0)
        return found

    def _imply(self, columns: Columns) -> None:
        """A member's yes is its family's yes; see `answers.implied`."""
        for fact, members in self._members.items():
            needed = 0
            for member in members:
                needed |= self._opening(member, columns)
            if needed:
                column = columns.setdefault(fact, {})
                for value, bits in column.items():
                    needed &= ~bits if value != NOT_SURE else needed
                column[NOT_SURE] = column.get(NOT_SURE, 0) & ~needed
                column[YES] = column.get(YES, 0) | needed

    def _opening(self, item_id: str, columns: Columns) -> int:
        """The rows whose answer says that the item's gate is open."""
        item, found = self.kb.items[item_id], 0
        for value, bits in columns.get(item_id, {}).items():
            if opens_gate(item, value):
                found |= bits
        return found

    def _counted(self, item_id: str, column: dict[Value, int]) -> dict[Value, int]:
        """The column as rules read it: lists by option, and "not sure" as what it means."""
        meaning = self.kb.items[item_id].unsure_means or NOT_SURE
        found: dict[Value, int] = {}
        for value, bits in column.items():
            for part in parts(meaning if value == NOT_SURE else value):
                found[part] = found.get(part, 0) | bits
        return {value: bits for value, bits in found.items() if bits}


def _name(raw: object) -> str:
    text = str(raw)
    return text if text.isprintable() and text.isascii() else clean_text(text)


def _members_first(gates: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """For each fact that gates need, the items behind it; facts behind other gates come first."""
    members: dict[str, list[str]] = {}
    for item, facts in gates.items():
        for fact in facts:
            members.setdefault(fact, []).append(item)
    return dict(sorted(members.items(), key=lambda entry: -_depth(gates, entry[0])))


def _depth(gates: Mapping[str, tuple[str, ...]], item: str) -> int:
    return max((1 + _depth(gates, fact) for fact in gates.get(item, ())), default=0)


def _without_empty(column: Mapping[Value | None, int]) -> dict[Value, int]:
    return {value: bits for value, bits in column.items() if value is not None}


def _answered_twice(said: Said, columns: Mapping[str, Mapping[Value | None, int]]) -> Iterator[int]:
    """The rows in which an item has more than one answer."""
    for item, by_value in said.items():
        union = 0
        for bits in columns[item].values():
            union |= bits
        if union.bit_count() < sum(map(len, by_value.values())):
            times = Counter(row for rows in by_value.values() for row in rows)
            yield from (row for row, number in times.items() if number > 1)


def bits_of(rows: Sequence[int], count: int) -> int:
    """The column with these rows of `count`."""
    if len(rows) * 64 > count:
        digits = bytearray(b"0") * count
        for row in rows:
            digits[row] = 49  # "1"
        return int(digits, 2)
    packed = bytearray(-(-count // 8))
    for row in rows:
        packed[row >> 3] |= 128 >> (row & 7)
    return int.from_bytes(packed) >> -count % 8


def digits_of(bits: int, count: int) -> str:
    """A column as text, one "0" or "1" for each row."""
    return f"{bits:0{count}b}"


def rows_of(bits: int, count: int) -> Iterator[int]:
    """The rows of a column."""
    digits = digits_of(bits, count) if bits else ""
    row = digits.find("1")
    while row >= 0:
        yield row
        row = digits.find("1", row + 1)
