"""Answers files, YAML or JSON: one flat map, read strictly. What the values mean is not known here."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from massage_advisor.errors import FileError, Location, Problem, ResponseError
from massage_advisor.loading.compiled.late import LateRecords
from massage_advisor.textsafe import shorten

LARGEST = 1_000_000


class PlacedMapping(dict[str, object]):
    """A map that knows where in the file each key stands."""

    def __init__(self, values: Mapping[str, object], places: Mapping[str, Location]) -> None:
        super().__init__(values)
        self.places = places


def read_mapping(path: Path | str, text: str | None = None) -> PlacedMapping:
    """Key -> text as written, or tuple of texts; from `text` if given, else the file, "-" being stdin.

    Raises FileError where the file cannot be read, and ResponseError with file:line:column where it
    is no flat map of words: too large, binary, broken, a key given twice, an alias, a map in a map.
    """
    name = "standard input" if str(path) == "-" else str(path)
    if text is None:
        text = _decoded(_content(str(path), name), name)
    elif len(text) > LARGEST:
        raise _refused(Location(name), _TOO_LARGE)
    return _from_json(text, name) or _from_yaml(text, name)


_TOO_LARGE = f"is larger than {LARGEST // 1_000_000} MB: that is no answers file"


def _content(path: str, name: str) -> bytes:
    try:
        if path == "-":
            return _standard_input()
        with Path(path).open("rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path, or a closed stdin
        reason = getattr(error, "strerror", None) or str(error)
        raise FileError(f"{shorten(name)} cannot be read: {reason.lower()}") from None


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise ValueError("it is closed")
    return sys.stdin.buffer.read(LARGEST + 1)


def _decoded(content: bytes, name: str) -> str:
    if len(content) > LARGEST:
        raise _refused(Location(name), _TOO_LARGE)
    if b"\0" in content:
        raise _refused(Location(name), "is a binary file, not text")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line, column = _line_column(content[: error.start].decode(errors="replace"))
        raise _refused(Location(name, line, column), "is not UTF-8 text") from None


def _line_column(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _refused(
    at: Location, message: str, code: str = "AN001", advice: str = "", length: int = 1
) -> ResponseError:
    return ResponseError((Problem(at, code, message, advice, length=length),))


_FORM = "Write one line for each answer, such as 'age: 40' or 'rash.where: [neck, left-arm]'."


# --- JSON -----------------------------------------------------------------------------------------

_KEY = re.compile(r'"((?:[^"\\]|\\.)*)"(\s*:)?')


def _from_json(text: str, name: str) -> PlacedMapping | None:
    """The map; None where the text is not JSON, or has faults whose place the YAML reader tells better."""
    if not text.lstrip().startswith("{"):
        return None
    try:
        pairs = json.loads(text, object_pairs_hook=tuple, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return None
    values = {key: _json_value(value) for key, value in pairs}
    if len(values) < len(pairs) or None in values.values():
        return None
    places = LateRecords(lambda: _json_places(text, name), lambda place: place)  # only for faults
    return PlacedMapping(values, places)


def _json_value(value: Any) -> str | tuple[str, ...] | None:
    """A value as text or texts; None for what an answer cannot be."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value:
        return value
    if isinstance(value, list) and all(isinstance(part, str) and part for part in value):
        return tuple(value)
    return None


def _json_places(text: str, name: str) -> dict[str, Location]:
    """Where each key stands. In a flat map every string before a colon is a key of it."""
    places = {}
    line, line_start, seen = 1, 0, 0
    for found in _KEY.finditer(text):
        if found[2]:
            line += text.count("\n", seen, found.start())
            line_start = max(line_start, text.rfind("\n", seen, found.start()) + 1)
            seen = found.start()
            places[json.loads(f'"{found[1]}"')] = Location(name, line, seen - line_start + 1)
    return places


# --- YAML -----------------------------------------------------------------------------------------


def _from_yaml(text: str, name: str) -> PlacedMapping:
    from massage_advisor.loading.nodes import Map, YamlError, read_yaml

    try:
        root, problems = read_yaml(text, name)
    except YamlError as error:
        raise ResponseError((_renamed(error.problem),)) from None
    if root is None:
        return PlacedMapping({}, {})
    if not isinstance(root, Map):
        raise _refused(Location(name, root.line, root.column), "is not a map of answers", "AN002", _FORM)
    values, faults = _flat(root.entries.values(), name)
    if problems or faults:
        raise ResponseError(tuple(sorted([*map(_renamed, problems), *faults])))
    places = {key.text: Location(name, key.line, key.column) for key, _ in root.entries.values()}
    return PlacedMapping(values, places)


def _flat(entries: Iterable[tuple[Any, Any]], name: str) -> tuple[dict[str, object], list[Problem]]:
    from massage_advisor.loading.nodes import Scalar, Seq

    values: dict[str, object] = {}
    faults = []
    for key, node in entries:
        parts = node.items if isinstance(node, Seq) else (node,)
        texts = tuple(part.text for part in parts if isinstance(part, Scalar) and part.text)
        if len(texts) == len(parts):
            values[key.text] = texts if isinstance(node, Seq) else texts[0]
        else:
            at = Location(name, node.line, node.column)
            message = f"the answer to '{shorten(key.text)}' is neither a word, a number nor a list of words"
            faults.append(Problem(at, "AN004", message, _FORM, length=node.length))
    return values, faults


_CODES = {"KB006": "AN005", "KB007": "AN005", "KB008": "AN003"}


def _renamed(problem: Problem) -> Problem:
    """The same problem with its code for answers files."""
    code = _CODES.get(problem.code, "AN001")
    return Problem(problem.at, code, problem.message, problem.help, length=problem.length)
