"""The rows of a list that can be ticked, searched and marked "not sure"; and the answers they give.

A list is a checklist of yes/no items, or one item with several options, or body areas with their sides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace

from massage_advisor.model import NOT_SURE, Item, Kind, KnowledgeBase, Responses, Screen, Value
from massage_advisor.records import dataclass

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `options` are the answer ids it stands for: one, or the left and the right side."""

    id: str
    label: str
    names: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ticks:
    """What is ticked on a list: per row the chosen options, and the rows that are "not sure".

    `per_item`: every row is an item of its own (a checklist); else all rows answer one item.
    `none_fits`: that no row applies is an answer; `all_unsure`: the whole list is answered "not sure".
    """

    rows: tuple[Row, ...]
    per_item: bool
    none_fits: bool
    unsure_fits: bool
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()
    all_unsure: bool = False
    none: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is marked at all: no answer yet."""
        return not (self.chosen or self.unsure or self.none or self.all_unsure)

    def ticked(self) -> list[str]:
        """What is ticked, in words, in the order of the rows."""
        return [_in_words(row, self.chosen[row.id]) for row in self.rows if row.id in self.chosen]

    def not_sure(self) -> list[str]:
        """The rows marked "not sure", in words."""
        return [row.label for row in self.rows if row.id in self.unsure]


def is_list(kb: KnowledgeBase, screen: Screen) -> bool:
    """Whether a screen is answered by ticking rows."""
    return screen.checklist or kb.items[screen.items[0]].kind in (Kind.MANY, Kind.AREAS)


def ticks_of(kb: KnowledgeBase, screen: Screen, responses: Responses) -> Ticks:
    """The list of a screen, with the answers given so far."""
    if screen.checklist:
        return _checklist(kb, screen, responses)
    item = kb.items[screen.items[0]]
    detail = bool(item.condition)
    rows = tuple(_option_rows(kb, item))
    none_fits = not (detail and item.kind is Kind.AREAS)
    return _with_value(Ticks(rows, False, none_fits, detail), responses.values.get(item.id))


def _checklist(kb: KnowledgeBase, screen: Screen, responses: Responses) -> Ticks:
    rows = _checklist_rows(kb, screen)
    said = {item: responses.values.get(item) for item in screen.items}
    return Ticks(
        rows,
        True,
        True,
        True,
        {item: (item,) for item in screen.items if said[item] == YES},
        frozenset(item for item in screen.items if said[item] == NOT_SURE),
        none=all(value == NO for value in said.values()),
    )


def _checklist_rows(kb: KnowledgeBase, screen: Screen) -> tuple[Row, ...]:
    return tuple(_item_row(kb, kb.items[item]) for item in screen.items)


def _item_row(kb: KnowledgeBase, item: Item) -> Row:
    """A row can be found by the names of its condition, and a family's by those of its members."""
    members = (kb.items[i] for s in kb.screens if s.family == item.id for i in s.items)
    names = [name for one in (item, *members) for name in _names(kb, one)]
    return Row(item.id, item.ask, tuple(dict.fromkeys(names)), (item.id,))


def _names(kb: KnowledgeBase, item: Item) -> Iterable[str]:
    condition = kb.conditions.get(item.condition)
    known = (condition.label, *condition.aliases) if condition else ()
    return (name for name in known if name != item.ask)


def _option_rows(kb: KnowledgeBase, item: Item) -> Iterable[Row]:
    if item.kind is not Kind.AREAS:
        return (Row(o.id, o.label, o.aliases, (o.id,)) for o in item.options)
    known = {option.id for option in item.options}
    areas = (area for area in kb.areas.values() if known.issuperset(area.sides))
    return (Row(area.id, area.label, area.aliases, area.sides) for area in areas)


def _with_value(ticks: Ticks, value: Value | None) -> Ticks:
    if value == NOT_SURE:
        return replace(ticks, all_unsure=True)
    if not isinstance(value, tuple):
        return ticks
    chosen = {row.id: tuple(o for o in row.options if o in value) for row in ticks.rows}
    return replace(ticks, chosen={row: found for row, found in chosen.items() if found}, none=not value)


def tick(ticks: Ticks, row: Row, options: tuple[str, ...] = ()) -> Ticks:
    """The list with this row (or these sides of it) ticked; unticked where exactly that was ticked."""
    wanted = options or row.options
    chosen = {key: found for key, found in ticks.chosen.items() if key != row.id}
    if ticks.chosen.get(row.id) != wanted:
        chosen[row.id] = wanted
    ordered = {r.id: chosen[r.id] for r in ticks.rows if r.id in chosen}
    return replace(ticks, chosen=ordered, unsure=ticks.unsure - {row.id}, none=False, all_unsure=False)


