"""Files -> checked knowledge, and answers files -> maps. The only code that knows YAML.

Importing this package is cheap: what needs YAML is imported on use.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from massage_advisor.errors import KnowledgeError, Location, Problem
from massage_advisor.loading.places import data_folder, hash_of, read_contents, shown
from massage_advisor.model import KnowledgeBase

if TYPE_CHECKING:
    from massage_advisor.loading.answer_files import PlacedMapping

__all__ = ["cache_folder", "check_knowledge", "data_folder", "load_knowledge", "read_mapping"]


def load_knowledge(folder: Path | None = None) -> KnowledgeBase:
    """The knowledge in `folder` (default: `data_folder()`), from the cache where nothing has changed.

    Raises KnowledgeError with all errors, in the order of their places.
    """
    from massage_advisor.loading.compiled.cache import cached, remember

    folder = data_folder() if folder is None else folder
    contents, problems = read_contents(folder)
    knowledge = None if problems else cached(hash_of(contents))
    if knowledge is None:
        knowledge = _built(folder, contents, problems)
        remember(knowledge)
    return knowledge


def _built(folder: Path, contents: Mapping[str, bytes], problems: list[Problem]) -> KnowledgeBase:
    from massage_advisor.loading.whole import check_whole

    knowledge, found = check_whole(contents)
    errors = [problem for problem in (*problems, *found) if problem.severity == "error"]
    if knowledge is None or errors:
        raise KnowledgeError(_placed(errors, folder))
    return knowledge


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

    contents, problems = read_contents(folder)
    _, found = check_whole(contents, today or date.today())
    return _placed([*problems, *found], folder)


def _placed(problems: list[Problem], folder: Path) -> tuple[Problem, ...]:
    """The problems in order, with paths as a person in this directory would write them."""
    prefix = shown(folder)
    return tuple(sorted(replace(problem, at=_within(prefix, problem.at)) for problem in set(problems)))


def _within(prefix: Path, at: Location) -> Location:
    return replace(at, path=str(prefix / at.path))
