"""The sentences of a conversation that both front ends say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from massage_advisor.answers import show_value
from massage_advisor.interview import Progress
from massage_advisor.model import NOT_SURE, Item, Kind, KnowledgeBase, Responses, Screen, Value
from massage_advisor.terminal.rows import NO, YES, Ticks

STOP_QUESTION = "Stop?"
ENDED_EARLY = "No more questions: nothing you could still answer would change this."
MOST_DROPPED = 8
"""How many answers that no longer apply are named; the rest is counted."""
NOTHING_TICKED = "Nothing is ticked yet."

WHAT_IT_IS = (
    "This helps you choose a massage and prepare what to tell the therapist. "
    "It is information, not a diagnosis, and does not replace your doctor."
)
PRIVACY = "Your answers stay on this computer: nothing is sent, and nothing is kept unless you save it."


def greeting(responses: Responses, how: str) -> list[str]:
    """What is said before the first question of a person who has answered nothing yet."""
    return [] if responses.values else [WHAT_IT_IS, PRIVACY, f"It takes 3 to 5 minutes. {how}"]


def nothing_before(responses: Responses) -> str:
    """What "back" says on the first question of a run, which may go on from earlier answers."""
    later = " Earlier answers can be changed at the end." if responses.values else ""
    return f"There is no question before this one.{later}"


def place(progress: Progress) -> str:
    """ "Question 6 of about 14, plus 3 about what you ticked"."""
    extra = f", plus {progress.extra} about what you ticked" if progress.extra else ""
    return f"Question {progress.number} of about {progress.about}{extra}"


def question(kb: KnowledgeBase, screen: Screen) -> str:
    """The words of the question on a screen, ending like a sentence."""
    if screen.family:
        return f"{screen.title}: which of these apply?"
    words = screen.title if screen.checklist else kb.items[screen.items[0]].ask
    return words if words.endswith(("?", ".", ":", "!")) else f"{words}:"


def about(kb: KnowledgeBase, screen: Screen) -> str:
    """What a screen of follow-ups is about; empty for other screens."""
    return "" if screen.checklist else subject(kb, kb.items[screen.items[0]])


def subject(kb: KnowledgeBase, item: Item) -> str:
    """The label of the condition that a follow-up belongs to, unless its question names it."""
    condition = kb.conditions.get(item.condition)
    if condition is None or item.id == condition.id or condition.label in item.ask:
        return ""
    return condition.label


def name(kb: KnowledgeBase, item: Item) -> str:
    """A short name for an item, for lists of answers."""
    own = item.label or item.ask
    condition = kb.conditions.get(item.condition)
    detail = condition is not None and item.id != condition.id
    return f"{condition.label}: {own}" if condition and detail else own


def value_words(kb: KnowledgeBase, item: Item, value: Value) -> str:
    """An answer in words; body areas with "both sides" where both are meant."""
    if item.kind is Kind.AREAS and isinstance(value, tuple):
        return _areas(kb, value)
    return show_value(item, value)


def _areas(kb: KnowledgeBase, value: tuple[str, ...]) -> str:
    words: list[str] = []
    for area in kb.areas.values():
        hit = [side for side in area.sides if side in value]
        if area.paired and len(hit) == 1:
            words.append(f"{hit[0].split('-', 1)[0]} {area.label}")
        elif hit:
            words.append(f"{area.label}, both sides" if area.paired else area.label)
    return "; ".join(words) or "None of these"


def answer_words(kb: KnowledgeBase, screen: Screen, responses: Responses) -> str:
    """Everything answered on a screen, in one line."""
    if not screen.checklist:
        said = [(kb.items[i], responses.values[i]) for i in screen.items if i in responses.values]
        return "; ".join(value_words(kb, item, value) for item, value in said)
    by_value = {value: [kb.items[i].ask for i in screen.items if responses.values.get(i) == value]
                for value in (YES, NOT_SURE, NO)}  # fmt: skip
    if not (by_value[YES] or by_value[NOT_SURE]):
        return _no_to(len(by_value[NO]), "all")
    parts = [f"Yes: {'; '.join(by_value[YES])}."] if by_value[YES] else []
    parts += [f"Not sure: {'; '.join(by_value[NOT_SURE])}."] if by_value[NOT_SURE] else []
    return " ".join([*parts, _no_to(len(by_value[NO]), "the other")] if by_value[NO] else parts)


def _no_to(count: int, which: str) -> str:
    if count == 1:
        return "No." if which == "all" else f"No to {which} one."
    return f"No to {which} {count}."


def ticks_words(ticks: Ticks) -> str:
    """What is marked on a list, in one line."""
    if ticks.all_unsure:
        return "Not sure."
    if ticks.none:
        return "None of these."
    parts = [f"Ticked: {'; '.join(ticks.ticked())}."] if ticks.chosen else []
    parts += [f"Not sure: {'; '.join(ticks.not_sure())}."] if ticks.unsure else []
    return " ".join(parts) or NOTHING_TICKED


def only(screen: Screen, items: Iterable[str]) -> Screen:
    """The screen with only those of its items."""
    wanted = set(items)
    return replace(screen, items=tuple(item for item in screen.items if item in wanted))


def heading(kb: KnowledgeBase, screen: Screen) -> str:
    """A question with what it is about and without instructions, as the start of a line."""
    about_it = about(kb, screen)
    asked, sign, _ = question(kb, screen).partition("?")
    return f"{about_it}: {asked}{sign}" if about_it else asked + sign


def notes(kb: KnowledgeBase, gone: Mapping[str, Value], *, early: bool) -> list[str]:
    """What is said before the answers: why no more is asked, and each answer that no longer applied."""
    return [*([ENDED_EARLY] if early else []), *_dropped(kb, gone)]


def _dropped(kb: KnowledgeBase, gone: Mapping[str, Value]) -> list[str]:
    """Each of a few; of many those that said more than "no", because they are missed most."""
    few = len(gone) <= MOST_DROPPED
    missed = [item for item, value in gone.items() if few or value not in (NO, ())][:MOST_DROPPED]
    named = ((name(kb, kb.items[i]), value_words(kb, kb.items[i], gone[i])) for i in missed)
    told = [f"No longer applies, so it was dropped: {label} ({words})." for label, words in named]
    more = len(gone) - len(told)
    return [*told, f"{more} more answers no longer apply and were dropped."] if more else told


def typed(item: Item, value: Value) -> str:
    """A number as a person would type it."""
    return f"{value:.{item.decimals}f}" if isinstance(value, float | int) else "u"


def single(screen: Screen, items: Iterable[str]) -> list[Screen]:
    """The questions among these items: a checklist is one, other items are one each."""
    answered = only(screen, items)
    return [answered] if answered.checklist else [only(answered, [item]) for item in answered.items]


def transcript(kb: KnowledgeBase, screen: Screen, values: Mapping[str, Value], before: Responses) -> str:
    """The question with what its answer was taken for."""
    return f"{heading(kb, screen)} {taken(kb, screen, values, before)}"


def taken(kb: KnowledgeBase, screen: Screen, values: Mapping[str, Value], before: Responses) -> str:
    """What an answer was taken for, and what it was before."""
    answered, after = only(screen, values), Responses(values)
    said = answer_words(kb, answered, after).rstrip(".")
    return f"{said}{changed(kb, answered, before, after)}."


def changed(kb: KnowledgeBase, screen: Screen, before: Responses, after: Responses) -> str:
    """ "(changed from No)" where an answer replaced another one, else empty."""
    known = only(screen, before.values)
    if all(before.values[item] == after.values.get(item) for item in known.items):
        return ""
    old = answer_words(kb, known, before)
    return f" (changed from {old.rstrip('.')})"
