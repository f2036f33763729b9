"""The result for whoever reads it: client, therapist or doctor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from massage_advisor.render.formats import Document

if TYPE_CHECKING:
    from massage_advisor.advice import Advice
    from massage_advisor.model import KnowledgeBase
    from massage_advisor.render.page import Page

AUDIENCES = ("client", "therapist", "doctor")


def advice_document(kb: KnowledgeBase, advice: Advice, top: int, audience: str = "client") -> Document:
    """The result as a page for one of AUDIENCES; as data it is the same for all."""
    return Document(lambda: _page(kb, advice, top, audience), lambda: _record(kb, advice, top))


def _record(kb: KnowledgeBase, advice: Advice, top: int) -> dict[str, Any]:
    from massage_advisor.render.reasoned import whole_result

    return whole_result(kb, advice, top)


def _page(kb: KnowledgeBase, advice: Advice, top: int, audience: str) -> Page:
    """The page for one of AUDIENCES; what writes it is imported when it is wanted."""
    if audience == "therapist":
        from massage_advisor.render.therapist import therapist_page

        return therapist_page(kb, advice, top)
    if audience == "doctor":
        from massage_advisor.render.doctor import doctor_page

        return doctor_page(kb, advice, top)
    from massage_advisor.render.client import client_page

    return client_page(kb, advice, top)
