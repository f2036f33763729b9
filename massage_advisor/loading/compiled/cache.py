"""Knowledge that was checked before, as JSON: in the wheel, or kept in the user's cache folder.

The file in the wheel is made by the code it comes with, and counts while the knowledge files have the hash
that it names. A file in the cache is found by that hash and the state of the code that builds, so it can be
absent but never stale. Whatever is wrong with either, the knowledge is built anew.
"""

from __future__ import annotations

import gc
import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path

from massage_advisor.loading.compiled.decoding import decode
from massage_advisor.model import KnowledgeBase

KEPT = 8
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


def cached(content_hash: str) -> KnowledgeBase | None:
    """The knowledge of the files with this hash, if it was kept and is whole."""
    for read in (_shipped, _kept):
        try:
            knowledge = unpacked(read(content_hash))
        except OSError:
            continue
        if knowledge is not None and knowledge.hash == content_hash:
            return knowledge
    return None


def _shipped(content_hash: str) -> bytes:
    """What is in the wheel; nothing where that is about other knowledge."""
    with SHIPPED.open("rb") as file:
        named = file.readline().rstrip(b"\n")
        return file.read() if named == content_hash.encode() else b""


def _kept(content_hash: str) -> bytes:
    file = cache_folder() / _name(content_hash)
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
    checksum, _, texts = content.partition(b"\n")
    if checksum != _checksum(texts):
        return None
    core, _, late = texts.partition(b"\n")
    return _decoded(core, late)


def _decoded(core: bytes, late: bytes) -> KnowledgeBase | None:
    """Decode without the garbage collector, which would look at all the new records again and again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return decode(core, late)
    except (ValueError, TypeError, KeyError, IndexError):
        return None
    finally:
        if collecting:
            gc.enable()


def remember(knowledge: KnowledgeBase) -> None:
    """Keep the knowledge for the next run, if the cache folder can be written."""
    with suppress(OSError):
        folder = cache_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_whole(folder / _name(knowledge.hash), packed(knowledge))
        _forget_oldest(folder)


def _write_whole(file: Path, content: bytes) -> None:
    """Write atomically: another process sees the file whole or not at all."""
    import tempfile

    handle, temporary = tempfile.mkstemp(dir=file.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
        Path(temporary).replace(file)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def _forget_oldest(folder: Path) -> None:
    files = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[KEPT:]:
        file.unlink(missing_ok=True)


def _ours(file: Path) -> bool:
    """Whether nobody else could have written it (asked of the system where it knows owners)."""
    if not hasattr(os, "getuid"):
        return True
    state = file.stat()
    return state.st_uid == os.getuid() and not state.st_mode & 0o022


def _name(content_hash: str) -> str:
    return hashlib.sha256(f"{content_hash} {_builder()}".encode()).hexdigest()[:32] + ".json"


def _builder() -> str:
    """The state of the code that builds knowledge: a change to it makes another cache file."""
    loading = Path(__file__).parent.parent
    files = [*loading.rglob("*.py"), *(loading.parent / "model").glob("*.py")]
    states = [(file, file.stat()) for file in sorted(files)]
    return " ".join(f"{file}:{state.st_size}:{state.st_mtime_ns}" for file, state in states)


def _checksum(texts: bytes) -> bytes:
    return hashlib.sha256(texts).hexdigest().encode()
