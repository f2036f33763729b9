"""Markup, escape codes, scripts and marks that turn text around: harmless in every format."""

from __future__ import annotations

import dataclasses
import json
from html.parser import HTMLParser

import pytest

from massage_advisor.advice import advise
from massage_advisor.model import KnowledgeBase, Level, Option, Responses, Source
from massage_advisor.render import shown
from massage_advisor.render.formats import write
from massage_advisor.render.style import Style
from massage_advisor.render.words import safe_link
from tests.render.people import DAY, written
from tests.support.builder import Build, areas_item, choice, massage, rule, yes, yes_no

ATTACKS = (
    "\x1b[2J\x1b]0;owned\x07 cleared",
    "[red]bold[/red] [/] [link=http://x]y[/link]",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    '" onload="alert(1)',
    "javascript:alert(1)",
    "[click](javascript:alert(1)) ![x](http://x/y.png) <http://x>",
    "{{ 7 * 7 }} {% include 'x' %} ${x} %s",
    "left \u202e thgir \u2066 isolated \u200f",
    "tab\there\nand a new line\r\n\x00\x9b31m",
    "| a | b |\n# heading\n---",
)
URLS = (
    "javascript:alert(1)",
    'https://x.example/"onload="alert(1)',
    "https://x.example/<b>",
    "data:text/html,x",
)
FORMS = ("text", "plain", "json", "markdown", "html")


def hostile(attack: str, url: str = "javascript:alert(1)") -> KnowledgeBase:
    """A knowledge base with the attack in every text that is shown."""
    shade = choice("shade", ["a"])
    shade = dataclasses.replace(shade, options=(Option("a", attack),), label=attack)
    stop = dataclasses.replace(yes_no("stop", condition="stop"), ask=attack, red_flag=True)
    items = [stop, yes_no("ill", condition="ill"), shade, areas_item("where")]
    because = {"because": attack, "do": attack, "ask": attack}
    rules = [
        dataclasses.replace(rule("r-stop", Level.RED_FLAG, yes("stop")), **because),
        dataclasses.replace(rule("r-ask", Level.CLEARANCE, yes("ill")), **because),
        dataclasses.replace(rule("r-adapt", Level.ADAPT, yes("ill"), massages=("b",)), **because),
    ]
    massages = [dataclasses.replace(massage(m), name=f"{m} {attack}", summary=attack) for m in ("a", "b")]
    kb = Build(items=items, rules=rules, massages=massages).kb()
    return dataclasses.replace(
        kb, sources={"book": Source("book", attack, attack, "review", attack, 2020, url)}
    )


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def harmless(form: str, text: str) -> None:
    for sign in ("\x1b", "\x9b", "\x00", "\x07", "\u202e", "\u2066", "\u200f", "\r"):
        assert sign not in text
    if form == "html":
        elements = Elements()
        elements.feed(text)
        for tag, attributes in elements.found:
            assert tag not in ("script", "img", "iframe", "object", "b onload")
            assert not [name for name in attributes if name.startswith("on")]
            link = attributes.get("href") or ""
            assert link.startswith(("#", "data:,")) or safe_link(link) == link
    if form == "markdown":
        bare = text.replace("\\<", "").replace("\\[", "").replace("\\]", "").replace("\\!", "")
        assert "<script" not in bare
        assert "](" not in bare
        assert "<img" not in bare
    if form == "plain":
        assert {line.count("\t") for line in text.splitlines()} == {4}
    if form == "json":
        json.loads(text)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("stop", ["yes", "no", "not-sure"])
def test_results_are_harmless(attack: str, form: str, stop: str) -> None:
    kb = hostile(attack)
    advice = advise(kb, Responses({"stop": stop, "ill": "yes", "shade": "a", "where": ("neck",)}), DAY)
    for audience in ("client", "therapist", "doctor"):
        harmless(form, written(kb, advice, form, audience=audience))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("attack", ATTACKS)
def test_pages_are_harmless(attack: str, form: str) -> None:
    kb = hostile(attack)
    for id_ in ("a", "book"):
        harmless(
            form,
            write(shown.document(kb, id_), kb.sources, form, Style(80, color=True, ascii=False)).replace(
                "\x1b[", "[" if form == "text" else "\x1b["
            ),
        )


@pytest.mark.parametrize("url", URLS)
def test_only_plain_web_addresses_become_links(url: str) -> None:
    kb = hostile("book", url)
    advice = advise(kb, Responses({"stop": "no", "ill": "yes"}), DAY)
    harmless("html", written(kb, advice, "html"))
    assert f"<{url}>" not in written(kb, advice, "markdown")


def test_markup_is_shown_as_it_is_written() -> None:
    kb = hostile("arm [left] hurts")
    advice = advise(kb, Responses({"stop": "no", "ill": "yes"}), DAY)
    assert "arm [left] hurts" in written(kb, advice, "text", width=200)
    assert r"arm \[left\] hurts" in written(kb, advice, "markdown")


def test_a_very_long_word_is_broken_and_not_cut() -> None:
    kb = hostile("x" * 100_000)
    advice = advise(kb, Responses({"stop": "yes"}), DAY)
    text = written(kb, advice, "text")
    assert max(map(len, text.splitlines())) <= 80
    assert text.count("x") >= 200_000
