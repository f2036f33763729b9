"""The form of texts, and of what the knowledge is held against: invariants and people."""

from __future__ import annotations

from massage_advisor.loading.forms.common import (
    ALIASES,
    ANSWERS,
    ANY_ID,
    AREA,
    DISPOSITIONS,
    FEATURE,
    MASSAGE,
    NOTE,
    SOURCES,
    TEXT,
    VERDICTS,
    WHEN,
    FactShape,
)
from massage_advisor.loading.forms.records import OneKeyOf, Record
from massage_advisor.loading.forms.shapes import ID, ByForm, Define, ListOf, OneOf, Ref, Table, Word

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
                "applies": Table(MASSAGE, OneOf(("yes", "no"))),
                "first-asked": FactShape(),
            },
            needs=("disposition",),
        ),
        "sources": SOURCES,
    },
    needs=("id", "story", "answers", "expect"),
)
