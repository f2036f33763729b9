"""People for the tests of what is shown."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from massage_advisor.advice import Advice, advise
from massage_advisor.answers import check_answers
from massage_advisor.casebook import healthy_rest, person_responses
from massage_advisor.loading import load_knowledge
from massage_advisor.model import KnowledgeBase
from massage_advisor.render.audiences import advice_document
from massage_advisor.render.formats import write
from massage_advisor.render.style import Style

TINY = Path(__file__).parents[1] / "knowledge" / "tiny"
DAY = "2026-11-22"


@cache
def shipped() -> KnowledgeBase:
    return load_knowledge()


@cache
def tiny() -> KnowledgeBase:
    return load_knowledge(TINY)


def advice_for(kb: KnowledgeBase, healthy: bool = True, **answers: object) -> Advice:
    """Advice for these answers (`_` for "-", `__` for "."), everything else healthy or open."""
    named = {name.replace("__", ".").replace("_", "-"): value for name, value in answers.items()}
    responses = check_answers(kb, named)
    return advise(kb, healthy_rest(kb, responses) if healthy else responses, DAY)


def casebook_advice(person_id: str) -> Advice:
    kb = shipped()
    person = next(person for person in kb.people if person.id == person_id)
    return advise(kb, person_responses(kb, person), DAY)


def some_people(number: int) -> list[str]:
    """People from all over the casebook."""
    people = shipped().people
    step = max(1, len(people) // number)
    return [person.id for person in people[::step]][:number]


def written(kb: KnowledgeBase, advice: Advice, form: str, **more: object) -> str:
    """The result for the client in a format; `width`, `audience` and the like in `more`."""
    options = {"top": 100, "width": 80, "color": False, "ascii": False, "accessible": False}
    options |= {"audience": "client", **more}
    document = advice_document(kb, advice, options["top"], options["audience"])  # type: ignore[arg-type]
    style = Style(options["width"], options["color"], options["ascii"], options["accessible"])  # type: ignore[arg-type]
    return write(document, kb.sources, form, style)
