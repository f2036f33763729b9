"""One question in line mode: a single answer, or a list to search and tick by numbers."""

from __future__ import annotations

from collections.abc import Iterable

from massage_advisor.errors import ResponseError
from massage_advisor.interview import progress
from massage_advisor.model import Item, Kind, KnowledgeBase, Responses, Screen
from massage_advisor.terminal import rows, wording
from massage_advisor.terminal.console import Console, read_event
from massage_advisor.terminal.dialogue import Answer, Dialogue, Event
from massage_advisor.terminal.parsing import Pick, accepts, read_one, read_picks, refusal
from massage_advisor.terminal.rows import Row, Ticks
from massage_advisor.terminal.script import Script

_COMMANDS = "back, why, stop"


Drafts = dict[tuple[str, ...], Ticks]
"""Lists that were left half ticked, by their items."""


def ask(script: Script, state: Dialogue, console: Console, drafts: Drafts) -> Event:
    """Puts the question the conversation is at, and reads until there is an event."""
    assert state.at is not None
    where = progress(script.kb, state.responses, state.at)
    console.say(f"{wording.place(where)}. Part: {where.part}.")
    told = script.order(state.responses, state.at) if script.order is not None else ""
    if told:
        console.say(told)
    subject = wording.about(script.kb, state.at)
    if subject:
        console.say(f"About: {subject}.")
    if rows.is_list(script.kb, state.at):
        return _List(script, state.at, state.responses, console, drafts).ask()
    return _ask_one(script, state, console)


def _ask_one(script: Script, state: Dialogue, console: Console) -> Event:
    """A screen with several single questions is asked one by one."""
    assert state.at is not None
    item = script.kb.items[state.at.items[0]]
    kept = state.responses.values.get(item.id)
    _put(script.kb, item, state.responses, console)

    def take(text: str) -> Event:
        if not text and kept is not None:
            return Answer({item.id: kept})
        return Answer({item.id: read_one(item, text, script.today)})

    return read_event(console, take, lambda _rest: script.why(item), accepts(item))


def _put(kb: KnowledgeBase, item: Item, responses: Responses, console: Console) -> None:
    console.say(item.ask)
    if item.kind is Kind.CHOICE:
        for number, option in enumerate(item.options, 1):
            console.say(f"{number}: {option.label}", "   ")
    kept = responses.values.get(item.id)
    if kept is not None:
        console.say(f"Your answer so far: {wording.value_words(kb, item, kept)}. Enter alone keeps it.")
    console.say(f"{accepts(item)} Also: {_COMMANDS}.")


