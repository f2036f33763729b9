"""Where knowledge is: the folder, its files, what kind each is, and the hash of them all."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping
from io import FileIO
from pathlib import Path

from massage_advisor.errors import Location, Problem
from massage_advisor.records import dataclass

LARGEST_FILE = 4_000_000

SINGLE = {
    "knowledge.yaml": "knowledge",
    "areas.yaml": "areas",
    "features.yaml": "features",
    "goals.yaml": "goals",
    "hazards.yaml": "hazards",
    "always.yaml": "always",
    "setting.yaml": "setting",
    "claims.yaml": "claims",
    "invariants.yaml": "invariants",
    "thresholds.yaml": "thresholds",
    "sources.yaml": "sources",
}
FOLDERS = {
    "massages": "massage",
    "questions": "questions",
    "conditions": "conditions",
    "rules": "rules",
    "topics": "topic",
    "casebook": "casebook",
    "sources": "sources",
    "thresholds": "thresholds",
    "claims": "claims",
    "invariants": "invariants",
    "language": "language",
}


SHIPPED = "shipped:"
"""Stands before the name of a shipped file below knowledge of one's own."""


def data_folder(kb: str | None = None) -> Path:
    """The knowledge folder: `kb`, else MASSAGE_ADVISOR_KB, else the shipped one."""
    named = kb or os.environ.get("MASSAGE_ADVISOR_KB")
    return Path(named) if named else shipped_folder()


def shipped_folder() -> Path:
    """`data/` beside the modules in a wheel; at the top level in a checkout or editable install."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"


def path_of(named: str, root: Path) -> Path:
    """The path to the file with this name below `root`; to a shipped file where that really is."""
    if named.startswith(SHIPPED):
        return shown(shipped_folder()) / named.removeprefix(SHIPPED)
    return root / named


def kind_of(named: str) -> str:
    """The kind of the file with this name relative to the folder, or "" where no such file is read."""
    name = named.removeprefix(SHIPPED)
    folder, _, _ = name.rpartition("/")
    return FOLDERS.get(folder, "") if folder else SINGLE.get(name, "")


def _yaml_files(folder: Path) -> list[str]:
    """Names, relative to `folder`, of all YAML files in it and in its direct subfolders, sorted.

    Raises OSError where a folder cannot be listed.
    """
    names: list[str] = []
    for entry in _listed(folder):
        if entry.is_dir() and not entry.name.startswith("."):
            names.extend(f"{entry.name}/{file.name}" for file in _listed(entry.path) if _is_yaml(file.name))
        elif _is_yaml(entry.name):
            names.append(entry.name)
    return sorted(names)


def _listed(folder: Path | str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)


def _is_yaml(name: str) -> bool:
    return name.endswith((".yaml", ".yml")) and not name.startswith(".")


@dataclass(frozen=True, slots=True)
class Contents:
    """The bytes of every YAML file by name, and what could not be read."""

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()

    @property
    def hash(self) -> str:
        """sha256 over the names and bytes of the files, in the order of their names."""
        digest = hashlib.sha256()
        for name in sorted(self.files):
            digest.update(f"{name}\0{len(self.files[name])}\0".encode())
            digest.update(self.files[name])
        return f"sha256:{digest.hexdigest()}"


def read_contents(folder: Path) -> Contents:
    """All YAML files of a knowledge folder."""
    problems: list[Problem] = []
    try:
        names = _yaml_files(folder)
    except OSError as error:
        return Contents({}, (_unreadable(os.path.relpath(error.filename or folder, folder), error),))
    files = {}
    for name in names:
        try:
            files[name] = _bytes_of(f"{folder}/{name}")
        except OSError as error:
            problems.append(_unreadable(name, error))
        except _TooLargeError as error:
            problems.append(Problem(Location(name), "KB003", str(error)))
    return Contents(files, tuple(problems))


class _TooLargeError(Exception):
    pass


def _bytes_of(path: str) -> bytes:
    with FileIO(path) as file:  # a hundred files at every start: no buffer for each
        content = file.readall() if _is_small(file) else file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise _TooLargeError(f"the file is larger than {LARGEST_FILE // 1_000_000} MB")
    return content


def _is_small(file: FileIO) -> bool:
    state = os.fstat(file.fileno())
    return stat.S_ISREG(state.st_mode) and state.st_size <= LARGEST_FILE


def _unreadable(name: str, error: OSError) -> Problem:
    reason = (error.strerror or "unknown reason").lower()
    return Problem(Location(name), "KB001", f"cannot be read: {reason}")


def shown(folder: Path) -> Path:
    """The folder as a person in the current directory would write it."""
    try:
        return folder.absolute().relative_to(Path.cwd())
    except (ValueError, OSError):
        return folder
