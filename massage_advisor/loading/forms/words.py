"""The form of vocabulary: edition, sources, thresholds, areas, features, goals, hazards."""

from __future__ import annotations

from massage_advisor.loading.forms.common import ALIASES, AREA, FEATURE, FLAG, SOURCES, TEXT, WHEN
from massage_advisor.loading.forms.records import Record
from massage_advisor.loading.forms.shapes import Define, ListOf, Number, OneOf, Ref, Shape, Text, Word

KNOWLEDGE_KEYS: dict[str, Shape] = dict.fromkeys(("schema", "title", "language", "licence", "note"), TEXT)
KNOWLEDGE = Record(
    {
        "edition": Word(r"[0-9]+\.[0-9]+\.[0-9]+", "an edition such as 1.0.0"),
        "extends": OneOf(("shipped",)),
        **KNOWLEDGE_KEYS,
    },
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
        "text": TEXT,
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
    {
        "id": Define("feature"),
        "label": TEXT,
        "without": TEXT,
        "on": Text(keeps=("area",)),
        "within": FEATURE,
    },
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
