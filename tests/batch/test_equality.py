"""Whatever comes in rows gets what `assess` says of one person at a time."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from massage_advisor.answers import check_answers
from massage_advisor.batch import BatchVerdict, Summary, assess_many
from massage_advisor.batch.blocks import Block
from massage_advisor.batch.working import Desk, Plan
from massage_advisor.batch.writing import JsonLines
from massage_advisor.engine import Assessment, assess
from massage_advisor.errors import ResponseError
from massage_advisor.model import KnowledgeBase, Value, Verdict
from tests.support import small
from tests.support.oracle import choices
from tests.support.random_kb import ITEMS, answers, bases

several = settings(max_examples=40, deadline=None)
anything = st.dictionaries(
    st.sampled_from([*(item.id for item in ITEMS), "nonsense"]),
    st.one_of(
        st.sampled_from([value for item in ITEMS for value in choices(item)]),
        st.sampled_from(["none", True, 10**400, None, ["neck", "foot"], {"a": "b"}, "37", float("inf")]),
    ),
)


def summary_of(assessment: Assessment) -> Summary:
    """What a batch should say about a person, from the assessment of this one person."""
    verdicts = {}
    for massage, d in assessment.decisions.items():
        rules = dict.fromkeys(cause.rule.id for cause in d.causes if cause.counts_as > Verdict.OK)
        verdicts[massage] = BatchVerdict(d.applies, d.so_far, d.at_worst, tuple(rules))
        assert verdicts[massage].settled is d.settled
    return Summary(
        assessment.complete,
        assessment.disposition_so_far,
        assessment.disposition_at_worst,
        tuple((flag.rule.id, flag.certain) for flag in assessment.red_flags),
        verdicts,
    )


def one_by_one(kb: KnowledgeBase, raw: dict[str, object]) -> Summary | None:
    """The summary of one person; None where the answers are refused."""
    known = {item: value for item, value in raw.items() if value is not None}
    try:
        return summary_of(assess(kb, check_answers(kb, known)))
    except ResponseError:
        return None


@several
@given(bases(most_rules=8), st.lists(answers(), min_size=1, max_size=12))
def test_many_people_get_what_each_gets_alone(kb: KnowledgeBase, people: list[dict[str, Value]]) -> None:
    assert list(assess_many(kb, people, reasons=True)) == [one_by_one(kb, person) for person in people]


@several
@given(bases(), st.lists(anything, min_size=1, max_size=8))
def test_answers_that_cannot_be_used_are_refused_one_by_one_and_harm_nobody_else(kb, people):
    found = [None if isinstance(s, ResponseError) else s for s in assess_many(kb, people, reasons=True)]
    assert found == [one_by_one(kb, person) for person in people]


@several
@given(bases(), st.lists(answers(), min_size=1, max_size=6), st.sampled_from([None, 1]), st.booleans())
def test_json_lines_say_the_same(kb, people, indent, ascii_only):
    block = "\n".join(
        json.dumps(person, ensure_ascii=ascii_only, indent=indent).replace("\n", " ") for person in people
    )
    done = Desk(Plan(kb, None, "jsonl", reasons=True)).work(Block(1, block.encode()))
    writer = JsonLines(reasons=True)
    expected = [writer.line(n, None, writer.body(one_by_one(kb, p))) for n, p in enumerate(people, 1)]
    assert done.lines.decode() == "".join(expected)


@several
@given(bases(), st.lists(answers(), min_size=1, max_size=6))
def test_csv_says_the_same(kb, people):
    header = tuple(item.id for item in ITEMS)
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([_cell(p.get(item)) for item in header] for p in people)
    done = Desk(Plan(kb, header, "jsonl")).work(Block(1, text.getvalue().encode()))
    found = [json.loads(line)["verdicts"] for line in done.lines.splitlines()]
    writer = JsonLines()
    expected = [json.loads("{" + writer.body(one_by_one(kb, person)))["verdicts"] for person in people]
    assert found == expected


def _cell(value: Value | None) -> object:
    if isinstance(value, tuple):
        return ",".join(value) or "none"
    return "" if value is None else value


def test_blocks_leave_no_seam() -> None:
    people = [{**small.HEALTHY, "age": float(n % 90), "rash": "yes"} for n in range(4099)]
    found = list(assess_many(small.KB, iter(people)))
    alone = {age: summary_of(assess(small.KB, check_answers(small.KB, people[age]))) for age in range(90)}
    assert [s.verdicts["swedish"].so_far for s in found] == [
        alone[n % 90].verdicts["swedish"].so_far for n in range(4099)
    ]
