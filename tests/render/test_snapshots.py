"""Pages as they look, at three widths. Look at every change before you accept it."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from massage_advisor.render import catalog, shown, topic_page
from massage_advisor.render.compare_page import compare_page
from massage_advisor.render.page import Page
from massage_advisor.render.style import Style
from massage_advisor.render.text import write
from tests.render.people import advice_for, tiny, written

WIDTHS = (40, 80, 120)


class Pages(SingleFileSnapshotExtension):
    """One text file for each page, all in one folder."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture
def page(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(Pages)


def text(page: Page, width: int) -> str:
    return write(page, tiny().sources, Style(width, color=False, ascii=False))


@pytest.mark.parametrize("width", WIDTHS)
def test_result_with_changes(page: SnapshotAssertion, width: int) -> None:
    advice = advice_for(
        tiny(),
        age=30,
        pregnancy="yes",
        pregnancy__weeks=20,
        goals=["relax"],
        rash="yes",
        rash__where=["neck"],
    )
    assert written(tiny(), advice, "text", width=width) == page


def test_result_that_is_open(page: SnapshotAssertion) -> None:
    assert written(tiny(), advice_for(tiny(), healthy=False, pregnancy="yes"), "text") == page


@pytest.mark.parametrize("audience", ["therapist", "doctor"])
def test_cards(page: SnapshotAssertion, audience: str) -> None:
    advice = advice_for(tiny(), age=30, pregnancy="yes", pregnancy__weeks=8, goals=["relax"])
    assert written(tiny(), advice, "text", audience=audience) == page


def test_accessible_result(page: SnapshotAssertion) -> None:
    advice = advice_for(tiny(), age=30, rash="yes", rash__where=["neck"])
    assert written(tiny(), advice, "text", accessible=True, ascii=True) == page


@pytest.mark.parametrize("width", WIDTHS)
def test_list(page: SnapshotAssertion, width: int) -> None:
    found = catalog.listing(tiny(), catalog.Filters(goal="relax", sort="evidence"))
    assert text(catalog.list_page(tiny(), found), width) == page


@pytest.mark.parametrize("id_", ["prenatal", "pregnancy", "bleeds-easily", "book-2020", "relax"])
def test_show(page: SnapshotAssertion, id_: str) -> None:
    assert text(shown.document(tiny(), id_).page, 80) == page


def test_compare(page: SnapshotAssertion) -> None:
    massages = [tiny().massages[massage] for massage in ("swedish", "prenatal", "hot-stone")]
    assert text(compare_page(tiny(), massages), 80) == page


def test_explain(page: SnapshotAssertion) -> None:
    assert text(topic_page.topic_page(tiny(), tiny().topics["medical-vs-spa"]), 80) == page
