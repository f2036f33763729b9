"""Pages as Markdown. Text is escaped: nothing in it can become markup, HTML or a link."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from massage_advisor.model import Source
from massage_advisor.render.cites import Citations
from massage_advisor.render.page import (
    Block,
    BodyMap,
    Box,
    Detail,
    Entries,
    Facts,
    Heading,
    Page,
    Para,
    Phrase,
    Points,
    Table,
    Tone,
)
from massage_advisor.render.words import about_source, safe_link, title_sentence
from massage_advisor.textsafe import clean_text

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_AT_START = re.compile(r"^(\s*)([-+]|\d+(?=[.)]))")


def write(page: Page, sources: Mapping[str, Source]) -> str:
    """A page as Markdown (CommonMark with tables)."""
    citations = Citations.of(page, sources)
    blocks = [f"# {escaped(page.title)}", *_blocks(page.blocks, citations), *_sources(citations)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def escaped(text: str) -> str:
    """`text` as Markdown that shows exactly it."""
    clean = _SPECIAL.sub(r"\\\1", clean_text(text))
    return _AT_START.sub(r"\1\\\2", clean)


def _blocks(blocks: Sequence[Block], citations: Citations) -> Iterator[str]:
    for block in blocks:
        match block:
            case Box(inner):
                yield from _blocks(inner, citations)
            case _:
                yield _block(block, citations)


def _block(block: Block, citations: Citations) -> str:
    match block:
        case Heading(text):
            return f"## {escaped(text)}"
        case Para(phrase):
            return _phrase(phrase, citations)
        case Points(points, numbered):
            return "\n".join(
                f"{f'{n}.' if numbered else '-'} {_phrase(point, citations)}"
                for n, point in enumerate(points, 1)
            )
        case Facts(details):
            return "\n".join(f"- {_detail(detail, citations)}" for detail in details)
        case Entries(entries):
            return "\n".join(
                line
                for entry in entries
                for line in (
                    f"- **{_phrase(entry.head, citations)}**",
                    *(f"  - {_detail(detail, citations)}" for detail in entry.details),
                )
            )
        case Table():
            return "\n".join(_table(block, citations))
        case BodyMap() | Box():
            return ""  # the words beside a body map say the same; a box was unfolded before


def _detail(detail: Detail, citations: Citations) -> str:
    return f"**{escaped(detail.label)}:** " + " ".join(_phrase(p, citations) for p in detail.phrases)


def _table(table: Table, citations: Citations) -> Iterator[str]:
    yield _row(escaped(column) for column in table.columns)
    yield _row("---" for _ in table.columns)
    for row in table.rows:
        yield _row(_phrase(cell, citations) for cell in row)


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _phrase(phrase: Phrase, citations: Citations) -> str:
    text = escaped(phrase.text)
    marks = citations.words(phrase)
    strong = phrase.tone is Tone.STRONG and text
    return (f"**{text}**" if strong else text) + (f" \\[{marks}\\]" if marks else "")


def _sources(citations: Citations) -> Iterator[str]:
    if not citations.numbers:
        return
    yield "## Sources"
    lines = []
    for source_id, number in citations.numbers.items():
        lines.append(f"- S{number}: {_source(citations.sources[source_id])}")
    yield "\n".join(lines)


def _source(source: Source) -> str:
    link = safe_link(source.url)
    shown = f"{escaped(title_sentence(source))} {escaped(about_source(source))}."
    return f"{shown} <{link}>" if link else shown
