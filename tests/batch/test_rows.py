"""Rows as people send them: odd, broken, quoted, too long. None may stop the run or shift its neighbours."""

from __future__ import annotations

import io
import json

import pytest

from massage_advisor.batch.blocks import Block, blocks, kind_of, read_header
from massage_advisor.batch.sheets import LONGEST_ROW
from massage_advisor.batch.working import Desk, Plan
from massage_advisor.errors import UsageError
from tests.support.small import HEALTHY, KB

GOOD = b'{"id": "good", "age": 40}'


def work(content: bytes, header: tuple[str, ...] | None = None, kind: str = "jsonl"):
    """The result lines and the rejects of one block."""
    done = Desk(Plan(KB, header, kind)).work(Block(1, content))
    return [json.loads(line) for line in done.lines.splitlines()], done.rejects


JUNK = [
    (b"not json", "not valid JSON"),
    (b'{"age": 40', "not valid JSON"),
    (b'{"age": 40,}', "not valid JSON"),
    (b'{"age": NaN}', "not valid JSON"),
    (b"[1, 2]", "not a JSON object"),
    (b'"age"', "not a JSON object"),
    (b'"age": 40', "not valid JSON"),
    (b'{"age": 40}{"age": 41}', "not valid JSON"),
    (b'{"age": 40, "age": 41}', "'age' is answered twice"),
    (b'{"age": 40, "age": 40}', "'age' is answered twice"),
    (b'{"age": null, "age": 40}', "'age' is answered twice"),
    (b'{"age": 4000}', "give a whole number"),
    (b'{"age": true}', "give a whole number"),
    (b'{"age": {"age": 40}}', "give a whole number"),
    (b'{"fever": "perhaps"}', "cannot be answered with 'perhaps'"),
    (b'{"fevr": "yes"}', "there is no question 'fevr'. Did you mean 'fever'"),
    (b'{"goals": [["relax"]]}', "cannot be answered"),
    (b'{"rash": "no", "rash.kind": "wet"}', "only one of them can be true"),
    (b'{"fever": "y\xff"}', "not UTF-8"),
    (b'{"age": "\\ud800"}', "give a whole number"),
    (b"[" * 100_000, "not valid JSON"),
    (b'{"id": "x", "where": "' + b"a" * LONGEST_ROW + b'"}', "longer than 1 MB"),
    (b'{"age": 40,\x1f "fever": "no"}', "not valid JSON"),
]


@pytest.mark.parametrize(("junk", "reason"), JUNK, ids=lambda value: str(value)[:30])
def test_junk_is_refused_with_its_line_and_its_neighbours_are_answered(junk: bytes, reason: str) -> None:
    stream = io.BytesIO(b"\n".join([GOOD, junk, b"", GOOD]))
    (block,) = blocks(stream, quoted=False)
    results, rejects = work(block.content)
    assert [result["line"] for result in results] == [1, 4]
    ((line, _, said),) = rejects
    assert line == 2
    assert reason in said
    assert "\n" not in said


ODD = [
    b'{ "age" :40 , "goals":[ "relax","sleep" ] }',
    b'\t{"goals": ["sleep", "relax"], "age": 4e1}\r',
    b'{"\\u0061ge": 40, "goals": ["relax", "sleep"]}',
    b'{"age": "40", "goals": ["relax", "sleep"], "fever": null}',
    b'{"id": "a, \\"age\\": 41, b", "age": 40, "goals": ["relax", "sleep"]}',
    b'{"id": "[a, b], {c}", "age": 40.0, "goals": ["relax", "sleep", "sleep"]}',
    b'{"id": "[", "age": 40, "goals": ["relax", "sleep"], "where": []}',
]


@pytest.mark.parametrize("row", ODD)
def test_odd_spelling_is_read_as_json_reads_it(row: bytes) -> None:
    ((plain,), _) = work(b'{"age": 40, "goals": ["relax", "sleep"]}')
    results, rejects = work(row)
    assert rejects == []
    assert results[0]["verdicts"] == plain["verdicts"]


def test_an_id_is_carried_over_as_it_is_but_harmless() -> None:
    rows = [{"id": 'a, [b] {c} "d" é'}, {"id": 17}, {"id": "\x1b[31mred"}, {}, {"id": None}]
    results, rejects = work("\n".join(json.dumps(row) for row in rows).encode())
    assert rejects == []
    assert [result.get("id") for result in results] == ['a, [b] {c} "d" é', "17", "red", None, None]


# --- CSV ------------------------------------------------------------------------------------------

HEADER = ("id", "age", "fever", "goals", "where")


