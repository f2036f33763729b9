"""How every word of a text is meant: denied, past, about somebody else, imagined, unsure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from massage_advisor.answers import YES
from massage_advisor.language.phrases import Phrases, Span
from massage_advisor.language.tokens import COMMA, Token
from massage_advisor.model import Cue
from massage_advisor.records import dataclass

REACH = 12
"""A denial reaches at most so many words."""

UNSURE_REACH = 8
LONGEST_QUERY = 3
"""The most words of a thing that a question mark puts in doubt."""

LONGEST_LISTED = 4
"""The most words of one thing in a list that goes on over commas."""

DENIALS = frozenset(("denied", "denied-list"))
AFTER = "after"
LONGEST_CUE = 6
"""No denial has more words before its last one."""

SILENT = frozenset(("stop", "verb", "nothing", "no-cue", "me", "hurts", "client"))
"""Cues that say nothing about other words."""

CLAUSE_ENDS = frozenset(".;!?\n,")
STRONG_ENDS = frozenset(".;!\n")
DENIAL_ENDS = STRONG_ENDS | frozenset("?:-–—")


@dataclass(frozen=True, slots=True)
class Scopes:
    """The cues of a text, and for each word how it is meant."""

    cues: tuple[Span[Cue], ...]
    ways: tuple[frozenset[str], ...]
    denials: Mapping[int, int] = field(default_factory=dict)
    """Where words start that say that something is not there, and where these end."""

    def denies(self, first: int, last: int) -> bool:
        """Whether a phrase is denied by words outside it: "no feeling" is not, "cold" in "not cold" is."""
        if self.holds_denial(first, last):
            return "denied" in self.ways[first]
        return "denied" in self.ways[last - 1] or self._is_in_denial(first)

    def holds_denial(self, first: int, last: int) -> bool:
        """Whether a denial is part of the phrase."""
        return any(self.denials.get(place, last + 1) <= last for place in range(first, last))

    def _is_in_denial(self, first: int) -> bool:
        """Whether a phrase starts inside a denial: "sudden" in "no sudden"."""
        return any(self.denials.get(place, 0) > first for place in range(max(0, first - LONGEST_CUE), first))

    def after_denial(self, tokens: Sequence[Token], first: int) -> range:
        """The words between a phrase and the denial before it: in "not a day without", the first one."""
        starts = sorted(start for start in self.denials if start < first)
        if len(starts) > 1 and tokens[starts[-1]].word == "without":
            starts.pop()
        return range(self.denials[starts[-1]], first) if starts else range(0)

    def of(self, first: int, last: int) -> frozenset[str]:
        """How a phrase is meant: as any of its words is."""
        return frozenset().union(*self.ways[first:last])


def read_scopes(tokens: Sequence[Token], cues: tuple[Span[Cue], ...], closing: str) -> Scopes:
    """Apply every cue to the words that it reaches. `closing`: the punctuation after the last word."""
    reader = _Reader(tokens, cues)
    ways: list[set[str]] = [set() for _ in tokens]
    for span in cues:
        for cue in span.meanings:
            for place in reader.reached(cue, span):
                ways[place].add("denied" if cue.says == "denied-list" else cue.says)
    for place in _queried(tokens, closing):
        ways[place].add("unsure")
    no = [span for span in cues if any(cue.says in DENIALS and cue.reach == AFTER for cue in span.meanings)]
    denials = {span.first: span.last for span in no}
    return Scopes(cues, tuple(frozenset(way) for way in ways), denials)


def _queried(tokens: Sequence[Token], closing: str) -> Iterator[int]:
    """The words of "gout?" and "? gout": a question mark at a thing of a few words."""
    marks = [*(token.marks for token in tokens[1:]), closing or "."] if tokens else []
    start = 0
    for place, after in enumerate(marks):
        if CLAUSE_ENDS.isdisjoint(after):
            continue
        asked = "?" in after or (start == 0 and "?" in tokens[0].marks)
        if place + 1 < len(tokens) and tokens[place + 1].word == YES:
            asked = False  # "gout? yes"
        if asked and place + 1 - start <= LONGEST_QUERY:
            yield from range(start, place + 1)
        start = place + 1


def ends_clause(tokens: Sequence[Token], last: int) -> bool:
    """Whether the clause ends before tokens[last]."""
    return last >= len(tokens) or not CLAUSE_ENDS.isdisjoint(tokens[last].marks)


def heard_cues(cues: Phrases[Cue], tokens: Sequence[Token]) -> tuple[Span[Cue], ...]:
    """All cues; "i don't" says "not me" only where the clause ends with it."""

    def accepts(span: Span[Cue]) -> bool:
        return all(cue.says != "not-me" for cue in span.meanings) or ends_clause(tokens, span.last)

    return cues.longest(tokens, accepts)


class _Reader:
    """Knows where sentences, clauses and people end."""

    def __init__(self, tokens: Sequence[Token], cues: tuple[Span[Cue], ...]) -> None:
        self._tokens = tokens
        self._stops = _starts(cues, "stop")
        self._verbs = _starts(cues, "verb")
        self._me = _starts(cues, "me")
        self._denials = _starts(cues, "denied") | _starts(cues, "denied-list")

    def reached(self, cue: Cue, span: Span[Cue]) -> Iterator[int]:
        """The words that a cue is about."""
        if cue.says in SILENT:
            return iter(())
        if cue.reach == "before":
            return self._backward(cue, span.first)
        if cue.says in ("denied", "denied-list"):
            if ends_clause(self._tokens, span.last):
                return self._backward(cue, span.first)  # "pregnant: no", "allergies none"
            return self._denied(span.last, listed=cue.says == "denied-list")
        if cue.says in ("someone-else", "imagined"):
            return self._sentence(span.last, until_me=cue.says == "someone-else")
        return self._clause(span.last)

    def _sentence(self, first: int, *, until_me: bool) -> Iterator[int]:
        for place in range(first, len(self._tokens)):
            if self._tokens[place].opens_sentence or (until_me and place in self._me):
                return
            yield place

    def _clause(self, first: int) -> Iterator[int]:
        for place in range(first, min(len(self._tokens), first + UNSURE_REACH)):
            if not CLAUSE_ENDS.isdisjoint(self._tokens[place].marks) or place in self._stops:
                return
            yield place

    def _denied(self, first: int, *, listed: bool) -> Iterator[int]:
        for place in range(first, min(len(self._tokens), first + REACH)):
            marks = self._tokens[place].marks
            if place in self._stops or not DENIAL_ENDS.isdisjoint(marks):
                return
            if COMMA in marks and not self._goes_on(place, listed=listed):
                return
            yield place

    def _goes_on(self, place: int, *, listed: bool) -> bool:
        """Whether a denial goes on after the comma before tokens[place]: in "fever, chills or cough"."""
        size, first_thing = 0, True
        for later in range(place, min(len(self._tokens), place + REACH)):
            token = self._tokens[later]
            if later > place and token.marks:
                if not CLAUSE_ENDS.isdisjoint(token.marks.replace(COMMA, "")):
                    return False
                size, first_thing = 0, False
            if later in self._verbs or later in self._stops or later in self._denials or token.number:
                return listed and not first_thing
            if token.word in ("or", "nor"):
                return True
            size += 1
            if size > LONGEST_LISTED:
                return False
            if listed and ends_clause(self._tokens, later + 1):
                return True
        return False

    def _backward(self, cue: Cue, first: int) -> Iterator[int]:
        """Back to where the clause starts, or the sentence for what is somebody else's."""
        over_commas = cue.says in ("someone-else", "not-me", "me-too")
        ends = STRONG_ENDS if over_commas else STRONG_ENDS | {COMMA}
        place = first
        if cue.says == "unsure" and self._tokens[first].marks == COMMA:
            ends = STRONG_ENDS  # "gout, not sure"
        while place > 0 and ends.isdisjoint(self._tokens[place].marks) and place - 1 not in self._stops:
            place -= 1
            yield place
            ends = STRONG_ENDS if over_commas else STRONG_ENDS | {COMMA}


def _starts(cues: tuple[Span[Cue], ...], says: str) -> frozenset[int]:
    return frozenset(
        place
        for span in cues
        for cue in span.meanings
        if cue.says == says
        for place in range(span.first, span.last)
    )
