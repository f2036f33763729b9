"""Sessions: answers kept for another time, in a file that only their owner can read.

Written only when a person asked for it, atomically, so that a kill at any moment leaves the last good
file. What cannot be trusted any more when a session is resumed is left out, to be asked again.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from massage_advisor.answers import check_value
from massage_advisor.errors import FileError, ResponseError
from massage_advisor.model import Change, Item, KnowledgeBase, Responses, Value
from massage_advisor.records import dataclass
from massage_advisor.wholefile import in_place_of

SCHEMA = "massage-advisor/session/1"
STALE_AFTER = timedelta(hours=12)
OFFERED_FOR = timedelta(days=7)
LARGEST = 1_000_000
_UNITS = {"hours": timedelta(hours=1), "days": timedelta(days=1), "weeks": timedelta(weeks=1)}


@dataclass(frozen=True, slots=True)
class Session:
    """Saved answers. `forms` holds a fingerprint of each answered question as it was asked."""

    saved: datetime
    edition: str
    knowledge_hash: str
    answers: Mapping[str, object]
    forms: Mapping[str, str]

    def recent(self, now: datetime) -> bool:
        """Whether it is recent enough to be offered without being asked for."""
        return now - self.saved <= OFFERED_FOR


@dataclass(frozen=True, slots=True)
class Resumed:
    """The answers that still count, and why others are asked again: item id -> reason."""

    responses: Responses
    again: Mapping[str, str]


def default_folder() -> Path:
    """Where sessions are kept on this computer."""
    if sys.platform != "linux":
        import platformdirs

        return platformdirs.user_state_path("massage-advisor", appauthor=False)
    # The same folder, worked out here: importing platformdirs would slow down every first question.
    named = os.environ.get("XDG_STATE_HOME", "").strip()
    try:
        base = Path(named) if named else Path("~/.local/state").expanduser()
    except RuntimeError as error:
        raise FileError("there is no home folder to keep a session in; name one with --session") from error
    return base / "massage-advisor"


def default_path() -> Path:
    """The session that "save and stop" writes when no file was named."""
    return default_folder() / "session.json"


# --- writing --------------------------------------------------------------------------------------


def save(path: Path, kb: KnowledgeBase, responses: Responses, now: datetime | None = None) -> None:
    """Writes a session with mode 0600, all at once. A folder it has to make gets mode 0700.

    Raises FileError when it cannot be written, or when `path` holds anything but a session.
    """
    if _exists(path):
        load(path)
    known = {item: value for item, value in responses.values.items() if item in kb.items}
    document = {
        "schema": SCHEMA,
        "saved": (now or datetime.now(UTC)).isoformat(),
        "knowledge": {"edition": kb.edition, "hash": kb.hash},
        "answers": known,
        "forms": {item: _form(kb.items[item]) for item in known},
    }
    try:
        _write(path, json.dumps(document, ensure_ascii=False, indent=1) + "\n")
    except OSError as error:
        raise FileError(f"the session {path} cannot be written: {error.strerror or error}") from error


def _write(path: Path, text: str) -> None:
    if not path.parent.exists():
        path.parent.mkdir(parents=True, mode=0o700)
    with in_place_of(path) as file:
        file.write(text.encode())


def delete(path: Path) -> bool:
    """Removes a session; False where there is none. Raises FileError for a file that is no session."""
    if not _exists(path):
        return False
    load(path)
    try:
        path.unlink()
    except OSError as error:
        raise FileError(f"the session {path} cannot be deleted: {error.strerror or error}") from error
    return True


def set_aside(path: Path) -> Path:
    """Renames a file that is no usable session, so that a new one can be written; nothing is lost."""
    numbers = iter(range(1, 1000))
    target = next(t for t in (path.with_name(f"{path.name}.kept-{n}") for n in numbers) if not t.exists())
    try:
        path.rename(target)
    except OSError as error:
        raise FileError(f"{path} cannot be renamed: {error.strerror or error}") from error
    return target


# --- reading --------------------------------------------------------------------------------------


def load(path: Path) -> Session:
    """The session in a file. Raises FileError when it cannot be read or is no session; it stays as it is."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        raise FileError(f"the session {path} cannot be read: {error.strerror or error}") from error
    if len(raw) > LARGEST:
        raise _no_session(path, "it is too large")
    try:
        document = json.loads(raw.decode("utf-8"))
        return _session(document)
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError) as error:
        raise _no_session(path, "it is damaged or was not written by this program") from error


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise FileError(f"the session {path} cannot be read: {error.strerror or error}") from error


def _no_session(path: Path, reason: str) -> FileError:
    return FileError(f"{path} is no session of massage-advisor: {reason}; it was left as it is")


def _session(document: Any) -> Session:
    """Raises KeyError, TypeError or ValueError for anything that `save` would not write."""
    if document["schema"] != SCHEMA:
        raise ValueError("another schema")
    saved = datetime.fromisoformat(document["saved"])
    if saved.tzinfo is None:
        raise ValueError("a time without its zone")
    knowledge = document["knowledge"]
    texts = (knowledge["edition"], knowledge["hash"], *document["forms"].values())
    if not isinstance(document["answers"], dict) or not all(isinstance(text, str) for text in texts):
        raise TypeError("other types")
    return Session(saved, texts[0], texts[1], document["answers"], document["forms"])


def resume(kb: KnowledgeBase, session: Session, now: datetime | None = None) -> Resumed:
    """What of a session still counts under this knowledge and at this time."""
    age = (now or datetime.now(UTC)) - session.saved
    values: dict[str, Value] = {}
    again: dict[str, str] = {}
    for item_id, raw in session.answers.items():
        reason = _stale(kb, session, item_id, age)
        if not reason:
            try:
                values[item_id] = check_value(kb, kb.items[item_id], raw)
            except ResponseError:
                reason = "the answer does not fit the question"
        if reason:
            again[item_id] = reason
    return Resumed(Responses(values, dict.fromkeys(values, "session")), again)


def _stale(kb: KnowledgeBase, session: Session, item_id: str, age: timedelta) -> str:
    """Why an answer no longer counts, or an empty string."""
    item = kb.items.get(item_id)
    if item is None:
        return "the question is no longer asked"
    if session.forms.get(item_id) != _form(item):
        return "the question has changed"
    if (item.red_flag or item.now) and not timedelta(0) <= age <= STALE_AFTER:
        return "it is about today"
    if item.changes is Change.GROWS and age >= _UNITS.get(item.unit, timedelta(days=28)):
        return "time has passed"
    return ""


def _form(item: Item) -> str:
    """A fingerprint of what a question asks and accepts."""
    options = [(option.id, option.label) for option in item.options]
    asked = (item.kind.value, item.ask, options, item.low, item.high, item.unit, item.decimals)
    return hashlib.sha256(repr(asked).encode()).hexdigest()[:16]
