"""The advice as data: the result format `massage-advisor/result/1` (design, section 7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from massage_advisor.advice import Advice, Offer, Reason
from massage_advisor.engine import RedFlag
from massage_advisor.model import Indication, Note, Value, Verdict
from massage_advisor.textsafe import clean_text

SCHEMA = "massage-advisor/result/1"

Record = dict[str, Any]


def result(advice: Advice, extra: Mapping[str, object] | None = None) -> Record:
    """The whole advice as plain values; `extra` adds fields such as `understood` and `certificate`."""
    assessment = advice.assessment
    disposition = assessment.disposition
    return {
        "schema": SCHEMA,
        "knowledge": {"edition": advice.edition, "hash": advice.knowledge_hash},
        "date": advice.date,
        "complete": assessment.complete,
        "disposition": disposition.word if disposition is not None else None,
        "disposition_so_far": assessment.disposition_so_far.word,
        "disposition_at_worst": assessment.disposition_at_worst.word,
        "answers": answers_record(assessment.responses.values),
        "red_flags": [red_flag_record(flag) for flag in advice.red_flags],
        "setting": _setting(advice),
        "massages": [massage_record(offer) for offer in advice.offers],
        "in_doubt": [{"item": i, "counted_as": v.word} for i, v in advice.in_doubt.items()],
        "open": list(advice.open),
        "say": list(advice.say),
        "always": [_note(note) for note in advice.always],
        **(extra or {}),
    }


def answers_record(values: Mapping[str, Value]) -> dict[str, object]:
    """Answers as plain values."""
    return {item: plain_value(value) for item, value in values.items()}


def plain_value(value: Value) -> object:
    """An answer as JSON has it: text harmless, lists as lists, whole numbers whole."""
    if isinstance(value, tuple):
        return [clean_text(part) for part in value]
    if isinstance(value, str):
        return clean_text(value)
    return int(value) if value == int(value) else value


def red_flag_record(flag: RedFlag) -> Record:
    """A red flag as plain values."""
    rule = flag.rule
    return {
        "rule": rule.id,
        "because": rule.because,
        "act": rule.act,
        "do": rule.do,
        "certain": flag.certain,
        "sources": list(rule.sources),
    }


def _setting(advice: Advice) -> Record:
    setting = advice.setting
    return {
        "advice": setting.advice,
        "because": [{"rule": r.id, "text": r.because, "sources": list(r.sources)} for r in setting.because],
        "next_steps": [_note(note) for note in setting.next_steps],
    }


def _note(note: Note) -> Record:
    return {"text": note.text, "sources": list(note.sources)}


def massage_record(offer: Offer) -> Record:
    """What is said about one massage as plain values."""
    decision = offer.decision
    settled = decision.settled
    return {
        "id": offer.id,
        "name": offer.name,
        "applies": offer.applies,
        "verdict": decision.so_far.word if settled else None,
        "so_far": decision.so_far.word,
        "at_worst": decision.at_worst.word,
        "settled": settled,
        "rank": offer.rank,
        "goals": [_goal(indication) for indication in offer.goals],
        "wishes": [{"wish": wish, "met": met} for wish, met in offer.wishes],
        "because": _reasons(offer),
        "changes": list(offer.changes) if decision.so_far < Verdict.AVOID else [],
        "ask_doctor": list(offer.ask_doctor) if decision.so_far < Verdict.AVOID else [],
        "open": sorted(decision.open),
    }


def _goal(indication: Indication) -> Record:
    return {
        "goal": indication.goal,
        "evidence": indication.evidence.word,
        "disagree": indication.disagree,
        "sources": list(indication.sources),
    }


def _reasons(offer: Offer) -> list[Record]:
    """The reasons, each once: a rule may change two features in the same words."""
    found: list[Record] = []
    for reason in offer.because:
        record = _reason(reason)
        if record not in found:
            found.append(record)
    return found


def _reason(reason: Reason) -> Record:
    return {
        "rule": reason.rule,
        "level": reason.level.word,
        "counts_as": reason.counts_as.word,
        "change": reason.change,
        "text": reason.text,
        "facts": answers_record(reason.facts),
        "sources": list(reason.sources),
        "certain": reason.certain,
    }
