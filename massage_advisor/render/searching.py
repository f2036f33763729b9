"""What the knowledge base has about some words: names first, then other names, then texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import Any

from massage_advisor.language.spelling import Speller
from massage_advisor.language.tokens import Token, phrase_words, stem, tokenize
from massage_advisor.model import Condition, KnowledgeBase, Massage, Rule, Topic
from massage_advisor.records import dataclass
from massage_advisor.render.page import Block, Page, Para, Phrase, Table, Tone
from massage_advisor.textsafe import clean_text, shorten

MOST_SHOWN = 20
AROUND = 60
"""How many characters of a text are shown on either side of what matched."""


class Where(IntEnum):
    """Where something matched, best first."""

    ID = 0
    NAME = 1
    ALIAS = 2
    TEXT = 3

    @property
    def word(self) -> str:
        """The place in words."""
        return ("id", "name", "other name", "text")[self]

    @property
    def heading(self) -> str:
        """The place as a reader knows it: an id is a name like any other."""
        return Where.NAME.word if self is Where.ID else self.word


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found: its command, its id, and its texts by where they stand."""

    kind: str
    command: str
    id: str
    name: str
    texts: tuple[tuple[Where, str, str], ...]  # where, the name of the part, the text


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that has all the words, with the text in which it has most of them."""

    entry: Entry
    where: Where
    part: str
    text: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The matches, best first; `corrected` has the words that were searched for in place of others."""

    query: str
    words: tuple[str, ...]
    corrected: dict[str, str]
    matches: tuple[Match, ...]


def search(kb: KnowledgeBase, query: str) -> Found:
    """Everything that has all the words of `query` in its name, other names and texts.

    Raises UsageError where the query is too long to read.
    """
    entries = tuple(_entries(kb))
    tokens = tokenize(query)
    words = tuple(dict.fromkeys(token.stem for token in tokens))
    known = _vocabulary(entries)
    corrected: dict[str, str] = {}
    named = (entry for entry in entries if entry.kind != "source")
    for vocabulary in (_vocabulary(named, Where.ALIAS), known):
        if not known.issuperset(words):
            tokens, changed = _respelt(known, vocabulary, tokens)
            words = tuple(dict.fromkeys(token.stem for token in tokens))
            corrected |= changed
    matches = (match for entry in entries if words and (match := _match(entry, words)) is not None)
    ordered = sorted(matches, key=_order)
    return Found(query, words, corrected, tuple(ordered))


def _order(match: Match) -> tuple[object, ...]:
    """Sources last; names before texts, whole ones first."""
    entry = match.entry
    return entry.kind == "source", match.where, not match.whole, len(entry.name), entry.name, entry.id


def _vocabulary(entries: Iterable[Entry], least: Where = Where.TEXT) -> set[str]:
    """All words of all entries, without plural endings; with `least`, those of their names."""
    text = " ".join(text for entry in entries for where, _, text in entry.texts if where <= least)
    return {stem(word) for word in set(phrase_words(text))}


def _respelt(
    known: set[str], vocabulary: set[str], tokens: tuple[Token, ...]
) -> tuple[tuple[Token, ...], dict[str, str]]:
    """The tokens, those that are not known replaced by the nearest words of a vocabulary."""
    speller = Speller(known)
    speller.teach(vocabulary)
    after = speller.correct(tokens)
    changed = {old.word: new.word for old, new in zip(tokens, after, strict=True) if new.misspelt}
    return after, changed


def _match(entry: Entry, words: tuple[str, ...]) -> Match | None:
    """How well an entry matches: all words in one place, else spread over its texts."""
    spread: set[str] = set()
    best: Match | None = None
    for where, part, text in entry.texts:
        has = {stem(word) for word in phrase_words(text)}
        spread.update(has)
        if has.issuperset(words) and (where is not Where.ID or len(has) == len(words)):
            whole = len(has) == len(words)
            found = Match(entry, where, part, text, whole)
            best = min((best or found), found, key=lambda match: (match.where, not match.whole))
    if best is None and spread.issuperset(words):
        part, text = next((p, t) for _, p, t in entry.texts if words[0] in map(stem, phrase_words(t)))
        return Match(entry, Where.TEXT, part, text, whole=False)
    return best


# --- what can be found ----------------------------------------------------------------------------


def _entries(kb: KnowledgeBase) -> Iterator[Entry]:
    rules: dict[str, list[Rule]] = {}
    for rule in kb.rules:
        rules.setdefault(rule.condition, []).append(rule)
    yield from (_massage(massage) for massage in kb.massages.values())
    yield from (
        _condition(kb, condition, rules.get(condition.id, ())) for condition in kb.conditions.values()
    )
    for goal in kb.goals.values():
        yield _entry("goal", "show", goal.id, goal.label, goal.aliases, (("question", goal.ask),))
    yield from (_topic(topic) for topic in kb.topics.values())
    for hazard in kb.hazards.values():
        texts = [("reason", r.because) for r in rules.get("", ()) if hazard.id in r.id]
        yield _entry("hazard", "show", hazard.id, hazard.label, (), texts)
    for source in kb.sources.values():
        yield _entry("source", "show", source.id, source.title, (), (("what it says", source.says),))


