"""Conditions over facts: comparisons joined by all and any."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from massage_advisor.records import dataclass


@dataclass(frozen=True, slots=True)
class Literal:
    """One comparison of a fact: with options (any of them), or with numbers (`at_least` <= x < `under`)."""

    fact: str
    options: tuple[str, ...] = ()
    at_least: float | None = None
    under: float | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class All:
    """Every part must hold."""

    parts: tuple[When, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part must hold."""

    parts: tuple[When, ...]


When = Literal | All | Any


def literals(when: When) -> Iterator[Literal]:
    """Every comparison in `when`, left to right."""
    if isinstance(when, Literal):
        yield when
        return
    for part in when.parts:
        yield from literals(part)
