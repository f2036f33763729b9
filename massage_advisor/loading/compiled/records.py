"""How compiled records are read: a record is the list of its field values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any as Anything

from massage_advisor.errors import Location

Decoder = Callable[[Anything], Anything]


def record(made: Callable[..., Anything], **decoders: Decoder) -> Decoder:
    """Reads a list of field values; those that are more than text, number or map by their decoder."""
    names = [part.name for part in fields(made)]  # type: ignore[arg-type]
    places = [(names.index(name), decoder) for name, decoder in decoders.items()]

    def read(row: list[Anything]) -> Anything:
        size = len(row)
        for place, decoder in places:
            if place < size:
                row[place] = decoder(row[place])
        return made(*row)

    return read


def each(decoder: Decoder) -> Decoder:
    """Reads a list of what `decoder` reads."""
    return lambda rows: tuple([decoder(row) for row in rows])


def by_key(decoder: Decoder) -> Decoder:
    """Reads a map of what `decoder` reads."""
    return lambda rows: {key: decoder(row) for key, row in rows.items()}


def maybe(decoder: Decoder) -> Decoder:
    """Reads what `decoder` reads, or nothing."""
    return lambda row: None if row is None else decoder(row)


def place(row: list[Anything] | None) -> Location | None:
    """Reads a place in a file, or nothing."""
    return None if row is None else Location(*row)


def answers(given: Mapping[str, Anything]) -> dict[str, object]:
    """Reads answers: lists as tuples."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in given.items()}
