"""The pages of `explain`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from massage_advisor.model import Claim, KnowledgeBase, Note, Row, Topic
from massage_advisor.render.massage_page import CLAIM_VERDICTS, claim_entry, sourced
from massage_advisor.render.page import Block, Entries, Heading, Page, Para, Phrase, Points, Table

EVIDENCE = "evidence"


def topic_page(kb: KnowledgeBase, topic: Topic) -> Page:
    """A topic: introduction, table, sections; under "evidence" also every claim of the two articles."""
    return Page(topic.title, tuple(_blocks(kb, topic)))


def _blocks(kb: KnowledgeBase, topic: Topic) -> Iterator[Block]:
    yield Para(Phrase(topic.intro.text, topic.intro.sources))
    if topic.rows:
        yield Table(("", *topic.columns), tuple(_row(row) for row in topic.rows))
        yield from _cautions(topic)
    for section in topic.sections:
        yield Heading(section.heading)
        yield Para(Phrase(section.text, section.sources))
    if topic.id == EVIDENCE:
        yield from _claims(kb)
    others = "; ".join(f"{other.id}" for other in kb.topics.values() if other.id != topic.id)
    yield Para(Phrase(f"More: massage-advisor explain TOPIC, with one of: {others}."))


def _row(row: Row) -> tuple[Phrase, ...]:
    return (Phrase(row.label), *(Phrase(cell.text, cell.sources) for cell in row.cells))


def _cautions(topic: Topic) -> Iterator[Block]:
    found = [(row.label, row.caution) for row in topic.rows if row.caution is not None]
    if found:
        yield Heading("Where this is not the whole truth")
        yield Points(tuple(Phrase(f"{label}: {note.text}", note.sources) for label, note in found))


def _claims(kb: KnowledgeBase) -> Iterator[Block]:
    for verdict, groups in by_verdict(kb).items():
        yield Heading(f"Claims of the two articles: {CLAIM_VERDICTS[verdict]} ({len(groups)})")
        yield Entries(tuple(claim_entry(claim, "Found") for claim in groups))


def by_verdict(kb: KnowledgeBase) -> dict[str, list[Claim]]:
    """The claims of the articles under their verdicts, the best supported first."""
    found = {verdict: [c for c in kb.claims if c.verdict == verdict] for verdict in CLAIM_VERDICTS}
    return {verdict: claims for verdict, claims in found.items() if claims}


def topic_record(kb: KnowledgeBase, topic: Topic) -> dict[str, Any]:
    """The page as data."""
    return {
        "schema": "massage-advisor/topic/1",
        "knowledge": {"edition": kb.edition, "hash": kb.hash},
        "id": topic.id,
        "title": topic.title,
        "aliases": list(topic.aliases),
        "intro": _note(topic.intro),
        "columns": list(topic.columns),
        "rows": [_row_record(row) for row in topic.rows],
        "sections": [
            {"id": s.id, "heading": s.heading, "text": s.text, "sources": sourced(s.sources)}
            for s in topic.sections
        ],
        "claims": [_claim_record(claim) for claim in kb.claims] if topic.id == EVIDENCE else [],
    }


def _row_record(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "label": row.label,
        "cells": [_note(cell) for cell in row.cells],
        "caution": _note(row.caution) if row.caution is not None else None,
    }


def _note(note: Note) -> dict[str, Any]:
    return {"text": note.text, "sources": sourced(note.sources)}


def _claim_record(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "article": claim.article,
        "text": claim.text,
        "verdict": claim.verdict,
        "finding": claim.finding,
        "carried_by": list(claim.carried_by),
        "sources": sourced(claim.sources),
    }
