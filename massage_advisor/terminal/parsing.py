"""What a person types -> an answer: yes/no words, numbers with units, dates, row numbers.

Every refusal is a ResponseError with one sentence that says what is accepted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import date, datetime

from massage_advisor.errors import Location, Problem, ResponseError
from massage_advisor.model import NOT_SURE, Item, Kind
from massage_advisor.records import dataclass
from massage_advisor.terminal.rows import NO, YES, fold
from massage_advisor.textsafe import shorten

_DAYS = {"hours": 1 / 24, "days": 1.0, "weeks": 7.0, "months": 30.4375, "years": 365.25}
_DATES = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%B %Y", "%b %Y")
_NUMBER = re.compile(r"(-?[0-9]+(?:[.,][0-9]+)?)\s*(.*)", re.DOTALL)
_LONGEST = 40
_UNSURE_WORDS = {"u", "unsure", "not sure", "not-sure", "don't know", "dont know", "do not know"}
_YES_NO = {"y": YES, "yes": YES, "n": NO, "no": NO}


def refusal(sentence: str) -> ResponseError:
    """The error for an answer that cannot be taken."""
    return ResponseError((Problem(Location("answer"), "AN103", sentence),))


def accepts(item: Item) -> str:
    """One sentence that says what can be typed for this item."""
    unsure = "" if item.required else ", u for not sure"
    if item.kind is Kind.YES_NO:
        return f"Type y for yes, n for no{unsure}."
    if item.kind is Kind.CHOICE:
        return f"Type a number from 1 to {len(item.options)}{unsure}."
    return f"Type {_range(item)}{unsure}.{_other_ways(item)}"


def _range(item: Item) -> str:
    kind = "a whole number" if item.decimals == 0 else "a number"
    low = "" if item.low is None else f" from {item.low:g}"
    high = "" if item.high is None else f" to {item.high:g}"
    return f"{kind}{low}{high}" + (f" ({item.unit})" if item.unit else "")


def _other_ways(item: Item) -> str:
    if _is_celsius(item):
        return " For Fahrenheit add F, as in 100 F."
    if item.unit in ("days", "weeks", "months"):
        return " A date such as 2026-05-31 or a time such as 3 months works too."
    return ""


def read_one(item: Item, text: str, today: date) -> str | float:
    """The answer to a single question; raises ResponseError when `text` is none."""
    said = fold(text).strip()
    if said in _UNSURE_WORDS and not item.required:
        return NOT_SURE
    if item.kind is Kind.YES_NO and said in _YES_NO:
        return _YES_NO[said]
    if item.kind is Kind.CHOICE:
        return _read_choice(item, said)
    if item.kind is Kind.NUMBER:
        return read_number(item, said, today)
    raise refusal(f"'{shorten(text, 30)}' is no answer here. {accepts(item)}")


def _read_choice(item: Item, said: str) -> str:
    if said.isdecimal() and len(said) < 4 and 1 <= int(said) <= len(item.options):
        return item.options[int(said) - 1].id
    starts = [o.id for o in item.options if said and fold(o.label).startswith(said)]
    if len(starts) == 1:
        return starts[0]
    raise refusal(f"'{shorten(said, 30)}' is none of the choices. {accepts(item)}")


def read_number(item: Item, text: str, today: date) -> float:
    """A number in the item's unit from "20", "38,5", "101 F", "3 months" or a date."""
    number = _elapsed(item, text, today) if item.unit in _DAYS else None
    if number is None:
        number = _measured(item, text)
    low = -math.inf if item.low is None else item.low
    high = math.inf if item.high is None else item.high
    if not low <= number <= high or round(number, item.decimals) != number:
        raise refusal(f"'{shorten(text, 30)}' does not fit. {accepts(item)}")
    return number


def _measured(item: Item, text: str) -> float:
    match = _NUMBER.fullmatch(fold(text).strip())
    if match is None or len(match[0]) > _LONGEST:
        raise refusal(f"'{shorten(text, 30)}' is not a number. {accepts(item)}")
    number, unit = float(match[1].replace(",", ".")), match[2].strip(" .°")
    if not unit or fold(item.unit).startswith(unit):
        return number
    if _is_celsius(item) and unit in ("f", "fahrenheit"):
        return round((number - 32) * 5 / 9, item.decimals)
    if _is_celsius(item) and unit in ("c", "celsius"):
        return number
    if item.unit in _DAYS and _unit_of_time(unit):
        return _floor(number * _DAYS[_unit_of_time(unit)] / _DAYS[item.unit], item.decimals)
    raise refusal(f"'{shorten(text, 30)}' has a unit that does not fit. {accepts(item)}")


def _unit_of_time(word: str) -> str:
    """The unit that `word` names or shortens ("wk", "month"), or an empty string."""
    short = {
        "h": "hours",
        "hr": "hours",
        "hrs": "hours",
        "wk": "weeks",
        "wks": "weeks",
        "yr": "years",
        "yrs": "years",
    }
    return short.get(word) or next((unit for unit in _DAYS if unit.startswith(word)), "")


def _elapsed(item: Item, text: str, today: date) -> float | None:
    """The time from a date until today in the item's unit; None when `text` is no date."""
    day = _date(text)
    if day is None:
        return None
    if day > today:
        raise refusal(f"{day.isoformat()} is in the future. {accepts(item)}")
    return _floor((today - day).days / _DAYS[item.unit], item.decimals)


def _date(text: str) -> date | None:
    for form in _DATES if len(text) <= _LONGEST else ():
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    return None


def _floor(number: float, decimals: int) -> float:
    """Rounded down: a time since something must not seem longer than it is."""
    scale: float = 10**decimals
    return math.floor(number * scale + 1e-9) / scale


def _is_celsius(item: Item) -> bool:
    return fold(item.unit).replace("°", "").replace("degrees", "").strip() in ("c", "celsius")


@dataclass(frozen=True, slots=True)
class Pick:
    """A row that was named by its number (from 1), with a side or 'not sure' ("u")."""

    number: int
    mark: str = ""


_PICK = re.compile(r"([0-9]{1,4})(?:-([0-9]{1,4}))?([lru])?")


def read_picks(text: str, rows: int) -> list[Pick] | None:
    """Row numbers from "3 5 7", "3-6", "11l", "u 3"; None when `text` is something else.

    Raises ResponseError for a row that does not exist.
    """
    words = re.sub(r"\s*-\s*", "-", fold(text)).replace(",", " ").split()
    unsure = words[:1] == ["u"]
    found = [_PICK.fullmatch(word) for word in words[unsure:]]
    if not found or None in found:
        return None
    return [pick for match in found if match for pick in _picks(match, rows, "u" if unsure else "")]


def _picks(match: re.Match[str], rows: int, mark: str) -> Iterator[Pick]:
    first, last = int(match[1]), int(match[2] or match[1])
    if not 1 <= first <= last <= rows:
        raise refusal(f"There is no row {match[0]}. The rows are numbered from 1 to {rows}.")
    yield from (Pick(number, mark or match[3] or "") for number in range(first, last + 1))
