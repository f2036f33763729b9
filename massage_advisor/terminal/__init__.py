"""The conversation with a person at a terminal: questions out, answers in."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, TextIO

from massage_advisor.interview import MayStop, never_early
from massage_advisor.model import Item, KnowledgeBase, Responses
from massage_advisor.terminal.script import Order, Outcome, Save, Script, Write, own_reason

if TYPE_CHECKING:
    from massage_advisor.terminal.console import Console
    from massage_advisor.terminal.stage import Stage

__all__ = ["Outcome", "Script", "line_mode", "open_stage", "run"]

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
    write: Write | None = None,
    order: Order | None = None,
    color: bool = True,
) -> Outcome:
    """Asks everything that is open, on `stderr`, and returns the answers and how it ended.

    `accessible`: what `line_mode` said. `width`: columns, or None for those of the terminal.
    `color` False: bold only. `checkpoint` gets the answers after every screen; its FileError is passed on.
    `write` saves the page about a red flag; `order` says why a question comes next.
    """
    script = Script(kb, why, may_stop, checkpoint, can_save, write, order, date.today())
    if accessible:
        from massage_advisor.terminal import lines

        return lines.converse(script, responses, _console(width, ascii_only, stdin, stderr))
    from massage_advisor.terminal import widgets
    from massage_advisor.terminal.widgets.shell import Shell

    shell = Shell(stdin, stderr, ascii_only=ascii_only, color=color)
    return widgets.converse(script, responses, shell)


def open_stage(
    *,
    accessible: bool,
    width: int | None,
    ascii_only: bool,
    stdin: TextIO,
    stderr: TextIO,
    color: bool = True,
) -> Stage:
    """A place for what is shown beside the questions; the parameters are those of `run`."""
    if accessible:
        from massage_advisor.terminal.line_stage import LineStage

        return LineStage(_console(width, ascii_only, stdin, stderr))
    from massage_advisor.terminal.widgets.shell import Shell
    from massage_advisor.terminal.widgets.stage import WidgetStage

    return WidgetStage(Shell(stdin, stderr, ascii_only=ascii_only, color=color))


def _console(width: int | None, ascii_only: bool, stdin: TextIO, stderr: TextIO) -> Console:
    from massage_advisor.terminal.console import Console

    return Console(stdin, stderr, width or shutil.get_terminal_size().columns, ascii_only=ascii_only)
