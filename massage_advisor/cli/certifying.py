"""`answers check --certificate`: whether the proof in a result holds, and if not why."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from massage_advisor.cli.edge import messages
from massage_advisor.errors import FileError, ResponseError
from massage_advisor.model import KnowledgeBase
from massage_advisor.textsafe import shorten

Record = dict[str, Any]

_PROVED = {
    "emergency": "a red flag is certain.",
    "not-now": "no further answer could make a massage possible.",
    "settled": "no further answer could change the massages shown, their order, verdicts, changes and "
    "questions for a doctor, or what holds for the person as a whole.",
}


def judged(kb: KnowledgeBase, name: str) -> tuple[list[str], str]:
    """Why the certificate of the result in a file ("-": stdin) does not hold, or else what it proves.

    Raises FileError where the file cannot be read.
    """
    result = _read(name)
    if not isinstance(result, dict) or "schema" not in result:
        return ["this is no result in JSON; make one with: massage-advisor ask -f json"], ""
    try:
        faults = next(filter(None, (list(look(kb, result)) for look in _LOOKS)), [])
    except (LookupError, TypeError, ValueError, AttributeError):
        faults = ["the result is not as this program writes it"]
    return faults, "" if faults else _PROVED[result["certificate"]["kind"]]


def _read(name: str) -> object:
    """What stands in a JSON file; None where that is no JSON."""
    try:
        return json.loads(sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8"))
    except OSError as error:
        raise FileError(f"cannot read {name}: {error.strerror}") from error
    except (ValueError, RecursionError):
        return None


def _other_schema(_kb: KnowledgeBase, result: Record) -> Iterator[str]:
    from massage_advisor.render.result import SCHEMA

    if result["schema"] != SCHEMA:
        yield f"it has the schema '{shorten(str(result['schema']))}'; this program checks '{SCHEMA}'"


def _missing(kb: KnowledgeBase, result: Record) -> Iterator[str]:
    """Says that there is no certificate, and what was still to be asked."""
    from massage_advisor.advice import orders

    if isinstance(result.get("certificate"), dict):
        return
    waiting = [
        *result["open"],
        *(i.id for i in kb.items.values() if orders(i) and i.id not in result["answers"]),
    ]
    more = f" and {len(waiting) - 5} more" if len(waiting) > 5 else ""
    named = shorten(", ".join(waiting[:5]))
    yield f"it has no certificate, because more answers could change what it shows: {named}{more}"


def _broken(kb: KnowledgeBase, result: Record) -> Iterator[str]:
    """The seal, and answers that cannot be given."""
    from massage_advisor import __version__, seal
    from massage_advisor.answers import check_answers

    yield from seal.broken(result, kb.hash, __version__)
    if result["knowledge"]["hash"] == kb.hash:
        try:
            check_answers(kb, result["answers"])
        except ResponseError as error:
            yield from messages(error)


def _unproved(kb: KnowledgeBase, result: Record) -> Iterator[str]:
    """What the checker finds; and what this program says otherwise, which the checker takes as it is."""
    from massage_advisor import checker

    yield from checker.Proof(kb, result).faults()
    again = _again(kb, result)
    for field in (field for field in again if field != "massages" and again[field] != result.get(field)):
        yield f"this program gives another '{field}' for these answers"
    told = {massage["id"]: massage for massage in result["massages"]}
    for massage in (massage for massage in again["massages"] if massage != told.get(massage["id"])):
        yield f"this program says something else of {massage['name']} for these answers"


def _again(kb: KnowledgeBase, result: Record) -> Record:
    """The result that this program writes for the same answers on the same day."""
    from massage_advisor.advice import advise
    from massage_advisor.answers import check_answers
    from massage_advisor.render.reasoned import whole_result

    advice = advise(kb, check_answers(kb, result["answers"]), result["date"])
    written: Record = json.loads(json.dumps(whole_result(kb, advice, result["certificate"]["top"])))
    return written


_LOOKS = (_other_schema, _missing, _broken, _unproved)
"""One after the other; where one finds a fault, the next ones would only repeat it."""
