"""Who will have the massage, where that is not the person who writes."""

from __future__ import annotations

from collections.abc import Sequence

from massage_advisor.language.phrases import Span
from massage_advisor.language.tokens import Token
from massage_advisor.model import Cue
from massage_advisor.records import dataclass

BESIDE = 4
"""A relative named so few words after "asking for" is the client."""

NO_YEARS = frozenset(("week", "wk", "month", "mth", "day", "hour", "hr", "minute", "min"))
"""Units after a number that is no age in years."""

MASSAGE = "massage"
PERSONS = frozenset(("he", "she", "hes", "shes", "who", "aged", "age"))
WRITER = frozenset(("i", "im", "ive", "id", "me", "mine", "myself", "we", "us"))


@dataclass(frozen=True, slots=True)
class Client:
    """tokens[first:last] say that the client is somebody else; `named`: where words for that person start."""

    first: int
    last: int
    named: frozenset[int]


def find_client(tokens: Sequence[Token], cues: Sequence[Span[Cue]], *, names_massage: bool) -> Client | None:
    """The client, if it is somebody else: said so ("asking for my wife"), or all the text is about one."""
    others = [span for span in cues if _says(span, "someone-else", "after")]
    told = next((span for span in cues if _says(span, "client", "after")), None)
    if told is not None:
        return Client(told.first, told.last, frozenset(_beside(told, others, len(tokens))))
    return _spoken_of(tokens, cues, others) or _only_person(tokens, others, names_massage=names_massage)


def _says(span: Span[Cue], says: str, reach: str) -> bool:
    return any(cue.says == says and cue.reach == reach for cue in span.meanings)


def _beside(told: Span[Cue], others: Sequence[Span[Cue]], size: int) -> list[int]:
    """The relatives that are named beside "asking for", or in a text that ends with it."""
    ends = told.last >= size - 1
    return [span.first for span in others if ends or -1 <= span.first - told.last <= BESIDE]


def _spoken_of(
    tokens: Sequence[Token], cues: Sequence[Span[Cue]], others: Sequence[Span[Cue]]
) -> Client | None:
    """ "my sister has lupus ... is it ok for her": the first one named before."""
    for span in cues:
        mine = span.first > 0 and tokens[span.first - 1].word in WRITER
        if _says(span, "client", "before") and not mine:
            before = [other.first for other in others if other.last <= span.first]
            if before:
                return Client(span.first, span.last, frozenset(before[:1]))
    return None


def _only_person(
    tokens: Sequence[Token], others: Sequence[Span[Cue]], *, names_massage: bool
) -> Client | None:
    """A text about one other person and a massage, or their age, in which the writer has no part."""
    if not others or any(token.word in WRITER for token in tokens):
        return None
    if tokens[others[0].first].word == "a":  # "a friend of mine got a clot after a massage"
        return None
    named = names_massage or any(token.stem == MASSAGE for token in tokens)
    if not (named or any(_is_aged(tokens, place, others) for place in range(len(tokens)))):
        return None
    return Client(others[0].first, others[0].last, frozenset((others[0].first,)))


def _is_aged(tokens: Sequence[Token], place: int, others: Sequence[Span[Cue]]) -> bool:
    """Whether the number at tokens[place] is somebody's age: "she is 84", "my nan, 84"."""
    if not tokens[place].number:
        return False
    before = {token.word for token in tokens[max(0, place - 2) : place]}
    related = {place, place - 1} if tokens[place - 1].word == "is" else {place}
    unit = tokens[place + 1].stem if place + 1 < len(tokens) else ""
    return bool(before & PERSONS) or (any(span.last in related for span in others) and unit not in NO_YEARS)
