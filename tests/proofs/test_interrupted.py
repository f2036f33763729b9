"""Ctrl-C while the solver works, which has a handler of its own."""

from __future__ import annotations

from typing import NoReturn

import pytest

from massage_advisor.proofs.solving import Formula


@pytest.mark.parametrize("question", ["solve", "propagate"])
def test_an_interrupt_of_the_solver_is_an_interrupt(question: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import pysolvers

    def caught(**_: object) -> NoReturn:
        raise pysolvers.error("Caught keyboard interrupt")

    formula = Formula()
    monkeypatch.setattr(formula._solver, question, caught)
    ask = formula.possible if question == "solve" else formula.follows
    with pytest.raises(KeyboardInterrupt):
        ask([formula.true])
