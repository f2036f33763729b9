"""The page of a source: what it says, and everything that rests on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from massage_advisor.model import KnowledgeBase, Source
from massage_advisor.render import words
from massage_advisor.render.page import Block, Detail, Facts, Heading, Page, Para, Phrase, Points

Resting = tuple[str, str, str]
"""Kind of statement, its id, and the statement."""


def source_page(kb: KnowledgeBase, source: Source) -> Page:
    """A source with all that rests on it."""
    return Page(source.title, tuple(_blocks(kb, source)))


def _blocks(kb: KnowledgeBase, source: Source) -> Iterator[Block]:
    if source.says:
        yield Para(Phrase(source.says))
    yield Facts(tuple(Detail(label, (Phrase(text),)) for label, text in _facts(source) if text))
    found = resting(kb, source.id)
    for kind, heading in _HEADINGS.items():
        statements = tuple(dict.fromkeys(text for k, _, text in found if k == kind))
        if statements:
            yield Heading(f"{heading} ({len(statements)})")
            yield Points(tuple(Phrase(text) for text in statements))
    if not found:
        yield Para(Phrase("Nothing rests on this source alone or in part."))


def _facts(source: Source) -> Iterator[tuple[str, str]]:
    yield "By", source.org
    yield "Kind", words.SOURCE_KINDS.get(source.kind, source.kind)
    yield "Year", str(source.year or "")
    yield "Where", source.url
    yield "Read", source.read


_HEADINGS = {
    "rule": "Rules that rest on it",
    "indication": "What it says about the use of a massage",
    "massage": "What it says about a massage",
    "setting": "Medical or spa, and next steps",
    "always": "What holds for everybody",
    "topic": "Explanations",
    "claim": "Claims about massage that were checked with it",
    "threshold": "Numbers",
}


def resting(kb: KnowledgeBase, source: str) -> tuple[Resting, ...]:
    """Every statement of the knowledge base that names a source."""
    parts = (_rules, _massages, _notes, _topics, _checks)
    return tuple(row for part in parts for row, sources in part(kb) if source in sources)


Sourced = Iterator[tuple[Resting, tuple[str, ...]]]


def _rules(kb: KnowledgeBase) -> Sourced:
    for rule in kb.rules:
        yield ("rule", rule.id, rule.because), rule.sources
    for setting in kb.setting:
        yield ("setting", setting.id, setting.because), setting.sources


def _massages(kb: KnowledgeBase) -> Sourced:
    for massage in kb.massages.values():
        yield ("massage", massage.id, f"{massage.name}: {massage.summary}"), massage.sources
        yield ("massage", massage.id, f"{massage.name}: {massage.providers}"), massage.provider_sources
        for indication in massage.indications:
            text = f"{massage.name}, {kb.goals[indication.goal].label}: {indication.finding}"
            yield ("indication", massage.id, text), indication.sources
        if massage.cost is not None:
            yield ("massage", massage.id, f"{massage.name}: what it costs"), massage.cost.sources
        for says, sources in massage.category.disagree:
            yield ("massage", massage.id, f"{massage.name}: {words.SETTINGS_SHORT.get(says, says)}"), sources


def _notes(kb: KnowledgeBase) -> Sourced:
    for note in kb.always:
        yield ("always", note.id, note.text), note.sources
    for advice, notes in kb.next_steps.items():
        for note in notes:
            yield ("setting", advice, note.text), note.sources


def _topics(kb: KnowledgeBase) -> Sourced:
    for topic in kb.topics.values():
        yield ("topic", topic.id, topic.intro.text), topic.intro.sources
        for section in topic.sections:
            yield ("topic", topic.id, f"{section.heading}: {section.text}"), section.sources
        for row in topic.rows:
            for cell in (*row.cells, *((row.caution,) if row.caution else ())):
                yield ("topic", topic.id, f"{row.label}: {cell.text}"), cell.sources


def _checks(kb: KnowledgeBase) -> Sourced:
    for claim in kb.claims:
        yield ("claim", claim.id, f"{claim.text} - {claim.finding}"), (*claim.sources, claim.article)
    for threshold in kb.thresholds.values():
        yield ("threshold", threshold.id, f"{threshold.text}. {threshold.note}".strip()), threshold.sources


def source_record(kb: KnowledgeBase, source: Source) -> dict[str, Any]:
    """The page as data."""
    return {
        "kind": "source",
        "id": source.id,
        "name": source.title,
        "org": source.org,
        "source_kind": source.kind,
        "year": source.year,
        "url": source.url,
        "says": source.says,
        "read": source.read,
        "supports": [{"kind": k, "id": i, "text": text} for k, i, text in resting(kb, source.id)],
    }
