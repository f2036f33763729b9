"""What a person said: checking raw answers, adding, replacing and dropping them.

The log of answers is the only state there is (law 9). All functions are pure; files are read by `loading`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from massage_advisor.errors import Location, Problem, ResponseError
from massage_advisor.model import (
    NOT_SURE,
    All,
    Area,
    Item,
    Kind,
    KnowledgeBase,
    Literal,
    Responses,
    Value,
    When,
)
from massage_advisor.textsafe import shorten

YES, NO = "yes", "no"


def check_value(kb: KnowledgeBase, item: Item, raw: object) -> Value:
    """The value of `raw` for `item`; ResponseError with one sentence where it is none."""
    if raw == NOT_SURE:
        return NOT_SURE
    match item.kind:
        case Kind.NUMBER:
            return _number(item, raw)
        case Kind.MANY | Kind.AREAS:
            return _several(kb, item, raw)
        case _:
            return _one(item, raw)


def with_answer(responses: Responses, item_id: str, value: Value, origin: str = "") -> Responses:
    """The log with this answer added, or put in place of an earlier one."""
    origins = {**responses.origins, item_id: origin} if origin else dict(responses.origins)
    return Responses({**responses.values, item_id: value}, origins)


def without(responses: Responses, *item_ids: str) -> Responses:
    """The log without the answers to these items."""
    gone = set(item_ids)
    return Responses(
        {item: value for item, value in responses.values.items() if item not in gone},
        {item: origin for item, origin in responses.origins.items() if item not in gone},
    )


def merge(first: Responses, later: Responses) -> tuple[Responses, tuple[str, ...]]:
    """Both logs, the later one winning, and the items whose value it replaced."""
    replaced = tuple(i for i, v in later.values.items() if i in first.values and first.values[i] != v)
    return Responses({**first.values, **later.values}, {**first.origins, **later.origins}), replaced


def check_answers(
    kb: KnowledgeBase,
    raw: Mapping[str, object],
    origin: str = "",
    places: Mapping[str, Location] | None = None,
) -> Responses:
    """A log made of raw answers; ResponseError with every fault, and with what contradicts what."""
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for item_id, value in raw.items():
        try:
            values[item_id] = check_value(kb, known_item(kb, item_id), value)
        except ResponseError as error:
            unplaced = Location(origin or "answers")
            at = unplaced if places is None else places.get(item_id, unplaced)
            problems += [Problem(at, p.code, p.message, p.help) for p in error.problems]
    if problems:
        raise ResponseError(tuple(problems))
    responses = Responses(values, dict.fromkeys(values, origin) if origin else {})
    refuse_impossible(kb, responses)
    return responses


def known_item(kb: KnowledgeBase, item_id: str) -> Item:
    """The item with this id; ResponseError with the nearest ids where there is none."""
    item = kb.items.get(item_id)
    if item is None:
        raise _fault("AN101", f"there is no question '{shorten(item_id)}'", _nearest_items(kb, item_id))
    return item


@lru_cache(maxsize=1_000)
def _nearest_items(kb: KnowledgeBase, item_id: str) -> str:
    """Kept: in a batch a column with a wrong name is wrong in every row."""
    return _nearest(item_id, kb.items)


def implied(kb: KnowledgeBase, values: Mapping[str, Value]) -> Mapping[str, Value]:
    """The answers with what they imply: a member's "yes" or "not sure" is its family's yes, a follow-up's
    answer its condition's yes. Nothing that was said is replaced, but for a "not sure" about the family."""
    extra: dict[str, Value] = {}
    for item_id, value in values.items():
        if value in (NO, ()):  # most answers; they imply nothing
            continue
        item = kb.items.get(item_id)
        if item is not None and opens_gate(item, value):
            _imply(kb, item.gate, values, extra)
    return {**values, **extra} if extra else values


def _imply(
    kb: KnowledgeBase, gate: When | None, values: Mapping[str, Value], extra: dict[str, Value]
) -> None:
    for fact in gate_yes(gate):
        if values.get(fact, NOT_SURE) == NOT_SURE and fact not in extra:
            extra[fact] = YES
            _imply(kb, kb.items[fact].gate, values, extra)


def gate_yes(gate: When | None) -> tuple[str, ...]:
    """The items that must be "yes" for this gate to be open."""
    if isinstance(gate, Literal):
        return (gate.fact,) if gate.options == (YES,) else ()
    if isinstance(gate, All):
        return tuple(fact for part in gate.parts for fact in gate_yes(part))
    return ()


def opens_gate(item: Item, value: Value) -> bool:
    """Whether an answer opens the gate of its item: "not sure" about a member ticks its family."""
    return says_something(value) or (value == NOT_SURE and item.condition == item.id)


def says_something(value: Value) -> bool:
    """Whether an answer says more than "no", "none" or "not sure"."""
    return value not in (NO, NOT_SURE, ())


def impossible(kb: KnowledgeBase, values: Mapping[str, Value]) -> tuple[tuple[str, str], ...]:
    """Pairs of items whose answers cannot both be true: a follow-up, and the "no" that rules it out."""
    return tuple(
        (item_id, fact)
        for item_id, value in values.items()
        if item_id in kb.items and opens_gate(kb.items[item_id], value)
        for fact in gate_yes(kb.items[item_id].gate)
        if values.get(fact) == NO
    )


