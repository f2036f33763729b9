"""The result for whoever reads it: client, therapist or doctor."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from massage_advisor.advice import Advice
from massage_advisor.model import KnowledgeBase
from massage_advisor.render.client import client_page
from massage_advisor.render.doctor import doctor_page
from massage_advisor.render.formats import Document
from massage_advisor.render.page import Page
from massage_advisor.render.result import result
from massage_advisor.render.therapist import therapist_page

_PAGES: Mapping[str, Callable[[KnowledgeBase, Advice, int], Page]] = {
    "client": client_page,
    "therapist": therapist_page,
    "doctor": doctor_page,
}
AUDIENCES = tuple(_PAGES)


def advice_document(kb: KnowledgeBase, advice: Advice, top: int, audience: str = "client") -> Document:
    """The result as a page for one of AUDIENCES; as data it is the same for all."""
    return Document(_PAGES[audience](kb, advice, top), result(advice))
