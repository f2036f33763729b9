"""One phrase in its context -> what it says: an answer, a denial, a question, or nothing that counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from massage_advisor.answers import NO, YES
from massage_advisor.language.mentions import Findings
from massage_advisor.language.times import Moment
from massage_advisor.language.vocabulary import Meaning
from massage_advisor.model import NOT_SURE, Item, Kind, KnowledgeBase, Tense, Timing
from massage_advisor.records import dataclass

DAYS_OF_A_RED_FLAG = 1.0
"""Weeks for which a sign that is over still counts as "in the last days"."""

HOURS, DAYS, MONTHS = 168.0, 7.0, 7 / 30.44
ROUNDING = 0.01
"""Whole units that have passed are counted; 30.44 days are a month."""

PER_WEEK = {"hours": HOURS, "days": DAYS, "weeks": 1.0, "months": MONTHS}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a phrase stands and how it is meant there.

    `far`: something else stands between it and the denial that reaches it; `retold`: the writer does.
    """

    start: int
    end: int
    ways: frozenset[str] = frozenset()
    moment: Moment | None = None
    misspelt: bool = False
    far: bool = False
    retold: bool = False


class Reader:
    """Reads phrases against one knowledge base, into `found`."""

    def __init__(self, kb: KnowledgeBase, found: Findings) -> None:
        self._kb = kb
        self._found = found
        self._tenses = {fact: tense for tense in kb.language.tenses for fact in tense.facts}
        self._timings: dict[str, list[Timing]] = {}
        for timing in kb.language.timings:
            for fact in timing.means:
                self._timings.setdefault(kb.items[fact].condition, []).append(timing)

    def read(self, meaning: Meaning, place: Place) -> None:
        """Take up what a phrase says."""
        ways = place.ways
        if meaning.massage:
            self._massage(meaning.massage, place)
        elif "someone-else" in ways and not ways & {"me-too", "not-me"}:
            self._somebody_elses(meaning, place)
        elif "imagined" in ways:
            self._found.put_aside("imagined", place.start, place.end)
        elif "denied" in ways or "not-me" in ways:
            self._denied(meaning, place)
        elif meaning.ask:
            self._open(meaning, place)
        else:
            for item_id, value in meaning.means.items():
                self._said(item_id, value, place)

    def read_denied_sign(self, meaning: Meaning, place: Place) -> None:
        """Signs of danger that are not there; others are read as single words only.

        Where a sign opens questions about several of them, its absence answers none.
        """
        if (
            len(meaning.ask) < 2
            and all(self._is_flag(id_) for id_ in meaning.means)
            and not place.ways & {"someone-else", "imagined"}
        ):
            self._denied(meaning, place)

    def found_danger(self) -> bool:
        """Whether a sign of danger was said to be there."""
        return bool(self._flags(tuple(mention.item for mention in self._found.present)))

    # --- what does not count ----------------------------------------------------------------------

    def _massage(self, massage: str, place: Place) -> None:
        if not place.ways & {"denied", "imagined"}:
            self._found.name(massage, place.start, place.end)

    def _somebody_elses(self, meaning: Meaning, place: Place) -> None:
        """Not hers; but a sign of danger that is happening to a person near by is asked about."""
        flags = self._flags((*meaning.means, *meaning.ask))
        if (
            flags
            and not place.ways & {"past", "denied", "imagined"}
            and place.moment is None
            and not meaning.ask
        ):
            self._found.ask(flags, place.start, place.end)
        else:
            self._found.put_aside("other", place.start, place.end)

    def _flags(self, items: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(id_ for id_ in items if self._is_flag(id_))

    def _is_flag(self, item_id: str) -> bool:
        return item_id in self._kb.items and self._kb.items[item_id].red_flag

    # --- denied -----------------------------------------------------------------------------------

    def _denied(self, meaning: Meaning, place: Place) -> None:
        """A "no"; but what is denied only from afar is asked about: "never without my insulin"."""
        if meaning.denied:
            self._found.say(meaning.denied, place.start, place.end)
            return
        items = tuple(meaning.means) or self._deniable(meaning.ask)
        if items[0] in self._kb.items and (place.far or (place.retold and self._flags(items))):
            self._found.ask(self._flags(items) or items, place.start, place.end)
            return
        answers = {id_: NO for id_ in items if self._takes_no(id_)}
        self._found.deny(answers, place.start, place.end, covers=meaning.covers)

    def _deniable(self, ask: tuple[str, ...]) -> tuple[str, ...]:
        """What "no X" rules out where X opens several questions: what is known of, rather than signs."""
        return tuple(id_ for id_ in ask if not self._is_flag(id_)) or ask

    def _takes_no(self, item_id: str) -> bool:
        return self._kb.items[item_id].kind is Kind.YES_NO

    # --- said -------------------------------------------------------------------------------------

    def _open(self, meaning: Meaning, place: Place) -> None:
        """A word that only opens questions, unless it is said when that was."""
        first = meaning.ask[0]
        tense = self._tense(first)
        if tense is not None and self._is_over(place) and (place.moment or tense.stays):
            self._said(first, YES, place)
        else:
            self._found.ask(meaning.ask, place.start, place.end)

    def _said(self, item_id: str, value: object, place: Place) -> None:
        item = self._kb.items[item_id]
        if item.red_flag:
            self._flag(item, place)
        elif value != YES or item_id not in self._kb.conditions:
            self._plain(item_id, value, place)
        elif "unsure" in place.ways:
            self._found.say({item_id: NOT_SURE}, place.start, place.end)
        elif self._is_over(place) or self._stays(item_id):
            self._past(item_id, place)
        else:
            self._found.say({item_id: YES}, place.start, place.end)

    def _plain(self, item_id: str, value: object, place: Place) -> None:
        """Goals, wishes, families and details: either said or not."""
        if "unsure" not in place.ways or item_id not in self._kb.items or "." not in item_id:
            self._found.say({item_id: value}, place.start, place.end)

    def _flag(self, item: Item, place: Place) -> None:
        """A sign of danger: in doubt it is asked, never dropped."""
        moment = place.moment
        over = moment is not None and moment.high > DAYS_OF_A_RED_FLAG and not moment.lasting
        if (
            over
            or place.misspelt
            or "unsure" in place.ways
            or ("past" in place.ways and place.moment is None)
        ):
            self._found.ask((item.id,), place.start, place.end)
        else:
            self._found.say({item.id: YES}, place.start, place.end)

    # --- past -------------------------------------------------------------------------------------

    @staticmethod
    def _is_over(place: Place) -> bool:
        over = place.moment is not None and not place.moment.lasting
        return over or ("past" in place.ways and "me-too" not in place.ways)

    def _tense(self, condition: str) -> Tense | None:
        family = self._kb.conditions[condition].family if condition in self._kb.conditions else ""
        return self._tenses.get(condition) or self._tenses.get(family)

    def _stays(self, condition: str) -> bool:
        tense = self._tense(condition)
        return tense is not None and tense.stays

    def _past(self, condition: str, place: Place) -> None:
        """What is true today of a condition that somebody had."""
        tense = self._tense(condition)
        if tense is None:
            self._lasting(condition, place)
        elif tense.stays or self._within(tense, place):
            self._with_time(condition, place)
        elif tense.becomes and self._after(tense, place):
            self._with_time(tense.becomes, place)
        elif place.moment is None or place.moment.low < tense.within_weeks:
            self._found.ask((condition,), place.start, place.end)
        else:
            self._found.put_aside("past", place.start, place.end)

    def _lasting(self, condition: str, place: Place) -> None:
        """Most illnesses last: one that began lately is there, one that somebody had is asked about."""
        lasting = place.moment is not None and place.moment.lasting
        if "past" in place.ways and not lasting:
            self._found.ask((condition,), place.start, place.end)
        else:
            self._found.say({condition: YES}, place.start, place.end)

    @staticmethod
    def _within(tense: Tense, place: Place) -> bool:
        if place.moment is None:
            return tense.told
        return place.moment.high <= tense.within_weeks

    @staticmethod
    def _after(tense: Tense, place: Place) -> bool:
        if place.moment is None:
            return not tense.within_weeks
        return place.moment.low >= tense.within_weeks

    def _with_time(self, condition: str, place: Place) -> None:
        """The condition, with what its follow-ups say about how long ago it was."""
        answers: dict[str, object] = {condition: YES}
        if place.moment is not None:
            answers |= dict(self._ago(condition, place.moment))
            answers |= self._timed(condition, place.moment)
        self._found.say(answers, place.start, place.end)

    def _ago(self, condition: str, moment: Moment) -> Iterator[tuple[str, float]]:
        """The number follow-ups that ask how long ago it was."""
        if not moment.exact:
            return
        for item_id in self._kb.conditions[condition].follow_ups:
            item = self._kb.items[item_id]
            if item.kind is Kind.NUMBER and item.unit in PER_WEEK and item_id.endswith(item.unit):
                number = float(int(moment.low * PER_WEEK[item.unit] + ROUNDING))
                if (item.low or 0) <= number <= (item.high or number):
                    yield item_id, number

    def _timed(self, condition: str, moment: Moment) -> Mapping[str, object]:
        """The options for this time, where the whole of it falls into one."""
        for timing in self._timings.get(condition, ()):
            if timing.from_weeks <= moment.low and moment.high < timing.under_weeks:
                return timing.means
        return {}
