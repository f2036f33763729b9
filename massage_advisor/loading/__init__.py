"""Files -> checked knowledge, and answers files -> maps. The only code that knows YAML.

Importing this package is cheap: what needs YAML is imported on use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from massage_advisor.errors import KnowledgeError, Location, Problem
from massage_advisor.loading.places import Contents, data_folder, path_of, read_contents, shown
from massage_advisor.model import KnowledgeBase

if TYPE_CHECKING:
    from massage_advisor.loading.answer_files import PlacedMapping

Made = TypeVar("Made")

__all__ = [
    "cache_folder",
    "check_knowledge",
    "compile_knowledge",
    "data_folder",
    "derived",
    "load_knowledge",
    "read_mapping",
]


def load_knowledge(folder: Path | None = None) -> KnowledgeBase:
    """The knowledge in `folder` (default: `data_folder()`), from the cache where nothing has changed.

    Raises KnowledgeError with all errors, in the order of their places.
    """
    from massage_advisor.loading.compiled.cache import cached, remember

    folder = data_folder() if folder is None else folder
    contents = _contents(folder)
    knowledge = None if contents.problems else cached(contents.hash)
    if knowledge is None:
        knowledge = _built(folder, contents)
        remember(knowledge)
    return knowledge


def _contents(folder: Path) -> Contents:
    """The files of a folder, laid over the shipped ones if they say so."""
    own = read_contents(folder)
    if b"extends" not in own.files.get("knowledge.yaml", b""):
        return own
    from massage_advisor.loading.overlay import laid_over_shipped

    return laid_over_shipped(own)


def _built(folder: Path, contents: Contents) -> KnowledgeBase:
    from massage_advisor.loading.whole import check_whole

    knowledge, problems = check_whole(contents)
    if knowledge is None:
        raise KnowledgeError(_placed(folder, [part for part in problems if part.severity == "error"]))
    return knowledge


def derived(
    knowledge: KnowledgeBase,
    name: str,
    make: Callable[[], Made],
    write: Callable[[Made], Any],
    read: Callable[[Any], Made],
) -> Made:
    """What `make` gives, kept for later runs as JSON; see `compiled.cache.derived`."""
    from massage_advisor.loading.compiled.cache import derived as found

    return found(knowledge, name, make, write, read)


def compile_knowledge(folder: Path) -> bytes:
    """The knowledge in `folder`, checked anew, as a wheel carries it. Raises KnowledgeError."""
    from massage_advisor.loading.compiled.cache import shipped

    return shipped(_built(folder, read_contents(folder)))


def cache_folder() -> Path:
    """Where checked knowledge is kept between runs; deleting it costs one slower start."""
    from massage_advisor.loading.compiled.cache import cache_folder as found

    return found()


def read_mapping(path: Path | str, text: str | None = None) -> PlacedMapping:
    """An answers file, YAML or JSON, "-" for standard input: key -> text or texts, with their places.

    Raises FileError and ResponseError; see `answer_files.read_mapping`.
    """
    from massage_advisor.loading.answer_files import read_mapping as read

    return read(path, text)


def check_knowledge(folder: Path, today: date | None = None) -> tuple[Problem, ...]:
    """All problems of the knowledge in `folder`, warnings included, in the order of their places.

    `today` (default: the current day) decides which sources are past their review.
    """
    from massage_advisor.loading.whole import check_whole

    _, problems = check_whole(_contents(folder), today or date.today())
    return _placed(folder, problems)


def _placed(folder: Path, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems in order, with paths as a person in this directory would write them."""
    prefix = shown(folder)
    return tuple(sorted(replace(problem, at=_within(prefix, problem.at)) for problem in set(problems)))


def _within(prefix: Path, at: Location) -> Location:
    return replace(at, path=str(path_of(at.path, prefix)))
