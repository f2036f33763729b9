"""A text -> what was understood, denied, left open and not understood, each with its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TypeVar

from massage_advisor.answers import NO, YES
from massage_advisor.language.clients import WRITER, find_client
from massage_advisor.language.lexicon import Lexicon, lexicon
from massage_advisor.language.measures import readings
from massage_advisor.language.mentions import Findings, Understood
from massage_advisor.language.phrases import Span
from massage_advisor.language.places import Area, close_to, hurts, named_areas, pains
from massage_advisor.language.reading import Place, Reader
from massage_advisor.language.scopes import heard_cues, read_scopes
from massage_advisor.language.signs import FoundSign, find_signs
from massage_advisor.language.tidying import tidied
from massage_advisor.language.times import Moment, moments
from massage_advisor.language.tokens import closing_marks, tokenize
from massage_advisor.language.unread import is_telling, unmatched, unread_near
from massage_advisor.language.vocabulary import WHERE, Meaning
from massage_advisor.model import Cue, KnowledgeBase

T = TypeVar("T")

TROUBLES = frozenset(
    ("problem", "issue", "trouble", "damage", "disorder", "condition", "difficulty", "complaint")
)

GOING_ON = frozenset(("still", "currently"))

WHO, OTHER, NO_TOUCH, PREGNANCY = "who", "other", "no-touch", "weeks-pregnant"


def understand(kb: KnowledgeBase, text: str, today: date) -> Understood:
    """What `text` says about the items of `kb`; "last month" is counted back from `today`.

    Raises UsageError where the text is too long to read.
    """
    return _Understanding(kb, text, today).result()


class _Understanding:
    """The steps from words to answers, in order; made for one text and thrown away."""

    def __init__(self, kb: KnowledgeBase, text: str, today: date) -> None:
        self._kb = kb
        self._text = text
        self._words: Lexicon = lexicon(kb)
        self._tokens = self._words.speller.correct(tokenize(text))
        self._found = Findings(text)
        self._reader = Reader(kb, self._found)
        self._used: set[int] = set()
        self._agreed: Place | None = None
        self._own: set[int] = set()  # denials that are part of a phrase: "don't want to live"
        self._others: set[int] = set()  # and other people: "my dad died"
        cues = heard_cues(self._words.cues, self._tokens)
        self._idle = [span for span in cues if any(cue.says == "nothing" for cue in span.meanings)]
        self._spans = self._telling(self._words.meanings.longest(self._tokens, self._is_whole))
        named = any(meaning.massage for span in self._spans for meaning in span.meanings)
        self._client = find_client(self._tokens, cues, names_massage=named)
        self._scopes = read_scopes(self._tokens, tuple(self._heard(cues)), closing_marks(text, self._tokens))
        self._areas = self._telling(self._words.areas.longest(self._tokens))
        self._moments = tuple(moments(self._tokens, today))

    def result(self) -> Understood:
        """Everything that was understood, and what was not."""
        self._read_client()
        for span in self._spans:
            for meaning in span.meanings:
                self._reader.read(meaning, self._placed(span.first, span.last))
            self._use(span.first, span.last)
        self._read_signs()
        self._read_areas()
        self._read_numbers()
        self._read_agreement()
        return tidied(self._kb, self._found, tuple(self._unmatched()))

    # --- what the words are -----------------------------------------------------------------------

    def _telling(self, spans: tuple[Span[T], ...]) -> tuple[Span[T], ...]:
        """The phrases, without those inside a set phrase that means nothing ("period of time")."""
        return tuple(span for span in spans if not any(span.within(idle) for idle in self._idle))

    def _is_whole(self, span: Span[Meaning]) -> bool:
        """Whether a phrase is not cut out of a denial: "no sleep", but not of "no sleep problems"."""
        after = self._tokens[span.last] if span.last < len(self._tokens) else None
        cut = after is not None and not after.marks and after.stem in TROUBLES
        return not (cut and self._tokens[span.first].word == "no")

    def _is_idle(self, first: int, last: int) -> bool:
        """Whether a part of a sign is only part of a set phrase: of "came back" the one, not the other."""
        outer = next((idle for idle in self._idle if idle.first <= first and last <= idle.last), None)
        return outer is not None and (outer.first, outer.last) != (first, last)

    def _heard(self, cues: tuple[Span[Cue], ...]) -> Iterator[Span[Cue]]:
        """The cues that are not part of a phrase, nor about the client as somebody else."""
        client = self._client.named if self._client else frozenset[int]()
        for span in cues:
            self._use(span.first, span.last)
            says = {cue.says for cue in span.meanings}
            if "someone-else" in says and any(span.within(phrase) for phrase in self._spans):
                self._others.update(range(span.first, span.last))
            elif "hurts" not in says and any(span.within(phrase) for phrase in self._spans):
                self._own.update(range(span.first, span.last) if says & {"denied", "denied-list"} else ())
                continue
            if not ("someone-else" in says and span.first in client):
                yield span

    def _use(self, first: int, last: int) -> None:
        self._used.update(range(first, last))

    def _placed(self, first: int, last: int) -> Place:
        start, end = self._tokens[first].start, self._tokens[last - 1].end
        ways = self._scopes.of(first, last)
        if not self._own.isdisjoint(range(first, last)):
            ways -= {"denied"}
        if not self._others.isdisjoint(range(first, last)):
            ways -= {"someone-else"}
        misspelt = any(token.misspelt for token in self._tokens[first:last])
        if self._goes_on(first):
            return Place(start, end, ways - {"past"}, None, misspelt)
        between = self._scopes.after_denial(self._tokens, first) if "denied" in ways else range(0)
        retold = any(self._tokens[place].word in WRITER for place in between)
        return Place(
            start, end, ways, self._moment(first, last), misspelt, self._is_far(between, first), retold
        )

    def _is_far(self, between: range, first: int) -> bool:
        """Whether something not understood, or a "my", stands between a denial and a phrase."""
        if between and self._tokens[first - 1].word == "my":
            return True
        small = self._words.small
        return any(place not in self._used and is_telling(self._tokens[place], small) for place in between)

    def _goes_on(self, first: int) -> bool:
        """Whether "still" stands before a phrase: then no time and no word of the past is about it."""
        before = self._tokens[max(0, first - 2) : first]
        return any(token.word in GOING_ON for token in before) and not self._tokens[first].marks

    def _moment(self, first: int, last: int) -> Moment | None:
        """The time nearest to a phrase in its sentence, with no other phrase in between."""
        near = sorted(self._moments, key=lambda moment: self._distance(moment, first, last))
        return next((moment for moment in near if self._belongs(moment, first, last)), None)

    def _distance(self, moment: Moment, first: int, last: int) -> int:
        """How many words away a time stands; a comma counts as two words."""
        low, high = min(last, moment.last), max(first, moment.first)
        commas = sum("," in token.marks for token in self._tokens[low : high + 1])
        return max(moment.first - last, first - moment.last) + 2 * commas

    def _belongs(self, moment: Moment, first: int, last: int) -> bool:
        between = range(last, moment.first) if moment.first >= last else range(moment.last, first)
        if any(span.first in between for span in self._spans):
            return False
        low, high = min(first, moment.first), max(last, moment.last)
        commas = sum("," in token.marks for token in self._tokens[low + 1 : high])
        return commas < 2 and not any(token.opens_sentence for token in self._tokens[low + 1 : high])

    # --- the kinds of things that are said ----------------------------------------------------------

    def _read_client(self) -> None:
        if self._client and WHO in self._kb.items:
            start = self._tokens[self._client.first].start
            end = self._tokens[self._client.last - 1].end
            self._found.say({WHO: OTHER}, start, end)

    def _read_signs(self) -> None:
        language, parts = self._kb.language, self._words.parts
        areas = {place for span in self._areas for place in range(span.first, span.last)}
        spans = [span for span in parts.every(self._tokens) if not self._is_idle(span.first, span.last)]
        for found in find_signs(language.signs, spans, self._tokens, self._scopes, areas):
            place = self._sign_placed(found)
            if found.sign.unread and not self._is_unclear(found, place, areas):
                continue
            meaning = Meaning(found.sign.means, found.sign.ask)
            if "someone-else" in place.ways:  # whatever is happening to a person near by is asked about
                meaning = Meaning({**found.sign.means, **dict.fromkeys(found.sign.ask, YES)})
            if found.sign.agreed:
                self._agreed = None if found.denied else place
            elif found.denied:
                self._reader.read_denied_sign(meaning, place)
            else:
                self._reader.read(meaning, replace(place, ways=place.ways - {"denied"}))
            self._use(found.first, found.last)

    def _is_unclear(self, found: FoundSign, place: Place, areas: set[int]) -> bool:
        """Whether a sign that is only a place of the body has something near it that was not understood.

        Not where its last word is part of something else, or a sign of danger was said to be there.
        """
        told = found.last - 1 in self._used or self._reader.found_danger()
        if told or found.denied or place.ways & {"someone-else", "imagined", "past", "refused"}:
            return False
        times = {each for moment in self._moments for each in range(moment.first, moment.last)}
        denied = {place for place, ways in enumerate(self._scopes.ways) if "denied" in ways}
        read = self._used | areas | times | denied
        return unread_near(self._tokens, found.first, found.last, read, self._words.small)

    def _sign_placed(self, found: FoundSign) -> Place:
        """A sign of danger is not imagined by its own words: "planning to hang myself"."""
        place = self._placed(found.first, found.last)
        own = not found.sign.agreed and "imagined" not in self._scopes.ways[found.first]
        return replace(place, ways=place.ways - {"imagined"}) if own else place

    def _read_areas(self) -> None:
        painful = pains(self._scopes)
        for area in named_areas(self._tokens, self._areas):
            self._use(area.first, area.last)
            place = self._placed(area.first, area.last)
            if place.ways & {"someone-else", "imagined", "denied"}:
                continue
            if "refused" in place.ways:
                self._found.say({NO_TOUCH: area.ids}, place.start, place.end)
            elif hurts(area, self._tokens, painful):
                self._found.say({WHERE: area.ids}, place.start, place.end)
            self._read_where(area, place)

    def _read_agreement(self) -> None:
        """A doctor's yes counts for the one condition that needs it; of several it is asked for which."""
        place = self._agreed
        if place is None or place.ways & {"someone-else", "imagined", "unsure"}:
            return
        said = [mention.id for mention in self._found.present if mention.value == YES]
        items = tuple(dict.fromkeys(id_ for each in said if (id_ := f"{each}.cleared") in self._kb.items))
        if len(items) == 1:
            self._found.say({items[0]: YES}, place.start, place.end)
        elif items:
            self._found.ask(items, place.start, place.end)

    def _read_where(self, area: Area, place: Place) -> None:
        """An area near a condition that is asked about with "where" says where that is."""
        for span in close_to(self._spans, area):
            within = span.first <= area.first and area.last <= span.last  # "numb feet"
            if within or 0 <= area.first - span.last < 3 or 0 <= span.first - area.last < 1:
                for meaning in span.meanings:
                    wheres = {
                        f"{id_}.where": area.ids for id_ in meaning.means if f"{id_}.where" in self._kb.items
                    }
                    self._found.say(wheres, place.start, place.end)

    def _read_numbers(self) -> None:
        pregnant = any(mention.id == self._gestation() for mention in self._found.present)
        another = self._client is not None
        for reading in readings(self._kb, self._tokens, pregnant=pregnant, about_another=another):
            place = self._placed(reading.first, reading.last)
            if not place.ways & {"someone-else", "imagined", "denied"}:
                self._found.say(reading.answers, place.start, place.end)
                self._found.deny(dict.fromkeys(reading.normal, NO), place.start, place.end, covers=False)
                self._found.settle(reading.settles)
                self._use(reading.first, reading.last)

    def _gestation(self) -> str:
        """The condition whose weeks are the weeks of a pregnancy."""
        facts = [measure.fact for measure in self._kb.language.measures if measure.kind == PREGNANCY]
        return self._kb.items[facts[0]].condition if facts else ""

    # --- what was not understood --------------------------------------------------------------------

    def _unmatched(self) -> Iterator[str]:
        """The runs of words that nothing was made of, times left out."""
        for moment in self._moments:
            self._use(moment.first, moment.last)
        for first, last in unmatched(self._tokens, self._used, self._words.small):
            yield self._text[first.start : last.end]
