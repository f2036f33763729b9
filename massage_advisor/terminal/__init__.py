"""The conversation with a person at a terminal: questions out, answers in."""

from __future__ import annotations

import shutil
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
    color: bool = True,
) -> Outcome:
    """Asks everything that is open, on `stderr`, and returns the answers and how it ended.

    `accessible`: what `line_mode` said. `width`: columns, or None for those of the terminal.
    `color` False: bold only. `checkpoint` gets the answers after every screen; its FileError is passed on.
    """
    script = Script(kb, why, may_stop, checkpoint, can_save, date.today())
    if accessible:
        from massage_advisor.terminal import lines
        from massage_advisor.terminal.console import Console

        columns = width or shutil.get_terminal_size().columns
        return lines.converse(script, responses, Console(stdin, stderr, columns, ascii_only=ascii_only))
    from massage_advisor.terminal import widgets
    from massage_advisor.terminal.widgets.shell import Shell

    shell = Shell(stdin, stderr, ascii_only=ascii_only, color=color)
    return widgets.converse(script, responses, shell)
