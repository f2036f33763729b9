"""What a command takes, said without Typer: importing that takes longer than most commands run."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

REQUIRED = inspect.Parameter.empty


class Taken(NamedTuple):
    """An option, or an argument (which has no names), as it stands in an annotation.

    `settings` are those of `typer.Option` and `typer.Argument`.
    """

    names: tuple[str, ...]
    settings: dict[str, Any]


def option(*names: str, **settings: Any) -> Taken:
    """An option with these names, such as `-o` and `--output`."""
    return Taken(names, settings)


def argument(**settings: Any) -> Taken:
    """An argument, known by its place."""
    return Taken((), settings)


class Parameter(NamedTuple):
    """What a command takes under a name: its type (`int | None`), how it is given, what it is otherwise."""

    name: str
    type: Any
    taken: Taken
    default: Any


def parameters(command: Callable[..., Any]) -> Iterator[Parameter]:
    """What a command takes: its own first, then what it shares with others."""
    for name, part in inspect.signature(command, eval_str=True).parameters.items():
        if name != "common":
            (taken,) = part.annotation.__metadata__
            yield Parameter(name, part.annotation.__origin__, taken, part.default)
    yield from command.shared  # type: ignore[attr-defined] # given by `with_common`
