"""A page, or the same as data, in the format that was asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from massage_advisor.model import Source
from massage_advisor.render.page import Page
from massage_advisor.render.style import Style

FORMATS = ("text", "json")


@dataclass(frozen=True, slots=True)
class Document:
    """A page for people, and the same facts for programs."""

    page: Page
    record: Mapping[str, Any]


def write(document: Document, sources: Mapping[str, Source], form: str, style: Style) -> str:
    """The document in one of FORMATS."""
    if form == "json":
        return json.dumps(document.record, indent=2, ensure_ascii=style.ascii) + "\n"
    from massage_advisor.render import text

    return text.write(document.page, sources, style)
