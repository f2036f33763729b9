"""Pages for `explain`, and the claims of the two articles."""

from __future__ import annotations

from massage_advisor.model.massages import Note
from massage_advisor.records import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a topic's table: one cell for each column."""

    id: str
    label: str
    cells: tuple[Note, ...]
    caution: Note | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A headed paragraph of a topic."""

    id: str
    heading: str
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A page for `explain`."""

    id: str
    title: str
    intro: Note
    aliases: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of one of the two articles, with what the sources say of it."""

    id: str
    article: str
    text: str
    verdict: str
    finding: str
    carried_by: tuple[str, ...]
    sources: tuple[str, ...]
