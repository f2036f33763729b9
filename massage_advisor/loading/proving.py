"""Drafts -> what the knowledge is held against: invariants, and the people of the casebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from massage_advisor.loading.answering import build_answers
from massage_advisor.loading.drafts import Draft
from massage_advisor.loading.items import AreaWords
from massage_advisor.loading.pages import sources_of
from massage_advisor.loading.whens import Vocabulary, build_when
from massage_advisor.model import Disposition, Expectation, Invariant, Massage, Person, Verdict


def _verdict(word: str) -> Verdict:
    return Verdict[word.upper()]


def _disposition(word: str) -> Disposition:
    return Disposition[word.upper().replace("-", "_")]


def build_invariant(
    draft: Draft, massages: Mapping[str, Massage], areas: AreaWords, words: Vocabulary
) -> Invariant:
    """What must hold for every client; its massages as ids."""
    bound: Draft = draft.get("verdict") or draft["disposition"]
    side, word = next(iter(bound.values.items()))
    return Invariant(
        id=draft["id"],
        text=draft["text"],
        when=build_when(draft["when"], words),
        rest=draft["rest"],
        sources=sources_of(draft),
        bound=side,
        massages=tuple(_chosen(draft.get("massages", ()), massages.values(), areas)),
        verdict=_verdict(word) if "verdict" in draft else None,
        disposition=_disposition(word) if "disposition" in draft else None,
        at=draft.at,
    )


def _chosen(chosen: object, massages: Iterable[Massage], areas: AreaWords) -> Iterable[str]:
    match chosen:
        case "all":
            return [massage.id for massage in massages]
        case Draft():
            return [massage.id for massage in massages if _described(massage, chosen, areas)]
        case tuple():
            return chosen
    raise TypeError(f"not a choice of massages: {chosen!r}")


def _described(massage: Massage, by: Draft, areas: AreaWords) -> bool:
    if "area" in by:
        return not set(areas.unfold((by["area"],))).isdisjoint(massage.areas)
    features = massage.essential if "essential" in by else massage.features
    return (by.get("essential") or by.get("feature")) in features


def build_person(draft: Draft, words: Vocabulary) -> Person:
    """A whole person with what they should be told."""
    return Person(
        id=draft["id"],
        story=draft["story"],
        answers=build_answers(draft["answers"], words),
        expect=_expectation(draft["expect"]),
        rest=draft.get("rest", "healthy"),
        sources=sources_of(draft),
        at=draft.at,
    )


def _expectation(draft: Draft) -> Expectation:
    return Expectation(
        disposition=_disposition(draft["disposition"]),
        verdicts={id_: _verdict(word) for id_, word in draft.get("verdicts", {}).items()},
        rules=draft.get("rules", ()),
        setting=draft.get("setting", ""),
        red_flags=draft.get("red-flags", ()),
        open=draft.get("open", ()),
        applies={id_: word == "yes" for id_, word in draft.get("applies", {}).items()},
        first_asked=draft.get("first-asked", ""),
    )
