"""What was found in a text, with the words it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from massage_advisor.model import Value
from massage_advisor.records import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """An answer that text[start:end] gives. `id`: an item, or a goal, area or massage that is wanted.

    `item` is the item it answers, "" for a massage; `covers`: a denial counts as the item's "no".
    """

    id: str
    value: Value
    text: str
    start: int
    end: int
    item: str = ""
    covers: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """Words that open questions instead of answering them: the items to ask."""

    items: tuple[str, ...]
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Aside:
    """Words that were understood and do not count: `why` is other, imagined or past."""

    why: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text says. Nothing of it counts before a person has seen it (law 8).

    `present` and `absent` are answers with the words they came from; `questions` has what the words
    leave open; `aside` what is about somebody else, imagined or over; `unmatched` what was not understood.
    """

    present: tuple[Mention, ...] = ()
    absent: tuple[Mention, ...] = ()
    questions: tuple[Question, ...] = ()
    aside: tuple[Aside, ...] = ()
    unmatched: tuple[str, ...] = ()

    @property
    def massages(self) -> tuple[str, ...]:
        """The massages that the text names."""
        return tuple(dict.fromkeys(mention.id for mention in self.present if not mention.item))


@dataclass(slots=True)
class Findings:
    """Collects mentions in the order in which they are found."""

    text: str
    present: list[Mention] = field(default_factory=list)
    absent: list[Mention] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    aside: list[Aside] = field(default_factory=list)

    def say(self, values: Mapping[str, object], start: int, end: int) -> None:
        """These items have these values."""
        self.present += _mentions(values, self.text, start, end, covers=True)

    def deny(self, values: Mapping[str, object], start: int, end: int, *, covers: bool) -> None:
        """These items are denied."""
        self.absent += _mentions(values, self.text, start, end, covers=covers)

    def name(self, massage: str, start: int, end: int) -> None:
        """A massage is named."""
        self.present.append(Mention(massage, "yes", self.text[start:end], start, end))

    def ask(self, items: tuple[str, ...], start: int, end: int) -> None:
        """The words leave these items open."""
        self.questions.append(Question(items, self.text[start:end], start, end))

    def settle(self, items: frozenset[str]) -> None:
        """Words that opened questions about nothing but these items have been answered."""
        self.questions = [question for question in self.questions if not items.issuperset(question.items)]

    def put_aside(self, why: str, start: int, end: int) -> None:
        """The words do not count."""
        self.aside.append(Aside(why, self.text[start:end], start, end))


def _mentions(
    values: Mapping[str, object], text: str, start: int, end: int, *, covers: bool
) -> list[Mention]:
    """One mention for each value; an item with several values is one mention for each of them."""
    found = []
    for item, value in values.items():
        if isinstance(value, tuple):
            found += [Mention(str(part), "yes", text[start:end], start, end, item) for part in value]
        elif isinstance(value, str | float):
            found.append(Mention(item, value, text[start:end], start, end, item, covers))
    return found
