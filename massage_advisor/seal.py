"""Ties a result to what it was made from: knowledge, program, answers, and its own content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

Record = Mapping[str, Any]
_UNSEALED = ("certificate", "understood", "order")


def digest(value: object) -> str:
    """A fingerprint of plain values, the same for the same content."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def seal(result: Record, knowledge_hash: str, program: str) -> dict[str, str]:
    """The fields of a certificate that say what a result was made from.

    What was understood of a free text, and the reasoning about the order, are not sealed: the answers are.
    """
    shown = {key: value for key, value in result.items() if key not in _UNSEALED}
    answers = digest(result["answers"])
    return {"knowledge": knowledge_hash, "program": program, "answers": answers, "shown": digest(shown)}


def broken(result: Record, knowledge_hash: str, program: str) -> Iterator[str]:
    """Why a result with a certificate is not for this knowledge, this program or its own answers."""
    found, here = result["certificate"], seal(result, knowledge_hash, program)
    if found.get("knowledge") != here["knowledge"]:
        yield f"it was made with other knowledge: {found.get('knowledge')}; here is {knowledge_hash}"
    if found.get("program") != program:
        yield f"it was made by another version of the program: {found.get('program')}; this is {program}"
    if found.get("answers") != here["answers"]:
        yield "it was made for other answers than those in the result"
    elif found.get("shown") != here["shown"]:
        yield "the result was changed after it was made"
