"""The same sentence said once, with the massages it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from massage_advisor.advice import Offer, Reason
from massage_advisor.records import dataclass
from massage_advisor.render.page import Detail, Entry, Phrase, Tone
from massage_advisor.render.words import joined


@dataclass(frozen=True, slots=True)
class Group:
    """A sentence, the reasons behind it, and the massages it counts for, in their order.

    `held` are the massages that a reason, named by its text, counts for: all of them or some.
    """

    text: str
    reasons: tuple[Reason, ...]
    massages: tuple[str, ...]
    held: Mapping[str, tuple[str, ...]]

    @property
    def why(self) -> tuple[Phrase, ...]:
        """The reasons as phrases; one that counts for some of the massages only says for which."""
        return tuple(Phrase(self._said(reason), reason.sources) for reason in self.reasons)

    def _said(self, reason: Reason) -> str:
        held = self.held[reason.text]
        said = reason_text(reason)
        return said if held == self.massages else f"{said} (For: {for_which(held, self.massages)})"


def grouped(offers: Iterable[Offer], text: Callable[[Offer, Reason], str]) -> tuple[Group, ...]:
    """Reasons by the sentence that `text` gives them ("" leaves one out), those for most massages first."""
    found: dict[str, list[tuple[str, dict[str, Reason]]]] = {}
    for offer in offers:
        for sentence, reasons in _by_sentence(offer, text).items():
            found.setdefault(sentence, []).append((offer.name, reasons))
    groups = (_group(sentence, told) for sentence, told in found.items())
    return tuple(sorted(groups, key=lambda group: -len(group.massages)))


def _group(sentence: str, told: list[tuple[str, dict[str, Reason]]]) -> Group:
    """A group of what is told of each massage, by its name; reasons that count for most massages first."""
    reasons = {text: reason for _, mine in told for text, reason in mine.items()}
    held = {text: tuple(name for name, mine in told if text in mine) for text in reasons}
    ordered = sorted(reasons.values(), key=lambda reason: -len(held[reason.text]))
    return Group(sentence, tuple(ordered), tuple(name for name, _ in told), held)


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
    return Entry(Phrase(group.text, tone=tone), (Detail("Why", group.why), Detail("For", (named,))))


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
