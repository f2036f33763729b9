"""A list to tick, with search over names and other names.

Letters search. Space ticks (while searching, Enter does, and Space is a blank). `u` marks a row "not
sure"; after it, letters are not taken for a search, so that "ulcer" cannot be half a mark and half a
search unnoticed. Enter goes on only after every row was on screen; a ticked red flag goes on at once, and
the rows that were not on screen stay unanswered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

from massage_advisor.model import Item, KnowledgeBase, Screen
from massage_advisor.records import dataclass
from massage_advisor.terminal import rows, wording
from massage_advisor.terminal.dialogue import Answer, Back, Event, Stop, Why
from massage_advisor.terminal.rows import Found, Row, Ticks
from massage_advisor.terminal.widgets.body_map import body_map
from massage_advisor.terminal.widgets.frame import Block, Size, View, moved

LONGEST = 60
NONE, UNSURE = "none of these", "not sure about any"
QUESTION, SEARCH, NOTHING = "question", "search", "nothing found"


@dataclass(slots=True)
class TickList:
    """A page with one list."""

    kb: KnowledgeBase
    screen: Screen
    ticks: Ticks
    why: Callable[[Item], str]
    part: str = ""
    place: str = ""
    search: str = ""
    at: int = 0
    message: str = ""
    explain: bool = False
    marked_unsure: bool = False
    view: View = field(default_factory=View)

    # --- what is shown ------------------------------------------------------------------------

    def found(self) -> list[Found]:
        """The rows that match the search; all of them while there is none."""
        return rows.search(self.ticks.rows, self.search)

    def ids(self) -> list[str]:
        """The ids of the rows that the cursor can stand on."""
        listed = [match.row.id for match in self.found()]
        if self.search.strip():
            return listed
        extra = [NONE] if self.ticks.none_fits else []
        return [*listed, *extra, *([UNSURE] if self._unsure_row else [])]

    @property
    def _unsure_row(self) -> bool:
        return self.ticks.unsure_fits and not self.ticks.per_item

    def blocks(self) -> list[Block]:
        """The question, the search, and the rows."""
        subject = wording.about(self.kb, self.screen)
        ask = wording.question(self.kb, self.screen)
        head = [Block(QUESTION, f"{subject}: {ask}" if subject else ask, style="bold")]
        if self.search:
            count = f"{len(self.found())} of {len(self.ticks.rows)} match"
            head.append(Block(SEARCH, f"({count})", f"Search: {self.search.lstrip()}_   "))
        if not self.ids():
            head.append(Block(NOTHING, rows.nothing_found(self.kb, self.screen, self.search)))
        listed = [self._row_block(match) for match in self.found()]
        listed += [self._extra_block(i) for i in self.ids() if i in (NONE, UNSURE)]
        return head + self._explained(listed)

    def _explained(self, listed: list[Block]) -> list[Block]:
        """The reason stands below the marked row, and scrolls with it, so that it is in view."""
        if not self.explain or not listed:
            return listed
        after = next(number for number, block in enumerate(listed, 1) if block.id == self.focus())
        return [
            *listed[:after],
            Block(self.focus(), f"Why we ask: {self._reason()}", " " * 8),
            *listed[after:],
        ]

    def _row_block(self, match: Found) -> Block:
        row = match.row
        through = f" (same as: {match.through})" if match.through and self.search.strip() else ""
        side = self.ticks.chosen.get(row.id, ())
        words = f", {side[0].split('-', 1)[0]} side only" if 0 < len(side) < len(row.options) else ""
        mark = "[?]" if row.id in self.ticks.unsure else "[x]" if side else "[ ]"
        return self._block(row.id, mark, f"{rows.spoken(row)}{words}{through}")

    def _extra_block(self, id_: str) -> Block:
        ticked = self.ticks.none if id_ == NONE else self.ticks.all_unsure
        words = "None of these" if id_ == NONE else "Not sure"
        return self._block(id_, "[x]" if ticked else "[ ]", words)

    def _block(self, id_: str, mark: str, words: str) -> Block:
        pointer = ">" if id_ == self.focus() else " "
        return Block(id_, words, f"  {pointer} {mark} ", row=True, cursor=2)

    def focus(self) -> str:
        """The row the cursor stands on."""
        ids = self.ids()
        return ids[min(self.at, len(ids) - 1)] if ids else SEARCH

    def picture(self) -> list[str]:
        """The body map, for a list of body areas."""
        sides = {option for chosen in self.ticks.chosen.values() for option in chosen}
        return body_map(sides) if self._areas else []

    @property
    def _areas(self) -> bool:
        return any(len(row.options) > 1 for row in self.ticks.rows)

    def foot(self, size: Size) -> list[str]:
        """What is ticked, what was not on screen yet, the message, the keys."""
        unseen = len(self._unseen())
        how = "Enter goes on with what is ticked" if self._urgent else "press Page Down"
        below = f"{unseen} more to read below: {how}." if unseen and not self.search else ""
        ticked = "" if self.message and self.ticks.empty else self._ticked_line(size)
        lines = (line for text in (ticked, below, self.message) if text for line in size.lines(text))
        return [*lines, *size.keys(*self._keys(size))]

    def _ticked_line(self, size: Size) -> str:
        words = wording.ticks_words(self.ticks)
        if size.roomy or len(words) < size.width:
            return words
        unsure = f" Not sure: {len(self.ticks.unsure)}." if self.ticks.unsure else ""
        return f"Ticked: {len(self.ticks.chosen)}.{unsure}"

    def _keys(self, size: Size) -> list[str]:
        if self.search:
            tick = ["Enter tick this"] if self.ids() else []
            return [*tick, "Backspace edit search", "Shift-Tab back", "Ctrl-C stop"]
        keys = ["Space tick"]
        keys += ["Left, Right one side"] if self._areas else []
        keys += ["0 none"] if self.ticks.none_fits else []
        keys += ["u not sure"] if self.ticks.unsure_fits else []
        keys += ["letters or / search"] if size.roomy else []
        return [*keys, "Enter next", "Shift-Tab back", "? why", "Ctrl-C stop"]

    def _unseen(self) -> list[str]:
        return [row.id for row in self.ticks.rows if row.id not in self.view.seen]

    @property
    def _urgent(self) -> bool:
        """Whether a red flag is ticked: then nobody has to read on."""
        return self.screen.role == "red-flags" and self.ticks.per_item and bool(self.ticks.chosen)

    def _reason(self) -> str:
        items = self.kb.items
        if not self.ticks.per_item:
            return self.why(items[self.screen.items[0]])
        row = self._row()
        return self.why(items[row.id]) if row else "Each row can change which massages suit you."

    # --- keys ---------------------------------------------------------------------------------

    def press(self, key: str) -> Event | None:
        """Takes a key."""
        self.message = ""
        match key:
            case "s-tab":
                return Back()
            case "c-c" | "c-d":
                return Stop()
            case "enter":
                return self._enter()
            case "up" | "down" | "tab" | "home" | "end" | "pageup" | "pagedown":
                self.at = moved(self, self.ids(), self.at, key)
            case "left" | "right":
                self._tick_side(0 if key == "left" else 1)
            case "backspace":
                self._set_search(self.search[:-1])
            case " " if not self.search:
                self._tick()
            case "?" if not self.search:
                return Why()
            case _:
                self._letter(key)
        if len(key) > 1 or key == " ":
            self.marked_unsure = False
        return None

    def _letter(self, key: str) -> None:
        if len(key) != 1 or not key.isprintable():
            return
        if self.search:
            self._set_search(self.search + key)
        elif key == "0":
            if self.ticks.empty or not self.ticks.none:
                self._toggle_none()
        elif key in "uU" and self.ticks.unsure_fits:
            self._mark_unsure()
        elif key == "/":
            self.marked_unsure = False
            self._set_search(" ")
        elif self.marked_unsure:
            self.message = "That row is marked not sure. To search, press / first."
        else:
            self._set_search(key)

    def _set_search(self, text: str) -> None:
        self.search = text[:LONGEST] if text.strip() or len(text) == 1 else ""
        self.at = 0

    def paste(self, text: str) -> None:
        """Text to search for."""
        if not self.marked_unsure:
            self._set_search((self.search + text).strip() or self.search)

    def _row(self) -> Row | None:
        return next((row for row in self.ticks.rows if row.id == self.focus()), None)

    def _tick(self) -> None:
        row = self._row()
        if row is not None:
            self.ticks = rows.tick(self.ticks, row)
        elif self.focus() == NONE:
            self._toggle_none()
        elif self.focus() == UNSURE:
            self.ticks = rows.mark_unsure(self.ticks, self.ticks.rows[0])

    def _tick_side(self, side: int) -> None:
        row = self._row()
        if row is not None and len(row.options) > 1:
            self.ticks = rows.tick(self.ticks, row, (row.options[side],))

    def _toggle_none(self) -> None:
        if not self.ticks.none_fits:
            self.message = self._nothing_ticked()
        elif self.ticks.chosen or self.ticks.unsure:
            self.message = "Untick the rows first: then none of these fits."
        else:
            self.ticks = rows.mark_none(self.ticks)

    def _mark_unsure(self) -> None:
        row = self._row()
        if not self.ticks.per_item:
            self.ticks = rows.mark_unsure(self.ticks, self.ticks.rows[0])
        elif row is not None:
            self.ticks = rows.mark_unsure(self.ticks, row)
            self.marked_unsure = True

    def _tick_found(self) -> None:
        """Enter while searching: ticks (never unticks), and shows the whole list again."""
        row = self._row()
        if row is None:
            return
        if row.id not in self.ticks.chosen:
            self.ticks = rows.tick(self.ticks, row)
        self._set_search("")
        self.at = self.ids().index(row.id)

    def _enter(self) -> Event | None:
        if self.search:
            self._tick_found()
            return None
        unseen = self._unseen()
        if unseen and not self._urgent:
            self.at = self.ids().index(unseen[0])
            self.view.to_top = True
            self.message = "Please read the rows below first."
            return None
        if self.ticks.empty:
            self.message = self._nothing_ticked()
            return None
        marked = {*self.ticks.chosen, *self.ticks.unsure}
        unread = [row for row in unseen if row not in marked]
        values = rows.values_of(self.screen, self.ticks)
        return Answer({item: value for item, value in values.items() if item not in unread})

    def _nothing_ticked(self) -> str:
        if self.ticks.none_fits:
            return "Nothing is ticked. Press 0 if none of these applies."
        return "Please tick a row, or press u if you are not sure."
