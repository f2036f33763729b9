"""The result with ways to look into it: a massage, the order, what would change, the answers, a handout."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from massage_advisor.model import KnowledgeBase
from massage_advisor.records import dataclass
from massage_advisor.terminal.handout import save_page, text_of
from massage_advisor.terminal.script import Write
from massage_advisor.terminal.stage import Choice, Sheet, Stage

if TYPE_CHECKING:
    from massage_advisor.advice import Advice, Offer
    from massage_advisor.render.page import Page

CHANGE, END = "change", "end"
_CHOICES = (
    Choice("open", ("o",), "open a massage"),
    Choice("why", ("w",), "see why this order"),
    Choice("what-if", ("x",), "see what would change it"),
    Choice("all", ("a",), "see all massages"),
    Choice(CHANGE, ("c",), "change answers"),
    Choice("save", ("e",), "save a handout"),
    Choice(END, ("q",), "end"),
)
_RETURN = Choice("back", ("enter", "s-tab", "b"), "go back")


@dataclass(frozen=True, slots=True)
class Result:
    """What the result screen shows: the advice, its page, and how a handout is written."""

    kb: KnowledgeBase
    advice: Advice
    page: Page
    top: int
    write: Write


def browse(stage: Stage, result: Result) -> str:
    """Shows the result until the person ends it (END) or wants to change answers (CHANGE)."""
    asides: dict[str, Callable[[Stage, Result], None]] = {
        "open": _open_shown,
        "all": _open_any,
        "why": _order,
        "what-if": _what_if,
        "save": lambda stage, result: save_page(stage, result.kb, result.page, result.write),
    }
    while True:
        title = result.page.title
        chosen = stage.read(Sheet(title, text_of(result.kb, result.page), _CHOICES, stop=END))
        if chosen not in asides:
            return chosen
        asides[chosen](stage, result)


def _open_shown(stage: Stage, result: Result) -> None:
    from massage_advisor.reasons import shown

    _open(stage, result, shown(result.advice, result.top))


def _open_any(stage: Stage, result: Result) -> None:
    _open(stage, result, _possible(result))


def _possible(result: Result) -> tuple[Offer, ...]:
    return tuple(offer for offer in result.advice.offers if offer.applies is not False)


def _open(stage: Stage, result: Result, offers: tuple[Offer, ...]) -> None:
    from massage_advisor.render.asides import offer_page

    offer = _picked(stage, "Which massage?", offers)
    if offer is not None:
        _read(stage, result, offer_page(result.kb, result.advice, offer.id))


def _order(stage: Stage, result: Result) -> None:
    from massage_advisor.render.asides import order_page

    _read(stage, result, order_page(result.advice))


def _what_if(stage: Stage, result: Result) -> None:
    from massage_advisor.render.asides import change_page

    offer = _picked(stage, "What would change the verdict of which massage?", _possible(result))
    if offer is not None:
        _read(stage, result, change_page(result.kb, result.advice, offer.id))


def _picked(stage: Stage, title: str, offers: tuple[Offer, ...]) -> Offer | None:
    from massage_advisor.render.words import offer_verdict

    if not offers:
        stage.tell("There is no massage to choose from.")
        return None
    number = stage.pick(title, [f"{offer_verdict(offer).text}  {offer.name}" for offer in offers])
    return None if number is None else offers[number]


def _read(stage: Stage, result: Result, page: Page) -> None:
    stage.read(Sheet(page.title, text_of(result.kb, page), (_RETURN,), stop="back"))
