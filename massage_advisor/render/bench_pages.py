"""Pages of the author's bench: how rules are evaluated, what there is, what a code means."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from massage_advisor.casebook import count_cases
from massage_advisor.casebook.mutants import show_literal
from massage_advisor.engine import Plain, Trace, compiled
from massage_advisor.loading.codes import Code
from massage_advisor.model import (
    NOT_SURE,
    UNSOURCED,
    All,
    KnowledgeBase,
    Level,
    Literal,
    Rule,
    Value,
)
from massage_advisor.render.proof_pages import place
from massage_advisor.textsafe import clean_text
from massage_advisor.truth import Truth

TRACE_SCHEMA = "massage-advisor/trace/1"
STATS_SCHEMA = "massage-advisor/stats/1"

# --- trace ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Traced:
    """A rule with its evaluated conditions; `lift` is what a doctor's yes takes away."""

    rule: Rule
    when: Trace
    lift: Trace | None


def traced(kb: KnowledgeBase, plain: Plain, massage: str = "", *, every: bool = False) -> tuple[Traced, ...]:
    """The rules that are not silent (with `every`, all), for one massage or for all."""
    found = (_traced(plain, rule) for rule in _rules_for(kb, massage))
    return tuple(one for one in found if every or one.when.truth is not Truth.FALSE)


def _rules_for(kb: KnowledgeBase, massage: str) -> Iterator[Rule]:
    program = compiled(kb)
    number = program.massages.index(massage) if massage else -1
    for index, rule in enumerate(kb.rules):
        touched = {m for entry in program.rule(index).entries for m, _ in entry.touched}
        if not massage or number in touched:
            yield rule


def _traced(plain: Plain, rule: Rule) -> Traced:
    return Traced(rule, plain.trace(rule.when), plain.trace(rule.lift) if rule.lift is not None else None)


def show_traces(found: Iterable[Traced], plain: Plain, root: Path, form: str) -> str:
    """The rules with their trees, as text or JSON."""
    if form == "json":
        listed = [_trace_record(one, root) for one in found]
        return json.dumps({"schema": TRACE_SCHEMA, "rules": listed}, indent=2, ensure_ascii=False) + "\n"
    lines = (line for one in found for line in _trace_lines(one, plain, root))
    return "".join(f"{clean_text(line)}\n" for line in lines)


def _trace_lines(one: Traced, plain: Plain, root: Path) -> Iterator[str]:
    rule = one.rule
    maker = f" on {rule.maker}" if rule.maker else ""
    yield f"{place(rule.at, root)}: {rule.id}{maker} ({rule.level.word}): {one.when.truth.value}"
    yield from _tree(one.when, plain, 1)
    if one.lift is not None:
        full = "counts in full" if one.lift.truth is Truth.TRUE else f"in full: {one.lift.truth.value}"
        yield f"  without a doctor's yes ({full}; otherwise it counts as adapt)"
        yield from _tree(one.lift, plain, 2)


def _tree(trace: Trace, plain: Plain, depth: int) -> Iterator[str]:
    when, indent = trace.when, "  " * depth
    if isinstance(when, Literal):
        said = plain.values.get(when.fact)
        answer = "" if when.fact in plain.kb.hazards else f" (said {_answer(said)})"
        yield f"{indent}{show_literal(when)}{answer}: {trace.truth.value}"
    else:
        yield f"{indent}{'all' if isinstance(when, All) else 'any'}: {trace.truth.value}"
    for part in trace.parts:
        yield from _tree(part, plain, depth + 1)


def _answer(value: Value | None) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return f"{value:g}" if isinstance(value, float) else value.replace(NOT_SURE, "not sure")


def _trace_record(one: Traced, root: Path) -> dict[str, object]:
    where = place(one.rule.at, root)
    return {
        "rule": one.rule.id,
        "maker": one.rule.maker or None,
        "level": one.rule.level.word,
        "path": where.path,
        "line": where.line,
        "truth": one.when.truth.value,
        "when": _tree_record(one.when),
        "lift": _tree_record(one.lift) if one.lift is not None else None,
    }


def _tree_record(trace: Trace) -> dict[str, object]:
    if isinstance(trace.when, Literal):
        kind = show_literal(trace.when)
    else:
        kind = "all" if isinstance(trace.when, All) else "any"
    record: dict[str, object] = {"when": kind, "truth": trace.truth.value}
    if trace.parts:
        record["parts"] = [_tree_record(part) for part in trace.parts]
    return record


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
        return json.dumps({"schema": STATS_SCHEMA, **found}, indent=2, ensure_ascii=False) + "\n"
    width = max(map(len, found))
    return "".join(f"{key:<{width}}  {clean_text(_cell(value))}\n" for key, value in found.items())


def _cell(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {count}" for key, count in value.items()) or "-"
    return str(value)


# --- codes ----------------------------------------------------------------------------------------


def show_code(code: Code) -> str:
    """What a code means, with a file that has the fault and one that has not."""
    parts = [f"{code.severity} {code.id}: {code.title}", "", code.explanation]
    for word, text in (("Not so", code.bad), ("But so", code.good)):
        if text:
            parts += ["", f"{word} ({code.file}):", "", *(f"  {line}" for line in text.splitlines())]
    return "".join(f"{clean_text(part)}\n" for part in parts)


def show_codes(codes: Sequence[Code]) -> str:
    """All codes, one a line."""
    return "".join(f"{code.id}  {clean_text(code.title)}\n" for code in codes)
