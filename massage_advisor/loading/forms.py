"""The form of every kind of file in the knowledge folder."""

from __future__ import annotations

from massage_advisor.loading.drafts import Answer, Answers, Draft
from massage_advisor.loading.faults import Reading
from massage_advisor.loading.nodes import Map, Node, Scalar, Seq
from massage_advisor.loading.records import Needs, OneKeyOf, OnlyWith, Record
from massage_advisor.loading.shapes import (
    DETAIL_ID,
    FACT_ID,
    ID,
    ByForm,
    Define,
    Flag,
    ListOf,
    Number,
    OneOf,
    Ref,
    Shape,
    Table,
    Text,
    Word,
    describe,
)
from massage_advisor.loading.whens import WhenShape
from massage_advisor.model import UNSOURCED

LONGEST_BECAUSE = 160
LARGEST_FAMILY = 12

TEXT = Text()
FLAG = Flag()
WHEN = WhenShape()
ALIASES = ListOf(TEXT)
AREA = Ref(("area", "area group"))
FEATURE = Ref(("feature",))
MASSAGE = Ref(("massage",))
ANY_ID = Ref(
    (
        "massage",
        "goal",
        "feature",
        "area",
        "area group",
        "condition",
        "family",
        "item",
        "hazard",
        "rule",
        "topic",
    )
)
SOURCES = ByForm(
    text=OneOf((UNSOURCED,)), seq=ListOf(Ref(("source",), extra=(UNSOURCED,)), least=1)
)  # a bare word only for `unsourced`
VERDICTS = OneOf(("ok", "adapt", "clearance", "avoid"))
DISPOSITIONS = OneOf(("ok", "adapt", "clearance", "not-now", "emergency"))
CHANGES = OneOf(("never", "passes", "grows", "choice"))
NOTE = Record({"text": TEXT, "sources": SOURCES}, needs=("text", "sources"))


class AnswersShape:
    """A map of item ids to what a person said."""

    def __call__(self, node: Node, reading: Reading) -> Answers | None:
        if not isinstance(node, Map):
            reading.fault("KB101", node, f"a map of answers was expected here, not {describe(node)}")
            return None
        given = [self._answer(key, value, reading) for key, value in node.entries.values()]
        sound = tuple(answer for answer in given if answer is not None)
        reading.found.answers.extend(sound)
        return Answers(reading.at(node), sound)

    def _answer(self, key: Scalar, node: Node, reading: Reading) -> Answer | None:
        listed = isinstance(node, Seq)
        values = node.items if isinstance(node, Seq) else (node,)
        texts = tuple(value for value in values if isinstance(value, Scalar) and value.text)
        if len(texts) == len(values):
            return Answer(reading.path, key, texts, listed)
        reading.fault("KB101", node, f"an answer is a word, a number or a list, not {describe(node)}")
        return None


ANSWERS = AnswersShape()
CASES = Record(
    {"fires": ListOf(ANSWERS, least=1), "silent": ListOf(ANSWERS, least=1)}, needs=("fires", "silent")
)

# --- words ----------------------------------------------------------------------------------------

