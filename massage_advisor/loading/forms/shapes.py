"""What a value may look like. A shape is called with a node: it returns what it read, or reports.

The same shapes check the files and make the JSON Schemas for editors (see `schema`).
"""

from __future__ import annotations

import re
from typing import Any, Protocol

from massage_advisor.loading.faults import Reading, did_you_mean
from massage_advisor.loading.nodes import Map, Node, Scalar, Seq, shorten
from massage_advisor.records import dataclass

ID = r"[a-z0-9]+(-[a-z0-9]+)*"
DETAIL_ID = rf"{ID}\.{ID}"
FACT_ID = rf"{ID}(\.{ID})?"
NUMBER = r"-?[0-9]+(\.[0-9]+)?"
PLACEHOLDER = re.compile(r"\{([a-z0-9-]+)\}")


class Shape(Protocol):
    """Reads nodes of one form."""

    def __call__(self, node: Node, reading: Reading) -> Any:
        """The value, or None after reporting a fault."""


def describe(node: Node) -> str:
    """What a node is, for messages."""
    if isinstance(node, Map):
        return "a map"
    if isinstance(node, Seq):
        return "a list"
    return f"'{shorten(node.text)}'" if node.text else "nothing"


def _scalar(node: Node, reading: Reading, wanted: str) -> str | None:
    if isinstance(node, Scalar) and node.text.strip():
        return node.text
    empty = isinstance(node, Scalar)
    reading.fault("KB107" if empty else "KB101", node, f"{wanted} was expected here, not {describe(node)}")
    return None


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or name. `{threshold-id}` in it becomes that threshold's text; `keeps` are left alone."""

    longest: int = 0
    keeps: tuple[str, ...] = ()

    def __call__(self, node: Node, reading: Reading) -> str | None:
        text = _scalar(node, reading, "a text")
        if text is None:
            return None
        filled = PLACEHOLDER.sub(lambda found: self._fill(found, node, reading), _tidy(text))
        if not filled.replace("\n", "").isprintable():
            reading.fault("KB110", node, "a character that cannot be seen, such as a control character")
            return None
        if self.longest and len(filled) > self.longest:
            said = f"{len(filled)} characters long; the longest allowed is {self.longest}"
            reading.fault("KB108", node, said, "Say it in one short sentence.")
            return None
        return filled

    def _fill(self, found: re.Match[str], node: Node, reading: Reading) -> str:
        name, texts = found[1], reading.found.threshold_texts
        if name in self.keeps:
            return found[0]
        if name not in texts:
            advice = did_you_mean(name, texts) or "Placeholders name a threshold: {fever-from}."
            reading.fault("KB207", node, f"there is no threshold '{shorten(name)}' for {found[0]}", advice)
        return texts.get(name, found[0])


