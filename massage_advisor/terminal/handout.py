"""Pages on the stage, and the same pages as HTML files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from massage_advisor.errors import FileError
from massage_advisor.model import KnowledgeBase
from massage_advisor.terminal.script import Write
from massage_advisor.terminal.stage import Stage, Text

if TYPE_CHECKING:
    from massage_advisor.render.page import Page


def text_of(kb: KnowledgeBase, page: Page) -> Text:
    """A page as a text for the stage."""
    from massage_advisor.render import text

    return lambda style: text.write(page, kb.sources, style)


def save_page(stage: Stage, kb: KnowledgeBase, page: Page, write: Write) -> None:
    """Asks for a file name until the page is saved or the person goes back; never over an existing file."""
    from massage_advisor.render import html

    while True:
        named = stage.line("Save as which file? For example massage.html; empty to go back.")
        if named is None:
            return
        name = named if named.lower().endswith((".html", ".htm")) else f"{named}.html"
        try:
            write(name, html.write(page, kb.sources))
        except FileError as error:
            stage.tell(f"Not saved: {error}")
            continue
        stage.tell(f"Saved: {name}")
        return
