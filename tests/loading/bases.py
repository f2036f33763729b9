"""Copies of the tiny knowledge base with files replaced, added or taken away."""

import shutil
from collections.abc import Mapping
from pathlib import Path

TINY = Path(__file__).parent.parent / "knowledge" / "tiny"


def tiny_with(folder: Path, files: Mapping[str, bytes | None]) -> Path:
    """A copy of the tiny base in `folder` with these files; None takes a file away."""
    copy = folder / "knowledge"
    shutil.copytree(TINY, copy)
    for name, content in files.items():
        if content is None:
            (copy / name).unlink()
        else:
            (copy / name).parent.mkdir(exist_ok=True)
            (copy / name).write_bytes(content)
    return copy


def tiny_edited(folder: Path, file: str, old: str, new: str) -> Path:
    """A copy of the tiny base with `new` in the place of `old`, which must be there, in one file."""
    text = (TINY / file).read_text("utf-8")
    assert old in text
    return tiny_with(folder, {file: text.replace(old, new).encode()})
