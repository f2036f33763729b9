"""`search`: what a person can use comes before what it rests on."""

from __future__ import annotations

from massage_advisor.render.page import Para, Table
from massage_advisor.render.searching import search, search_page
from tests.render.people import shipped


def test_a_condition_comes_before_every_source_about_it() -> None:
    kinds = [match.entry.kind for match in search(shipped(), "warfarin").matches]
    assert kinds[0] == "condition"
    assert kinds == sorted(kinds, key=lambda kind: kind == "source")


def test_each_row_has_the_words_that_open_it_and_the_first_is_written_out() -> None:
    page = search_page(search(shipped(), "hot stone"))
    table = next(block for block in page.blocks if isinstance(block, Table))
    assert table.rows[0][-1].text == "show hot-stone"
    told = [block.phrase.text for block in page.blocks if isinstance(block, Para)]
    assert "To read one: massage-advisor show hot-stone" in told
    assert "id" not in {row[1].text for row in table.rows}