def test_csv_cells_can_be_quoted_empty_and_hold_several_options() -> None:
    content = b'"a ""b"", c\nd",40,no,"relax,sleep",none\r\nx,"40", no ,relax, "left-arm"\n\n,,,,\n'
    results, rejects = work(content.replace(b' "left-arm"', b"left-arm"), HEADER)
    assert rejects == []
    assert [result["line"] for result in results] == [1, 3, 5]
    assert results[0]["id"] == 'a "b", c d'
    assert not results[2]["complete"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b"x,40,no", "the row has 3 cells where the header has 5"),
        (b"x,40,no,relax,,", "the row has 6 cells where the header has 5"),
        (b'x,"40"0,no,relax,', "not valid CSV"),
        (b"x,40,no,juggle,", "cannot be answered with 'juggle'"),
        (b"x,forty,no,relax,", "give a whole number"),
        (b"x,40,no,relax,n\xffck", "not UTF-8"),
        (b"x,40,no,relax," + b"a" * 200_000, "not valid CSV"),
    ],
)
def test_a_bad_row_of_csv_is_refused_and_its_neighbours_are_answered(row: bytes, reason: str) -> None:
    results, rejects = work(b"\n".join([b"a,40,no,relax,", row, b"b,40,no,relax,"]), HEADER)
    assert [result["id"] for result in results] == ["a", "b"]
    ((line, _, said),) = rejects
    assert line == 2
    assert reason in said


def test_csv_goes_out_with_quotes_where_they_are_needed() -> None:
    done = Desk(Plan(KB, HEADER, "csv")).work(Block(2, b'"a,b",40,no,relax,\n'))
    assert done.lines.decode().startswith('2,"a,b",no,')
    assert (
        Plan(KB, HEADER, "csv").writer().header.startswith("line,id,complete,disposition,red_flags,swedish,")
    )


@pytest.mark.parametrize(
    ("header", "fault"),
    [
        (b"", "it is empty"),
        (b"id,fevr\n", "there is no question 'fevr'. Did you mean 'fever'"),
        (b"age,age\n", "'age' comes twice"),
    ],
)
def test_a_header_that_cannot_be_used_ends_the_run_before_it_starts(header: bytes, fault: str) -> None:
    with pytest.raises(UsageError, match=fault):
        read_header(KB, io.BytesIO(header))


def test_a_header_can_have_a_byte_order_mark_and_quoted_line_ends() -> None:
    stream = io.BytesIO(b'\xef\xbb\xbf"id","age"\r\na,40\r\n')
    assert read_header(KB, stream) == (("id", "age"), 2)
    assert next(blocks(stream, quoted=True, first_line=2)) == Block(2, b"a,40\r\n")


# --- blocks ---------------------------------------------------------------------------------------


def test_blocks_keep_rows_whole_and_count_lines() -> None:
    rows = [b"%d,a\n" % n for n in range(10)]
    rows[3] = b'3,"two\nlines"\n'
    found = list(blocks(io.BytesIO(b"".join(rows)), quoted=True, rows=4))
    assert b"".join(block.content for block in found) == b"".join(rows)
    assert [block.first_line for block in found] == [1, 6, 10]
    assert found[0].content.endswith(b'lines"\n')


def test_a_quote_that_is_never_closed_does_not_swallow_the_whole_stream() -> None:
    stream = io.BytesIO(b'"open\n' + b"x\n" * LONGEST_ROW)
    first = next(blocks(stream, quoted=True, rows=4))
    assert len(first.content) < LONGEST_ROW + 1000


def test_a_line_without_end_is_never_held_whole() -> None:
    class Endless(io.RawIOBase):
        left = 30 * LONGEST_ROW

        def readable(self) -> bool:
            return True

        def readinto(self, buffer) -> int:
            size = min(len(buffer), self.left)
            buffer[:size] = b"a" * size
            self.left -= size
            return size

    (block,) = blocks(io.BufferedReader(Endless()), quoted=False)
    assert len(block.content) < 2 * LONGEST_ROW


@pytest.mark.parametrize(
    ("start", "name", "kind"),
    [
        (b"{}", "-", "jsonl"),
        (b"\xef\xbb\xbf\n {}", "-", "jsonl"),
        (b"id,age", "-", "csv"),
        (b"{id}", "people.CSV", "csv"),
        (b"", "people.ndjson", "jsonl"),
    ],
)
def test_the_kind_is_told_by_the_name_then_by_the_start(start: bytes, name: str, kind: str) -> None:
    assert kind_of(start, name) == kind


def test_a_json_list_is_told_how_to_become_lines() -> None:
    with pytest.raises(UsageError, match="jq"):
        kind_of(b" [{}]", "people.json")


def test_what_was_learnt_from_one_block_serves_the_next() -> None:
    desk = Desk(Plan(KB, None, "jsonl"))
    rows = b"\n".join(json.dumps(dict(HEALTHY, age=float(n))).encode() for n in range(20, 60))
    first, again = desk.work(Block(1, rows)), desk.work(Block(1, rows))
    assert first == again
    assert first.rejects == []