class _List:
    """A list while it is being ticked; the marks are kept here until "done" makes an answer of them."""

    def __init__(
        self, script: Script, screen: Screen, responses: Responses, console: Console, drafts: Drafts
    ) -> None:
        self.script = script
        self.screen = screen
        self.console = console
        self.drafts = drafts
        self.ticks: Ticks = drafts.get(screen.items) or rows.ticks_of(script.kb, screen, responses)

    def ask(self) -> Event:
        """Reads every row out, then takes numbers and words until the list is done."""
        self.console.say(f"{wording.question(self.script.kb, self.screen)} {_choices(len(self.ticks.rows))}.")
        self._say_rows(self.ticks.rows)
        if not self.ticks.empty:
            self.console.say(f"{wording.ticks_words(self.ticks)} Type done to keep this.")
        self.console.say(self._help())
        return read_event(self.console, self._take, self._why, self._help())

    def _help(self) -> str:
        """What can be typed: first how to answer, then how to find a row."""
        none = ", or none if none of these fits" if self.ticks.none_fits else ""
        ways = [f"Type the numbers of what fits, such as 3 5{none}."]
        if any(len(row.options) > 1 for row in self.ticks.rows):
            ways.append("3l is the left side only, 3r the right.")
        if self.ticks.unsure_fits:
            ways.append("u 3: not sure about row 3." if self.ticks.per_item else "u: not sure.")
        return f"{' '.join(ways)} Words search; list reads all rows again. Also: done, {_COMMANDS}."

    def _take(self, text: str) -> Event | None:
        match text.lower():
            case "done":
                return self._done()
            case "none":
                return self._none()
            case "list":
                self._say_rows(self.ticks.rows)
            case "u" if self.ticks.per_item:
                raise refusal("Type u and the number of a row, such as u 3.")
            case "u" if self.ticks.unsure_fits:
                self.ticks = rows.mark_unsure(self.ticks, self.ticks.rows[0])
                self._say_marks()
            case _:
                self._pick_or_search(text)
        return None

    def _done(self) -> Event:
        if self.ticks.empty:
            none = " Type none if none of these applies." if self.ticks.none_fits else ""
            raise refusal(wording.NOTHING_TICKED + none)
        self.drafts.pop(self.screen.items, None)
        return Answer(rows.values_of(self.screen, self.ticks))

    def _none(self) -> Event:
        if not self.ticks.none_fits:
            raise refusal("Please tick a row, or type u if you are not sure.")
        if not (self.ticks.empty or self.ticks.none):
            raise refusal(
                f"{wording.ticks_words(self.ticks)} Type these numbers again to untick them, then none."
            )
        self.ticks = rows.mark_none(rows.untouched(self.ticks))
        return self._done()

    def _pick_or_search(self, text: str) -> None:
        if not text:
            raise refusal("Nothing was typed.")
        picks = read_picks(text, len(self.ticks.rows))
        if picks is None:
            self._search(text)
            return
        for pick in picks:
            self._pick(pick)
        self._say_marks()

    def _pick(self, pick: Pick) -> None:
        row = self.ticks.rows[pick.number - 1]
        if pick.mark == "u":
            if not self.ticks.unsure_fits:
                raise refusal(f"This question cannot be answered with not sure. {self._help()}")
            self.ticks = rows.mark_unsure(self.ticks, row)
        elif pick.mark and len(row.options) == 1:
            raise refusal(f"{row.label} has no left or right side.")
        else:
            side = {"l": row.options[:1], "r": row.options[-1:]}.get(pick.mark, row.options)
            self.ticks = rows.tick(self.ticks, row, side)

    def _search(self, words: str) -> None:
        found = rows.search(self.ticks.rows, words)
        if not found:
            told = rows.nothing_found(self.script.kb, self.screen, words)
            self.console.say(f"Nothing found for {words[:40]}. {told} Type list to hear all the rows.")
            return
        self.console.say(f"{len(found)} found.")
        through = {match.row.id: f" (same as: {match.through})" for match in found if match.through}
        self._say_rows([match.row for match in found], through)

    def _say_rows(self, listed: Iterable[Row], notes: dict[str, str] | None = None) -> None:
        numbers = {row.id: number for number, row in enumerate(self.ticks.rows, 1)}
        for row in listed:
            word = rows.state_word(self.ticks, row)
            state = f", {word}" if notes is not None or word != "not ticked" else ""
            self.console.say(
                f"{numbers[row.id]}: {rows.spoken(row)}{(notes or {}).get(row.id, '')}{state}", "   "
            )

    def _say_marks(self) -> None:
        self.drafts[self.screen.items] = self.ticks
        self.console.say(f"{wording.ticks_words(self.ticks)} Type done to go on.")

    def _why(self, rest: str) -> str:
        """The reason for the list, or for one of its rows: "why 3"."""
        items = self.script.kb.items
        picks = self._row_asked_about(rest)
        if not self.ticks.per_item:
            return self.script.why(items[self.screen.items[0]])
        if picks:
            row = self.ticks.rows[picks[0].number - 1]
            return f"{row.label}: {self.script.why(items[row.id])}"
        return "Each of these can change which massages suit you. For one row type why and its number."

    def _row_asked_about(self, rest: str) -> list[Pick]:
        try:
            return read_picks(rest, len(self.ticks.rows)) or []
        except ResponseError:
            return []


def _choices(count: int) -> str:
    return "1 choice" if count == 1 else f"{count} choices"
