"""What reading yields before ids are resolved: checked values that still know their place in the file."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from massage_advisor.errors import Location
from massage_advisor.loading.nodes import Map, Node, Scalar
from massage_advisor.records import dataclass


@dataclass(slots=True)
class Draft:
    """A record as read: checked values by key, and the node they came from. `sound`: nothing was wrong."""

    node: Map
    path: str
    values: dict[str, Any] = field(default_factory=dict)
    sound: bool = True

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def get(self, key: str, default: Any = None) -> Any:
        """The value of an optional key."""
        return self.values.get(key, default)

    @property
    def at(self) -> Location:
        """Where the record starts."""
        return Location(self.path, self.node.line, self.node.column)

    def value_node(self, key: str) -> Node:
        """The node under `key`, or the whole record where the key is missing."""
        return self.node.entries[key][1] if key in self.node.entries else self.node


@dataclass(frozen=True, slots=True)
class Comparison:
    """One `fact: ...` of a `when`; either options or limits. A limit may name a threshold."""

    path: str
    fact: Scalar
    options: tuple[Scalar, ...] = ()
    at_least: Scalar | None = None
    under: Scalar | None = None


@dataclass(frozen=True, slots=True)
class Several:
    """`all` or `any` of the parts."""

    word: str
    parts: tuple[WhenDraft, ...]


WhenDraft = Comparison | Several


@dataclass(frozen=True, slots=True)
class Answer:
    """One `item: value` of a case or a person."""

    path: str
    item: Scalar
    values: tuple[Scalar, ...]
    listed: bool


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of one case or person, and where they start."""

    at: Location
    given: tuple[Answer, ...]
