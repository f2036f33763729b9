"""Drafts of everyday language -> the `Language` of a knowledge base."""

from __future__ import annotations

from collections.abc import Mapping

from massage_advisor.loading.answering import build_answers
from massage_advisor.loading.drafts import Draft
from massage_advisor.loading.reading import Drafts
from massage_advisor.loading.whens import Vocabulary
from massage_advisor.model import Cue, Language, Measure, Pressure, Sign, Tense, Timing, Wording


def build_language(drafts: Drafts, words: Vocabulary) -> Language:
    """What the files of the folder `language` say."""
    groups = {draft["id"]: draft["words"] for draft in drafts.every("language", "word-groups")}
    return Language(
        cues=tuple(_cue(draft) for draft in drafts.every("language", "cues")),
        wordings=tuple(_wording(draft, words) for draft in drafts.every("language", "wordings")),
        signs=tuple(_sign(draft, groups, words) for draft in drafts.every("language", "signs")),
        tenses=tuple(_tense(draft) for draft in drafts.every("language", "tenses")),
        timings=tuple(_timing(draft, words) for draft in drafts.every("language", "timings")),
        pressures=tuple(_pressure(draft, words) for draft in drafts.every("language", "pressures")),
        measures=tuple(_measure(draft) for draft in drafts.every("language", "measures")),
        small_words=_words(drafts, "small-words"),
        plain_words=_words(drafts, "plain-words"),
    )


def _words(drafts: Drafts, key: str) -> tuple[str, ...]:
    return tuple(word for file in drafts.files["language"] for word in file.get(key, ()))


def _cue(draft: Draft) -> Cue:
    return Cue(draft["says"], draft["words"], draft.get("reach", "after"))


def _answers(draft: Draft, key: str, words: Vocabulary) -> Mapping[str, object]:
    return build_answers(draft[key], words) if key in draft else {}


def _wording(draft: Draft, words: Vocabulary) -> Wording:
    return Wording(
        words=draft["words"],
        means=_answers(draft, "means", words),
        ask=draft.get("ask", ()),
        denied=_answers(draft, "denied", words),
        capitals=draft.get("capitals", False),
        covers=draft.get("covers", False),
        massage=draft.get("massage", ""),
    )


def _sign(draft: Draft, groups: Mapping[str, tuple[str, ...]], words: Vocabulary) -> Sign:
    parts = tuple(groups[part] if isinstance(part, str) else part for part in draft["all"])
    return Sign(
        parts=parts,
        means=_answers(draft, "means", words),
        ask=draft.get("ask", ()),
        near=draft.get("near", 0),
        agreed=draft.get("agreed", False),
        unread=draft.get("unread", False),
    )


def _tense(draft: Draft) -> Tense:
    return Tense(
        draft["facts"],
        draft.get("within-weeks", 0),
        draft.get("becomes", ""),
        draft.get("stays", False),
        draft.get("told", False),
    )


def _timing(draft: Draft, words: Vocabulary) -> Timing:
    return Timing(_answers(draft, "means", words), draft.get("from-weeks", 0), draft["under-weeks"])


def _pressure(draft: Draft, words: Vocabulary) -> Pressure:
    return Pressure(_answers(draft, "means", words), draft.get("at-least", ()), draft.get("under", ()))


def _measure(draft: Draft) -> Measure:
    return Measure(draft["kind"], draft["fact"], draft.get("words", ()), draft.get("at-least"))