def _tidy(text: str) -> str:
    """Line breaks and runs of spaces become one space; empty lines still part paragraphs."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()))


_SCALAR = ["string", "number", "boolean"]  # editors read 20 and true as more than text


@dataclass(frozen=True, slots=True)
class Word:
    """A text of a fixed form; `wanted` says in words what form."""

    pattern: str
    wanted: str

    def __call__(self, node: Node, reading: Reading) -> str | None:
        text = _scalar(node, reading, self.wanted)
        if text is None or re.fullmatch(self.pattern, text):
            return text
        reading.fault("KB106", node, f"{self.wanted} was expected here, not {describe(node)}")
        return None


_ID_WANTED = "an id of small letters, digits and hyphens"


@dataclass(frozen=True, slots=True)
class Define:
    """The id of the record it stands in."""

    kind: str
    pattern: str = ID

    def __call__(self, node: Node, reading: Reading) -> str | None:
        text = Word(self.pattern, _ID_WANTED)(node, reading)
        if text is not None and isinstance(node, Scalar):
            reading.found.define(self.kind, node, reading.path)
        return text


@dataclass(frozen=True, slots=True)
class Ref:
    """The id of something of one of these kinds, looked up once all files are read; or an `extra` word."""

    kinds: tuple[str, ...]
    extra: tuple[str, ...] = ()

    def __call__(self, node: Node, reading: Reading) -> str | None:
        text = _scalar(node, reading, f"the id of a {' or '.join(self.kinds)}")
        if text is not None and text not in self.extra and isinstance(node, Scalar):
            reading.use(self.kinds, node)
        return text


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]

    def __call__(self, node: Node, reading: Reading) -> str | None:
        listed = ", ".join(self.words)
        text = _scalar(node, reading, f"one of {listed}")
        if text is None or text in self.words:
            return text
        advice = did_you_mean(text, self.words)
        reading.fault("KB104", node, f"'{shorten(text)}' is not one of {listed}", advice)
        return None


class Flag:
    """true or false."""

    def __call__(self, node: Node, reading: Reading) -> bool | None:
        text = OneOf(("true", "false"))(node, reading)
        return None if text is None else text == "true"


@dataclass(frozen=True, slots=True)
class Number:
    """A number within limits; `whole` allows no decimals."""

    low: float = float("-inf")
    high: float = float("inf")
    whole: bool = False

    def __call__(self, node: Node, reading: Reading) -> float | None:
        text = _scalar(node, reading, "a number")
        if text is None:
            return None
        value = float(text) if re.fullmatch(NUMBER, text) else None
        if value is None or not self.low <= value <= self.high or (self.whole and value != int(value)):
            reading.fault("KB105", node, f"{describe(node)} is not {self._wanted()}")
            return None
        return int(value) if self.whole else value

    def _wanted(self) -> str:
        number = "a whole number" if self.whole else "a number"
        if self.high < float("inf"):
            return f"{number} from {self.low:g} to {self.high:g}"
        return f"{number} of at least {self.low:g}" if self.low > float("-inf") else number


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list with at least `least` and at most `most` items; `or_one` also takes a single one bare."""

    item: Shape
    least: int = 0
    most: int = 0
    or_one: bool = False

    def __call__(self, node: Node, reading: Reading) -> tuple[Any, ...] | None:
        if not isinstance(node, Seq):
            if not self.or_one:
                reading.fault("KB101", node, f"a list was expected here, not {describe(node)}")
                return None
            node = Seq((node,), node.line, node.column)
        if len(node.items) < self.least or (self.most and len(node.items) > self.most):
            reading.fault("KB109", node, f"a list of {self._size()} was expected, not of {len(node.items)}")
        values = (self.item(item, reading) for item in node.items)
        return tuple(value for value in values if value is not None)

    def _size(self) -> str:
        if self.least == self.most:
            return str(self.least)
        return f"{self.least} to {self.most}" if self.most else f"at least {self.least}"


@dataclass(frozen=True, slots=True)
class Table:
    """A map with free keys of one form."""

    key: Shape
    value: Shape

    def __call__(self, node: Node, reading: Reading) -> dict[str, Any] | None:
        if not isinstance(node, Map):
            reading.fault("KB101", node, f"a map was expected here, not {describe(node)}")
            return None
        pairs = [(self.key(k, reading), self.value(v, reading)) for k, v in node.entries.values()]
        return {key: value for key, value in pairs if key is not None and value is not None}


@dataclass(frozen=True, slots=True)
class ByForm:
    """One shape for a text, another for a list, another for a map."""

    text: Shape | None = None
    seq: Shape | None = None
    map: Shape | None = None

    def __call__(self, node: Node, reading: Reading) -> Any:
        shape = self.map if isinstance(node, Map) else self.seq if isinstance(node, Seq) else self.text
        if shape is not None:
            return shape(node, reading)
        forms = {"a text": self.text, "a list": self.seq, "a map": self.map}
        wanted = " or ".join(name for name, known in forms.items() if known is not None)
        reading.fault("KB101", node, f"{wanted} was expected here, not {describe(node)}")
        return None
