"""The words for what the program knows by an id, a number or an enum member."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from massage_advisor.answers import unit_of
from massage_advisor.model import (
    NOT_SURE,
    Disposition,
    Evidence,
    Indication,
    Item,
    Kind,
    KnowledgeBase,
    Massage,
    Source,
    Value,
    Verdict,
)
from massage_advisor.render.page import Para, Phrase, Tone

if TYPE_CHECKING:
    from massage_advisor.advice import Offer

BEST_SOURCES = 1
"""How many sources a result cites behind one sentence; JSON and `show` have all of them."""
EMERGENCY_NUMBER = "your emergency number (112 EU, 999 UK, 911 US and Canada, 000 Australia)"
NOT_A_DIAGNOSIS = "This is information, not a diagnosis. It does not replace a doctor who knows you."

SIGNS: Mapping[Verdict, str] = {
    Verdict.OK: "[+]",
    Verdict.ADAPT: "[~]",
    Verdict.CLEARANCE: "[?]",
    Verdict.AVOID: "[x]",
}
VERDICTS: Mapping[Verdict, str] = {
    Verdict.OK: "OK",
    Verdict.ADAPT: "ADAPT",
    Verdict.CLEARANCE: "ASK FIRST",
    Verdict.AVOID: "LEAVE OUT",
}
TONES: Mapping[Verdict, Tone] = {
    Verdict.OK: Tone.OK,
    Verdict.ADAPT: Tone.ADAPT,
    Verdict.CLEARANCE: Tone.CLEARANCE,
    Verdict.AVOID: Tone.AVOID,
}
MEANINGS: Mapping[Verdict, str] = {
    Verdict.OK: "nothing you said speaks against it",
    Verdict.ADAPT: "fine with the changes below",
    Verdict.CLEARANCE: "only after a doctor or midwife agreed",
    Verdict.AVOID: "not for you as things are",
}
HEADLINES: Mapping[Disposition, str] = {
    Disposition.OK: "GO AHEAD",
    Disposition.ADAPT: "GO AHEAD, WITH CHANGES",
    Disposition.CLEARANCE: "ASK A DOCTOR FIRST",
    Disposition.NOT_NOW: "NOT NOW",
    Disposition.EMERGENCY: "STOP",
}
DISPOSITION_TONES: Mapping[Disposition, Tone] = {
    Disposition.OK: Tone.OK,
    Disposition.ADAPT: Tone.ADAPT,
    Disposition.CLEARANCE: Tone.CLEARANCE,
    Disposition.NOT_NOW: Tone.AVOID,
    Disposition.EMERGENCY: Tone.STOP,
}

MARKS: Mapping[Evidence, str] = {
    Evidence.STRONG: "+++",
    Evidence.MODERATE: "++",
    Evidence.LIMITED: "+",
    Evidence.TRADITION: "0",
    Evidence.CLAIM: "-",
}
GRADES: Mapping[Evidence, str] = {
    Evidence.STRONG: "large, careful studies agree",
    Evidence.MODERATE: "reviews agree on a small or short benefit",
    Evidence.LIMITED: "few or weak studies",
    Evidence.TRADITION: "long use, not studied",
    Evidence.CLAIM: "only sellers say so",
}
PRESSURES = ("", "feather-light", "light", "medium", "firm", "very firm")
SETTINGS: Mapping[str, str] = {
    "medical": "a medical massage",
    "spa": "a spa massage",
    "either": "either: a medical or a spa massage",
}
SETTINGS_SHORT: Mapping[str, str] = {"medical": "medical", "spa": "spa", "both": "medical or spa"}
SOURCE_KINDS: Mapping[str, str] = {
    "trial": "study",
    "review": "review of studies",
    "guideline": "guideline",
    "consensus": "agreement of experts",
    "case-report": "report of single cases",
    "official": "public authority",
    "practitioner": "advice of practitioners",
    "tradition": "tradition",
    "marketing": "seller of massage",
    "news": "newspaper or magazine",
}


def verdict(level: Verdict, *, settled: bool = True) -> Phrase:
    """Sign and word of a verdict; "so far" while an answer could still change it."""
    more = "" if settled else " so far"
    return Phrase(f"{SIGNS[level]} {VERDICTS[level]}{more}", tone=TONES[level])


def offer_verdict(offer: Offer) -> Phrase:
    """The verdict of an offer."""
    return verdict(offer.decision.so_far, settled=offer.decision.settled)


def by_verdict(offers: Iterable[Offer]) -> str:
    """Massages named under their verdicts: "[~] ADAPT: Thai massage; Shiatsu. [?] ASK FIRST: ..."."""
    names: dict[str, list[str]] = {}
    for offer in offers:
        names.setdefault(offer_verdict(offer).text, []).append(offer.name)
    return " ".join(f"{word}: {'; '.join(found)}." for word, found in names.items())


def evidence(indication: Indication) -> str:
    """Mark and word of the evidence, and whether sources disagree."""
    grade = indication.evidence
    return f"{MARKS[grade]}{'! ' if indication.disagree else ' '}{grade.word}" + (
        ", sources disagree" if indication.disagree else ""
    )


def best(massage: Massage) -> Evidence:
    """The best evidence a massage has for anything."""
    return max((indication.evidence for indication in massage.indications), default=Evidence.CLAIM)


def pressure(massage: Massage) -> str:
    """How firm a massage usually is, in words."""
    low, high = (PRESSURES[level] for level in massage.pressure)
    return low if low == high else f"{low} to {high}"


def pressure_scale(massage: Massage) -> str:
    """The same as a picture: five steps, the usual ones filled."""
    low, high = massage.pressure
    return "[" + "".join("#" if low <= step <= high else "-" for step in range(1, 6)) + "]"


def joined(words: Iterable[str], last: str = "and") -> str:
    """Words as a list in a sentence: "a, b and c"."""
    *head, tail = words
    return f"{', '.join(head)} {last} {tail}" if head else tail


def counted(number: int, word: str, more: str = "") -> str:
    """A number with its noun: "1 question", "2 questions"."""
    return f"{number} {word}" if number == 1 else f"{number} {more or word + 's'}"


_ITEMS: Mapping[str, str] = {
    "who": "For whom",
    "age": "Age",
    "goals": "Aim",
    "where": "Hurts or feels tight",
    "pressure": "Wish",
    "wishes": "Wish",
    "no-touch": "Not to be touched",
}


def item_name(item: Item) -> str:
    """What an item is called where there is no room for all of its question."""
    question, mark, _ = item.ask.partition("?")
    return item.label or _ITEMS.get(item.id, question + mark)


def value_words(kb: KnowledgeBase, item: Item, value: Value) -> str:
    """An answer in words."""
    if value == NOT_SURE:
        return "not sure"
    if item.kind is Kind.AREAS:
        from massage_advisor.advice import name_sides

        return name_sides(kb, _several(value)) or "nowhere"
    if item.kind in (Kind.CHOICE, Kind.MANY):
        return ", ".join(_option_name(item, part) for part in _several(value)) or "none of these"
    return f"{value:g} {unit_of(item, value)}".strip() if isinstance(value, int | float) else str(value)


def _several(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _option_name(item: Item, option_id: str) -> str:
    option = item.option(option_id)
    return option.label if option is not None else option_id


def said(kb: KnowledgeBase, item_id: str, value: Value) -> str:
    """An answer as a person would repeat it: the row that was ticked, or the question with the answer."""
    item = kb.items[item_id]
    if value == "yes" and item.condition in ("", item.id):
        return item.ask
    name = item_name(item)
    answer = value_words(kb, item, value)
    return f"{name} {answer}" if name.endswith("?") else f"{name}: {answer}"


def about_source(source: Source) -> str:
    """Who published a source, what kind it is, and when."""
    kind = SOURCE_KINDS.get(source.kind, source.kind)
    return ", ".join(str(part) for part in (source.org, kind, source.year) if part)


def title_sentence(source: Source) -> str:
    """The title of a source with one mark at its end."""
    return source.title if source.title.endswith(("?", "!", ".")) else f"{source.title}."


def source_line(source: Source) -> str:
    """A source as it stands in the list at the end of a page."""
    return " ".join(p for p in (title_sentence(source), f"{about_source(source)}.", source.url) if p)


def safe_link(url: str) -> str:
    """The address if it is a plain web address without anything that could break out of a link, else ""."""
    return url if _WEB_ADDRESS.fullmatch(url) else ""


_WEB_ADDRESS = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/[\w\-.~:/?#@!$&*+,;=%()']*)?", re.ASCII)


def evidence_line() -> Para:
    """What the evidence marks mean."""
    marks = (f"{MARKS[grade]} {grade.word} ({text})" for grade, text in GRADES.items())
    return Para(Phrase(f"Evidence: {'; '.join((*marks, '! sources disagree'))}."))
