"""Files -> checked knowledge, and answers files -> maps. The only code that knows YAML.

Importing this package is cheap: what needs YAML is imported on use.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from massage_advisor.errors import KnowledgeError, Location, Problem
from massage_advisor.loading.places import data_folder, shown
from massage_advisor.model import KnowledgeBase

__all__ = ["check_knowledge", "data_folder", "load_knowledge"]


def load_knowledge(folder: Path | None = None) -> KnowledgeBase:
    """The knowledge in `folder` (default: `data_folder()`).

    Raises KnowledgeError with all errors, in the order of their places.
    """
    folder = data_folder() if folder is None else folder
    from massage_advisor.loading.reading import read_contents
    from massage_advisor.loading.whole import check_whole

    contents, problems = read_contents(folder)
    knowledge, found = check_whole(contents)
    errors = [problem for problem in (*problems, *found) if problem.severity == "error"]
    if knowledge is None or errors:
        raise KnowledgeError(_placed(errors, folder))
    return knowledge


def check_knowledge(folder: Path) -> tuple[Problem, ...]:
    """All problems of the knowledge in `folder`, warnings included, in the order of their places."""
    from massage_advisor.loading.reading import read_contents
    from massage_advisor.loading.whole import check_whole

    contents, problems = read_contents(folder)
    _, found = check_whole(contents)
    return _placed([*problems, *found], folder)


def _placed(problems: list[Problem], folder: Path) -> tuple[Problem, ...]:
    """The problems in order, with paths as a person in this directory would write them."""
    prefix = shown(folder)
    return tuple(sorted(replace(problem, at=_within(prefix, problem.at)) for problem in set(problems)))


def _within(prefix: Path, at: Location) -> Location:
    return replace(at, path=str(prefix / at.path))
