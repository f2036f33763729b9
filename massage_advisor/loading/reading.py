"""Reads every file of a knowledge folder into drafts. Nothing stops at the first fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from massage_advisor.errors import Location, Problem
from massage_advisor.loading.drafts import Draft
from massage_advisor.loading.faults import Findings, Reading, did_you_mean
from massage_advisor.loading.forms import FORMS
from massage_advisor.loading.nodes import YamlError, place_of, read_yaml
from massage_advisor.loading.overlay import own_ids, without
from massage_advisor.loading.places import FOLDERS, SHIPPED, SINGLE, Contents, kind_of
from massage_advisor.records import dataclass

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Drafts:
    """All files as drafts, by kind in the order of their names."""

    found: Findings
    files: Mapping[str, list[Draft]] = field(default_factory=dict)

    def all(self, kind: str, key: str) -> Iterator[Draft]:
        """The records listed under `key` in the files of one kind, those with faults included."""
        for file in self.files.get(kind, ()):
            yield from file.get(key, ())

    def every(self, kind: str, key: str) -> Iterator[Draft]:
        """The sound records among `all`."""
        return (draft for draft in self.all(kind, key) if draft.sound)


def read_drafts(contents: Contents) -> Drafts:
    """Every file read by the form of its kind; problems and names are in `found`."""
    found = Findings(list(contents.problems), unread_files=bool(contents.problems))
    files: dict[str, list[Draft]] = {kind: [] for kind in FORMS}
    overridden = own_ids(contents.files)
    for name in sorted(contents.files, key=_reading_order):
        kind = kind_of(name)
        if not kind or not name.endswith(".yaml"):
            found.problems.append(_misplaced(name))
            continue
        below = overridden if name.startswith(SHIPPED) else frozenset[str]()
        draft = _read_file(name, kind, contents.files[name], found, below)
        if draft is not None:
            files[kind].append(draft)
            _note_thresholds(kind, draft, found)
    if "knowledge.yaml" not in contents.files and not contents.problems:
        message = "the file knowledge.yaml is missing; it holds the edition"
        found.problems.append(Problem(Location("knowledge.yaml"), "KB011", message, "edition: 1.0.0"))
    return Drafts(found, files)


def _reading_order(name: str) -> tuple[bool, str]:
    """Thresholds first: every other text may name one."""
    return kind_of(name) != "thresholds", name.removeprefix(SHIPPED)


def _note_thresholds(kind: str, file: Draft, found: Findings) -> None:
    if kind == "thresholds":
        for draft in file.get("thresholds", ()):
            found.threshold_texts[draft.get("id", "")] = draft.get("text", "")


def _misplaced(name: str) -> Problem:
    known = (*SINGLE, *(f"{folder}/….yaml" for folder in FOLDERS))
    advice = did_you_mean(name, SINGLE) or f"Known: {', '.join(known)}."
    if name.endswith(".yml"):
        advice = "Rename it to end with .yaml."
    return Problem(Location(name), "KB012", "no such file belongs to the knowledge", advice)


def _read_file(
    name: str, kind: str, content: bytes, found: Findings, overridden: frozenset[str]
) -> Draft | None:
    """The draft of a file; None where it has none, or where all its records are overridden."""
    try:
        text = _decoded(name, content, found)
        node, problems = read_yaml(text, name)
    except YamlError as fault:
        node, problems = None, [fault.problem]
    else:
        if node is None:
            problems = [Problem(Location(name), "KB013", "the file is empty")]
    found.problems.extend(problems)
    kept = without(node, overridden) if node is not None else None
    if node is not None and kept is None:
        return None
    draft = FORMS[kind](kept, Reading(name, found)) if kept is not None else None
    if draft is None:
        found.unread_files = True
    else:
        draft.sound = draft.sound and not problems
    return draft


def _decoded(name: str, content: bytes, found: Findings) -> str:
    if content.startswith(_BOM):
        content = content.removeprefix(_BOM)
        message = "starts with a byte-order mark; save it as UTF-8 without one"
        found.problems.append(Problem(Location(name, 1, 1), "KB014", message, severity="warning"))
    if b"\r" in content:
        message = "has Windows line ends (CRLF); save it with LF"
        found.problems.append(Problem(Location(name), "KB015", message, severity="warning"))
        content = content.replace(b"\r\n", b"\n")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line, column = place_of(content[: error.start].decode(), error.start)
        at = Location(name, line, column)
        raise YamlError(Problem(at, "KB002", "not UTF-8 text", "Save the file as UTF-8.")) from None
