"""What was proved and what was not, for a person, an editor or a machine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from massage_advisor.engine import Plain, assess
from massage_advisor.errors import Location
from massage_advisor.loading.places import path_of
from massage_advisor.model import KnowledgeBase
from massage_advisor.proofs import Checked, Client, Finding
from massage_advisor.render.answer_files import answers_file, casebook_entry
from massage_advisor.render.problems import github_line
from massage_advisor.render.words import counted, joined, said
from massage_advisor.textsafe import clean_text
from massage_advisor.truth import Truth

FORMATS = ("full", "concise", "json", "github")
SCHEMA = "massage-advisor/prove/1"


def show_checked(kb: KnowledgeBase, checks: Sequence[Checked], root: Path, form: str = "full") -> str:
    """All findings in one of FORMATS; `root` is the folder of the knowledge as paths are to show it."""
    if form == "json":
        return json.dumps(_record(checks, root), indent=2, ensure_ascii=False) + "\n"
    findings = [finding for checked in checks for finding in checked.findings]
    if form == "github":
        return "".join(f"{_github(finding, root)}\n" for finding in findings)
    lines = (line for finding in findings for line in _text(kb, finding, root, full=form == "full"))
    return "".join(f"{clean_text(line)}\n" for line in lines)


def summary(checked: Checked) -> str:
    """One check in a few words."""
    errors = sum(finding.severity == "error" for finding in checked.findings)
    warnings = len(checked.findings) - errors
    if not checked.findings:
        return f"{checked.check}: {checked.number} proved"
    return f"{checked.check}: {checked.number} looked at, {counted(errors, 'error')}, " + counted(
        warnings, "warning"
    )


def place(at: Location | None, root: Path) -> Location:
    """Where something is, as a person in this directory would write it and can open it."""
    if at is None:
        return Location(str(root))
    return Location(str(path_of(at.path, root)), at.line, at.column)


# --- formats --------------------------------------------------------------------------------------


def _text(kb: KnowledgeBase, finding: Finding, root: Path, *, full: bool) -> Iterator[str]:
    where = place(finding.at, root)
    yield f"{where}: {finding.severity}[{finding.check}]: {finding.subject}: {finding.message}"
    if not full:
        return
    if len(finding.massages) > 1:
        yield f"   also: {joined(finding.massages[1:])}"
    if finding.client is not None:
        yield "   client: somebody otherwise healthy who says"
        yield from (f"     {line}" for line in client_lines(kb, finding.client))
    if finding.help:
        yield f"   help: {finding.help}"


def client_lines(kb: KnowledgeBase, client: Client) -> Iterator[str]:
    """What a client says, one answer a line."""
    if not client.named:
        yield "no to everything"
    for item, value in client.named.items():
        yield f"{said(kb, item, value)}  ({item})"


def _github(finding: Finding, root: Path) -> str:
    named = finding.client.named if finding.client is not None else {}
    shown = f" Client: {', '.join(f'{item}={value}' for item, value in named.items())}." if named else ""
    message = f"{finding.subject}: {finding.message}{shown}"
    return github_line(finding.severity, place(finding.at, root), finding.check, message)


def _record(checks: Iterable[Checked], root: Path) -> dict[str, object]:
    listed = [
        {
            "check": checked.check,
            "number": checked.number,
            "findings": [_finding_record(finding, root) for finding in checked.findings],
        }
        for checked in checks
    ]
    return {"schema": SCHEMA, "checks": listed}


def _finding_record(finding: Finding, root: Path) -> dict[str, object]:
    where = place(finding.at, root)
    return {
        "path": where.path,
        "line": where.line,
        "column": where.column,
        "severity": finding.severity,
        "subject": finding.subject,
        "message": finding.message,
        "help": finding.help,
        "massages": list(finding.massages),
        "client": None if finding.client is None else dict(finding.client.named),
    }


# --- files ----------------------------------------------------------------------------------------


def client_file(kb: KnowledgeBase, finding: Finding, client: Client) -> str:
    """An answers file that replays a finding."""
    responses = client.responses(kb)
    plain = Plain(kb, responses)
    asked = (i for i in responses.values if plain.applies(kb.items[i]).truth is not Truth.FALSE)
    others = {item: responses.values[item] for item in asked if item not in client.named}
    return answers_file(client.named, others, f"{finding.check}: {finding.subject}: {finding.message}")


def casebook_file(kb: KnowledgeBase, findings: Iterable[Finding]) -> str:
    """The clients of all findings as people of a casebook, with what they get now: to be corrected."""
    entries = (_entry(kb, finding, finding.client) for finding in findings if finding.client is not None)
    return "".join(["# What they get now; correct it to what they should be told.\npeople:\n", *entries])


def _entry(kb: KnowledgeBase, finding: Finding, client: Client) -> str:
    assessment = assess(kb, client.responses(kb))
    verdicts = {massage: assessment.decisions[massage].so_far.word for massage in finding.massages[:1]}
    expect = {"disposition": assessment.disposition_so_far.word, "verdicts": verdicts}
    return casebook_entry(f"{finding.check}-{finding.subject}", finding.message, client.named, expect)
