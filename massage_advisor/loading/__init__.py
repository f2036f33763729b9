"""Files -> checked knowledge, and answers files -> maps. The only code that knows YAML.

Importing this package is cheap: what needs YAML is imported on use.
"""

from __future__ import annotations

from pathlib import Path

from massage_advisor.errors import Problem
from massage_advisor.loading.places import data_folder

__all__ = ["check_knowledge", "data_folder"]


def check_knowledge(folder: Path) -> tuple[Problem, ...]:
    """All problems of the knowledge in `folder`, warnings included, in the order of their places."""
    from massage_advisor.loading.check import check_contents
    from massage_advisor.loading.reading import read_contents

    contents, problems = read_contents(folder)
    return tuple(sorted({*problems, *check_contents(contents).problems}))