def mark_unsure(ticks: Ticks, row: Row) -> Ticks:
    """The list with this row marked "not sure", or no longer so; a list of one item is marked as a whole."""
    if not ticks.per_item:
        return replace(ticks, chosen={}, none=False, all_unsure=not ticks.all_unsure)
    chosen = {key: found for key, found in ticks.chosen.items() if key != row.id}
    return replace(ticks, chosen=chosen, unsure=ticks.unsure ^ {row.id}, none=False)


def mark_none(ticks: Ticks) -> Ticks:
    """The list with "none of these" marked, or no longer so; nothing else stays marked."""
    return replace(ticks, chosen={}, unsure=frozenset(), all_unsure=False, none=not ticks.none)


def untouched(ticks: Ticks) -> Ticks:
    """The list with nothing marked."""
    return Ticks(ticks.rows, ticks.per_item, ticks.none_fits, ticks.unsure_fits)


def values_of(screen: Screen, ticks: Ticks) -> dict[str, Value]:
    """The answers that a list gives; only meaningful when it is not empty."""
    if not ticks.per_item:
        picked = tuple(option for row in ticks.rows for option in ticks.chosen.get(row.id, ()))
        return {screen.items[0]: NOT_SURE if ticks.all_unsure else picked}
    return {item: _row_value(ticks, item) for item in screen.items}


def _row_value(ticks: Ticks, item: str) -> Value:
    if item in ticks.chosen:
        return YES
    return NOT_SURE if item in ticks.unsure else NO


def spoken(row: Row) -> str:
    """The label as it stands at the start of a line."""
    return row.label[:1].upper() + row.label[1:]


def state_word(ticks: Ticks, row: Row) -> str:
    """The state of a row in words."""
    if row.id in ticks.unsure:
        return "not sure"
    chosen = ticks.chosen.get(row.id, ())
    if not chosen:
        return "not ticked"
    return "ticked" if chosen == row.options else f"{_side(chosen[0])} ticked"


def _in_words(row: Row, chosen: tuple[str, ...]) -> str:
    if len(row.options) == 1:
        return row.label
    return f"{row.label}, both sides" if chosen == row.options else f"{_side(chosen[0])} {row.label}"


def _side(option: str) -> str:
    return option.split("-", 1)[0]


@dataclass(frozen=True, slots=True)
class Found:
    """A row that a search found; `through` is the other name that matched, or empty."""

    row: Row
    through: str = ""


def search(rows: Sequence[Row], words: str) -> list[Found]:
    """The rows whose label or other names contain all the words; case and accents are ignored.

    Best first: the label before other names, and in both the beginnings of words before their insides.
    """
    wanted = fold(words).split()
    if not wanted:
        return [Found(row) for row in rows]
    found = (_match(row, wanted) for row in rows)
    return [match for _, match in sorted(filter(None, found), key=lambda ranked: ranked[0])]


def nothing_found(kb: KnowledgeBase, screen: Screen, words: str) -> str:
    """What a search without a match says: where these words are asked about, or how else to look."""
    others = (one for one in kb.screens if one.checklist and not one.family and one.id != screen.id)
    asked = next((one for one in others if search(_checklist_rows(kb, one), words)), None)
    if asked is not None and screen.checklist:
        return f'Not in this list. It belongs to another question: "{asked.title}"'
    if screen.role == "red-flags":
        return (
            "No row has these words, but one may say it in other words: please read them all. "
            "If it feels serious, phone a doctor whatever is listed here."
        )
    return "No row has these words. Try another word, or read the rows."


def _match(row: Row, wanted: list[str]) -> tuple[int, Found] | None:
    """How well a row matches, best is 0, and through which name."""
    in_label = _fit(row.label, wanted)
    if in_label is not None:
        return in_label, Found(row)
    fits = ((fit, name) for name in row.names if (fit := _fit(name, wanted)) is not None)
    best = min(fits, key=lambda ranked: ranked[0], default=None)
    if best is not None:
        return 2 + best[0], Found(row, best[1])
    return None if _fit(" ".join((row.label, *row.names)), wanted) is None else (4, Found(row))


def _fit(text: str, wanted: list[str]) -> int | None:
    """0 where every word begins a word of the text, 1 where the text contains them, else None."""
    folded = fold(text)
    if not all(word in folded for word in wanted):
        return None
    starts = " " + re.sub(r"\W+", " ", folded)
    return 0 if all(f" {word}" in starts for word in wanted) else 1


def fold(text: str) -> str:
    """`text` in lower case and without accents, for comparing."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))
