"""Pages as one HTML file each: no script, no request, readable on paper, in the dark and at 320 pixels.

The template escapes every text; a link is only ever a plain web address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from massage_advisor.model import Source
from massage_advisor.render.body import Shape, shapes
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

if TYPE_CHECKING:
    from jinja2 import Template

View = dict[str, Any]


def write(page: Page, sources: Mapping[str, Source]) -> str:
    """A page as a self-contained HTML document."""
    return _template().render(page=_view(page, Citations.of(page, sources)))


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("massage_advisor.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.jinja")


def _view(page: Page, citations: Citations) -> View:
    """The page as plain values for the template."""
    return {
        "title": clean_text(page.title),
        "tone": page.tone.value,
        "sections": list(_sections(page.blocks, citations)),
        "sources": [_source(number, citations.sources[i]) for i, number in citations.numbers.items()],
        "has_map": any(isinstance(block, BodyMap) for block in page.blocks),
    }


def _sections(blocks: Sequence[Block], citations: Citations, *, box: bool = False) -> Iterator[View]:
    """The blocks under their headings; a box is a section of its own."""
    heading: View | None = None
    found: list[View] = []
    for block in blocks:
        if isinstance(block, Heading | Box) and (heading or found):
            yield _section(heading, found, box=box)
            heading, found = None, []
        if isinstance(block, Heading):
            heading = {"text": clean_text(block.text), "tone": block.tone.value}
        elif isinstance(block, Box):
            yield from _sections(block.blocks, citations, box=True)
        else:
            found.append(_block(block, citations))
    if heading or found:
        yield _section(heading, found, box=box)


def _section(heading: View | None, blocks: list[View], *, box: bool) -> View:
    has_map = any(block["kind"] == "map" for block in blocks)
    return {"heading": heading, "blocks": blocks, "box": box, "map": has_map}


def _block(block: Block, citations: Citations) -> View:
    match block:
        case Para(phrase):
            return {"kind": "para", "phrase": _phrase(phrase, citations)}
        case Points(points, numbered):
            return {
                "kind": "points",
                "numbered": numbered,
                "points": [_phrase(p, citations) for p in points],
            }
        case Facts(details):
            return {"kind": "facts", "details": [_detail(detail, citations) for detail in details]}
        case Entries(entries):
            return {
                "kind": "entries",
                "entries": [
                    {
                        "head": _phrase(e.head, citations),
                        "details": [_detail(d, citations) for d in e.details],
                    }
                    for e in entries
                ],
            }
        case Table():
            return _table(block, citations)
        case BodyMap():
            return {"kind": "map", "shapes": [_shape(shape, block) for shape in shapes()]}
        case Heading() | Box():
            raise TypeError("a heading or a box starts a section")


def _table(table: Table, citations: Citations) -> View:
    return {
        "kind": "table",
        "columns": [clean_text(column) for column in table.columns],
        "head": table.head,
        "header": table.header,
        "rows": [[_phrase(cell, citations) for cell in row] for row in table.rows],
    }


def _detail(detail: Detail, citations: Citations) -> View:
    return {
        "label": clean_text(detail.label),
        "phrases": [_phrase(phrase, citations) for phrase in detail.phrases],
    }


def _phrase(phrase: Phrase, citations: Citations) -> View:
    words = citations.words(phrase)
    marks = citations.marks(phrase)
    return {
        "text": clean_text(phrase.text),
        "tone": "" if phrase.tone is Tone.PLAIN else phrase.tone.value,
        "marks": [mark[1:] for mark in marks],
        "note": words.removeprefix(" ".join(marks)).lstrip(", "),
    }


def _shape(shape: Shape, marks: BodyMap) -> View:
    mark = "leave" if shape.side in marks.leave else "work" if shape.side in marks.work else ""
    return {
        "round": shape.round,
        "x": round(shape.x, 1),
        "y": round(shape.y, 1),
        "rx": shape.rx,
        "ry": shape.ry,
        "mark": mark,
    }


def _source(number: int, source: Source) -> View:
    return {
        "number": number,
        "title": clean_text(title_sentence(source)),
        "about": clean_text(about_source(source)),
        "link": safe_link(source.url),
    }
