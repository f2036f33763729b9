"""Answers as YAML: files for `--answers`, and entries for the casebook."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from massage_advisor.model import Value

_PLAIN = re.compile(r"[a-z][a-z0-9.-]*|-?[0-9]+(\.[0-9]+)?")


def answers_file(named: Mapping[str, Value], others: Mapping[str, Value], title: str) -> str:
    """An answers file: first what is particular to a person, then everything else."""
    lines = [f"# {_one_line(title)}", *_entries(named, "")]
    if others:
        lines += ["# Everything else as a healthy person answers.", *_entries(others, "")]
    return "".join(f"{line}\n" for line in lines)


def casebook_entry(
    entry_id: str, story: str, answers: Mapping[str, Value], expect: Mapping[str, object]
) -> str:
    """One entry of a casebook file's `people`."""
    lines = [
        f"- id: {entry_id}",
        f"  story: {scalar(_one_line(story))}",
        f"  answers: {{{', '.join(_entries(answers, ''))}}}",
        "  expect:",
        *(f"    {key}: {_flow(value)}" for key, value in expect.items()),
        "  sources: [unsourced]",
    ]
    return "".join(f"{line}\n" for line in lines)


def scalar(text: str) -> str:
    """A text as YAML reads it back: as it is where that is safe, else in double quotes."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _entries(answers: Mapping[str, Value], indent: str) -> Iterator[str]:
    for item, value in answers.items():
        yield f"{indent}{item}: {_flow(value)}"


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(scalar(str(part)) for part in value) + "]"
    return f"{value:g}" if isinstance(value, float) else scalar(str(value))


def _one_line(text: str) -> str:
    return " ".join(text.split())
