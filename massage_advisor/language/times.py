"""How long ago: "3 weeks ago", "in 2009", "last month", "yesterday", as weeks before today."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from massage_advisor.language.tokens import Token
from massage_advisor.records import dataclass

WEEKS = {
    **dict.fromkeys(("minute", "min", "mins", "hour", "hr", "hrs"), 0.0),
    "day": 1 / 7,
    **dict.fromkeys(("week", "wk", "wks"), 1.0),
    **dict.fromkeys(("month", "mth", "mths"), 30.44 / 7),
    **dict.fromkeys(("year", "yr", "yrs"), 365.25 / 7),
}
_SMALL = ("a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TEENS = (
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBERS = {
    **{word: number for number, word in enumerate(_SMALL)},
    **{word: number for number, word in enumerate(_TEENS, 11)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    **{"a": 1, "an": 1, "couple": 2, "few": 3},
}
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
WEEKDAYS = tuple(name.lower() for name in calendar.day_name)
NOW = {"today": 0.0, "tonight": 0.0, "yesterday": 1 / 7, "lately": 0.0}
TO_COME = frozenset(("due", "expecting", "booked", "planned", "scheduled"))
"""Before "in march": a time that is still to come."""

EVERY = frozenset(("once", "twice", "time", "times", "per"))
"""Before "a day": how often, not how long ago."""

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The month in which a season begins; it lasts three."""

VAGUE = (100.0, 5000.0)
"""Weeks for "years ago" and "as a child"."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that tokens[first:last] name: from `low` to `high` weeks before today.

    `lasting`: something began then and goes on ("for 6 years").
    """

    first: int
    last: int
    low: float
    high: float
    lasting: bool = False

    @property
    def exact(self) -> bool:
        """Whether it names one day, or a number of units."""
        return self.low == self.high


def moments(tokens: Sequence[Token], today: date) -> Iterator[Moment]:
    """Every time in the text that lies in the past."""
    place = 0
    while place < len(tokens):
        found = _at(tokens, place, today)
        if found is not None:
            began = _word(tokens, found.first - 1) in ("since", "for")
            yield replace(found, lasting=True) if began else found
        place = found.last if found is not None else place + 1


def _at(tokens: Sequence[Token], place: int, today: date) -> Moment | None:
    readers = (_amount_ago, _season, _last, _this, _year, _month, _some_ago)
    return next((found for read in readers if (found := read(tokens, place, today)) is not None), None)


def number_at(tokens: Sequence[Token], place: int) -> tuple[float, int] | None:
    """The number that starts at tokens[place], in digits or words, and where it ends."""
    if place >= len(tokens):
        return None
    token = tokens[place]
    if token.number:
        return float(token.word), place + 1
    if token.word not in NUMBERS:
        return None
    value, last = float(NUMBERS[token.word]), place + 1
    if value >= 20 and last < len(tokens) and 0 < NUMBERS.get(tokens[last].word, 0) < 10:
        return value + NUMBERS[tokens[last].word], last + 1
    return value, _after(tokens, last, ("of",))


def _after(tokens: Sequence[Token], place: int, words: tuple[str, ...]) -> int:
    """The place after any of these words."""
    return place + 1 if _word(tokens, place) in words else place


def _word(tokens: Sequence[Token], place: int) -> str:
    return tokens[place].word if 0 <= place < len(tokens) else ""


def _stem(tokens: Sequence[Token], place: int) -> str:
    return tokens[place].stem if 0 <= place < len(tokens) else ""


def _amount_ago(tokens: Sequence[Token], place: int, _: date) -> Moment | None:
    """ "3 weeks ago", "two years back", "10 days post op", "week 5 post op"."""
    amount = number_at(tokens, place)
    if amount is None:
        return None
    number, after = amount
    unit = WEEKS.get(_stem(tokens, after))
    if unit is None or _word(tokens, place - 1) in EVERY:
        return None
    weeks = number * unit
    if _is_past(tokens, after + 1):
        return Moment(place, after + 2, weeks, weeks)
    return Moment(place, after + 1, weeks, weeks) if _word(tokens, place - 1) == "for" else None


def _is_past(tokens: Sequence[Token], place: int) -> bool:
    return _word(tokens, place) in ("ago", "back", "post", "postop", "since", "after", "out", "earlier")


