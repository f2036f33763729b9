"""What a value may look like. A shape reads a node, reports what is wrong with it, and describes itself.

The same shapes check the files and make the JSON Schemas for editors, so the two cannot disagree.
`read` returns None after it has reported a fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from massage_advisor.loading.drafts import Draft
from massage_advisor.loading.faults import Reading, did_you_mean
from massage_advisor.loading.nodes import Map, Node, Scalar, Seq, shorten

ID = r"[a-z0-9]+(-[a-z0-9]+)*"
DETAIL_ID = rf"{ID}\.{ID}"
NUMBER = r"-?[0-9]+(\.[0-9]+)?"
PLACEHOLDER = re.compile(r"\{([a-z0-9-]+)\}")

Schema = dict[str, Any]


class Shape(Protocol):
    """Reads nodes of one form."""

    def read(self, node: Node, reading: Reading) -> Any:
        """The value, or None after reporting a fault."""

    def schema(self) -> Schema:
        """The JSON Schema of what `read` accepts."""


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

    def read(self, node: Node, reading: Reading) -> str | None:
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
            reading.fault("KB208", node, f"there is no threshold '{shorten(name)}' for {found[0]}", advice)
        return texts.get(name, found[0])

    def schema(self) -> Schema:
        limits = {"maxLength": self.longest} if self.longest else {}
        return {"type": _SCALAR, "pattern": r"\S", **limits}


def _tidy(text: str) -> str:
    """Line breaks and runs of spaces become one space; empty lines still part paragraphs."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()))


_SCALAR = ["string", "number", "boolean"]  # editors read 20 and true as more than text


@dataclass(frozen=True, slots=True)
class Word:
    """A text of a fixed form; `wanted` says in words what form."""

    pattern: str
    wanted: str

    def read(self, node: Node, reading: Reading) -> str | None:
        text = _scalar(node, reading, self.wanted)
        if text is None or re.fullmatch(self.pattern, text):
            return text
        reading.fault("KB106", node, f"{self.wanted} was expected here, not {describe(node)}")
        return None

    def schema(self) -> Schema:
        return {"type": _SCALAR, "pattern": f"^{self.pattern}$"}


_ID_WANTED = "an id of small letters, digits and hyphens"


@dataclass(frozen=True, slots=True)
class Define:
    """The id of the record it stands in."""

    kind: str
    pattern: str = ID

    def read(self, node: Node, reading: Reading) -> str | None:
        text = Word(self.pattern, _ID_WANTED).read(node, reading)
        if text is not None and isinstance(node, Scalar):
            reading.found.define(self.kind, node, reading.path)
        return text

    def schema(self) -> Schema:
        return Word(self.pattern, _ID_WANTED).schema()


@dataclass(frozen=True, slots=True)
class Ref:
    """The id of something of one of these kinds, checked once all files are read; `extra` words need no id."""

    kinds: tuple[str, ...]
    extra: tuple[str, ...] = ()

    def read(self, node: Node, reading: Reading) -> str | None:
        text = _scalar(node, reading, f"the id of a {' or '.join(self.kinds)}")
        if text is not None and text not in self.extra and isinstance(node, Scalar):
            reading.use(self.kinds, node)
        return text

    def schema(self) -> Schema:
        return {"type": _SCALAR, "pattern": r"\S"}


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]

    def read(self, node: Node, reading: Reading) -> str | None:
        listed = ", ".join(self.words)
        text = _scalar(node, reading, f"one of {listed}")
        if text is None or text in self.words:
            return text
        advice = did_you_mean(text, self.words)
        reading.fault("KB104", node, f"'{shorten(text)}' is not one of {listed}", advice)
        return None

    def schema(self) -> Schema:
        return {"enum": list(self.words)}


