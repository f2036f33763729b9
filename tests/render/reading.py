"""Reads results back: each format has a parser of its own, written apart from the writers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

WORDS = {"OK": "ok", "ADAPT": "adapt", "ASK FIRST": "clearance", "LEAVE OUT": "avoid"}
SIGN = r"\[([+~?x])\] (OK|ADAPT|ASK FIRST|LEAVE OUT)( so far)?"
MARKS = r" ?\[(?:S\d+|no source)[^\]]*\]"
NOT_SURE = " (You were not sure.)"


@dataclass
class Facts:
    """What a result says, whatever its format: massages by name."""

    verdicts: dict[str, tuple[str, bool]] = field(default_factory=dict)
    changes: set[tuple[str, str]] = field(default_factory=set)
    reasons: set[tuple[str, str]] = field(default_factory=set)
    questions: set[tuple[str, str]] = field(default_factory=set)
    red_flags: set[str] = field(default_factory=set)


# --- json and plain ------------------------------------------------------------------------------


def from_json(text: str) -> Facts:
    record = json.loads(text)
    facts = Facts(red_flags={flag["because"] for flag in record["red_flags"]})
    if record["disposition"] == "emergency":
        return facts
    ranked = any(massage["rank"] for massage in record["massages"])
    for massage in record["massages"]:
        if massage["applies"] is not False and (
            massage["rank"] or massage["so_far"] in ("clearance", "avoid")
        ):
            name, so_far = massage["name"], massage["so_far"]
            facts.verdicts[name] = (so_far, massage["settled"])
            shown = massage["rank"] or (so_far == "clearance" and not ranked)
            for reason in massage["because"]:
                counts = reason["counts_as"]
                if counts == "adapt" and shown:
                    facts.changes.add((name, reason["change"] or reason["text"]))
                if (counts == "adapt" and shown) or (counts == so_far and counts in ("clearance", "avoid")):
                    facts.reasons.add((name, reason["text"]))
            if so_far == "clearance":
                facts.questions |= {(name, question) for question in massage["ask_doctor"]}
    return facts


def from_plain(text: str) -> Facts:
    rows = [line.split("\t") for line in text.splitlines()]
    assert {len(row) for row in rows} == {5}
    flags = {row[3] for row in rows if row[0] == "red-flag" and row[2] == "because"}
    if ["advice", "", "disposition", "emergency", ""] in rows:
        return Facts(red_flags=flags)
    massages: dict[str, dict[str, list[str]]] = {}
    for record, id_, name, value, _ in rows:
        if record == "massage":
            massages.setdefault(id_, {}).setdefault(name, []).append(value)
    facts = Facts(red_flags=flags)
    ranked = any(massage["rank"] != [""] for massage in massages.values())
    for massage in massages.values():
        _add_plain(facts, massage, ranked=ranked)
    return facts


def _add_plain(facts: Facts, massage: dict[str, list[str]], *, ranked: bool) -> None:
    (name,), (so_far,), (rank,) = massage["name"], massage["so-far"], massage["rank"]
    if massage["applies"] == ["no"] or not (rank or so_far in ("clearance", "avoid")):
        return
    facts.verdicts[name] = (so_far, massage["settled"] == ["yes"])
    if rank or (so_far == "clearance" and not ranked):
        changes = massage.get("change", [])
        reasons = massage.get("because.adapt", [])
        facts.changes |= {(name, change) for change in changes} if changes else {(name, r) for r in reasons}
        facts.reasons |= {(name, reason) for reason in reasons}
    if so_far in ("clearance", "avoid"):
        facts.reasons |= {(name, reason) for reason in massage.get(f"because.{so_far}", [])}
    if so_far == "clearance":
        facts.questions |= {(name, question) for question in massage.get("ask-doctor", [])}


# --- pages: text, markdown and html become the same outline --------------------------------------


@dataclass
class Outline:
    """A page as its title, and under each heading its lines; an entry is ("head", {label: text})."""

    title: str = ""
    tables: list[dict[str, str]] = field(default_factory=list)
    sections: dict[str, list[str | tuple[str, dict[str, str]]]] = field(default_factory=dict)

    def entries(self, heading: str) -> Iterator[tuple[str, dict[str, str]]]:
        for line in self.sections.get(heading, []):
            if isinstance(line, tuple):
                yield line

    def lines(self) -> Iterator[str]:
        for lines in self.sections.values():
            yield from (line for line in lines if isinstance(line, str))


def facts_of(outline: Outline, names: Iterable[str]) -> Facts:
    """The facts of an outline; `names` are all massages there are."""
    known = sorted(names, key=len, reverse=True)
    facts = Facts(red_flags=set(_flags(outline)))
    for row in outline.tables:
        facts.verdicts[row["Massage"]] = _verdict(row["Verdict"])
    for line in outline.lines():
        for match in re.finditer(rf"({SIGN}): ([^\[]+)\.", line):
            for name in match[5].split("; "):
                facts.verdicts[name] = _verdict(match[1])
    asked = [name for name, (verdict, _) in facts.verdicts.items() if verdict == "clearance"]
    shown = [row["Massage"] for row in outline.tables]
    for head, details in outline.entries("What to change, and why"):
        named = _meant(details["For"], shown, known)
        facts.changes |= {(name, head) for name in named}
        facts.reasons |= set(_reasons(details["Why"], named, known))
    for head, details in outline.entries("Ask a doctor or midwife first"):
        named = _meant(details["For"], asked, known)
        facts.questions |= {(name, head.removeprefix("Ask: ")) for name in named}
        facts.reasons |= set(_reasons(details["Why"], named, known))
    for head, details in outline.entries("Leave these alone for now"):
        verdict, _, rest = head.partition(": ")
        for name in known if rest == "every massage" else rest.split("; "):
            facts.verdicts[name] = _verdict(verdict)
            facts.reasons |= {(name, reason) for reason in _statements(details["Why"])}
    return facts


def _flags(outline: Outline) -> Iterator[str]:
    warned = "Speak to a doctor or nurse today before any massage."
    for heading, lines in outline.sections.items():
        if heading == warned or (outline.title.startswith("STOP") and heading == ""):
            for line in lines:
                if isinstance(line, str) and line.startswith("Why: "):
                    yield from _statements(line.removeprefix("Why: "))


def _verdict(text: str) -> tuple[str, bool]:
    match = re.fullmatch(SIGN, text.strip())
    assert match is not None, text
    return WORDS[match[2]], match[3] is None


def _reasons(text: str, named: list[str], known: list[str]) -> Iterator[tuple[str, str]]:
    """Each reason with the massages it is given for: those named, or some of them."""
    for statement in _statements(text):
        reason, _, some = statement.partition(" (For: ")
        for name in _meant(some.removesuffix(")"), named, known) if some else named:
            yield name, reason.removesuffix(NOT_SURE)


def _statements(text: str) -> list[str]:
    parts = (part.strip() for part in re.split(MARKS, text))
    return [part.removesuffix(NOT_SURE) for part in parts if part]


def _meant(text: str, everyone: list[str], known: list[str]) -> list[str]:
    if text == "all":
        return everyone
    named = [name for name in known if name in text]
    return [name for name in everyone if name not in named] if text.startswith("all but ") else named


# --- text ----------------------------------------------------------------------------------------


def from_text(text: str) -> Outline:
    """Reads a page of cards (below 72 columns)."""
    outline, heading, paragraphs = Outline(), "", list(_paragraphs(text))
    outline.title = paragraphs[0]
    for paragraph in paragraphs[1:]:
        if paragraph.startswith("## "):
            heading = paragraph[3:]
            outline.sections.setdefault(heading, [])
        elif heading.startswith("What ") and (card := re.match(rf"(?:\d+ )?(.+?) ({SIGN})$", paragraph)):
            outline.tables.append({"Massage": card[1], "Verdict": card[2]})
        elif heading != "Sources":
            _add_line(outline.sections.setdefault(heading, []), paragraph)
    return outline


def _add_line(lines: list[str | tuple[str, dict[str, str]]], paragraph: str) -> None:
    if paragraph.startswith("- "):
        lines.append((paragraph[2:], {}))
    elif paragraph.startswith("  ") and lines and isinstance(lines[-1], tuple):
        label, _, value = paragraph.strip().removeprefix("- ").partition(": ")
        lines[-1][1][label] = value
    else:
        lines.append(paragraph)


def _paragraphs(text: str) -> Iterator[str]:
    """Wrapped lines put together again; headings are marked with "## "."""
    lines = text.splitlines()
    current = ""
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        starts = re.match(
            r"- |\d+\. |  (?:Why|For|After a yes|May help with|Best for|Your wishes): |[A-Z][a-z ]+: ", line
        )
        if line.strip() in ("", "-" * len(line), "=" * len(line)) or starts or current.startswith("## "):
            if current:
                yield current
            current = ""
        if re.fullmatch(r"-{3,}", below) and line.strip():
            current = f"## {line}"
        elif line.strip("-="):
            current = f"{current} {line.strip()}" if current else line
    if current:
        yield current


# --- markdown ------------------------------------------------------------------------------------


def from_markdown(text: str) -> Outline:
    outline, heading, columns = Outline(), "", []
    for raw in text.splitlines():
        line = re.sub(r"\\(.)", r"\1", raw.replace("**", ""))
        if line.startswith("# "):
            outline.title = line[2:]
        elif line.startswith("## "):
            heading = line[3:]
        elif line.startswith("| "):
            cells = [cell.strip() for cell in line.strip("| ").split(" | ")]
            if cells[0] in ("#", "Massage"):
                columns = cells
            elif set(cells) != {"---"}:
                outline.tables.append(dict(zip(columns, cells, strict=False)))
        elif line and heading != "Sources":
            lines = outline.sections.setdefault(heading, [])
            if heading in ("", "Speak to a doctor or nurse today before any massage."):
                line = line.removeprefix("- ")
            _add_line(lines, line)
    return outline


# --- html ----------------------------------------------------------------------------------------


class _Page(HTMLParser):
    """Collects headings, table rows, list entries and lines of text."""

    def __init__(self) -> None:
        super().__init__()
        self.outline = Outline()
        self.heading = ""
        self.text = ""
        self.cells: list[str] = []
        self.columns: list[str] = []
        self.label = ""
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag in ("h1", "h2", "p", "li", "th", "td", "dt", "dd", "title", "style", "figure"):
            self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        text = " ".join(self.text.split())
        lines = self.outline.sections.setdefault(self.heading, [])
        match tag:
            case "h1":
                self.outline.title = text
            case "h2":
                self.heading = text
            case "th" | "td":
                self.cells.append(text)
            case "thead":
                self.columns, self.cells = self.cells, []
            case "tr" if self.columns:
                self.outline.tables.append(dict(zip(self.columns, self.cells, strict=True)))
                self.cells = []
            case "dt":
                self.label = text
            case "dd":
                self._definition(lines, text)
            case "p" if "ul" in self.tags:
                self._part_of_entry(lines, text)
            case "p":
                lines.append(text)
        if tag in self.tags:
            del self.tags[len(self.tags) - 1 - self.tags[::-1].index(tag) :]
        if tag in ("p", "dd", "h2"):
            self.text = ""

    def _definition(self, lines: list, text: str) -> None:
        start = f"{self.label}: "
        if lines and isinstance(lines[-1], str) and lines[-1].startswith(start):
            lines[-1] += f" {text}"
        else:
            lines.append(start + text)

    def _part_of_entry(self, lines: list, text: str) -> None:
        label, colon, value = text.partition(": ")
        if colon and label in ("Why", "For", "After a yes") and lines and isinstance(lines[-1], tuple):
            lines[-1][1][label] = value
        else:
            lines.append((text, {}))


def from_html(text: str) -> Outline:
    page = _Page()
    page.feed(text)
    return page.outline
