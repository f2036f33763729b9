"""The note for a doctor or midwife: the exact questions to clear, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from massage_advisor.advice import Advice
from massage_advisor.model import KnowledgeBase, Verdict
from massage_advisor.render import sections, words
from massage_advisor.render.page import Block, Detail, Facts, Page, Para, Phrase
from massage_advisor.render.stop import doubtful_flags, stop_page
from massage_advisor.render.therapist import health


def doctor_page(kb: KnowledgeBase, advice: Advice, top: int) -> Page:
    """Half a page with the questions that stand between the person and a massage."""
    del top
    if advice.emergency:
        return stop_page(kb, advice)
    return Page("Note for a doctor or midwife", tuple(_blocks(kb, advice)), most_sources=words.BEST_SOURCES)


def _blocks(kb: KnowledgeBase, advice: Advice) -> Iterator[Block]:
    values = advice.assessment.responses.values
    age = values.get("age")
    reported = tuple(Phrase(text) for text in health(kb, advice))
    details = [
        Detail("Age", (Phrase(f"{age:g} years" if isinstance(age, int | float) else "not given"),)),
        Detail("Reported", reported or (Phrase("nothing"),)),
        Detail("Made on", (Phrase(f"{advice.date}, with knowledge edition {advice.edition}"),)),
    ]
    yield Facts(tuple(details))
    yield from doubtful_flags(kb, advice)
    asked = sections.with_verdict(advice, Verdict.CLEARANCE)
    if asked:
        yield Para(Phrase("Your patient plans a massage. Please answer these questions."))
        yield from sections.questions(advice)
    else:
        yield Para(Phrase("No question for a doctor follows from the answers given so far."))
    if advice.open:
        number = words.counted(len(advice.open), "question")
        yield Para(Phrase(f"The questionnaire is not finished: {number} open."))
    yield Para(Phrase(words.NOT_A_DIAGNOSIS))
