"""Expected errors -> a message and an exit code, in one place."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from massage_advisor.errors import (
    FileError,
    KnowledgeError,
    MassageAdvisorError,
    Problem,
    ResponseError,
    UsageError,
)
from massage_advisor.textsafe import clean_text

OK, FAULTS, USAGE, MUST_ASK, BAD_KNOWLEDGE, NO_FILE, SAVED, INTERNAL, STOPPED = 0, 1, 2, 3, 4, 5, 6, 70, 130
MOST_SHOWN = 20


class Exit(Exception):  # noqa: N818 - it is an ending, not an error
    """Ends the program with an exit code; what there was to say has been said."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class MustAskError(MassageAdvisorError):
    """Answers are missing and this run may not ask."""


_CODES: tuple[tuple[type[Exception], int], ...] = (
    (KnowledgeError, BAD_KNOWLEDGE),
    (ResponseError, USAGE),
    (UsageError, USAGE),
    (FileError, NO_FILE),
    (MustAskError, MUST_ASK),
)


def guarded(run: Callable[[], int | None]) -> int:
    """Runs the program and returns its exit code; everything that can be expected ends in a message."""
    try:
        return run() or OK
    except Exit as ending:
        return ending.code
    except MassageAdvisorError as error:
        code = next(code for kind, code in _CODES if isinstance(error, kind))
        return _say(list(messages(error)), code)
    except KeyboardInterrupt:
        return _stopped()
    except BrokenPipeError:
        return _broken_pipe()
    except Exception as error:  # noqa: BLE001 - the last line of defence: a bug, never a user's fault
        if isinstance(error.__cause__ or error.__context__, KeyboardInterrupt):  # Python wraps some
            return _stopped()
        return _internal(error)


def messages(error: MassageAdvisorError) -> Iterator[str]:
    """The lines that tell a person about an error."""
    if isinstance(error, KnowledgeError | ResponseError):
        yield from (_problem(problem) for problem in error.problems[:MOST_SHOWN])
        if len(error.problems) > MOST_SHOWN:
            yield f"... and {len(error.problems) - MOST_SHOWN} more"
    else:
        yield clean_text(str(error), keep_newlines=True)


def _problem(problem: Problem) -> str:
    in_file = problem.at.line or problem.at.path not in ("answers", "--set", "text")
    place = f"{problem.at}: " if in_file else ""
    help_ = f". {problem.help[:1].upper()}{problem.help[1:]}" if problem.help else ""
    return clean_text(f"{place}{problem.message.removesuffix('.')}{help_}")


def _say(lines: list[str], code: int, label: str = "error: ") -> int:
    for number, line in enumerate(lines):
        prefix = label if number == 0 or not line.startswith(("next:", "...")) else "  "
        print(f"{prefix}{line}", file=sys.stderr)
    return code


def _stopped() -> int:
    return _say(["stopped; nothing was saved"], STOPPED, label="")


def _broken_pipe() -> int:
    """The reader went away: no message, and nothing left to flush."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return OK


def _internal(error: Exception) -> int:
    """A bug. Answers never reach the report: only the kind of error and the place in our own code."""
    if "--debug" in sys.argv:
        import traceback

        traceback.print_exception(error)
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else "unknown place"
    kind = type(error).__name__
    lines = [f"internal error ({kind} at {place}). This is a fault of the program, not yours"]
    return _say([*lines, "next: run it again with --debug and report what it prints"], INTERNAL)
