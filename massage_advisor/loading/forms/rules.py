"""The form of conditions, rules, and the rules on the setting."""

from __future__ import annotations

from massage_advisor.loading.drafts import Draft
from massage_advisor.loading.faults import Reading
from massage_advisor.loading.forms.common import (
    ALIASES,
    CASES,
    CHANGES,
    FEATURE,
    FLAG,
    LONGEST_BECAUSE,
    MASSAGE,
    NOTE,
    SOURCES,
    TEXT,
    WHEN,
)
from massage_advisor.loading.forms.questions import FOLLOW_UP
from massage_advisor.loading.forms.records import Needs, OnlyWith, Record
from massage_advisor.loading.forms.shapes import ByForm, Define, ListOf, OneOf, Ref, Table, Text
from massage_advisor.loading.forms.whens import WhenShape

LEVELS = ("red-flag", "avoid", "clearance", "adapt", "note")


RULE = Record(
    {
        "id": Define("rule"),
        "level": OneOf(LEVELS),
        "when": WHEN,
        "feature": ListOf(FEATURE, least=1, or_one=True),
        "area": ListOf(Ref(("area", "area group"), extra=("where",)), least=1, or_one=True),
        "massage": ListOf(MASSAGE, least=1, or_one=True),
        "because": Text(longest=LONGEST_BECAUSE),
        "do": TEXT,
        "ask": TEXT,
        "act": OneOf(("emergency-call", "same-day", "crisis")),
        "doctor-may-lift": FLAG,
        "sources": SOURCES,
        "cases": CASES,
    },
    needs=("id", "level", "because", "sources", "cases"),
    rules=(
        Needs("level", "adapt", ("do",)),
        Needs("level", "clearance", ("do", "ask")),
        Needs("level", "red-flag", ("act",)),
        OnlyWith(("act",), "level", ("red-flag",)),
        OnlyWith(("feature", "area", "massage"), "level", LEVELS[1:]),
        OnlyWith(("doctor-may-lift",), "level", ("avoid",)),
        Needs("doctor-may-lift", True, ("do", "ask")),
    ),
)


def _own_follow_ups(draft: Draft, reading: Reading) -> None:
    """Follow-up ids start with the condition's id; the doctor's yes is made by the program."""
    condition = draft.get("id", "")
    for follow_up in draft.get("follow-ups", ()) if condition else ():
        id_, place = follow_up.get("id", ""), follow_up.value_node("id")
        if id_ and not id_.startswith(f"{condition}."):
            reading.fault("KB206", place, f"a follow-up of '{condition}' is called '{condition}.…'")
        elif id_.endswith(".cleared"):
            reading.fault("KB206", place, "'.cleared' is made by itself wherever a doctor's yes counts")


CONDITION = Record(
    {
        "id": Define("condition"),
        "label": TEXT,
        "ask": TEXT,
        "aliases": ALIASES,
        "family": Ref(("family",)),
        "say": TEXT,
        "changes": CHANGES,
        "now": FLAG,
        "red-flag": FLAG,
        "follow-ups": ListOf(FOLLOW_UP),
        "makes": ByForm(
            seq=ListOf(Ref(("hazard",))), map=Table(Ref(("hazard",)), WhenShape(may_be_empty=True))
        ),
        "rules": ListOf(RULE),
    },
    needs=("id", "label"),
    rules=(_own_follow_ups,),
)
SETTING_RULE = Record(
    {
        "id": Define("rule"),
        "advice": OneOf(("medical", "spa")),
        "when": WHEN,
        "because": Text(longest=LONGEST_BECAUSE),
        "sources": SOURCES,
        "cases": CASES,
    },
    needs=("id", "advice", "when", "because", "sources", "cases"),
)
SETTING = Record(
    {
        "rules": ListOf(SETTING_RULE),
        "next-steps": Table(OneOf(("medical", "spa", "either")), ListOf(NOTE, least=1)),
    },
    needs=("rules", "next-steps"),
)
