"""Numbers that answer items: age, weeks of pregnancy, temperature, blood pressure, and named numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from massage_advisor.answers import YES
from massage_advisor.language.times import WEEKS, number_at
from massage_advisor.language.tokens import Token, phrase_words, stem
from massage_advisor.model import KnowledgeBase, Measure, Pressure
from massage_advisor.records import dataclass

NEAR = 5
"""A number and the word that says what it is are at most so many words apart."""

AGES = range(1, 111)
OLDEST_BY_LETTER = 93
"""From 94 on a number with an F is a temperature."""

SELF = frozenset(("im", "am", "aged", "age", "is", "shes", "hes", "turned", "turning"))
YOUNGEST_BARE = 13
"""From this age on "im 68 new headache" is an age."""

_OTHERS = "kg kilo stone st lb pound cm m ft foot feet inch percent mg ml c f degree out of to mile km or"
OTHER_UNITS = frozenset(_OTHERS.split())
"""Words after a number that is no age."""

NO_AGE = frozenset("/%+-:°#")
"""Marks after a number that is no age."""

YEARS_OLD = frozenset(("yo", "y", "yr", "yrs", "year", "years"))
PERSONS = frozenset(("male", "female", "man", "woman", "m", "f", "lady", "guy"))
AFTER_AGE = frozenset(("healthy", "fit", "pregnant", "diabetic", "asthmatic", "retired", "otherwise"))
"""Words that tell an age of a number that a text begins with: "34 healthy, sore neck"."""

SUBJECTS = frozenset(("he", "she", "who", "they", "age", "baby", "child", "kid", "friend"))
RELATED = frozenset(
    (
        "client",
        "patient",
        "mum",
        "mom",
        "mother",
        "dad",
        "father",
        "son",
        "daughter",
        "husband",
        "wife",
        "partner",
        "sister",
        "brother",
        "nan",
        "nana",
        "gran",
        "granny",
        "grandma",
        "grandmother",
        "grandad",
        "grandpa",
        "grandfather",
        "aunt",
        "auntie",
        "uncle",
        "boy",
        "girl",
    )
)
NOT_PREGNANT = frozenset(
    ("post", "postpartum", "old", "out", "in", "into", "ago", "after", "late", "since", "of")
)
LEAST_MONTHS, MOST_MONTHS, WEEKS_IN_A_MONTH = 1, 10, 4.345


@dataclass(frozen=True, slots=True)
class Reading:
    """tokens[first:last] say that these items have these values; `settles` needs no further question.

    `normal`: the number speaks against these items, but is no "no" to all that they ask.
    """

    first: int
    last: int
    answers: dict[str, object]
    settles: frozenset[str] = frozenset()
    normal: frozenset[str] = frozenset()


def readings(
    kb: KnowledgeBase, tokens: Sequence[Token], *, pregnant: bool, about_another: bool
) -> Iterator[Reading]:
    """Every number that is an answer. `pregnant`: a pregnancy is spoken of, so bare weeks are its weeks."""
    language = kb.language
    for place, token in enumerate(tokens):
        yield from _pressure(language.pressures, tokens, place)
        for measure in language.measures:
            if measure.kind == "age":
                yield from _age(measure, tokens, place, about_another=about_another)
            elif measure.kind == "weeks-pregnant":
                yield from _pregnancy(kb, measure, tokens, place, pregnant=pregnant)
            elif token.number and measure.kind == "temperature":
                yield from _temperature(kb, measure, tokens, place)
            elif token.number:
                yield from _named(kb, measure, tokens, place)


def _word(tokens: Sequence[Token], place: int) -> str:
    return tokens[place].word if 0 <= place < len(tokens) else ""


def _condition(kb: KnowledgeBase, item_id: str) -> dict[str, object]:
    condition = kb.items[item_id].condition
    return {condition: YES} if condition else {}


# --- age ------------------------------------------------------------------------------------------


def _age(measure: Measure, tokens: Sequence[Token], place: int, *, about_another: bool) -> Iterator[Reading]:
    amount = number_at(tokens, place)
    if amount is None or _word(tokens, place) in ("a", "an", "few", "couple") or amount[0] not in AGES:
        return
    number, last = amount
    first = _age_starts(tokens, place, last, about_another=about_another)
    after = _age_ends(tokens, last, number)
    if after is not None or first is not None:
        yield Reading(
            place if first is None else first, last if after is None else after, {measure.fact: number}
        )


def _age_ends(tokens: Sequence[Token], last: int, number: float) -> int | None:
    """Where "45yo", "72 year old", "34 f" end, or None."""
    words = [_word(tokens, last + step) for step in range(2)]
    if words[0] in YEARS_OLD and (words[0] == "yo" or words[1] in ("o", "old")):
        return last + (1 if words[0] == "yo" else 2)
    if number > OLDEST_BY_LETTER:
        return None
    return last + 1 if words[0] in PERSONS and len(tokens) > last and not tokens[last].marks else None


def _age_starts(tokens: Sequence[Token], place: int, last: int, *, about_another: bool) -> int | None:
    """Where "i am 45", "aged 6", "f 34" or "my mum, 78" start, or None."""
    before, after = _word(tokens, place - 1), _word(tokens, last)
    marks = tokens[last].marks if last < len(tokens) else "."
    begins = place == 0 and last < len(tokens)
    bare = bool(marks) or after in ("with", "and", "on", "years", "old") or (begins and after in AFTER_AGE)
    if not NO_AGE.isdisjoint(marks) or not (bare or _is_told(tokens, place, last)):
        return None
    if before in ("age", "aged") or _is_person(tokens, place):
        return place - 1
    if before in ("f", "m") or (begins and (tokens[last].marks == "," or after in AFTER_AGE)):
        return place
    return place if before in RELATED and (about_another or tokens[place].marks) else None


def _is_person(tokens: Sequence[Token], place: int) -> bool:
    """Whether "im", "she is" or "my mum is" stands before a number, not "my sugar is"."""
    before = _word(tokens, place - 1)
    subject = _word(tokens, place - 2)
    told = before in SELF and not tokens[place].marks
    return told and (before != "is" or subject in RELATED or subject in SUBJECTS)


def _is_told(tokens: Sequence[Token], place: int, last: int) -> bool:
    """Whether "im 68 new headache" tells an age: a number of no other unit right after "im"."""
    unit = tokens[last]
    return (
        float(tokens[place].word if tokens[place].number else 0) >= YOUNGEST_BARE
        and _is_person(tokens, place)
        and not unit.number
        and unit.stem not in OTHER_UNITS
        and unit.stem not in WEEKS
    )


# --- pregnancy ------------------------------------------------------------------------------------


def _pregnancy(
    kb: KnowledgeBase, measure: Measure, tokens: Sequence[Token], place: int, *, pregnant: bool
) -> Iterator[Reading]:
    """ "12 weeks pregnant", "38+2 pregnant", "i'm 30 weeks", "5 months pregnant"."""
    amount = number_at(tokens, place)
    if amount is None or _word(tokens, place) in ("a", "an"):
        return
    number, last = amount
    if pregnant and _plus_days(tokens, last):
        last += 1
    elif not (pregnant or _word(tokens, place - 1) in ("im", "am")):
        return
    else:
        unit = stem(_word(tokens, last))
        if (
            unit not in WEEKS
            or WEEKS[unit] < 1
            or _word(tokens, last + 1) in NOT_PREGNANT
            or unit.startswith("y")
        ):
            return
        number = number if WEEKS[unit] == 1 else float(round(number * WEEKS_IN_A_MONTH))
        last += 1
    if 1 <= number <= (kb.items[measure.fact].high or 42):
        yield Reading(place, last, {**_condition(kb, measure.fact), measure.fact: float(int(number))})


def _plus_days(tokens: Sequence[Token], last: int) -> bool:
    return last < len(tokens) and tokens[last].marks == "+" and tokens[last].number


# --- temperature, named numbers -------------------------------------------------------------------


def _temperature(
    kb: KnowledgeBase, measure: Measure, tokens: Sequence[Token], place: int
) -> Iterator[Reading]:
    unit = _word(tokens, place + 1)
    named = unit in ("c", "f", "celsius", "fahrenheit", "degree", "degrees")
    if not named and not _is_near(measure, tokens, place):
        return
    celsius = _celsius(float(tokens[place].word), unit)
    if celsius is None:
        return
    condition = _condition(kb, measure.fact)
    high = measure.at_least is None or celsius >= measure.at_least
    answers = {**condition, measure.fact: celsius} if high else {}
    about = frozenset(condition)
    yield Reading(place, place + 1 + named, answers, about, frozenset() if high else about)


def _celsius(degrees: float, unit: str) -> float | None:
    """Degrees of a living person in Celsius, whichever scale they were given in: 43 f is a woman of 43."""
    if 94 <= degrees <= 109 and not unit.startswith("c"):
        return round((degrees - 32) / 1.8, 1)
    return degrees if 34 <= degrees <= 43 and not unit.startswith("f") else None


def _named(kb: KnowledgeBase, measure: Measure, tokens: Sequence[Token], place: int) -> Iterator[Reading]:
    item = kb.items[measure.fact]
    number = float(tokens[place].word)
    if (item.low or 0) <= number <= (item.high or number) and _is_near(measure, tokens, place):
        yield Reading(place, place + 1, {**_condition(kb, measure.fact), measure.fact: number})


def _is_near(measure: Measure, tokens: Sequence[Token], place: int) -> bool:
    wanted = {stem(word) for phrase in measure.words for word in phrase_words(phrase)}
    near = tokens[max(0, place - NEAR) : place + 4]
    return any(token.stem in wanted for token in near)


# --- blood pressure -------------------------------------------------------------------------------


def _pressure(pressures: Sequence[Pressure], tokens: Sequence[Token], place: int) -> Iterator[Reading]:
    """ "150/95", "165 over 102"."""
    if not tokens[place].number:
        return
    joined = place + 1 < len(tokens) and tokens[place + 1].marks == "/"
    other = place + 1 if joined else place + 2 if _word(tokens, place + 1) == "over" else len(tokens)
    if other >= len(tokens) or not tokens[other].number:
        return
    upper, lower = float(tokens[place].word), float(tokens[other].word)
    if not (70 <= upper <= 260 and 30 <= lower <= 160 and lower < upper):
        return
    answers: dict[str, object] = {}
    for pressure in pressures:
        if _fits(pressure, upper, lower):
            answers |= pressure.means
    settles = frozenset(fact for pressure in pressures for fact in pressure.means)
    yield Reading(place, other + 1, answers, settles)


def _fits(pressure: Pressure, upper: float, lower: float) -> bool:
    reached = not pressure.at_least or upper >= pressure.at_least[0] or lower >= pressure.at_least[1]
    return reached and (not pressure.under or (upper < pressure.under[0] and lower < pressure.under[1]))
