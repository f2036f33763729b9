"""Finding what a word on the command line means: an id, a name, or an everyday word for it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from massage_advisor.errors import UsageError
from massage_advisor.textsafe import shorten

Names = Iterable[tuple[str, tuple[str, ...]]]
"""Ids, each with the other words for it."""


def find(what: str, word: str, names: Names) -> str:
    """The id that `word` stands for; UsageError with the nearest ones where there is none."""
    wanted = _folded(word)
    by_word: dict[str, str] = {}
    for id_, others in names:
        if id_ == word.strip():
            return id_
        for other in (id_, *others):
            by_word.setdefault(_folded(other), id_)
    if wanted in by_word:
        return by_word[wanted]
    raise UsageError(f"there is no {what} '{shorten(word)}'{_suggestion(wanted, by_word)}")


def _folded(word: str) -> str:
    return " ".join(word.casefold().replace("-", " ").split())


def _suggestion(wanted: str, by_word: dict[str, str]) -> str:
    close = difflib.get_close_matches(wanted[:80], by_word, n=3, cutoff=0.7)
    likeness = [difflib.SequenceMatcher(None, word, wanted[:80]).ratio() for word in close]
    ids = dict.fromkeys(
        by_word[w] for w, like in zip(close, likeness, strict=True) if like > likeness[0] - 0.1
    )
    return f". Did you mean {' or '.join(repr(id_) for id_ in ids)}?" if ids else ""