def _entry(
    kind: str, command: str, id_: str, name: str, aliases: Iterable[str], texts: Iterable[tuple[str, str]]
) -> Entry:
    found = [(Where.ID, "id", id_.replace("-", " ")), (Where.NAME, "name", name)]
    found += [(Where.ALIAS, "other name", alias) for alias in aliases]
    found += [(Where.TEXT, part, text) for part, text in texts if text]
    return Entry(kind, command, id_, name, tuple(found))


def _massage(massage: Massage) -> Entry:
    texts = [
        ("summary", massage.summary),
        ("session", massage.session.text),
        ("who gives it", massage.providers),
        ("training", massage.credential),
        *(("best for", text) for text in massage.best_for),
        *(("evidence", indication.finding) for indication in massage.indications),
    ]
    return _entry("massage", "show", massage.id, massage.name, massage.aliases, texts)


def _condition(kb: KnowledgeBase, condition: Condition, rules: Iterable[Rule]) -> Entry:
    texts = [("question", kb.items[item].ask) for item in (condition.id, *condition.follow_ups)]
    texts += [("reason", rule.because) for rule in rules]
    texts += [("what to change", rule.do) for rule in rules]
    texts += [("for the doctor", rule.ask) for rule in rules]
    return _entry("condition", "show", condition.id, condition.label, condition.aliases, texts)


def _topic(topic: Topic) -> Entry:
    texts = [("text", topic.intro.text)]
    texts += [(section.heading, section.text) for section in topic.sections]
    texts += [(row.label, cell.text) for row in topic.rows for cell in row.cells]
    return _entry("topic", "explain", topic.id, topic.title, topic.aliases, texts)


# --- the result -----------------------------------------------------------------------------------


def search_page(found: Found) -> Page:
    """The matches as a page."""
    return Page("Search", tuple(_blocks(found)))


def _blocks(found: Found) -> Iterator[Block]:
    for wrong, right in found.corrected.items():
        yield Para(Phrase(f'Searched for "{right}" in place of "{shorten(clean_text(wrong))}".'))
    shown = found.matches[:MOST_SHOWN]
    if shown:
        columns = ("What", "Found in", "Page")
        yield Table(columns, tuple(_row(match, found.words) for match in shown), 1)
    yield Para(Phrase(_tally(found)))
    if shown:
        first = shown[0].entry
        yield Para(Phrase(f"To read one: massage-advisor {first.command} {first.id}"))


def _row(match: Match, words: tuple[str, ...]) -> tuple[Phrase, ...]:
    entry = match.entry
    place = match.where.heading if match.where < Where.TEXT else match.part
    said = "" if match.where in (Where.ID, Where.NAME) else f": {excerpt(match.text, words)}"
    return (
        Phrase(f"{entry.name} ({entry.kind})", tone=Tone.STRONG),
        Phrase(f"{place}{said}"),
        Phrase(f"{entry.command} {entry.id}"),
    )


def _tally(found: Found) -> str:
    total = len(found.matches)
    if not total:
        wanted = shorten(clean_text(found.query))
        return f'Nothing has all the words of "{wanted}". Try fewer or other words, or: massage-advisor list'
    more = f" The first {MOST_SHOWN} are shown; -f json has all." if total > MOST_SHOWN else ""
    return f"{total} found.{more}"


def excerpt(text: str, words: tuple[str, ...]) -> str:
    """The part of a text around the first word that matched."""
    place = next((token.start for token in tokenize(text[:4000]) if token.stem in words), 0)
    first, last = max(0, place - AROUND), place + AROUND
    start = text.find(" ", first) + 1 if first else 0
    end = len(text) if last >= len(text) else max(text.rfind(" ", 0, last), place)
    return f"{'... ' if start else ''}{text[start:end].strip()}{' ...' if end < len(text) else ''}"


def search_record(kb: KnowledgeBase, found: Found) -> dict[str, Any]:
    """The matches as data."""
    return {
        "schema": "massage-advisor/search/1",
        "knowledge": {"edition": kb.edition, "hash": kb.hash},
        "query": clean_text(found.query),
        "corrected": {clean_text(wrong): right for wrong, right in found.corrected.items()},
        "matches": [_match_record(match, found.words) for match in found.matches],
    }


def _match_record(match: Match, words: tuple[str, ...]) -> dict[str, Any]:
    return {
        "id": match.entry.id,
        "kind": match.entry.kind,
        "name": match.entry.name,
        "where": match.where.word,
        "part": match.part,
        "text": excerpt(match.text, words),
    }