def _some_ago(tokens: Sequence[Token], place: int, _: date) -> Moment | None:
    """ "years ago", "as a child", "when i was 12"."""
    words = tuple(_word(tokens, place + step) for step in range(3))
    if words[0] in ("years", "decades", "ages") and words[1] in ("ago", "back"):
        return Moment(place, place + 2, *VAGUE)
    if words[0] == "months" and words[1] in ("ago", "back"):
        return Moment(place, place + 2, 6.0, 50.0)
    if words[0] in ("as", "since") and words[2] in ("child", "kid", "teenager", "baby", "teen"):
        return Moment(place, place + 3, *VAGUE)
    if words == ("when", "i", "was"):
        return Moment(place, place + 4, *VAGUE)
    return None


def _last(tokens: Sequence[Token], place: int, today: date) -> Moment | None:
    """ "last week", "last year", "last night", "last tuesday", "in the last 6 months"."""
    if _word(tokens, place) not in ("last", "past"):
        return None
    amount = number_at(tokens, place + 1)
    if amount is not None and _stem(tokens, amount[1]) in WEEKS:
        return Moment(place, amount[1] + 1, 0.0, amount[0] * WEEKS[_stem(tokens, amount[1])])
    word = _stem(tokens, place + 1)
    if word == "year":
        return _span(place, place + 2, date(today.year - 1, 1, 1), date(today.year - 1, 12, 31), today)
    if word in ("night", "evening", "weekend") or word in WEEKDAYS:
        return Moment(place, place + 2, 1 / 7, 1 / 7)
    if word in WEEKS and WEEKS[word] > 0:
        return Moment(place, place + 2, WEEKS[word], WEEKS[word])
    return _month(tokens, place + 1, today)


def _this(tokens: Sequence[Token], place: int, today: date) -> Moment | None:
    """ "today", "yesterday", "this morning", "on saturday"."""
    word = _word(tokens, place)
    if word in NOW:
        return Moment(place, place + 1, NOW[word], NOW[word])
    if word == "this" and _word(tokens, place + 1) in ("morning", "afternoon", "evening", "week"):
        return Moment(place, place + 2, 0.0, 0.0)
    if word in ("at", "over") and _word(tokens, place + 1) == "the" and _word(tokens, place + 2) == "weekend":
        return Moment(place, place + 3, 1 / 7, 1.0)
    if word == "on" and _word(tokens, place + 1) in WEEKDAYS:
        days = (today.weekday() - WEEKDAYS.index(_word(tokens, place + 1))) % 7 or 7
        return Moment(place, place + 2, days / 7, days / 7)
    return None


def _year(tokens: Sequence[Token], place: int, today: date) -> Moment | None:
    """ "2009"."""
    word = _word(tokens, place)
    if not (len(word) == 4 and word.isascii() and word.isdigit() and 1930 <= int(word) <= today.year):
        return None
    year = int(word)
    return _span(place, place + 1, date(year, 1, 1), min(date(year, 12, 31), today), today)


def _month(tokens: Sequence[Token], place: int, today: date) -> Moment | None:
    """ "in may", "march 2018"."""
    month = MONTHS.get(_word(tokens, place))
    if month is None:
        return None
    year = _year(tokens, place + 1, today)
    if year is None and _word(tokens, place - 1) not in ("in", "since", "last", "this"):
        return None
    if _word(tokens, place - 2) in TO_COME:
        return None
    named = int(tokens[place + 1].word) if year else today.year - (month > today.month)
    last_day = date(named, month, calendar.monthrange(named, month)[1])
    return _span(place, place + (2 if year else 1), date(named, month, 1), min(last_day, today), today)


def _season(tokens: Sequence[Token], place: int, today: date) -> Moment | None:
    """ "last summer", "in the spring": the last one that has begun."""
    if _word(tokens, place) not in ("last", "in", "since", "over"):
        return None
    named = place + 2 if _word(tokens, place + 1) == "the" else place + 1
    begins = SEASONS.get(_word(tokens, named))
    if begins is None or _word(tokens, place - 1) in TO_COME:
        return None
    first_day = date(today.year - (begins > today.month), begins, 1)
    last_day = first_day + timedelta(days=91)
    return _span(
        named if _word(tokens, place) == "since" else place, named + 1, first_day, min(last_day, today), today
    )


def _span(first: int, last: int, earliest: date, latest: date, today: date) -> Moment:
    """From `latest` to `earliest`, as weeks before today."""
    return Moment(first, last, max(0, (today - latest).days) / 7, max(0, (today - earliest).days) / 7)
