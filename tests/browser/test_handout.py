"""The handout in a real browser: accessible, silent, narrow, and short on paper.

Needs Debian's Chromium; axe-core is looked for in the file that AXE_CORE names.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from massage_advisor.advice import Advice
from massage_advisor.render import shown, topic_page
from massage_advisor.render.formats import Document, write
from massage_advisor.render.style import Style
from tests.render.people import advice_for, shipped, written

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium")
AXE = os.environ.get("AXE_CORE", "")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt install chromium)")

SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def three_conditions() -> Advice:
    return advice_for(
        shipped(),
        age=61,
        high_blood_pressure="yes",
        high_blood_pressure__reading="not-sure",
        diabetes="yes",
        diabetes__unsteady="no",
        diabetes__lows="yes",
        anticoagulants="yes",
        anticoagulants__steady="yes",
        anticoagulants__cleared="yes",
        goals=["relax", "relieve-low-back-pain"],
        where=["lower-back", "neck"],
        no_touch=["belly"],
        pressure="light",
    )


def pages() -> dict[str, str]:
    kb, style = shipped(), Style(80, color=False, ascii=False)
    topic = kb.topics["medical-vs-spa"]
    explain = Document(lambda: topic_page.topic_page(kb, topic), lambda: topic_page.topic_record(kb, topic))
    emergency = advice_for(kb, age=50, chest_pain="yes")
    return {
        "client": written(kb, three_conditions(), "html", top=5),
        "therapist": written(kb, three_conditions(), "html", top=5, audience="therapist"),
        "stop": written(kb, emergency, "html"),
        "explain": write(explain, kb.sources, "html", style),
        "show": write(shown.document(kb, "thai"), kb.sources, "html", style),
    }


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for name, html in pages().items():
        (folder / f"{name}.html").write_text(html, "utf-8")
    return folder


def opened(browser: Browser, path: Path, scheme: str = "light", width: int = 1280) -> tuple[Page, list[str]]:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        bypass_csp=True,  # so that axe can be put into a page that allows no script
    )
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(path.as_uri())
    return page, requests


@pytest.mark.skipif(not AXE, reason="AXE_CORE does not name axe.min.js (npm pack axe-core)")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, folder: Path, scheme: str) -> None:
    for path in sorted(folder.glob("*.html")):
        page, _ = opened(browser, path, scheme)
        page.evaluate(Path(AXE).read_text("utf-8"))
        violations = page.evaluate("axe.run()")["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in violations] == [], path.stem
        page.context.close()


def test_nothing_is_fetched_and_nothing_runs(browser: Browser, folder: Path) -> None:
    for path in sorted(folder.glob("*.html")):
        page, requests = opened(browser, path)
        assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
        assert page.evaluate("document.scripts.length") == 0
        page.context.close()


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_scrolls_sideways(browser: Browser, folder: Path, width: int) -> None:
    for path in sorted(folder.glob("*.html")):
        page, _ = opened(browser, path, width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path.stem
        page.context.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_three_conditions_fit_on_two_pages(browser: Browser, folder: Path, paper: str) -> None:
    page, _ = opened(browser, folder / "client.html")
    pdf = page.pdf(format=paper)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 2
    page.context.close()


def test_the_body_map_has_a_name_and_marks_the_places(browser: Browser, folder: Path) -> None:
    page, _ = opened(browser, folder / "client.html")
    picture = page.get_by_role("img", name="Body map")
    assert picture.count() == 1
    assert page.locator("svg .area.leave").count() == 1  # the belly
    assert page.locator("svg .area.work").count() == 3  # the lower back, and the neck on both sides
    assert page.title() == "Your massage advice - massage-advisor"
    assert page.locator("html").get_attribute("lang") == "en"
    page.context.close()
