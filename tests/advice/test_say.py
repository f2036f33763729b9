"""What to tell the therapist: aims, illnesses, places, and wishes for less."""

from __future__ import annotations

from massage_advisor.advice import advise
from massage_advisor.loading import load_knowledge
from massage_advisor.model import Responses, Value


def said(**values: Value) -> tuple[str, ...]:
    return advise(load_knowledge(), Responses(values), "2026-11-22").say


def test_aims_come_first_and_wishes_last() -> None:
    lines = said(
        goals=("sleep-better", "relax"),
        asthma="yes",
        where=("neck",),
        wishes=("no-scents",),
        pressure="light",
    )
    assert lines[0] == "My aim: Relax and let go of stress; Sleep better."
    assert "asthma" in lines[1]
    assert lines[2] == "It hurts or feels tight here: neck."
    assert lines[3] == "My wishes: No scents; Light pressure."


def test_a_wish_for_more_is_not_repeated_because_the_rules_may_leave_it_out() -> None:
    assert said(anticoagulants="yes", pressure="firm", wishes=("heat", "stretching")) == (
        "I take a blood thinner: light pressure only, please.",
    )
