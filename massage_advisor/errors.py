"""Expected faults: where they are, what they are, and what to do about them."""

from __future__ import annotations

from massage_advisor.records import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file; lines and columns count from 1, 0 means "the whole file"."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in the knowledge base or in an answers file.

    `code` is stable (KB104, AN003); `help` says what to do; `length` is how many
    characters from the column on are meant.
    """

    at: Location
    code: str
    message: str
    help: str = ""
    severity: str = "error"
    length: int = 1

    def __str__(self) -> str:
        return f"{self.at}: {self.severity}[{self.code}]: {self.message}"


class MassageAdvisorError(Exception):
    """Any fault that a user can cause; never a bug."""


class KnowledgeError(MassageAdvisorError):
    """The knowledge base is invalid. Carries all problems, not only the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class ResponseError(MassageAdvisorError):
    """An answer cannot be used: unknown item, unknown option, out of range, given twice."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(problem.message for problem in problems))
        self.problems = problems


class FileError(MassageAdvisorError):
    """A file cannot be read or written."""


class UsageError(MassageAdvisorError):
    """A command was called with something it cannot take."""
