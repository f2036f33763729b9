"""Questions with one answer each: yes/no/not sure, a choice, a number. One, or several on one page.

Nothing is chosen beforehand: the cursor starts on the question, and Enter goes on only with an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from massage_advisor.errors import ResponseError
from massage_advisor.model import NOT_SURE, Item, Kind, Value
from massage_advisor.terminal.dialogue import Answer, Back, Event, Stop, Why
from massage_advisor.terminal.layout import cell_width
from massage_advisor.terminal.parsing import accepts, read_one
from massage_advisor.terminal.widgets.frame import Block, Size, View

LONGEST = 24


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to answer: the key that marks it, the value, the words."""

    key: str
    value: str
    words: str


def choices(item: Item) -> tuple[Choice, ...]:
    """The ways to answer an item; none for a number."""
    if item.kind is Kind.NUMBER:
        return ()
    letters = {"yes": "y", "no": "n"} if item.kind is Kind.YES_NO else {}
    given = (Choice(letters.get(o.id, str(n)), o.id, o.label) for n, o in enumerate(item.options, 1))
    unsure = () if item.required else (Choice("u", NOT_SURE, "Not sure"),)
    return (*given, *unsure)


@dataclass(slots=True)
class Field:
    """A question on the page with its answer so far. `subject`: what a follow-up is about.

    `kept`: what is typed is an earlier answer, which the next sign replaces.
    """

    item: Item
    subject: str = ""
    value: Value | None = None
    typed: str = ""
    kept: bool = False

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The ways to answer it."""
        return choices(self.item)

    @property
    def positions(self) -> int:
        """Where the cursor can stand: the question and each choice, or the place to type in."""
        return 1 + len(self.choices)


@dataclass(slots=True)
class Form:
    """A page of one or more fields."""

    fields: Sequence[Field]
    why: Callable[[Item], str]
    today: date
    part: str = ""
    place: str = ""
    at: int = 0
    position: int = 0
    message: str = ""
    explain: bool = False
    view: View = field(default_factory=View)

    def __post_init__(self) -> None:
        self._enter(0)

    @property
    def current(self) -> Field:
        """The field that the cursor is in."""
        return self.fields[self.at]

    # --- what is shown ------------------------------------------------------------------------

    def blocks(self) -> list[Block]:
        """Every question with its choices, or the place to type its number."""
        return [block for number in range(len(self.fields)) for block in self._field_blocks(number)]

    def _field_blocks(self, number: int) -> list[Block]:
        one = self.fields[number]
        item = one.item
        ask = f"{one.subject}: {item.ask}" if one.subject and one.subject not in item.ask else item.ask
        lead = f"{number + 1}. " if len(self.fields) > 1 else ""
        blocks = [Block(f"{number}:0", ask, lead, "bold", row=True)]
        if not one.choices:
            mark = ">" if number == self.at else " "
            lead = f"  {mark} [{one.typed}_] "
            cursor = cell_width(lead) - 3
            blocks.append(Block(f"{number}:typed", item.unit, lead, row=True, cursor=cursor))
        blocks += [self._choice_block(number, n) for n in range(1, one.positions)]
        if self.explain and number == self.at:
            blocks.append(Block(f"{number}:why", f"Why we ask: {self.why(item)}"))
        return blocks

    def _choice_block(self, number: int, position: int) -> Block:
        one = self.fields[number]
        choice = one.choices[position - 1]
        here = number == self.at and position == self.position
        mark = "(x)" if choice.value == one.value else "( )"
        lead = f"  {'>' if here else ' '} {mark} {choice.key}  "
        return Block(f"{number}:{position}", choice.words, lead, row=True, cursor=2)

    def focus(self) -> str:
        """The question, a choice, or the place to type in."""
        position = str(self.position) if self.current.choices else "typed"
        return f"{self.at}:{position}"

    def picture(self) -> list[str]:
        """None."""
        return []

    def foot(self, size: Size) -> list[str]:
        """The message and the keys."""
        letters = ", ".join(choice.key for choice in self.current.choices)
        mark = [f"{letters} mark"] if letters and size.roomy else []
        message = size.lines(self.message) if self.message else []
        return [*message, *size.keys(*mark, "Enter next", "Shift-Tab back", "? why", "Ctrl-C stop")]

    # --- keys ---------------------------------------------------------------------------------

    def press(self, key: str) -> Event | None:
        """Takes a key."""
        self.message = ""
        match key:
            case "s-tab":
                return self._back()
            case "c-c" | "c-d":
                return Stop()
            case "enter":
                return self._enter_pressed()
            case "up" | "down" | "tab":
                self._move(-1 if key == "up" else 1)
            case "?" if not self.current.typed:
                return Why()
            case _:
                self._type(key)
        return None

    def _back(self) -> Event | None:
        if self.at == 0:
            return Back()
        self._enter(self.at - 1)
        return None

    def _move(self, by: int) -> None:
        to = self.position + by
        if self.current.choices and 0 <= to < self.current.positions:
            self.position = to
        elif 0 <= self.at + by < len(self.fields):
            self._enter(self.at + by)

    def _type(self, key: str) -> None:
        one = self.current
        if not one.choices:
            self._edit(key)
            return
        found = next((n for n, choice in enumerate(one.choices, 1) if choice.key == key.lower()), 0)
        if key == " " and self.position:
            found = self.position
        if found:
            self.position = found
            one.value = one.choices[found - 1].value
            if len(self.fields) > 1:
                self._next_open()
        elif _sign(key):
            self.message = self._wanted()

    def _edit(self, key: str) -> None:
        if key == "backspace":
            self.current.typed = self.current.typed[:-1]
            self.current.kept = False
        elif _sign(key):
            self.paste(key)

    def paste(self, text: str) -> None:
        """Text for the place to type in."""
        one = self.current
        if not one.choices:
            one.typed = (text if one.kept else one.typed + text)[:LONGEST]
            one.kept = False

    def _enter_pressed(self) -> Event | None:
        one = self.current
        if one.choices and self.position:
            one.value = one.choices[self.position - 1].value
        if not one.choices and not self._read_typed():
            return None
        if one.value is None:
            self.message = self._wanted()
            return None
        if self._next_open():
            return None
        return Answer({each.item.id: each.value for each in self.fields if each.value is not None})

    def _read_typed(self) -> bool:
        one = self.current
        try:
            one.value = read_one(one.item, one.typed, self.today)
        except ResponseError as error:
            self.message = str(error) if one.typed else accepts(one.item)
            return False
        return True

    def _next_open(self) -> bool:
        """Moves to the next field without an answer; False where there is none."""
        numbers = [*range(self.at + 1, len(self.fields)), *range(self.at)]
        target = next((n for n in numbers if self.fields[n].value is None), None)
        if target is not None:
            self._enter(target)
        return target is not None

    def _enter(self, number: int) -> None:
        """Puts the cursor into a field: on its answer, or on its question while there is none."""
        self.at = number
        values = [choice.value for choice in self.current.choices]
        self.position = values.index(str(self.current.value)) + 1 if self.current.value in values else 0

    def _wanted(self) -> str:
        return accepts(self.current.item)


def _sign(key: str) -> bool:
    return len(key) == 1 and key.isprintable()
