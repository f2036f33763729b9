"""Pages of the author's bench: what there is, and what a code means."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from massage_advisor.casebook import count_cases
from massage_advisor.loading.codes import Code
from massage_advisor.model import UNSOURCED, KnowledgeBase, Level, Rule
from massage_advisor.textsafe import clean_text

STATS_SCHEMA = "massage-advisor/stats/1"
CODES_SCHEMA = "massage-advisor/codes/1"

# --- stats ----------------------------------------------------------------------------------------


def stats(kb: KnowledgeBase) -> Mapping[str, object]:
    """What there is: counts, levels, evidence grades, kinds of source, what is unsourced or disputed."""
    rules = {rule.id: rule for rule in kb.rules}
    indications = [i for massage in kb.massages.values() for i in massage.indications]
    return {
        "edition": kb.edition,
        "massages": len(kb.massages),
        "goals": len(kb.goals),
        "conditions": len(kb.conditions),
        "hazards": len(kb.hazards),
        "questions": len(kb.items),
        "rules": len(rules),
        "cases": count_cases(kb),
        "people": len(kb.people),
        "invariants": len(kb.invariants),
        "sources": len(kb.sources),
        "claims": len(kb.claims),
        "levels": _counted(rule.level.word for rule in rules.values()),
        "evidence": _counted(indication.evidence.word for indication in indications),
        "kinds of source": _counted(source.kind for source in kb.sources.values()),
        "unsourced rules": sum(UNSOURCED in rule.sources for rule in rules.values()),
        "unsourced safety rules": sum(_unsafe(rule) for rule in rules.values()),
        "disputed indications": sum(indication.disagree for indication in indications),
        "disputed categories": sum(bool(m.category.disagree) for m in kb.massages.values()),
        "verdicts on claims": _counted(claim.verdict for claim in kb.claims),
    }


def _unsafe(rule: Rule) -> bool:
    """Whether a rule that stops or asks has no source at all."""
    return rule.level >= Level.CLEARANCE and set(rule.sources) <= {UNSOURCED}


def _counted(words: Iterable[str]) -> Mapping[str, int]:
    return dict(Counter(words).most_common())


def show_stats(found: Mapping[str, object], form: str) -> str:
    """The counts, as text or JSON."""
    if form == "json":
        return _dumped({"schema": STATS_SCHEMA, **found})
    width = max(map(len, found))
    return "".join(f"{key:<{width}}  {clean_text(_cell(value))}\n" for key, value in found.items())


def _cell(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {count}" for key, count in value.items()) or "-"
    return str(value)


# --- codes ----------------------------------------------------------------------------------------


def show_code(code: Code, form: str = "full") -> str:
    """What a code means, with a file that has the fault and one that has not."""
    if form == "json":
        return _dumped({"schema": CODES_SCHEMA, "codes": [_code_record(code)]})
    parts = [f"{code.severity} {code.id}: {code.title}", "", code.explanation]
    for word, text in (("Not so", code.bad), ("But so", code.good)):
        if text:
            parts += ["", f"{word} ({code.file}):", "", *(f"  {line}" for line in text.splitlines())]
    return "".join(f"{clean_text(part)}\n" for part in parts)


def show_codes(codes: Sequence[Code], form: str = "full") -> str:
    """All codes, one a line."""
    if form == "json":
        return _dumped({"schema": CODES_SCHEMA, "codes": [_code_record(code) for code in codes]})
    return "".join(f"{code.id}  {clean_text(code.title)}\n" for code in codes)


def _code_record(code: Code) -> dict[str, object]:
    """Only what can be read: an example that is no text (not UTF-8) loses what cannot be written."""
    texts = {"file": code.file, "bad": code.bad, "good": code.good}
    shown = {key: text.encode(errors="replace").decode() or None for key, text in texts.items()}
    return {"code": code.id, "severity": code.severity, "title": code.title} | {
        "explanation": code.explanation,
        **shown,
    }


def _dumped(record: Mapping[str, object]) -> str:
    return json.dumps(record, indent=2, ensure_ascii=False) + "\n"
