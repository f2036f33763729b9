"""The same sentence said once, with the massages it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from massage_advisor.advice import Offer, Reason
from massage_advisor.records import dataclass
from massage_advisor.render.page import Detail, Entry, Phrase, Tone
from massage_advisor.render.words import joined


@dataclass(frozen=True, slots=True)
class Group:
    """A sentence, the reasons behind it, and the massages it counts for, in their order."""

    text: str
    reasons: tuple[Reason, ...]
    massages: tuple[str, ...]


def grouped(offers: Iterable[Offer], text: Callable[[Offer, Reason], str]) -> tuple[Group, ...]:
    """Reasons by the sentence that `text` gives them ("" leaves one out), those for most massages first.

    A sentence stands twice if it has not the same reasons for every massage.
    """
    found: dict[tuple[str, ...], Group] = {}
    for offer in offers:
        for sentence, reasons in _by_sentence(offer, text).items():
            key = (sentence, *reasons)
            massages = found[key].massages if key in found else ()
            found[key] = Group(sentence, tuple(reasons.values()), (*massages, offer.name))
    return tuple(sorted(found.values(), key=lambda group: -len(group.massages)))


def _by_sentence(offer: Offer, text: Callable[[Offer, Reason], str]) -> dict[str, dict[str, Reason]]:
    """The reasons of one massage by sentence, each reason once."""
    found: dict[str, dict[str, Reason]] = {}
    for reason in offer.because:
        sentence = text(offer, reason)
        if sentence:
            found.setdefault(sentence, {}).setdefault(reason.text, reason)
    return found


def entry(group: Group, everyone: Sequence[str], tone: Tone = Tone.PLAIN, *, why: bool = True) -> Entry:
    """A group as an entry: the sentence, why, and for which massages."""
    named = Phrase(for_which(group.massages, everyone))
    if not why:
        sources = tuple(dict.fromkeys(s for reason in group.reasons for s in reason.sources))
        return Entry(Phrase(group.text, sources, tone), (Detail("For", (named,)),))
    reasons = tuple(Phrase(reason_text(reason), reason.sources) for reason in group.reasons)
    return Entry(Phrase(group.text, tone=tone), (Detail("Why", reasons), Detail("For", (named,))))


def reason_text(reason: Reason) -> str:
    """The sentence of a reason, with a word where it is only feared."""
    return reason.text if reason.certain else f"{reason.text} (You were not sure.)"


def for_which(names: Sequence[str], everyone: Sequence[str]) -> str:
    """The massages in the fewest words: all, all but a few, or those that are meant."""
    missing = [name for name in everyone if name not in names]
    if not missing:
        return "all" if len(everyone) > 1 else everyone[0]
    if len(missing) <= 2 and len(names) > 2:
        return f"all but {joined(missing)}"
    return joined(names)
