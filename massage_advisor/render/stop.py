"""Red flags, and "not now": what to do instead of a massage."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from massage_advisor.advice import Advice
from massage_advisor.engine import RedFlag, rule_reads
from massage_advisor.model import Disposition, KnowledgeBase, Verdict
from massage_advisor.reasons import Edit, what_would_change_each
from massage_advisor.render import words
from massage_advisor.render.page import Block, Detail, Facts, Heading, Page, Para, Phrase, Points, Tone

_URGENCY = ("emergency-call", "crisis", "same-day")
_HEADINGS: Mapping[str, str] = {
    "emergency-call": "STOP - no massage now. Call for help at once.",
    "crisis": "STOP - no massage now. Please talk to somebody today; you do not have to be alone with this.",
    "same-day": "STOP - please do not book a massage now. Get medical help today.",
}
_BACK = "A massage can wait. Answer the questions again once a doctor says that it is safe."
_FIRST_STEPS: Mapping[str, tuple[str, ...]] = {
    "emergency-call": (f"Call {words.EMERGENCY_NUMBER} now.",),
    "crisis": (
        f"If you might act on it now, call {words.EMERGENCY_NUMBER} or go to an emergency department.",
    ),
    "same-day": (),
}
"""What comes before the steps that a rule names; `_LAST_STEPS` come after them."""
_LAST_STEPS: Mapping[str, tuple[str, ...]] = {
    "emergency-call": (
        "Do not drive yourself, and do not stay alone while you wait.",
        "Do not rub or press the place that hurts.",
        _BACK,
    ),
    "crisis": (
        "Tell somebody you trust how you feel, and let them stay with you.",
        "A massage can wait. It will still be there when you are safe and feel like it.",
    ),
    "same-day": (
        "Do not rub or press the place.",
        "Phone your doctor or an urgent-care line today, and say what you told us.",
        f"With chest pain, shortness of breath, fainting or confusion call {words.EMERGENCY_NUMBER} now.",
        _BACK,
    ),
}
ASK_TODAY = "Speak to a doctor or nurse today before any massage."


def stop_page(kb: KnowledgeBase, advice: Advice) -> Page:
    """What to do about red flags that certainly hold, the most urgent first; nothing else."""
    certain = sorted((flag for flag in advice.red_flags if flag.certain), key=_urgency)
    act = certain[0].rule.act
    said = tuple(Phrase(text) for flag in certain for text in what_was_said(kb, advice, flag))
    why = tuple(Phrase(flag.rule.because, flag.rule.sources) for flag in certain)
    named = tuple(Phrase(flag.rule.do) for flag in certain if flag.rule.do)
    first, last = (tuple(map(Phrase, steps[act])) for steps in (_FIRST_STEPS, _LAST_STEPS))
    steps = (*first, *named, *last)
    blocks: tuple[Block, ...] = (
        Facts((Detail("You said", tuple(dict.fromkeys(said))), Detail("Why", why))),
        Heading("What to do", Tone.STOP),
        Points(steps, numbered=True),
        Para(Phrase(words.NOT_A_DIAGNOSIS)),
    )
    return Page(_HEADINGS[act], blocks, Tone.STOP, words.BEST_SOURCES)


def _urgency(flag: RedFlag) -> int:
    return _URGENCY.index(flag.rule.act)


def what_was_said(kb: KnowledgeBase, advice: Advice, flag: RedFlag) -> Iterator[str]:
    """The answers that a red flag rests on, in the person's words."""
    read = rule_reads(kb, flag.rule)
    for item, value in advice.assessment.responses.values.items():
        if item in read and value != "no":
            yield words.said(kb, item, value)


def doubtful_flags(kb: KnowledgeBase, advice: Advice) -> Iterator[Block]:
    """Warning signs the person was not sure about."""
    flags = tuple(flag for flag in advice.red_flags if not flag.certain)
    if flags:
        yield Heading(ASK_TODAY, Tone.STOP)
        said = tuple(dict.fromkeys(text for flag in flags for text in what_was_said(kb, advice, flag)))
        why = tuple(Phrase(flag.rule.because, flag.rule.sources) for flag in flags)
        yield Facts((Detail("You said", tuple(Phrase(text) for text in said)), Detail("Why", why)))


def come_back(kb: KnowledgeBase, advice: Advice) -> Iterator[Block]:
    """When "not now" could become something else."""
    if advice.assessment.disposition_so_far is not Disposition.NOT_NOW:
        return
    sentences = tuple(dict.fromkeys(_sentences(kb, advice)))
    yield Heading("When to come back")
    if sentences:
        yield Points(tuple(Phrase(sentence) for sentence in sentences))
    else:
        yield Para(Phrase("Ask a doctor whether and when a massage is possible for you."))


def _sentences(kb: KnowledgeBase, advice: Advice) -> Iterator[str]:
    meant = [offer.id for offer in advice.offers if offer.applies is True]
    changes = what_would_change_each(kb, advice.assessment.responses, meant)
    for what_if in itertools.chain(*changes.values()):
        edits = [_sentence(kb, edit) for edit in what_if.edits]
        if what_if.after < Verdict.AVOID and all(edits):
            yield f"Answer again {words.joined(edits)}."


def _sentence(kb: KnowledgeBase, edit: Edit) -> str:
    """When an answer can become another by itself; "" for a change that is no waiting."""
    item = kb.items[edit.item]
    name = words.item_name(item)
    if edit.how == "passes":
        return f'when this no longer holds: "{item.ask}"'
    if edit.how == "time":
        return f'when your answer to "{name}" is {words.value_words(kb, item, edit.value)} or more'
    return f'when the answer here is yes: "{name}"' if edit.how == "doctor" else ""
