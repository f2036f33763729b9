"""The conversation with a person at a terminal: questions out, answers in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TextIO

from massage_advisor.interview import MayStop, never_early
from massage_advisor.model import Item, KnowledgeBase, Responses
from massage_advisor.terminal.script import Outcome, Save, Script, own_reason

__all__ = ["Outcome", "Script", "line_mode", "run"]

_OFF = {"", "0", "false"}


def line_mode(*, accessible: bool, environ: Mapping[str, str], stdin: TextIO, stderr: TextIO) -> bool:
    """Whether to ask in plain lines: by wish, or because the terminal cannot do more."""
    wished = accessible or environ.get("ACCESSIBLE", "").strip().lower() not in _OFF
    simple = environ.get("TERM", "") in ("dumb", "unknown")
    return wished or simple or not (stdin.isatty() and stderr.isatty())


def run(
    kb: KnowledgeBase,
    responses: Responses,
    *,
    accessible: bool,
    width: int | None,
    ascii_only: bool,
    stdin: TextIO,
    stderr: TextIO,
    why: Callable[[Item], str] = own_reason,
    may_stop: MayStop = never_early,
    checkpoint: Save | None = None,
    can_save: bool = False,
) -> Outcome:
    """Asks everything that is open, on `stderr`, and returns the answers and how it ended.

    `accessible`: what `line_mode` said. `width`: columns, or None for those of the terminal.
    `checkpoint` gets the answers after every screen; a FileError it raises is passed on.
    """
    from massage_advisor.terminal.console import Console
    from massage_advisor.terminal.lines import converse

    script = Script(kb, why, may_stop, checkpoint, can_save, date.today())
    return converse(script, responses, Console(stdin, stderr, width or 80, ascii_only=ascii_only))
