"""A page as blocks of phrases. Pages are built once and written in every format by a writer of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from massage_advisor.records import dataclass


class Tone(Enum):
    """What a phrase stands for. A writer may colour it; the words say the same."""

    PLAIN = "plain"
    STRONG = "strong"
    OK = "ok"
    ADAPT = "adapt"
    CLEARANCE = "clearance"
    AVOID = "avoid"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Some words, the ids of the sources behind them, and their tone."""

    text: str
    sources: tuple[str, ...] = ()
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Heading:
    """The start of a section."""

    text: str
    tone: Tone = Tone.STRONG


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph."""

    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Points:
    """A list of short statements; `numbered` where their order counts."""

    points: tuple[Phrase, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Detail:
    """A label and what there is to say under it."""

    label: str
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their values."""

    details: tuple[Detail, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement with details below it."""

    head: Phrase
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Entries:
    """Statements with details, one below the other."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells. Where there is no room each row becomes a card, headed by its first `head` cells.

    The cards of a `compact` table have their details in one paragraph. `header` is the column that names
    the row.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Phrase, ...], ...]
    head: int = 1
    compact: bool = False
    header: int = 0


@dataclass(frozen=True, slots=True)
class BodyMap:
    """A front and a back view of the body. The sides of areas to work on, and those to leave alone."""

    work: tuple[str, ...]
    leave: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """Blocks that belong together on a card that can be cut out."""

    blocks: tuple[Heading | Para | Points | Facts | Entries, ...]


Block = Heading | Para | Points | Facts | Entries | Table | BodyMap | Box


@dataclass(frozen=True, slots=True)
class Page:
    """A whole page: a title, and blocks in reading order.

    `most_sources` is how many sources are cited behind one phrase; None cites all.
    """

    title: str
    blocks: tuple[Block, ...]
    tone: Tone = Tone.STRONG
    most_sources: int | None = None


def phrases(block: Block) -> Iterator[Phrase]:
    """Every phrase of a block, in reading order."""
    match block:
        case Heading() | BodyMap():
            return
        case Para(phrase):
            yield phrase
        case Points(points):
            yield from points
        case Facts(details):
            yield from _of_details(details)
        case Entries(entries):
            for entry in entries:
                yield entry.head
                yield from _of_details(entry.details)
        case Table():
            for row in block.rows:
                yield from row
        case Box(blocks):
            for part in blocks:
                yield from phrases(part)


def _of_details(details: Iterable[Detail]) -> Iterator[Phrase]:
    for detail in details:
        yield from detail.phrases