def refuse_impossible(kb: KnowledgeBase, responses: Responses) -> None:
    """ResponseError that names every pair of answers that cannot both be true."""
    problems = tuple(
        Problem(
            Location(responses.origins.get(item_id, "answers")),
            "AN107",
            f"'{item_id}' is answered although '{fact}' is answered no: only one of them can be true",
            f"take '{item_id}' out, or answer '{fact}' with yes",
        )
        for item_id, fact in impossible(kb, responses.values)
    )
    if problems:
        raise ResponseError(problems)


def give_way(kb: KnowledgeBase, both: Responses, later: Responses) -> tuple[Responses, tuple[str, ...]]:
    """`both` without the earlier answers that an answer of `later` rules out, and which these were.

    An earlier "no" to a family goes, so that the member which is said later counts; an earlier member
    becomes "no" under a later "no" to its family, so that nothing which hangs on it is left behind.
    """
    gone: dict[str, None] = {}
    while pairs := impossible(kb, both.values):
        item, fact = pairs[0]
        out = item if item not in later.values else fact
        if out == item and kb.items[item].condition == item:
            both = with_answer(both, item, NO, both.origins.get(fact, ""))
        else:
            both = without(both, out)
        gone[out] = None
    return both, tuple(gone)


def show_value(item: Item, value: Value) -> str:
    """An answer in words, for a person to read."""
    if value == NOT_SURE:
        return "Not sure"
    if isinstance(value, tuple):
        return ", ".join(_label(item, part) for part in value) or "None of these"
    if isinstance(value, str):
        return {YES: "Yes", NO: "No"}.get(value) or _label(item, value)
    return f"{value:.{item.decimals}f} {unit_of(item, value)}".strip()


def unit_of(item: Item, number: float) -> str:
    """The unit of a number in words: "1 year", "2 years"."""
    several = item.unit in ("hours", "days", "weeks", "months", "years")
    return item.unit.removesuffix("s") if several and number == 1 else item.unit


def show_answer(item: Item, value: Value) -> str:
    """A question and its answer in one line: "How old is the person? 40 years"."""
    colon = "" if item.ask.endswith(("?", ".", ":", "!")) else ":"
    return f"{item.ask}{colon} {show_value(item, value)}"


def _label(item: Item, option_id: str) -> str:
    option = item.option(option_id)
    return option.label if option else option_id


def _one(item: Item, raw: object) -> str:
    allowed = [YES, NO] if item.kind is Kind.YES_NO else [option.id for option in item.options]
    if isinstance(raw, str) and raw in allowed:
        return raw
    raise _not_allowed(item, raw, allowed)


def _several(kb: KnowledgeBase, item: Item, raw: object) -> tuple[str, ...]:
    parts = [raw] if isinstance(raw, str) else raw
    if not isinstance(parts, Sequence):
        raise _not_allowed(item, raw, [option.id for option in item.options])
    if list(parts) in (["none"], [NO]):
        return ()
    chosen: set[str] = set()
    for part in parts:
        chosen.update(_sides(kb, item, part))
    return tuple(option.id for option in item.options if option.id in chosen)


def _sides(kb: KnowledgeBase, item: Item, part: object) -> Iterable[str]:
    allowed = [option.id for option in item.options]
    if isinstance(part, str) and part in allowed:
        return (part,)
    area: Area | None = kb.areas.get(part) if isinstance(part, str) and item.kind is Kind.AREAS else None
    if area is not None and area.asked:
        return area.sides
    raise _not_allowed(item, part, allowed)


def _number(item: Item, raw: object) -> float:
    try:
        number = float(raw) if isinstance(raw, str | int | float) and not isinstance(raw, bool) else math.nan
    except (ValueError, OverflowError):
        number = math.nan
    low = -math.inf if item.low is None else item.low
    high = math.inf if item.high is None else item.high
    if not low <= number <= high or round(number, item.decimals) != number:
        kind = "a whole number" if item.decimals == 0 else "a number"
        unit = f" ({item.unit})" if item.unit else ""
        what = f"'{item.id}' is '{shorten(str(raw))}'; give {kind} from {low:g} to {high:g}{unit}"
        raise _fault("AN103", what, f"'{NOT_SURE}' is an answer too")
    return number


def _not_allowed(item: Item, raw: object, allowed: Sequence[str]) -> ResponseError:
    several = item.kind in (Kind.MANY, Kind.AREAS)
    word = shorten(str(raw)) if isinstance(raw, str | int | float) else "not a plain value"
    near = _nearest(word, allowed)
    listed = ", ".join(allowed) if len(allowed) <= 8 else ", ".join(allowed[:8]) + ", ..."
    what = f"'{item.id}' cannot be answered with '{word}'"
    one = "give one or more of" if several else "give one of"
    return _fault("AN102", what, near or f"{one}: {listed}, {NOT_SURE}")


def _nearest(word: str, known: Iterable[str]) -> str:
    import difflib  # here, because most answers are none of this

    close = difflib.get_close_matches(word, list(known), n=3, cutoff=0.6)
    return f"Did you mean {' or '.join(repr(c) for c in close)}?" if close else ""


def _fault(code: str, message: str, help_: str) -> ResponseError:
    return ResponseError((Problem(Location("answers"), code, message, help_),))
