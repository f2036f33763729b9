"""`--exit-status`: what no further answer can change is settled, although something was not asked."""

from __future__ import annotations

from dataclasses import replace

from massage_advisor.advice import advise
from massage_advisor.cli.answering import disposition_status
from massage_advisor.model import KnowledgeBase, Level, Responses, Value
from tests.support import builder as b
from tests.support import finished


def status(kb: KnowledgeBase, values: dict[str, Value]) -> int:
    advice = advise(kb, Responses(values), "2026-11-22")
    assert not advice.assessment.complete
    return disposition_status(kb, advice, 1)


def test_open_but_proved_is_settled_and_open_is_not() -> None:
    kb = finished.feet_in_pregnancy()
    values: dict[str, Value] = {"flag": "no", "family": "no", "goals": ("relax",), "wishes": ()}
    assert status(kb, values) == 12
    always_oil = replace(kb, rules=(*kb.rules, b.rule("oil", Level.ADAPT, b.yes("flag"), areas=("neck",))))
    assert status(always_oil, {**values, "flag": "yes"}) == 0
