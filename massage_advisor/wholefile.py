"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from massage_advisor.errors import FileError


@contextmanager
def whole_file(path: Path, *, force: bool) -> Iterator[BinaryIO]:
    """A file to write to, which takes its name only when all is written; private to the user.

    What is no plain file, such as a named pipe, is written to as it is. Raises FileError if the file
    exists (without `force`) or cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as special:
                yield special
            return
        if path.exists() and not force:
            raise FileError(f"{path} already exists; add --force to replace it")
        with in_place_of(path.resolve()) as file:
            yield file
    except BrokenPipeError:
        raise
    except OSError as error:
        raise FileError(f"cannot write {path}: {error.strerror}") from error


@contextmanager
def in_place_of(path: Path) -> Iterator[BinaryIO]:
    """A new file beside the old one (mode 0600), then one rename: nobody ever sees half of it.

    Raises OSError where it cannot be written; then nothing has changed.
    """
    import tempfile  # here: it imports a good deal, and most runs write no file

    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
