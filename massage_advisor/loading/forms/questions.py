"""The form of screens, families and the questions on them, follow-ups included."""

from __future__ import annotations

from massage_advisor.loading.drafts import Draft
from massage_advisor.loading.faults import Reading
from massage_advisor.loading.forms.common import ALIASES, CHANGES, FEATURE, FLAG, TEXT, WHEN
from massage_advisor.loading.forms.records import Needs, OneKeyOf, OnlyWith, Record
from massage_advisor.loading.forms.shapes import (
    DETAIL_ID,
    ID,
    ByForm,
    Define,
    ListOf,
    Number,
    OneOf,
    Ref,
    Shape,
    Table,
    Word,
)

_PRESSURE = Number(1, 5, whole=True)
WANTS = Record(
    {
        "with": FEATURE,
        "without": FEATURE,
        "pressure-at-most": _PRESSURE,
        "pressure-at-least": _PRESSURE,
        "pressure-between": _PRESSURE,
    }
)
OPTION = ByForm(text=TEXT, map=Record({"label": TEXT, "aliases": ALIASES, "wants": WANTS}, needs=("label",)))
_NUMBER_KEYS = ("min", "max", "unit", "decimals")


def _range(draft: Draft, reading: Reading) -> None:
    if "min" in draft and "max" in draft and draft["min"] >= draft["max"]:
        reading.fault("KB105", draft.value_node("max"), "'max' is not larger than 'min'")


def _question(id_shape: Shape, kinds: tuple[str, ...], extra: dict[str, Shape]) -> Record:
    keys: dict[str, Shape] = {
        "id": id_shape,
        "kind": OneOf(kinds),
        "ask": TEXT,
        "label": TEXT,
        "why": TEXT,
        "options": Table(Word(ID, "an option id of small letters, digits and hyphens"), OPTION),
        "min": Number(),
        "max": Number(),
        "unit": TEXT,
        "decimals": Number(0, 6, whole=True),
        "when": WHEN,
        "changes": CHANGES,
        "now": FLAG,
    }
    rules = (
        Needs("kind", "choice", ("options",)),
        Needs("kind", "many", ("options",)),
        Needs("kind", "number", ("min", "max")),
        OnlyWith(("options",), "kind", ("choice", "many")),
        OnlyWith(_NUMBER_KEYS, "kind", ("number",)),
        _range,
    )
    return Record(keys | extra, needs=("id", "kind", "ask"), rules=rules)


_KINDS = ("yes-no", "choice", "many", "number", "areas")
FOLLOW_UP = _question(Define("item", DETAIL_ID), _KINDS, {})
QUESTION = _question(Define("item"), (*_KINDS, "goals"), {"required": FLAG})
SCREEN = Record(
    {
        "id": Define("screen"),
        "part": TEXT,
        "title": TEXT,
        "role": OneOf(("for-whom", "red-flags", "goals", "health", "wishes")),
        "items": ListOf(QUESTION, least=1),
        "rows": ListOf(Ref(("condition", "family")), least=1),
    },
    needs=("id", "part", "title"),
    rules=(OneKeyOf(("items", "rows")),),
)
FAMILY = Record(
    {"id": Define("family"), "ask": TEXT, "title": TEXT, "why": TEXT}, needs=("id", "ask", "title")
)
QUESTIONS = Record({"screens": ListOf(SCREEN, least=1), "families": ListOf(FAMILY)}, needs=("screens",))
