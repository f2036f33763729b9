"""Rows of a table, printed as Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Row(NamedTuple):
    """What was measured, what came out, and the aim, if there is one."""

    what: str
    found: str
    aim: str = ""


def table(title: str, rows: Iterable[Row]) -> str:
    """A headed Markdown table."""
    head = [f"### {title}", "", "| what | found | aim |", "|---|---|---|"]
    return "\n".join([*head, *(f"| {row.what} | {row.found} | {row.aim} |" for row in rows), ""])