class Flag:
    """true or false."""

    def read(self, node: Node, reading: Reading) -> bool | None:
        text = OneOf(("true", "false")).read(node, reading)
        return None if text is None else text == "true"

    def schema(self) -> Schema:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Number:
    """A number within limits; `whole` allows no decimals."""

    low: float = float("-inf")
    high: float = float("inf")
    whole: bool = False

    def read(self, node: Node, reading: Reading) -> float | None:
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

    def schema(self) -> Schema:
        limits: Schema = {"minimum": self.low} if self.low > float("-inf") else {}
        if self.high < float("inf"):
            limits["maximum"] = self.high
        return {"type": "integer" if self.whole else "number", **limits}


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list with at least `least` and at most `most` items; `or_one` also takes a single one bare."""

    item: Shape
    least: int = 0
    most: int = 0
    or_one: bool = False

    def read(self, node: Node, reading: Reading) -> tuple[Any, ...] | None:
        if not isinstance(node, Seq):
            if not self.or_one:
                reading.fault("KB101", node, f"a list was expected here, not {describe(node)}")
                return None
            node = Seq((node,), node.line, node.column)
        if len(node.items) < self.least or (self.most and len(node.items) > self.most):
            reading.fault("KB109", node, f"a list of {self._size()} was expected, not of {len(node.items)}")
        values = (self.item.read(item, reading) for item in node.items)
        return tuple(value for value in values if value is not None)

    def _size(self) -> str:
        if self.least == self.most:
            return str(self.least)
        return f"{self.least} to {self.most}" if self.most else f"at least {self.least}"

    def schema(self) -> Schema:
        listed: Schema = {"type": "array", "items": self.item.schema(), "minItems": self.least}
        if self.most:
            listed["maxItems"] = self.most
        return {"anyOf": [listed, self.item.schema()]} if self.or_one else listed


@dataclass(frozen=True, slots=True)
class Table:
    """A map with free keys of one form."""

    key: Shape
    value: Shape

    def read(self, node: Node, reading: Reading) -> dict[str, Any] | None:
        if not isinstance(node, Map):
            reading.fault("KB101", node, f"a map was expected here, not {describe(node)}")
            return None
        pairs = [(self.key.read(k, reading), self.value.read(v, reading)) for k, v in node.entries.values()]
        return {key: value for key, value in pairs if key is not None and value is not None}

    def schema(self) -> Schema:
        names = {key: value for key, value in self.key.schema().items() if key != "type"}
        return {"type": "object", "propertyNames": names, "additionalProperties": self.value.schema()}


class Constraint(Protocol):
    """Something about several keys of one record together."""

    def check(self, draft: Draft, reading: Reading) -> None:
        """Report where it does not hold."""

    def schema(self) -> Schema:
        """The same as JSON Schema; {} where a schema cannot say it."""


@dataclass(frozen=True, slots=True)
class Needs:
    """Where `key` is `word`, these keys have to be there."""

    key: str
    word: str
    keys: tuple[str, ...]

    def check(self, draft: Draft, reading: Reading) -> None:
        if draft.get(self.key) != self.word:
            return
        for name in self.keys:
            if name not in draft.node.entries:
                message = f"'{self.key}: {self.word}' needs the key '{name}'"
                reading.fault("KB113", draft.value_node(self.key), message)

    def schema(self) -> Schema:
        given = {"properties": {self.key: {"const": self.word}}, "required": [self.key]}
        return {"if": given, "then": {"required": list(self.keys)}}


@dataclass(frozen=True, slots=True)
class OnlyWith:
    """`names` may only stand where `key` is one of `words`."""

    names: tuple[str, ...]
    key: str
    words: tuple[str, ...]

    def check(self, draft: Draft, reading: Reading) -> None:
        if self.key not in draft or draft[self.key] in self.words:
            return
        for name in self.names:
            if name in draft.node.entries:
                listed = " or ".join(self.words)
                place = draft.node.entries[name][0]
                reading.fault("KB113", place, f"'{name}' only goes with '{self.key}: {listed}'")

    def schema(self) -> Schema:
        given = {"properties": {self.key: {"enum": list(self.words)}}}
        return {"if": given, "else": {"properties": {name: False for name in self.names}}}


@dataclass(frozen=True, slots=True)
class OneKeyOf:
    """Exactly one of these keys."""

    keys: tuple[str, ...]

    def check(self, draft: Draft, reading: Reading) -> None:
        given = [name for name in self.keys if name in draft.node.entries]
        if len(given) != 1:
            message = f"exactly one of the keys {' and '.join(self.keys)} is needed, not {len(given)}"
            reading.fault("KB113", draft.node, message)

    def schema(self) -> Schema:
        return {"oneOf": [{"required": [name]} for name in self.keys]}


@dataclass(frozen=True, slots=True)
class Also:
    """A check that no schema can say."""

    run: Callable[[Draft, Reading], None]

    def check(self, draft: Draft, reading: Reading) -> None:
        self.run(draft, reading)

    def schema(self) -> Schema:
        return {}


@dataclass(frozen=True, slots=True)
class Record:
    """A map with known keys, those of `needs` required; `rules` are about keys together."""

    keys: Mapping[str, Shape]
    needs: tuple[str, ...] = ()
    rules: tuple[Constraint, ...] = ()

    def read(self, node: Node, reading: Reading) -> Draft | None:
        if not isinstance(node, Map):
            reading.fault("KB101", node, f"a map was expected here, not {describe(node)}")
            return None
        before = len(reading.found.problems)
        draft = Draft(node, reading.path)
        for key, value in node.entries.values():
            self._read_key(key, value, draft, reading)
        for name in self.needs:
            if name not in node.entries:
                reading.fault("KB103", node, f"the key '{name}' is missing")
        for rule in self.rules:
            rule.check(draft, reading)
        draft.sound = len(reading.found.problems) == before
        return draft

    def _read_key(self, key: Scalar, node: Node, draft: Draft, reading: Reading) -> None:
        shape = self.keys.get(key.text)
        if shape is None:
            advice = did_you_mean(key.text, self.keys) or f"Known here: {', '.join(self.keys)}."
            reading.fault("KB102", key, f"there is no key '{shorten(key.text)}' here", advice)
            return
        value = shape.read(node, reading)
        if value is not None:
            draft.values[key.text] = value

    def schema(self) -> Schema:
        properties = {name: shape.schema() for name, shape in self.keys.items()}
        made: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
        if self.needs:
            made["required"] = list(self.needs)
        said = [schema for schema in (rule.schema() for rule in self.rules) if schema]
        return made | ({"allOf": said} if said else {})


@dataclass(frozen=True, slots=True)
class ByForm:
    """One shape for a text, another for a list, another for a map."""

    text: Shape | None = None
    seq: Shape | None = None
    map: Shape | None = None

    def read(self, node: Node, reading: Reading) -> Any:
        shape = self.map if isinstance(node, Map) else self.seq if isinstance(node, Seq) else self.text
        if shape is not None:
            return shape.read(node, reading)
        forms = {"a text": self.text, "a list": self.seq, "a map": self.map}
        wanted = " or ".join(name for name, known in forms.items() if known is not None)
        reading.fault("KB101", node, f"{wanted} was expected here, not {describe(node)}")
        return None

    def schema(self) -> Schema:
        return {"anyOf": [shape.schema() for shape in (self.text, self.seq, self.map) if shape is not None]}
