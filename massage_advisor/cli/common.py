"""The options that every command takes, and the way a result leaves the program."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from massage_advisor.cli.options import Parameter, argument, option
from massage_advisor.errors import FileError, UsageError
from massage_advisor.model import KnowledgeBase
from massage_advisor.records import dataclass
from massage_advisor.textsafe import to_ascii
from massage_advisor.wholefile import whole_file

if TYPE_CHECKING:
    from massage_advisor.render.style import Style


class Color(StrEnum):
    """When to use colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


Folder = Annotated[
    Path | None,
    argument(help="The folder of a knowledge base; default: the one in use.", metavar="PATH"),
]
"""What the commands for knowledge authors look at."""

STDOUT = Path("-")
EXTENSIONS = {
    ".txt": "text",
    ".tsv": "plain",
    ".json": "json",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
}


@dataclass(frozen=True, slots=True)
class Common:
    """What every command was told about its input and its output."""

    format: str = ""
    output: Path | None = None
    force: bool = False
    color: Color = Color.AUTO
    ascii: bool = False
    width: int | None = None
    kb: str | None = None
    quiet: bool = False
    verbose: bool = False
    debug: bool = False

    def knowledge(self) -> KnowledgeBase:
        """The knowledge base that was asked for."""
        from massage_advisor.loading import load_knowledge

        return load_knowledge(self.folder())

    def folder(self) -> Path:
        """The folder of the knowledge base that was asked for."""
        from massage_advisor.loading import data_folder

        return data_folder(self.kb)

    def form(self, allowed: tuple[str, ...]) -> str:
        """The format to write: as asked, else by the ending of the output file, else the first allowed."""
        by_ending = EXTENSIONS.get(self.output.suffix.lower(), "") if self.output else ""
        form = self.format or (by_ending if by_ending in allowed else "") or allowed[0]
        if form not in allowed:
            raise UsageError(f"there is no format '{form}' here; give one of: {', '.join(allowed)}")
        return form

    @property
    def columns(self) -> int:
        """How wide the result may be."""
        return self.width or _terminal_width()

    @property
    def colored(self) -> bool:
        """Whether the result is coloured: the option, then NO_COLOR, FORCE_COLOR, then the terminal."""
        if self.color is not Color.AUTO:
            return self.color is Color.ALWAYS
        if os.environ.get("NO_COLOR"):
            return False
        forced = os.environ.get("FORCE_COLOR", "") not in ("", "0")
        return forced or (self.output is None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb")

    @property
    def ascii_only(self) -> bool:
        """Whether only ASCII may be written: asked for, or all that the output can take."""
        if self.ascii:
            return True
        encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "")
        return self.output is None and not encoding.startswith("utf")

    def style(self, *, accessible: bool = False) -> Style:
        """How pages are to be written."""
        from massage_advisor.render.style import Style

        return Style(self.columns, self.colored, self.ascii_only, accessible)

    def note(self, text: str) -> None:
        """A remark on stderr, unless it was asked to be quiet."""
        if not self.quiet:
            print(text, file=sys.stderr)

    def emit(self, text: str) -> None:
        """Writes the result: to the output file, whole or not at all, or to stdout."""
        if self.ascii_only:
            text = to_ascii(text)
        if self.output is None:
            _write_stdout(text)
        else:
            write_file(self.output, text, force=self.force)


def write_file(path: Path, text: str, *, force: bool) -> None:
    """Writes a file whole or not at all; FileError if it exists (without `force`) or cannot be written."""
    with whole_file(path, force=force) as file:
        file.write(text.encode())


def _write_stdout(text: str) -> None:
    """Raises BrokenPipeError where the reader has gone, FileError where there is no room."""
    encoding = sys.stdout.encoding or "ascii"
    try:
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left is flushed at the end
        raise FileError(f"cannot write the result: {error.strerror}") from error


def _terminal_width() -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns) > 0:
        return max(20, int(columns))
    for stream in (sys.stdout, sys.stderr):
        try:
            return max(20, os.get_terminal_size(stream.fileno()).columns)
        except (OSError, ValueError):
            continue
    return 80


_SHARED = (
    Parameter("output", Path | None, option("-o", "--output", help="Write to FILE.", metavar="FILE"), None),
    Parameter("force", bool, option("--force", help="Let -o replace an existing file."), False),
    Parameter("color", Color, option("--color", help="When to use colour."), Color.AUTO),
    Parameter("ascii", bool, option("--ascii", help="Use plain ASCII characters only."), False),
    Parameter(
        *("width", int | None),
        option("--width", help="Columns to write to.", min=20, max=500, metavar="N"),
        None,
    ),
    Parameter("kb", str | None, option("--kb", help="Use the knowledge base in DIR.", metavar="DIR"), None),
    Parameter("quiet", bool, option("-q", "--quiet", help="No notes, only the result and errors."), False),
    Parameter("verbose", bool, option("-v", "--verbose", help="More detail."), False),
    Parameter("debug", bool, option("--debug", help="Show where an internal error happened."), False),
)

Command = TypeVar("Command", bound=Callable[..., Any])


def with_common(command: Command) -> Callable[..., Any]:
    """Adds the common options to a command whose last parameter is `common: Common`."""
    return with_formats("text, plain, json, markdown or html.")(command)


def with_formats(names: str) -> Callable[[Command], Callable[..., Any]]:
    """As `with_common`, for a command with formats of its own."""
    form = Parameter("format", str, option("-f", "--format", help=names, metavar="FORMAT"), "")
    return lambda command: _with(command, (form, *_SHARED))


def _with(command: Command, shared: tuple[Parameter, ...]) -> Callable[..., Any]:
    @functools.wraps(command)
    def run(**given: Any) -> Any:
        options = {parameter.name: given.pop(parameter.name) for parameter in shared}
        options["output"] = options["output"] if options["output"] != STDOUT else None
        return command(**given, common=Common(**options))

    run.shared = shared  # type: ignore[attr-defined] # read by `parameters`
    return run
