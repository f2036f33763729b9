"""How rules come out for one person: the evaluated conditions of each, with its place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from massage_advisor.casebook.mutants import show_literal
from massage_advisor.engine import Plain, Trace, compiled
from massage_advisor.model import NOT_SURE, All, KnowledgeBase, Literal, Rule, Value
from massage_advisor.records import dataclass
from massage_advisor.render.proof_pages import place
from massage_advisor.textsafe import clean_text
from massage_advisor.truth import Truth

SCHEMA = "massage-advisor/trace/1"


@dataclass(frozen=True, slots=True)
class Traced:
    """A rule with its evaluated conditions; `lift` is what a doctor's yes takes away."""

    rule: Rule
    when: Trace
    lift: Trace | None


_ORDER = (Truth.TRUE, Truth.IN_DOUBT, Truth.OPEN, Truth.FALSE)


def traced(plain: Plain, *, massage: str = "", rule: str = "", every: bool = False) -> tuple[Traced, ...]:
    """The rule that is named, else the rules that tell something, else (`every`) all; those that count first.

    With a `massage` only the rules that touch it.
    """
    found = (_traced(plain, one) for one in _rules_for(plain.kb, massage) if rule in ("", one.id))
    shown = (one for one in found if every or rule or _tells(plain, one))
    return tuple(sorted(shown, key=lambda one: (_ORDER.index(one.when.truth), -one.rule.level)))


def _rules_for(kb: KnowledgeBase, massage: str) -> Iterator[Rule]:
    program = compiled(kb)
    number = program.massages.index(massage) if massage else -1
    for index, rule in enumerate(kb.rules):
        touched = {m for entry in program.rule(index).entries for m, _ in entry.touched}
        if not massage or number in touched:
            yield rule


def _traced(plain: Plain, rule: Rule) -> Traced:
    return Traced(rule, plain.trace(rule.when), plain.trace(rule.lift) if rule.lift is not None else None)


def _tells(plain: Plain, one: Traced) -> bool:
    """Whether a rule counts, or is open although something that it hangs on was answered."""
    if one.when.truth is Truth.OPEN:
        return any(_touched(when, plain) for when in _comparisons(one.when))
    return one.when.truth is not Truth.FALSE


def _touched(comparison: Literal, plain: Plain) -> bool:
    """Whether the question of a comparison was answered, or the condition that it is a follow-up of."""
    return not {comparison.fact, comparison.fact.partition(".")[0]}.isdisjoint(plain.values)


def _comparisons(trace: Trace) -> Iterator[Literal]:
    if isinstance(trace.when, Literal):
        yield trace.when
    for part in trace.parts:
        yield from _comparisons(part)


def summary(kb: KnowledgeBase, found: Sequence[Traced], *, answered: bool) -> str:
    """How many rules are shown, and how to see more."""
    counted = f"{len(found)} of {len(kb.rules)} rules"
    if answered:
        return counted if len(found) == len(kb.rules) else f"{counted}; -v shows the silent and open ones"
    return f"{counted}; nothing is answered\n  next: give answers with --answers FILE or --set ID=VALUE"


# --- text -----------------------------------------------------------------------------------------


def show_traces(found: Iterable[Traced], plain: Plain, root: Path, form: str) -> str:
    """The rules with their trees, as text or JSON."""
    if form == "json":
        listed = [_record(one, plain, root) for one in found]
        return json.dumps({"schema": SCHEMA, "rules": listed}, indent=2, ensure_ascii=False) + "\n"
    lines = (line for one in found for line in _lines(one, plain, root))
    return "".join(f"{clean_text(line)}\n" for line in lines)


def _lines(one: Traced, plain: Plain, root: Path) -> Iterator[str]:
    rule = one.rule
    maker = f" on {rule.maker}" if rule.maker else ""
    yield f"{place(rule.at, root)}: {rule.id}{maker} ({rule.level.word}): {one.when.truth.value}"
    yield from _tree(one.when, plain, 1)
    if one.lift is not None:
        full = "counts in full" if one.lift.truth is Truth.TRUE else f"in full: {one.lift.truth.value}"
        yield f"  without a doctor's yes ({full}; otherwise it counts as adapt)"
        yield from _tree(one.lift, plain, 2)


def _tree(trace: Trace, plain: Plain, depth: int) -> Iterator[str]:
    said = _said(trace, plain)
    answer = f" ({_words(said, trace.truth)})" if _is_item(trace, plain) else ""
    yield f"{'  ' * depth}{_head(trace)}{answer}: {trace.truth.value}"
    for part in trace.parts:
        yield from _tree(part, plain, depth + 1)


def _head(trace: Trace) -> str:
    if isinstance(trace.when, Literal):
        return show_literal(trace.when)
    return "all" if isinstance(trace.when, All) else "any"


def _is_item(trace: Trace, plain: Plain) -> bool:
    return isinstance(trace.when, Literal) and trace.when.fact not in plain.kb.hazards


def _said(trace: Trace, plain: Plain) -> Value | None:
    return plain.values.get(trace.when.fact) if isinstance(trace.when, Literal) else None


def _words(value: Value | None, truth: Truth) -> str:
    """What was said; a question without an answer that decides nothing is one that does not apply."""
    if value is None:
        return "does not apply" if truth is Truth.FALSE else "not answered"
    if isinstance(value, tuple):
        return f"said {', '.join(value) or 'none'}"
    if isinstance(value, float | int):
        return f"said {value:g}"
    return "not sure" if value == NOT_SURE else f"said {value}"


# --- JSON -----------------------------------------------------------------------------------------


def _record(one: Traced, plain: Plain, root: Path) -> dict[str, object]:
    where = place(one.rule.at, root)
    return {
        "rule": one.rule.id,
        "maker": one.rule.maker or None,
        "level": one.rule.level.word,
        "path": where.path,
        "line": where.line,
        "truth": one.when.truth.value,
        "when": _tree_record(one.when, plain),
        "lift": _tree_record(one.lift, plain) if one.lift is not None else None,
    }


def _tree_record(trace: Trace, plain: Plain) -> dict[str, object]:
    record: dict[str, object] = {"when": _head(trace), "truth": trace.truth.value}
    if _is_item(trace, plain):
        record["said"] = _said(trace, plain)
    if trace.parts:
        record["parts"] = [_tree_record(part, plain) for part in trace.parts]
    return record
