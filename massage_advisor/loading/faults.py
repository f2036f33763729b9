"""Collects what one run finds in the files: problems, names that are defined, names that are used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from difflib import get_close_matches

from massage_advisor.errors import Location, Problem
from massage_advisor.loading.drafts import Answer, Comparison
from massage_advisor.loading.nodes import Node, Scalar, shorten
from massage_advisor.loading.places import SHIPPED
from massage_advisor.records import dataclass

# Ids of these kinds share one namespace: `show ID` finds any of them.
SHARED = frozenset(
    ("massage", "goal", "feature", "area", "area group", "condition", "family", "item", "hazard", "rule")
).union(("source", "topic", "threshold", "word group"))


@dataclass(frozen=True, slots=True)
class Use:
    """A place that names something of one of these kinds."""

    kinds: tuple[str, ...]
    id: str
    at: Location
    length: int


@dataclass(slots=True)
class Findings:
    """Everything that reading collects over all files."""

    problems: list[Problem] = field(default_factory=list)
    defined: dict[str, tuple[str, Location]] = field(default_factory=dict)
    uses: list[Use] = field(default_factory=list)
    comparisons: list[Comparison] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    facts: list[tuple[str, Scalar]] = field(default_factory=list)
    unread_files: bool = False
    threshold_texts: dict[str, str] = field(default_factory=dict)

    def define(self, kind: str, scalar: Scalar, path: str) -> None:
        """Register an id; a second one of the same name is a problem."""
        key = scalar.text if kind in SHARED else f"{kind}:{scalar.text}"
        at = Location(path, scalar.line, scalar.column)
        if key in self.defined:
            other, first = self.defined[key]
            message = f"the id '{scalar.text}' is already the {other} at {first}"
            self.problems.append(Problem(at, "KB202", message, length=scalar.length))
        else:
            self.defined[key] = (kind, at)

    def kind_of(self, id_: str) -> str:
        """What kind of thing an id of the shared namespace names, or ""."""
        return self.defined[id_][0] if id_ in self.defined else ""

    def dangling(self) -> Iterator[Problem]:
        """Every use of a name that nothing defines."""
        missing = (use for use in self.uses if self.kind_of(use.id) not in use.kinds)
        return (self._dangling(use) for use in missing if not _is_expected_by_shipped(use))

    def _dangling(self, use: Use) -> Problem:
        wanted = " or ".join(use.kinds) if len(use.kinds) < 4 else "thing with the id"
        actual = self.kind_of(use.id)
        message = f"there is no {wanted} '{shorten(use.id)}'"
        if actual:
            message += f"; that is the id of a {actual}"
        known = [id_ for id_, (kind, _) in self.defined.items() if kind in use.kinds]
        return Problem(use.at, "KB201", message, did_you_mean(use.id, known), length=use.length)


def _is_expected_by_shipped(use: Use) -> bool:
    """Whether a shipped person expects a rule, which one's own knowledge replaced: `kb test` tells."""
    return use.kinds == ("rule",) and use.at.path.startswith(f"{SHIPPED}casebook/")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A help sentence naming the closest known word, or ""."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.7)
    return f"Did you mean '{close[0]}'?" if close else ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The file being read, and where its findings go."""

    path: str
    found: Findings

    def at(self, node: Node) -> Location:
        """The place of a node in this file."""
        return Location(self.path, node.line, node.column)

    def fault(self, code: str, node: Node, message: str, advice: str = "") -> None:
        """Report an error at a node."""
        self.found.problems.append(problem_at(self.path, node, code, message, advice))

    def use(self, kinds: tuple[str, ...], scalar: Scalar) -> None:
        """Note that `scalar` names something of one of these kinds."""
        self.found.uses.append(Use(kinds, scalar.text, self.at(scalar), scalar.length))


def problem_at(path: str, node: Node, code: str, message: str, advice: str = "") -> Problem:
    """An error at a node of a file."""
    return Problem(Location(path, node.line, node.column), code, message, advice, length=node.length)
