"""The stop certificate as part of the result format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from massage_advisor.reasons import Certificate
from massage_advisor.render.formats import harmless
from massage_advisor.seal import seal


def certified(
    result: Mapping[str, Any], certificate: Certificate | None, knowledge_hash: str, program: str
) -> dict[str, Any]:
    """A result with its certificate, sealed; null where something shown could still change."""
    if certificate is None:
        return {**result, "certificate": None}
    written = harmless(result)
    made_from = seal(written, knowledge_hash, program)
    return {**written, "certificate": {"kind": certificate.kind, **made_from, **_proof(certificate)}}


def _proof(certificate: Certificate) -> dict[str, Any]:
    return {
        "top": certificate.top,
        "about": list(certificate.about),
        "unasked": {
            "does_not_apply": list(certificate.does_not_apply),
            "no_open_rule": list(certificate.no_open_rule),
            "only_other_massages": {item: list(m) for item, m in certificate.others.items()},
            "not_looked_at": list(certificate.not_looked_at),
        },
    }
