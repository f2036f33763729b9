"""The floor plan: every module imports only from what stands before it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import massage_advisor

ORDER = [
    "records",
    "errors",
    "truth",
    "model",
    "textsafe",
    "wholefile",
    "seal",
    "checker",
    "loading",
    "answers",
    "sessions",
    "engine",
    "interview",
    "advice",
    "reasons",
    "language",
    "casebook",
    "proofs",
    "batch",
    "render",
    "terminal",
    "cli",
    "__main__",
]
ROOT = Path(massage_advisor.__file__).parent
FILES = sorted(path for path in ROOT.rglob("*.py") if path != ROOT / "__init__.py")


def floor(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The floors a file imports from, imports inside functions included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("massage_advisor"):
            parts = node.module.split(".")
            names = {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
            found |= names & {floor(file) for file in FILES}  # the package itself holds only names
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("massage_advisor.")}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_up_the_floor_plan_only(path: Path) -> None:
    here = ORDER.index(floor(path))
    above = {name for name in imported(path) if name != floor(path) and ORDER.index(name) >= here}
    assert not above, f"{floor(path)} must not import {above}"


def test_only_loading_knows_yaml() -> None:
    users = {floor(p) for p in FILES if "import yaml" in p.read_text(encoding="utf-8")}
    assert users <= {"loading"}
