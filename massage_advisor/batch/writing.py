"""Summaries -> lines of JSON or CSV. The part that many people share is written once.

A verdict is one word: `adapt`, or `ok..avoid` while answers are open (from so far to at worst), with a
`?` where it is not known whether the massage is for this person at all; `not-for-them` where it is not.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from json.encoder import encode_basestring_ascii as quoted

from massage_advisor.batch.summary import BatchVerdict, Summary
from massage_advisor.errors import ResponseError
from massage_advisor.model import KnowledgeBase
from massage_advisor.textsafe import clean_text
from massage_advisor.truth import Truth

NOT_FOR_THEM = "not-for-them"


def verdict_word(verdict: BatchVerdict) -> str:
    """A verdict in one word."""
    if verdict.applies is Truth.FALSE:
        return NOT_FOR_THEM
    unsure = "" if verdict.applies is Truth.TRUE else "?"
    return _range(verdict.so_far.word, verdict.at_worst.word) + unsure


def disposition_word(summary: Summary) -> str:
    """The disposition in one word, or from so far to at worst."""
    return _range(summary.disposition_so_far.word, summary.disposition_at_worst.word)


def _range(so_far: str, at_worst: str) -> str:
    return so_far if so_far == at_worst else f"{so_far}..{at_worst}"


def reasons_of(error: ResponseError) -> str:
    """Why a row was refused, in one line."""
    texts = (f"{p.message}. {p.help}" if p.help else p.message for p in error.problems)
    return clean_text("; ".join(texts))


class JsonLines:
    """One JSON object a line."""

    header = ""

    def __init__(self, *, reasons: bool = False) -> None:
        self.reasons = reasons

    def body(self, summary: Summary) -> str:
        """All that does not depend on who it is, as the end of the object."""
        record: dict[str, object] = {
            "complete": summary.complete,
            "disposition": disposition_word(summary),
            "red_flags": [{"rule": rule, "certain": certain} for rule, certain in summary.red_flags],
            "verdicts": {massage: verdict_word(v) for massage, v in summary.verdicts.items()},
        }
        if self.reasons:
            record["reasons"] = {m: v.reasons for m, v in summary.verdicts.items() if v.reasons}
        return f"{json.dumps(record)[1:]}\n"

    def line(self, number: int, name: str | None, body: str) -> str:
        """The line of one row."""
        named = "" if name is None else f'"id": {quoted(name)}, '
        return f'{{"line": {number}, {named}{body}'


class Csv:
    """CSV with a column for each massage, and one more for its reasons where they are wanted."""

    def __init__(self, kb: KnowledgeBase, *, reasons: bool = False) -> None:
        self.reasons = reasons
        columns = ["line", "id", "complete", "disposition", "red_flags", *kb.massages]
        self.header = _csv([*columns, *(f"{massage}.reasons" for massage in kb.massages if reasons)])

    def body(self, summary: Summary) -> str:
        """All cells but the first two."""
        flags = " ".join(rule if certain else f"{rule}?" for rule, certain in summary.red_flags)
        verdicts = summary.verdicts.values()
        complete = "yes" if summary.complete else "no"
        cells = [complete, disposition_word(summary), flags, *map(verdict_word, verdicts)]
        return _csv([*cells, *(" ".join(v.reasons) for v in verdicts if self.reasons)])

    def line(self, number: int, name: str | None, body: str) -> str:
        """The line of one row."""
        return f"{number},{_cell(name)},{body}"


Writer = JsonLines | Csv


REJECTS_HEADER = {"jsonl": "", "csv": "line,id,reason\r\n"}


def reject_line(kind: str, number: int, name: str | None, reason: str) -> str:
    """The line about a refused row."""
    if kind == "csv":
        return _csv([str(number), name or "", reason])
    named = {} if name is None else {"id": name}
    return json.dumps({"line": number, **named, "reason": reason}) + "\n"


def _cell(name: str | None) -> str:
    return _csv([name]).removesuffix("\r\n") if name else ""


def _csv(cells: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()
