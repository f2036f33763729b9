"""Problems of a knowledge base or an answers file, for a person, an editor or a machine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from massage_advisor.errors import Location, Problem
from massage_advisor.textsafe import clean_text

FORMATS = ("full", "concise", "json", "github")


def show_problems(problems: Sequence[Problem], root: Path, form: str = "full") -> str:
    """All problems in one of FORMATS; paths are shown as they are, read below `root`."""
    if form == "json":
        return json.dumps([_record(problem) for problem in problems], indent=2, ensure_ascii=False) + "\n"
    lines = _github(problems) if form == "github" else _text(problems, root, full=form == "full")
    return "".join(line + "\n" for line in lines)


def count(problems: Iterable[Problem]) -> str:
    """How many errors and warnings there are, in words."""
    severities = [problem.severity for problem in problems]
    errors, warnings = severities.count("error"), severities.count("warning")
    return f"{_number(errors, 'error')}, {_number(warnings, 'warning')}"


def _number(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _record(problem: Problem) -> dict[str, object]:
    return {
        "path": problem.at.path,
        "line": problem.at.line,
        "column": problem.at.column,
        "severity": problem.severity,
        "code": problem.code,
        "message": clean_text(problem.message),
        "help": clean_text(problem.help),
    }


def _github(problems: Iterable[Problem]) -> Iterator[str]:
    for problem in problems:
        message = f"{problem.message.removesuffix('.')}. {problem.help}" if problem.help else problem.message
        yield github_line(problem.severity, problem.at, problem.code, message)


def github_line(severity: str, at: Location, title: str, message: str) -> str:
    """A workflow command that GitHub shows beside the line."""
    path = _escaped(at.path).replace(":", "%3A").replace(",", "%2C")
    where = f"file={path},line={at.line or 1},col={at.column or 1}"
    return f"::{severity} {where},title={title}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return clean_text(text).replace("%", "%25")


def _text(problems: Iterable[Problem], root: Path, *, full: bool) -> Iterator[str]:
    for problem in problems:
        yield clean_text(str(problem))
        if full:
            yield from _excerpt(problem, root)
            if problem.help:
                yield f"   help: {clean_text(problem.help)}"


def _excerpt(problem: Problem, root: Path) -> Iterator[str]:
    """The line that is meant, with a caret under the place."""
    line = _line(root / problem.at.path, problem.at.line)
    if line is not None:
        column = max(problem.at.column, 1)
        shown, start = (line[:100], column - 1) if column < 80 else (line[column - 40 : column + 60], 39)
        yield f"{problem.at.line:>5} | {clean_text(shown)}"
        yield f"      | {' ' * start}{'^' * max(1, min(problem.length, len(shown) - start))}"


def _line(path: Path, number: int) -> str | None:
    if number < 1:
        return None
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    return lines[number - 1] if number <= len(lines) else None
