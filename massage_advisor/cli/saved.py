"""`answers show` and `answers delete`: what is kept on this computer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from massage_advisor import sessions
from massage_advisor.answers import show_answer
from massage_advisor.cli.common import Common, with_common
from massage_advisor.cli.options import option
from massage_advisor.errors import FileError, UsageError
from massage_advisor.model import KnowledgeBase
from massage_advisor.textsafe import clean_text, shorten

SessionFile = Annotated[
    Path | None, option("--session", help="The session in FILE, not the usual one.", metavar="FILE")
]


@with_common
def show(session: SessionFile = None, *, common: Common) -> None:
    """Show the answers that are saved, if any."""
    common.form(("text",))
    path = session or sessions.default_path()
    if session is None and not path.exists():
        common.emit("No answers are saved.\n")
        return
    found = sessions.load(path)
    common.emit("".join(f"{clean_text(line)}\n" for line in _lines(common.knowledge(), path, found)))


def _lines(kb: KnowledgeBase, path: Path, found: sessions.Session) -> Iterator[str]:
    saved = found.saved.astimezone().strftime("%Y-%m-%d %H:%M")
    yield f"{path}: saved {saved} with knowledge {shorten(found.edition)}"
    resumed = sessions.resume(kb, found)
    for item_id, value in resumed.responses.values.items():
        yield show_answer(kb.items[item_id], value)
    for item_id, reason in resumed.again.items():
        ask = kb.items[item_id].ask if item_id in kb.items else shorten(item_id)
        yield f"{ask}: to be asked again, because {reason}"


@with_common
def delete(
    session: SessionFile = None,
    all_: Annotated[bool, option("--all", help="All that is kept: sessions and cache.")] = False,
    *,
    common: Common,
) -> None:
    """Erase the answers that are saved; with --all everything this program keeps."""
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
