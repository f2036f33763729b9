"""Holds what was understood of the labelled phrases against their labels, and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from massage_advisor.language import Mention, Understood, understand
from massage_advisor.model import NOT_SURE, KnowledgeBase

TODAY = date(2026, 11, 22)
FOLDER = Path(__file__).parent / "phrases"

# Two names of one complaint: where one of them is labelled, the other counts neither way.
COMPANIONS = [
    {"back-pain", "relieve-low-back-pain"},
    {"neck-pain", "relieve-neck-pain"},
    {"headache", "relieve-headache", "tension-headache"},
    {"jaw-joint", "relieve-jaw-pain"},
    {"sciatica", "ease-sciatica"},
    {"fibromyalgia", "ease-fibromyalgia"},
    {"constipation", "ease-constipation"},
    {"muscle-soreness", "relieve-muscle-pain", "recover-from-sport", "chronic-pain"},
    {"insomnia", "sleep-better"},
    {"sports-injury", "recover-from-injury"},
    {"recent-surgery", "recover-from-surgery"},
    {"osteoarthritis", "ease-arthritis"},
    {"plantar-fasciitis", "relieve-hand-or-foot-pain"},
    {"scar", "soften-scar"},
]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A labelled text; labels as in the head of the phrase files."""

    text: str
    kinds: tuple[str, ...]
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    free: tuple[str, ...] = ()


def phrases(half: str) -> tuple[Phrase, ...]:
    """One half of the phrases."""
    rows = yaml.load((FOLDER / f"{half}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)["phrases"]
    return tuple(
        Phrase(**{key: row[key] if key == "text" else tuple(row[key]) for key in row}) for row in rows
    )


def is_flag(kb: KnowledgeBase, label: str) -> bool:
    return any(base_id(part) in kb.items and kb.items[base_id(part)].red_flag for part in label.split("|"))


def base_id(label: str) -> str:
    return label.partition("=")[0]


@dataclass(frozen=True, slots=True)
class Fault:
    """One disagreement: `what` is missed-flag, missed, wrong or reversed."""

    what: str
    label: str
    phrase: Phrase


class Score:
    """Counts over many phrases; rates as the issue states them. `bounds`: what each rate may reach."""

    def __init__(self, kb: KnowledgeBase, bounds: Mapping[str, float] | None = None) -> None:
        self.kb = kb
        self.bounds = bounds or {}
        self.faults: list[Fault] = []
        self.totals: Counter[str] = Counter()

    def add(self, phrase: Phrase) -> None:
        understood = understand(self.kb, phrase.text, TODAY)
        found = list(_faults(self.kb, phrase, understood, self.totals))
        self.faults += [Fault(what, label, phrase) for what, label in found]

    def rate(self, what: str) -> float:
        total = {"missed-flag": "flags", "missed": "others", "wrong": "proposed", "reversed": "signed"}[what]
        return sum(fault.what == what for fault in self.faults) / max(1, self.totals[total])

    def by_kind(self) -> Counter[tuple[str, str]]:
        return Counter((fault.what, kind) for fault in self.faults for kind in fault.phrase.kinds)


def _faults(
    kb: KnowledgeBase, phrase: Phrase, understood: Understood, totals: Counter[str]
) -> Iterator[tuple[str, str]]:
    asked = {item for question in understood.questions for item in question.items}
    asked |= {mention.id for mention in understood.present if mention.value == NOT_SURE}
    said = [mention for mention in understood.present if mention.value != NOT_SURE]
    for label in phrase.yes:
        flag = is_flag(kb, label)
        totals["flags" if flag else "others"] += 1
        totals["signed"] += 1
        if not any(_matches(kb, part, said) or (flag and part in asked) for part in label.split("|")):
            yield ("missed-flag" if flag else "missed"), label
        if any(mention.id in label.split("|") for mention in understood.absent):
            yield "reversed", label
    for label in phrase.no:
        totals["others"] += 1
        totals["signed"] += 1
        if not any(_denied(kb, part, understood.absent) for part in label.split("|")):
            yield "missed", f"no {label}"
        if any(mention.id in label.split("|") for mention in said):
            yield "reversed", f"no {label}"
    for label in phrase.ask:
        flag = is_flag(kb, label)
        totals["flags" if flag else "others"] += 1
        if not asked & set(label.split("|")):
            yield ("missed-flag" if flag else "missed"), f"ask {label}"
    yield from (("wrong", what) for what in _wrong(kb, phrase, understood, totals))


def _matches(kb: KnowledgeBase, label: str, said: list[Mention]) -> bool:
    id_, _, value = label.partition("=")
    if value in kb.areas and id_ in kb.items:
        return any(m.item == id_ and m.id in kb.areas[value].sides for m in said)
    for mention in said:
        if mention.id == id_ and (not value or _value(mention) == value):
            return True
        if mention.item == id_ and value == mention.id:
            return True
    return False


def _value(mention: Mention) -> str:
    return f"{mention.value:g}" if isinstance(mention.value, float) else str(mention.value)


def _denied(kb: KnowledgeBase, label: str, absent: tuple[Mention, ...]) -> bool:
    if label == "meds":
        return {item for item in kb.items if item.startswith("fam-med-")} <= {m.id for m in absent}
    return any(mention.id == label for mention in absent)


def _wrong(kb: KnowledgeBase, phrase: Phrase, understood: Understood, totals: Counter[str]) -> Iterator[str]:
    """What is proposed, or asked, and labelled neither so nor free."""
    told = _allowed(kb, phrase)
    for mention in (*understood.present, *understood.absent):
        totals["proposed"] += 1
        if not _is_allowed(kb, mention, told, phrase):
            yield f"{mention.id}={mention.value}"
    for question in understood.questions:
        totals["proposed"] += 1
        if not set(question.items) & told and "all" not in told:
            yield f"ask {','.join(question.items)}"


def _allowed(kb: KnowledgeBase, phrase: Phrase) -> set[str]:
    labels = [
        part for label in (*phrase.yes, *phrase.no, *phrase.ask, *phrase.free) for part in label.split("|")
    ]
    told = {base_id(label) for label in labels} | {label.partition("=")[2] for label in labels}
    for group in COMPANIONS:
        told |= group if group & told else set()
    if "meds" in told:
        told |= {item for item in kb.items if item.startswith("fam-med-")}
    if any(is_flag(kb, label) for label in labels):
        told |= {"where", "back-pain", "neck-pain", "relieve-low-back-pain", "relieve-neck-pain"}
    return told


def _is_allowed(kb: KnowledgeBase, mention: Mention, told: set[str], phrase: Phrase) -> bool:
    if told & {"all"} or mention.id in told:
        return True
    item = kb.items.get(mention.item)
    if item is None or mention.item == mention.id:
        return False
    if mention.item.endswith(".where"):
        return item.condition in told
    if mention.item in ("where", "no-touch"):
        return mention.item in told and not _other_area(kb, mention, phrase)
    return False


def _other_area(kb: KnowledgeBase, mention: Mention, phrase: Phrase) -> bool:
    """Whether the phrase labels other areas than this one, and leaves none free."""
    named = [
        p.partition("=")[2] for label in phrase.yes for p in label.split("|") if p.startswith(mention.item)
    ]
    areas = {side for name in named for side in (kb.areas[name].sides if name in kb.areas else (name,))}
    return bool(areas) and mention.item not in phrase.free and mention.id not in areas
