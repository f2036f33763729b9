"""The form of every kind of file in the knowledge folder."""

from __future__ import annotations

from massage_advisor.loading.forms.language import LANGUAGE
from massage_advisor.loading.forms.massages import MASSAGE_FORM
from massage_advisor.loading.forms.pages import ALWAYS, CLAIM, INVARIANT, PERSON, TOPIC
from massage_advisor.loading.forms.questions import QUESTIONS
from massage_advisor.loading.forms.records import Record
from massage_advisor.loading.forms.rules import CONDITION, RULE, SETTING
from massage_advisor.loading.forms.shapes import ListOf
from massage_advisor.loading.forms.words import (
    AREA_GROUP,
    BASE_AREA,
    FEATURE_FORM,
    GOAL,
    HAZARD,
    KNOWLEDGE,
    SOURCE,
    THRESHOLD,
)


def _listed(key: str, item: Record) -> Record:
    return Record({key: ListOf(item)}, needs=(key,))


# Thresholds come first: every other text may name one.
FORMS: dict[str, Record] = {
    "thresholds": _listed("thresholds", THRESHOLD),
    "knowledge": KNOWLEDGE,
    "sources": _listed("sources", SOURCE),
    "areas": Record({"areas": ListOf(BASE_AREA), "groups": ListOf(AREA_GROUP)}, needs=("areas",)),
    "features": _listed("features", FEATURE_FORM),
    "goals": _listed("goals", GOAL),
    "hazards": _listed("hazards", HAZARD),
    "questions": QUESTIONS,
    "conditions": _listed("conditions", CONDITION),
    "rules": _listed("rules", RULE),
    "setting": SETTING,
    "massage": MASSAGE_FORM,
    "always": _listed("always", ALWAYS),
    "topic": TOPIC,
    "claims": _listed("claims", CLAIM),
    "invariants": _listed("invariants", INVARIANT),
    "casebook": _listed("people", PERSON),
    "language": LANGUAGE,
}