KNOWLEDGE_KEYS: dict[str, Shape] = dict.fromkeys(("schema", "title", "language", "licence", "note"), TEXT)
KNOWLEDGE = Record(
    {"edition": Word(r"[0-9]+\.[0-9]+\.[0-9]+", "an edition such as 1.0.0"), **KNOWLEDGE_KEYS},
    needs=("edition",),
)
SOURCE = Record(
    {
        "id": Define("source"),
        "title": TEXT,
        "org": TEXT,
        "year": Number(1500, 2200, whole=True),
        "url": Word(r"https?://\S+", "a web address"),
        "kind": OneOf(
            (
                *("trial", "review", "guideline", "consensus", "case-report", "official"),
                *("practitioner", "tradition", "marketing", "news"),
            )
        ),
        "says": TEXT,
        "read": Word(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", "a month such as 2026-11"),
        "review-by": Word(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", "a month such as 2028-11"),
    },
    needs=("id", "title", "org", "kind"),
)
THRESHOLD = Record(
    {
        "id": Define("threshold"),
        "value": Number(),
        "text": Text(keeps=("",)),
        "firm": OneOf(("convention", "guideline", "judgement")),
        "note": TEXT,
        "sources": SOURCES,
    },
    needs=("id", "value", "text", "firm", "sources"),
)
BASE_AREA = Record(
    {
        "id": Define("area"),
        "label": TEXT,
        "aliases": ALIASES,
        "paired": FLAG,
        "view": OneOf(("front", "back", "both")),
        "asked": FLAG,
    },
    needs=("id", "label"),
)
AREA_GROUP = Record(
    {"id": Define("area group"), "label": TEXT, "parts": ListOf(Ref(("area",)), least=1)},
    needs=("id", "label", "parts"),
)
FEATURE_FORM = Record(
    {"id": Define("feature"), "label": TEXT, "without": TEXT, "on": Text(keeps=("area",))},
    needs=("id", "label", "without", "on"),
)
GOAL = Record(
    {
        "id": Define("goal"),
        "label": TEXT,
        "ask": TEXT,
        "aliases": ALIASES,
        "areas": ListOf(AREA),
        "aim": OneOf(("relief", "recovery", "relaxation", "wellbeing")),
    },
    needs=("id", "label"),
)
HAZARD = Record({"id": Define("hazard"), "label": TEXT, "when": WHEN, "because": TEXT}, needs=("id", "label"))

# --- questions ------------------------------------------------------------------------------------

OPTION = ByForm(
    text=TEXT,
    map=Record(
        {
            "label": TEXT,
            "aliases": ALIASES,
            "wants": Table(
                OneOf(("with", "without", "pressure-at-most", "pressure-at-least", "pressure-between")), TEXT
            ),
        },
        needs=("label",),
    ),
)
_NUMBER_KEYS = ("min", "max", "unit", "decimals")


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

# --- conditions and rules -------------------------------------------------------------------------

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

# --- massages -------------------------------------------------------------------------------------

_PAIR = ListOf(Number(1, 5, whole=True), least=2, most=2)
CATEGORY = OneOf(("medical", "spa", "both"))
INDICATION = Record(
    {
        "goal": Ref(("goal",)),
        "evidence": OneOf(("strong", "moderate", "limited", "tradition", "claim")),
        "disagree": FLAG,
        "finding": TEXT,
        "sources": SOURCES,
        "needs": Record(
            {"feature": ListOf(FEATURE, least=1, or_one=True), "area": ListOf(AREA, least=1, or_one=True)}
        ),
    },
    needs=("goal", "evidence", "finding", "sources"),
)
MASSAGE_FORM = Record(
    {
        "id": Define("massage"),
        "name": TEXT,
        "aliases": ALIASES,
        "summary": TEXT,
        "for": WHEN,
        "pressure": _PAIR,
        "category": Record(
            {
                "usual": CATEGORY,
                "note": TEXT,
                "disagree": ListOf(Record({"says": CATEGORY, "sources": SOURCES}, needs=("says", "sources"))),
            },
            needs=("usual",),
        ),
        "features": Record({"essential": ListOf(FEATURE), "avoidable": ListOf(FEATURE)}),
        "areas": Record({"core": ListOf(AREA), "optional": ListOf(AREA)}),
        "session": Record(
            {
                "minutes": ListOf(Number(1, 600, whole=True), least=2, most=2),
                "clothing": OneOf(("undressed", "partly", "clothed")),
                "place": OneOf(("table", "mat", "chair", "any")),
                "oil": OneOf(("plain-oil", "essential-oil", "none", "balm")),
                "text": TEXT,
            },
            needs=("minutes", "clothing", "place", "oil", "text"),
        ),
        "indications": ListOf(INDICATION),
        "best-for": ListOf(TEXT),
        "providers": Record({"text": TEXT, "credential": TEXT, "sources": SOURCES}, needs=("text",)),
        "cost": Record(
            {
                "low": Number(0),
                "high": Number(0),
                "currency": Word("[A-Z]{3}", "a currency such as USD"),
                "minutes": Number(1, 600, whole=True),
                "note": TEXT,
                "sources": SOURCES,
            },
            needs=("low", "high", "currency", "minutes", "sources"),
        ),
        "sources": SOURCES,
    },
    needs=("id", "name", "summary", "pressure", "category", "features", "areas", "session", "sources"),
)

# --- texts, invariants, people --------------------------------------------------------------------

ALWAYS = Record(
    {"id": Define("precaution"), "text": TEXT, "sources": SOURCES}, needs=("id", "text", "sources")
)
TOPIC = Record(
    {
        "id": Define("topic"),
        "title": TEXT,
        "aliases": ALIASES,
        "intro": NOTE,
        "table": Record(
            {
                "columns": ListOf(TEXT, least=2),
                "rows": ListOf(
                    Record(
                        {
                            "id": Word(ID, "a row id"),
                            "label": TEXT,
                            "cells": ListOf(NOTE, least=2),
                            "caution": NOTE,
                        },
                        needs=("id", "label", "cells"),
                    )
                ),
            },
            needs=("columns", "rows"),
        ),
        "sections": ListOf(
            Record(
                {"id": Word(ID, "a section id"), "heading": TEXT, "text": TEXT, "sources": SOURCES},
                needs=("id", "heading", "text", "sources"),
            )
        ),
    },
    needs=("id", "title", "intro"),
)
CLAIM = Record(
    {
        "id": Define("claim"),
        "article": Ref(("source",)),
        "text": TEXT,
        "verdict": OneOf(("supported", "partly", "disputed", "commercial-only")),
        "finding": TEXT,
        "carried-by": ListOf(ANY_ID),
        "sources": SOURCES,
    },
    needs=("id", "article", "text", "verdict", "finding", "carried-by", "sources"),
)


def _bound(words: OneOf) -> Record:
    return Record({"at-least": words, "at-most": words}, rules=(OneKeyOf(("at-least", "at-most")),))


INVARIANT = Record(
    {
        "id": Define("invariant"),
        "text": TEXT,
        "when": WHEN,
        "rest": OneOf(("any", "healthy")),
        "massages": ByForm(
            text=OneOf(("all",)),
            seq=ListOf(MASSAGE, least=1),
            map=Record(
                {"essential": FEATURE, "feature": FEATURE, "area": AREA},
                rules=(OneKeyOf(("essential", "feature", "area")),),
            ),
        ),
        "verdict": _bound(VERDICTS),
        "disposition": _bound(DISPOSITIONS),
        "sources": SOURCES,
    },
    needs=("id", "text", "when", "rest", "sources"),
    rules=(OneKeyOf(("verdict", "disposition")), OneKeyOf(("massages", "disposition"))),
)


class FactShape:
    """The id of an item, a doctor's yes included; checked once all items are known."""

    def __call__(self, node: Node, reading: Reading) -> str | None:
        text = Word(FACT_ID, "the id of an item")(node, reading)
        if text is not None and isinstance(node, Scalar):
            reading.found.facts.append((reading.path, node))
        return text


PERSON = Record(
    {
        "id": Define("person"),
        "story": TEXT,
        "rest": OneOf(("healthy", "unasked")),
        "answers": ANSWERS,
        "expect": Record(
            {
                "disposition": DISPOSITIONS,
                "verdicts": Table(MASSAGE, VERDICTS),
                "rules": ListOf(Ref(("rule",))),
                "setting": OneOf(("medical", "spa", "either")),
                "red-flags": ListOf(Ref(("rule",))),
                "open": ListOf(FactShape()),
            },
            needs=("disposition",),
        ),
        "sources": SOURCES,
    },
    needs=("id", "story", "answers", "expect"),
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
}
