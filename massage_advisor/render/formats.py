"""A page, or the same as data, in the format that was asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from massage_advisor.model import Source
from massage_advisor.render.page import Page
from massage_advisor.render.style import Style
from massage_advisor.textsafe import clean_text, to_ascii

FORMATS = ("text", "plain", "json", "markdown", "html")


class Document:
    """A page for people, and the same facts for programs; each is made when it is wanted."""

    def __init__(self, page: Callable[[], Page], record: Callable[[], Mapping[str, Any]]) -> None:
        self._make_page = page
        self._make_record = record

    @cached_property
    def page(self) -> Page:
        """What people read."""
        return self._make_page()

    @cached_property
    def record(self) -> Mapping[str, Any]:
        """What programs read."""
        return self._make_record()


def write(document: Document, sources: Mapping[str, Source], form: str, style: Style) -> str:
    """The document in one of FORMATS. Only what a format needs is imported."""
    if form == "json":
        return json.dumps(harmless(document.record), indent=2, ensure_ascii=style.ascii) + "\n"
    if form == "plain":
        from massage_advisor.render import plain

        return _signs(plain.write(document.record), style)
    if form == "markdown":
        from massage_advisor.render import markdown

        return _signs(markdown.write(document.page, sources), style)
    if form == "html":
        from massage_advisor.render import html

        return html.write(document.page, sources)
    from massage_advisor.render import text

    return text.write(document.page, sources, style)


def harmless(value: Any) -> Any:
    """The same data with every text, keys included, made harmless."""
    match value:
        case str():
            return clean_text(value)
        case Mapping():
            return {clean_text(str(key)): harmless(part) for key, part in value.items()}
        case list() | tuple():
            return [harmless(part) for part in value]
    return value


def _signs(written: str, style: Style) -> str:
    return to_ascii(written) if style.ascii else written
