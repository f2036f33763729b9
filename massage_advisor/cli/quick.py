"""A command line that leaves no doubt is read here, and Typer is not imported.

That takes a third off most commands. All else (groups, help, slips, anything unusual) is Typer's, which reads
every command line the same way; a test holds the two to that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from functools import partial
from importlib import import_module
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin

from massage_advisor.cli.commands import COMMANDS
from massage_advisor.cli.options import REQUIRED, Parameter, parameters


class _InDoubt(Exception):  # noqa: N818 - no error: Typer will know
    """This command line is for Typer."""


def quick(arguments: Sequence[str]) -> Callable[[], Any] | None:
    """The command with all that it is given; None where there is any doubt."""
    if not arguments or arguments[0] not in COMMANDS:
        return None
    module, _, name = COMMANDS[arguments[0]].place.partition(":")
    if name == "app":
        return None
    command = getattr(import_module(f"massage_advisor.cli.{module}"), name)
    try:
        return partial(command, **given(list(parameters(command)), arguments[1:]))
    except _InDoubt:
        return None


def given(taken: Sequence[Parameter], tokens: Sequence[str]) -> dict[str, Any]:
    """What these tokens give a command for each of its parameters. Raises _InDoubt."""
    named = {name: parameter for parameter in taken for name in parameter.taken.names}
    texts: dict[str, list[str]] = {}
    words: list[str] = []
    waiting = iter(tokens)
    for token in waiting:
        if _is_option(token):
            parameter, text = _option(named, token, waiting)
            texts.setdefault(parameter.name, []).append(text)
        else:
            words.append(token)
    for parameter in taken:
        if not parameter.taken.names:
            size = len(words) if _is_list(parameter) else 1
            texts[parameter.name], words = words[:size], words[size:]
    if words:
        raise _InDoubt
    return {parameter.name: _value(parameter, texts.get(parameter.name)) for parameter in taken}


def _is_option(token: str) -> bool:
    return token.startswith("-") and token != "-"


def _option(named: dict[str, Parameter], token: str, waiting: Iterator[str]) -> tuple[Parameter, str]:
    """The option that a token names, with its text: after "=", or the next token; a switch has none."""
    name, sign, text = token.partition("=") if token.startswith("--") else (token, "", "")
    if name not in named or (sign and named[name].type is bool):
        raise _InDoubt
    parameter = named[name]
    if parameter.type is not bool and not sign:
        text = next(waiting, "-")
        if text.startswith("-"):
            raise _InDoubt
    return parameter, text


def _value(parameter: Parameter, texts: list[str] | None) -> Any:
    if not texts:
        if parameter.default is REQUIRED:
            raise _InDoubt
        return parameter.default
    if _is_list(parameter):
        return texts
    return _read(parameter, texts[-1])


def _read(parameter: Parameter, text: str) -> Any:
    kind = _bare(parameter.type)
    if kind is bool:
        return True
    if kind is int:
        return _number(text, parameter.taken.settings)
    if issubclass(kind, Enum):
        if text not in [choice.value for choice in kind]:
            raise _InDoubt
        return kind(text)
    if kind not in (str, Path):
        raise _InDoubt
    return kind(text)


def _number(text: str, settings: dict[str, Any]) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise _InDoubt
    number = int(text)
    if not settings.get("min", number) <= number <= settings.get("max", number):
        raise _InDoubt
    return number


def _bare(kind: Any) -> Any:
    """The type itself: `int` of `int | None`."""
    parts = [part for part in get_args(kind) if part is not NoneType]
    return parts[0] if parts and get_origin(kind) is not list else kind


def _is_list(parameter: Parameter) -> bool:
    return get_origin(_bare(parameter.type)) is list
