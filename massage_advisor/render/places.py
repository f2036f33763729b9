"""Which parts of the body a result names: to work on, and to leave alone."""

from __future__ import annotations

from collections.abc import Iterator

from massage_advisor.advice import Advice, Offer, name_sides
from massage_advisor.model import KnowledgeBase
from massage_advisor.render.page import Block, BodyMap, Detail, Facts, Heading, Phrase, Tone


def body_map(advice: Advice, shown: tuple[Offer, ...]) -> BodyMap:
    """What the person wants worked on, and what some shown massage, or the person, leaves out."""
    values = advice.assessment.responses.values
    leave = {side for offer in shown for side in offer.left_out_sides} | set(_sides(values.get("no-touch")))
    work = [side for side in _sides(values.get("where")) if side not in leave]
    return BodyMap(tuple(work), tuple(sorted(leave)))


def _sides(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def section(kb: KnowledgeBase, advice: Advice, shown: tuple[Offer, ...]) -> Iterator[Block]:
    """The body map with the same in words; nothing where no place is named."""
    marks = body_map(advice, shown)
    if not (marks.work or marks.leave):
        return
    yield Heading("Where on the body")
    yield marks
    yield Facts(tuple(_words(kb, marks)))


def _words(kb: KnowledgeBase, marks: BodyMap) -> Iterator[Detail]:
    if marks.work:
        yield Detail("o work here", (Phrase(name_sides(kb, marks.work), tone=Tone.OK),))
    if marks.leave:
        yield Detail("x leave alone", (Phrase(name_sides(kb, marks.leave), tone=Tone.AVOID),))
