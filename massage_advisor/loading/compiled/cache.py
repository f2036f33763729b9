"""Knowledge that was checked before, as JSON: in the wheel, or kept in the user's cache folder.

The file in the wheel is made by the code it comes with, and counts while the knowledge files have the hash
that it names. A file in the cache is found by that hash and the state of the code that builds, so it can be
absent but never stale. Whatever is wrong with either, the knowledge is built anew.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from typing import Any as Anything
from typing import TypeVar
from weakref import WeakKeyDictionary

from massage_advisor.loading.compiled.decoding import decode
from massage_advisor.model import KnowledgeBase
from massage_advisor.wholefile import in_place_of

Made = TypeVar("Made")
KEPT = 8
DIGITS = 32
SHIPPED = Path(__file__).parent.parent.parent / "knowledge.compiled"


def cache_folder() -> Path:
    """Where compiled knowledge is kept. Raises OSError where the user has no home folder."""
    if sys.platform != "linux":
        from platformdirs import user_cache_path

        return user_cache_path("massage-advisor", appauthor=False) / "knowledge"
    # The same folder, worked out here: importing platformdirs takes longer than reading the cache.
    named = os.environ.get("XDG_CACHE_HOME", "").strip()
    try:
        base = Path(named) if named else Path("~/.cache").expanduser()
    except RuntimeError as error:
        raise OSError(str(error)) from None
    return base / "massage-advisor" / "knowledge"


_as_read: WeakKeyDictionary[KnowledgeBase, str] = WeakKeyDictionary()
"""Knowledge as its files say it, with their hash; a changed copy of it is not in here."""


def mark_as_read(knowledge: KnowledgeBase) -> None:
    """Say that this is what the files with its hash say: what is worked out from it may be kept."""
    _as_read[knowledge] = knowledge.hash


def cached(content_hash: str) -> KnowledgeBase | None:
    """The knowledge of the files with this hash, if it was kept and is whole."""
    for read in (_shipped, lambda content_hash: _kept(_name(content_hash))):
        try:
            knowledge = unpacked(read(content_hash))
        except OSError:
            continue
        if knowledge is not None and knowledge.hash == content_hash:
            mark_as_read(knowledge)
            return knowledge
    return None


def derived(
    knowledge: KnowledgeBase,
    name: str,
    make: Callable[[], Made],
    write: Callable[[Made], Anything],
    read: Callable[[Anything], Made],
) -> Made:
    """What `make` gives, kept for later runs as the JSON value that `write` makes of it and `read` undoes.

    `make` must depend on nothing but the knowledge and the code of this package; of a changed copy of the
    knowledge nothing is kept. `read` may raise ValueError, TypeError, KeyError or IndexError for anything
    that `write` does not give.
    """
    if knowledge not in _as_read:
        return make()
    file = _derived_name(knowledge.hash, name)
    with suppress(OSError, ValueError, TypeError, KeyError, IndexError), _not_collecting():
        checksum, _, text = _kept(file).partition(b"\n")
        if checksum == _checksum(text):
            return read(json.loads(text))
    made = make()
    text = json.dumps(write(made), ensure_ascii=False, separators=(",", ":")).encode()
    _keep(file, _checksum(text) + b"\n" + text)
    return made


def _shipped(content_hash: str) -> bytes:
    """What is in the wheel; nothing where that is about other knowledge."""
    with SHIPPED.open("rb") as file:
        named = file.readline().rstrip(b"\n")
        return file.read() if named == content_hash.encode() else b""


def _kept(name: str) -> bytes:
    file = cache_folder() / name
    return file.read_bytes() if _ours(file) else b""


def shipped(knowledge: KnowledgeBase) -> bytes:
    """The content of the file in the wheel."""
    return knowledge.hash.encode() + b"\n" + packed(knowledge)


def packed(knowledge: KnowledgeBase) -> bytes:
    """The knowledge as it is kept: a checksum, what every run needs, what is read on use."""
    from massage_advisor.loading.compiled.encoding import encode

    texts = "\n".join(encode(knowledge)).encode()
    return _checksum(texts) + b"\n" + texts


def unpacked(content: bytes) -> KnowledgeBase | None:
    """What `packed` made; None for anything else."""
    ends = [*_newlines(content), len(content)]
    whole = memoryview(content)  # two megabytes, of which a run reads little: nothing is copied
    if content[: ends[0]] != _checksum(whole[ends[0] + 1 :]):
        return None
    with suppress(ValueError, TypeError, KeyError, IndexError), _not_collecting():
        return decode(*[whole[start + 1 : end] for start, end in pairwise(ends)])
    return None


def _newlines(content: bytes) -> Iterator[int]:
    place = content.find(b"\n")
    while place >= 0:
        yield place
        place = content.find(b"\n", place + 1)


@contextmanager
def _not_collecting() -> Iterator[None]:
    """Without the garbage collector, which would look at all the new records again and again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def remember(knowledge: KnowledgeBase) -> None:
    """Keep the knowledge for the next run, if the cache folder can be written."""
    mark_as_read(knowledge)
    _keep(_name(knowledge.hash), packed(knowledge))


def _keep(name: str, content: bytes) -> None:
    with suppress(OSError):
        folder = cache_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with in_place_of(folder / name) as file:
            file.write(content)
        _forget_oldest(folder, name.partition(".")[2])


def _forget_oldest(folder: Path, kind: str) -> None:
    """Keeps only the newest files of a kind, which is what their names end with."""
    files = sorted(folder.glob(f"{'?' * DIGITS}.{kind}"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[KEPT:]:
        file.unlink(missing_ok=True)


def _ours(file: Path) -> bool:
    """Whether nobody else could have written it (asked of the system where it knows owners)."""
    if not hasattr(os, "getuid"):
        return True
    state = file.stat()
    return state.st_uid == os.getuid() and not state.st_mode & 0o022


def _name(content_hash: str) -> str:
    """The name of compiled knowledge: a change to the code that builds it makes another one."""
    return _digest(f"{content_hash} {_state('loading')} {_state('model')}") + ".json"


def _derived_name(content_hash: str, name: str) -> str:
    """The name of what is worked out from knowledge: a change to any code makes another one."""
    return _digest(f"{content_hash} {_state('')}") + f".{name}.json"


def _state(folder: str) -> str:
    """The state of the code in a folder of this package."""
    found: list[str] = []
    waiting = [str(Path(__file__).parent.parent.parent / folder)]
    while waiting:
        for entry in os.scandir(waiting.pop()):
            if entry.name.endswith(".py"):
                state = entry.stat()
                found.append(f"{entry.path}:{state.st_size}:{state.st_mtime_ns}")
            elif entry.is_dir():
                waiting.append(entry.path)
    return " ".join(sorted(found))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def _checksum(texts: bytes | memoryview) -> bytes:
    return hashlib.sha256(texts).hexdigest().encode()
