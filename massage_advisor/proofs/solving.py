"""A formula that grows, with a SAT solver behind it. The only code that knows python-sat.

A literal is an int: a positive number is a variable that is true, its negative one that is false.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from massage_advisor.errors import UsageError

if TYPE_CHECKING:
    from pysat.solvers import Solver

SOLVER = "minisat22"
MOST_COUNTED = 8
"""Clients with more unusual answers than this are shrunk one answer at a time, not counted."""


class ProverMissingError(UsageError):
    """The optional part that proves is not installed."""

    def __init__(self) -> None:
        needed = "this needs the optional part 'prove'"
        super().__init__(f"{needed}\n  next: pip install 'massage-advisor[prove]', then run it again")


def _new_solver() -> Solver:
    try:
        from pysat.solvers import Solver
    except ImportError as error:
        raise ProverMissingError from error
    return Solver(name=SOLVER)


@contextmanager
def _interruptible() -> Iterator[None]:
    """While the solver works, Ctrl-C comes as its own kind of error."""
    from pysolvers import error

    try:
        yield
    except error:
        raise KeyboardInterrupt from None


class Formula:
    """Clauses over variables; gates with the same inputs are shared."""

    def __init__(self) -> None:
        self._solver = _new_solver()
        self._last = 0
        self._gates: dict[frozenset[int], int] = {}
        self.true = self.new()
        self.add(self.true)

    @property
    def false(self) -> int:
        """The literal that never holds."""
        return -self.true

    def new(self) -> int:
        """A variable that nothing is known about."""
        self._last += 1
        return self._last

    def add(self, *literals: int) -> None:
        """At least one of these literals holds."""
        self._solver.add_clause(literals)

    def exactly_one(self, literals: Sequence[int]) -> None:
        """One of these literals holds, and no other."""
        self.add(*literals)
        for number, literal in enumerate(literals):
            for other in literals[number + 1 :]:
                self.add(-literal, -other)

    def all_of(self, literals: Iterable[int]) -> int:
        """A literal that holds exactly when all of these do."""
        inputs = frozenset(literals) - {self.true}
        if self.false in inputs or any(-literal in inputs for literal in inputs):
            return self.false
        if len(inputs) <= 1:
            return next(iter(inputs), self.true)
        if inputs not in self._gates:
            self._gates[inputs] = self._gate(inputs)
        return self._gates[inputs]

    def any_of(self, literals: Iterable[int]) -> int:
        """A literal that holds exactly when one of these does."""
        return -self.all_of(-literal for literal in literals)

    def _gate(self, inputs: frozenset[int]) -> int:
        output = self.new()
        for literal in inputs:
            self.add(-output, literal)
        self.add(output, *(-literal for literal in inputs))
        return output

    def prefer(self, literals: Iterable[int]) -> None:
        """Try these literals first where either value will do."""
        self._solver.set_phases(list(literals))

    def possible(self, assumptions: Iterable[int] = ()) -> bool:
        """Whether all clauses and these literals can hold together."""
        with _interruptible():
            return bool(self._solver.solve(assumptions=list(assumptions)))

    def model(self) -> frozenset[int]:
        """The literals that hold in the last solution."""
        return frozenset(self._solver.get_model() or ())

    def follows(self, assumptions: Iterable[int]) -> frozenset[int]:
        """Literals that follow from these at once, without trying anything."""
        with _interruptible():
            _, literals = self._solver.propagate(assumptions=list(assumptions))
        return frozenset(literals)

    def core(self) -> frozenset[int]:
        """Assumptions of the last question that cannot hold together."""
        return frozenset(self._solver.get_core() or ())

    def counter(self, literals: Sequence[int]) -> tuple[int, ...]:
        """For n = 0, 1, ...: a literal to assume so that at most n of `literals` hold."""
        from pysat.card import ITotalizer

        most = min(MOST_COUNTED, len(literals) - 1)
        if most < 0:
            return ()
        with ITotalizer(lits=list(literals), ubound=most, top_id=self._last) as totalizer:
            self._last = totalizer.top_id
            for clause in totalizer.cnf.clauses:
                self.add(*clause)
            return tuple(-bound for bound in totalizer.rhs)
