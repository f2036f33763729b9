"""YAML text -> nodes with positions. Strict: every scalar is text as written; no anchors, no tags."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import yaml

from massage_advisor.errors import Location, Problem

DEEPEST = 40

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Scalar(NamedTuple):
    """A piece of text; `line` and `column` count from 1."""

    text: str
    line: int
    column: int

    @property
    def length(self) -> int:
        """How many characters a caret line should mark."""
        return max(1, len(self.text.partition("\n")[0]))


class Seq(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int
    length: int = 1


class Map(NamedTuple):
    """A map: key text -> (key, value)."""

    entries: dict[str, tuple[Scalar, Node]]
    line: int
    column: int
    length: int = 1


Node = Scalar | Seq | Map


class YamlError(Exception):
    """The text cannot be read as one strict YAML document."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_yaml(text: str, path: str) -> tuple[Node | None, list[Problem]]:
    """The root node (None for an empty document) and the duplicate keys.

    Raises YamlError for what leaves no usable tree: broken syntax, anchors, aliases, tags, more
    than one document, nesting deeper than DEEPEST.
    """
    builder = _Builder(path)
    loader = _Loader(text)
    try:
        builder.build(_events(loader))
    except yaml.YAMLError as error:
        raise YamlError(_syntax_problem(error, text, path)) from None
    finally:
        loader.dispose()
    return builder.root, builder.problems


def _events(loader: Any) -> Iterable[Any]:
    while not isinstance(event := loader.get_event(), yaml.StreamEndEvent):
        yield event


class _Builder:
    """Builds nodes from parser events. A stack, not recursion: hostile depth must not end the process."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._documents = 0
        self._stack: list[tuple[Any, list[Node]]] = []

    def build(self, events: Iterable[Any]) -> None:
        """Read all events; the tree is then in `root`."""
        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                self._refuse_extras(event)
                self._place(_scalar(event))
            elif isinstance(event, yaml.CollectionStartEvent):
                self._open(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._close()
            elif isinstance(event, yaml.AliasEvent):
                raise self._fault("KB006", event, f"an alias (*{event.anchor}); write the value out instead")
            elif isinstance(event, yaml.DocumentStartEvent):
                self._start_document(event)

    def _start_document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            raise self._fault("KB010", event, "a second document; keep one document in each file")

    def _open(self, event: Any) -> None:
        self._refuse_extras(event)
        if len(self._stack) >= DEEPEST:
            raise self._fault("KB009", event, f"nested deeper than {DEEPEST} levels")
        self._stack.append((event, []))

    def _close(self) -> None:
        event, children = self._stack.pop()
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, yaml.SequenceStartEvent):
            self._place(Seq(tuple(children), line, column))
        else:
            self._place(Map(self._entries(children), line, column))

    def _entries(self, children: list[Node]) -> dict[str, tuple[Scalar, Node]]:
        entries: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, Scalar):
                self._report("KB004", key, "a key must be a plain word")
            elif key.text in entries:
                first = entries[key.text][0].line
                self._report("KB008", key, f"the key '{shorten(key.text)}' is already given on line {first}")
            else:
                entries[key.text] = (key, value)
        return entries

    def _place(self, node: Node) -> None:
        if self._stack:
            self._stack[-1][1].append(node)
        else:
            self.root = node

    def _refuse_extras(self, event: Any) -> None:
        if event.anchor is not None:
            raise self._fault("KB006", event, f"an anchor (&{event.anchor}); write the value out instead")
        if event.tag is not None:
            raise self._fault("KB007", event, f"a tag ({shorten(event.tag)}); every value is plain text here")

    def _report(self, code: str, node: Node, message: str) -> None:
        at = Location(self.path, node.line, node.column)
        self.problems.append(Problem(at, code, message, length=node.length))

    def _fault(self, code: str, event: Any, message: str) -> YamlError:
        mark = event.start_mark
        return YamlError(Problem(Location(self.path, mark.line + 1, mark.column + 1), code, message))


def _scalar(event: Any) -> Scalar:
    mark = event.start_mark
    return Scalar(event.value, mark.line + 1, mark.column + 1)


def _syntax_problem(error: yaml.YAMLError, text: str, path: str) -> Problem:
    line, column = _error_place(error, text)
    at = Location(path, line, column)
    if _character(text, line, column) == "\t":
        return Problem(at, "KB005", "a tab; YAML is indented with spaces", "Replace the tab by spaces.")
    said = str(getattr(error, "problem", "") or getattr(error, "reason", "") or "cannot be read")
    message, advice = _PLAINER.get(said, (said, ""))
    return Problem(at, "KB004", f"not valid YAML: {message}", advice)


_QUOTE = "Put a text that holds ': ' or starts with one of []{}&*!|>%@` in double quotes."
_PLAINER = {
    "mapping values are not allowed in this context": ("a colon where none can stand", _QUOTE),
    "found character that cannot start any token": ("a character that no value can start with", _QUOTE),
    "could not find expected ':'": ("a line without 'key: value'", "Check the indentation and the colon."),
    "did not find expected key": ("a key was expected here", "Check the indentation, quotes and brackets."),
    "did not find expected '-' indicator": ("a '-' was expected here", "Indent the items of a list alike."),
    "control characters are not allowed": (
        "a control character",
        "Delete it; editors do not show it.",
    ),
}


def _error_place(error: yaml.YAMLError, text: str) -> tuple[int, int]:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        return int(mark.line) + 1, int(mark.column) + 1
    return place_of(text, getattr(error, "position", 0) or 0)


def place_of(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of a character index."""
    before = text[:index]
    return before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1


def _character(text: str, line: int, column: int) -> str:
    lines = text.split("\n", line)
    return lines[line - 1][column - 1 : column] if len(lines) >= line else ""


def shorten(text: str, longest: int = 40) -> str:
    """`text` for use in a message: one line, no control characters, not too long."""
    printable = "".join(ch if ch.isprintable() else "?" for ch in text[: longest + 1])
    return printable if len(printable) <= longest else printable[: longest - 3] + "..."
