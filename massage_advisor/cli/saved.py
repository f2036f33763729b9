"""`answers show` and `answers delete`: what is kept on this computer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from massage_advisor import sessions
from massage_advisor.cli.common import Common, with_common
from massage_advisor.cli.options import option
from massage_advisor.errors import FileError, UsageError

SessionFile = Annotated[
    Path | None, option("--session", help="The session in FILE, not the usual one.", metavar="FILE")
]


@with_common
def show(session: SessionFile = None, *, common: Common) -> None:
    """Show the answers that are saved, if any."""
    from massage_advisor.render.answers_pages import saved_document
    from massage_advisor.render.formats import FORMATS, write

    form = common.form(FORMATS)
    path = session or sessions.default_path()
    found = sessions.load(path) if session is not None or path.exists() else None
    kb = common.knowledge()
    common.emit(write(saved_document(kb, str(path), found), kb.sources, form, common.style()))


@with_common
def delete(
    session: SessionFile = None,
    all_: Annotated[bool, option("--all", help="All that is kept: sessions and cache.")] = False,
    *,
    common: Common,
) -> None:
    """Erase the answers that are saved.

    With --all everything that this program keeps: sessions, what was set aside, and the cache.
    """
    if all_ and session is not None:
        raise UsageError("--all erases what is kept in the usual places; give it without --session")
    if all_:
        gone = [path for path in _everything() if _removed(path)]
        common.note(f"erased: {len(gone)} files" if gone else "nothing was kept")
        return
    path = session or sessions.default_path()
    common.note(f"erased: {path}" if sessions.delete(path) else f"nothing is saved at {path}")


def _everything() -> Iterator[Path]:
    """The files in our own folders: sessions, what was set aside, halves of writing, compiled knowledge."""
    from massage_advisor.loading import cache_folder

    for folder, patterns in (
        (sessions.default_folder(), ("session.json*", ".session.json.*")),
        (cache_folder(), ("*.json", "*.tmp")),
    ):
        for pattern in patterns:
            yield from sorted(folder.glob(pattern))


def _removed(path: Path) -> bool:
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise FileError(f"{path} cannot be deleted: {error.strerror}") from error
    return True
