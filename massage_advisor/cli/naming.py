"""Finding what a word on the command line means: an id, a name, or an everyday word for it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from massage_advisor.errors import UsageError
from massage_advisor.textsafe import shorten

LIST = "\n  next: massage-advisor list"
"""What to do where no massage has such a name."""

Names = Iterable[tuple[str, tuple[str, ...]]]
"""Ids, each with the other words for it."""

MOST_NEAR = 5


def find(what: str, word: str, names: Names, instead: str = "") -> str:
    """The id that `word`, or what it is the whole first words of, stands for.

    UsageError where there is none or more than one: with the nearest ids, or else what to do `instead`.
    """
    wanted = _folded(word)
    by_word: dict[str, str] = {}
    for id_, others in names:
        if id_ == word.strip():
            return id_
        for other in (id_, *others):
            by_word.setdefault(_folded(other), id_)
    if wanted in by_word:
        return by_word[wanted]
    begun = dict.fromkeys(id_ for name, id_ in by_word.items() if wanted and name.startswith(f"{wanted} "))
    if len(begun) == 1:
        return next(iter(begun))
    near = list(begun) if 0 < len(begun) <= MOST_NEAR else _nearest(wanted, by_word)
    raise UsageError(f"there is no {what} '{shorten(word)}'{_suggestion(near) or instead}")


def one_of(ids: Iterable[str]) -> str:
    """What to give instead of a word that is near none of a few ids."""
    return f"; give one of: {', '.join(ids)}"


def _folded(word: str) -> str:
    return " ".join(word.casefold().replace("-", " ").split())


def _nearest(wanted: str, by_word: dict[str, str]) -> list[str]:
    close = difflib.get_close_matches(wanted[:80], by_word, n=3, cutoff=0.7)
    likeness = [difflib.SequenceMatcher(None, word, wanted[:80]).ratio() for word in close]
    best = (by_word[w] for w, like in zip(close, likeness, strict=True) if like > likeness[0] - 0.1)
    return list(dict.fromkeys(best))


def _suggestion(ids: Iterable[str]) -> str:
    named = " or ".join(repr(id_) for id_ in ids)
    return f". Did you mean {named}?" if named else ""
