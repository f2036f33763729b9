"""The form of a massage."""

from __future__ import annotations

from massage_advisor.loading.forms.common import ALIASES, AREA, FEATURE, FLAG, SOURCES, TEXT, WHEN
from massage_advisor.loading.forms.records import Record
from massage_advisor.loading.forms.shapes import Define, ListOf, Number, OneOf, Ref, Word

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
