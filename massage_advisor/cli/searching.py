"""`search`: everything whose name, other names or text have some words."""

from __future__ import annotations

from typing import Annotated

from massage_advisor.cli.common import Common, with_common
from massage_advisor.cli.options import argument
from massage_advisor.errors import UsageError

FORMATS = ("text", "json", "markdown", "html")


@with_common
def search(
    words: Annotated[list[str], argument(metavar="WORDS", help="One or more words.")],
    *,
    common: Common,
) -> None:
    """Search names, other names and texts; small typing slips do not matter.

    Examples:

      massage-advisor search blood thinner

      massage-advisor search "hot stones pregnancy"
    """
    from massage_advisor.render import formats, searching

    form = common.form(FORMATS)
    query = " ".join(words).strip()
    if not any(char.isalnum() for char in query):
        raise UsageError("search needs at least one word, for example: massage-advisor search blood thinner")
    kb = common.knowledge()
    found = searching.search(kb, query)
    document = formats.Document(
        lambda: searching.search_page(found), lambda: searching.search_record(kb, found)
    )
    common.emit(formats.write(document, kb.sources, form, common.style()))
