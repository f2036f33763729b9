"""The session of a run: offered or resumed at the start, kept on the way, erased at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from massage_advisor import sessions
from massage_advisor.cli.common import Common
from massage_advisor.cli.edge import STOPPED, Exit
from massage_advisor.errors import FileError, UsageError
from massage_advisor.model import Item, KnowledgeBase, Responses
from massage_advisor.records import dataclass
from massage_advisor.textsafe import clean_text

if TYPE_CHECKING:
    from massage_advisor.terminal.stage import Sheet, Stage


@dataclass(slots=True)
class Keeper:
    """Keeps the answers of a run in `path`. `active`: after every screen, not only when asked to."""

    kb: KnowledgeBase
    common: Common
    path: Path
    named: bool
    active: bool

    def checkpoint(self, responses: Responses) -> None:
        """Called after every screen."""
        if self.active:
            sessions.save(self.path, self.kb, responses)

    def keep(self, responses: Responses) -> None:
        """ "Save and stop". What lies in the way at the usual place is renamed, never overwritten."""
        if not self.named and self.path.exists() and not _usable(self.path):
            self.common.note(f"note: {self.path} is no session; it is now {sessions.set_aside(self.path)}")
        sessions.save(self.path, self.kb, responses)
        self.tell_where()

    def tell_where(self) -> None:
        """How to go on later."""
        named = f" --session {self.path}" if self.named else ""
        self.common.note(f"Your answers are kept in {self.path}, for you only.")
        self.common.note(f"  go on:  massage-advisor ask{named} --resume")
        self.common.note(f"  erase:  massage-advisor answers delete{named}")

    def erase(self) -> None:
        """The run is finished, or nothing is to be kept: what it kept goes."""
        if self.active:
            sessions.delete(self.path)


def keeper(
    kb: KnowledgeBase, common: Common, session: Path | None, *, resume: bool, stage: Stage | None
) -> tuple[Keeper, Responses]:
    """Who keeps the answers of this run, and what an earlier run left.

    `stage`: where a saved session can be offered; None where nobody can be asked.
    """
    path = session or sessions.default_path()
    found = _found(common, path, needed=resume or session is not None)
    if found is None and resume:
        raise FileError(f"there is no saved session at {path}")
    wanted = found is not None and (resume or _wanted(found, session, stage))
    responses = _resumed(kb, common, found) if found is not None and wanted else Responses()
    return Keeper(kb, common, path, session is not None, wanted or session is not None), responses


def _found(common: Common, path: Path, *, needed: bool) -> sessions.Session | None:
    """The session at `path`. One that cannot be used is an error only where it was asked for."""
    if not path.exists():
        return None
    try:
        return sessions.load(path)
    except FileError as error:
        if needed:
            raise
        common.note(f"note: {error}")
        return None


def _wanted(found: sessions.Session, session: Path | None, stage: Stage | None) -> bool:
    """Whether the person wants to go on from a session that was found."""
    if stage is None:
        if session is not None:
            raise UsageError(
                f"{session} holds answers already; add --resume to go on from it, or erase it with: "
                f"massage-advisor answers delete --session {session}"
            )
        return False
    if session is None and not found.recent(datetime.now(UTC)):
        return False
    chosen = stage.read(_offer(found, session))
    if chosen == "stop":
        raise Exit(STOPPED)
    return chosen == "resume"


def _offer(found: sessions.Session, named: Path | None) -> Sheet:
    from massage_advisor.terminal.stage import Choice, Sheet, fixed

    day = found.saved.astimezone().strftime("%d %B, %H:%M")
    text = f"You saved {len(found.answers)} answers on {day}. Go on from there, or start anew?"
    more = "A new start replaces them." if named else "After a new start they stay until you save again."
    choices = (
        Choice("resume", ("enter", "r"), "go on from there"),
        Choice("new", ("n",), "start anew"),
    )
    return Sheet("Saved answers", fixed(f"{text}\n{more}"), choices, stop="stop")


def _resumed(kb: KnowledgeBase, common: Common, found: sessions.Session) -> Responses:
    resumed = sessions.resume(kb, found)
    if found.knowledge_hash != kb.hash:
        common.note(f"note: saved with knowledge {found.edition}; it has changed since")
    for line in _asked_again(kb, resumed.again):
        common.note(line)
    return resumed.responses


def _asked_again(kb: KnowledgeBase, again: Mapping[str, str]) -> Iterable[str]:
    """One line for each reason, with the questions."""
    for reason in dict.fromkeys(again.values()):
        names = [_name(kb.items.get(item), item) for item, why in again.items() if why == reason]
        more = f" and {len(names) - 4} more" if len(names) > 4 else ""
        yield f"note: asked again, because {reason}: {clean_text('; '.join(names[:4]))}{more}"


def _name(item: Item | None, item_id: str) -> str:
    return (item.label or item.ask) if item is not None else item_id[:60]


def _usable(path: Path) -> bool:
    try:
        sessions.load(path)
    except FileError:
        return False
    return True
