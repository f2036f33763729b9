"""Conditions as shared nodes: equal conditions are one node, which is evaluated once for everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NoReturn

from massage_advisor.model import All, KnowledgeBase, Literal, When
from massage_advisor.records import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """A condition. `kind` is "item", "all", "any", or "pending": a follow-up that nobody has answered.

    `gate` is the node of the item's gate, or -1.
    """

    kind: str
    literal: Literal | None = None
    parts: tuple[int, ...] = ()
    gate: int = -1
    roots: frozenset[str] = frozenset()


def _not_there(number: int) -> NoReturn:
    raise KeyError(number)


class Nodes(dict[int, Node]):
    """All nodes by number; those of an earlier run are made when they are first asked for.

    A node is known by its name, which says all that it stands for: "item age  18.0 None", "any 3 17".
    """

    def __init__(
        self, kb: KnowledgeBase, names: Iterable[str] = (), make: Callable[[int], Node] = _not_there
    ) -> None:
        super().__init__()
        self._kb = kb
        self._make = make
        self._numbers = {name: number for number, name in enumerate(names)}
        self._known: dict[When, int] = {}

    def __missing__(self, number: int) -> Node:
        found = self[number] = self._make(number)
        return found

    @property
    def names(self) -> Sequence[str]:
        """The names of all nodes, in the order of their numbers."""
        return tuple(self._numbers)

    def of(self, when: When) -> int:
        """The number of the node for a condition."""
        known = self._known.get(when)
        if known is None:
            known = self._known[when] = (
                self._literal(when) if isinstance(when, Literal) else self._parts(when)
            )
        return known

    def join(self, kind: str, parts: Iterable[int]) -> int:
        """The number of the node that holds when all, or any, of these nodes do."""
        several = tuple(dict.fromkeys(parts))
        if len(several) == 1:
            return several[0]
        name = " ".join([kind, *map(str, several)])
        return self._number(name, lambda: Node(kind, parts=several, roots=self._roots(kind, several)))

    def pending(self, gate: int) -> int:
        """The number of the node of a follow-up that nobody has answered; it is as open as its gate."""
        if self[gate].kind == "pending":
            return gate
        return self._number(f"pending {gate}", lambda: Node("pending", gate=gate))

    def _parts(self, when: When) -> int:
        assert not isinstance(when, Literal)
        return self.join("all" if isinstance(when, All) else "any", [self.of(part) for part in when.parts])

    def _literal(self, literal: Literal) -> int:
        hazard = self._kb.hazards.get(literal.fact)
        if hazard is not None:
            return self.of(hazard.when)
        options = ",".join(literal.options)
        name = f"item {literal.fact} {options} {literal.at_least} {literal.under}"
        return self._number(name, lambda: self._item(literal))

    def _item(self, literal: Literal) -> Node:
        item = self._kb.items[literal.fact]
        gate = -1 if item.gate is None else self.of(item.gate)
        own = gate < 0 or item.condition in ("", item.id)
        roots = frozenset({item.id}) if own else self[gate].roots
        return Node("item", literal, gate=gate, roots=roots)

    def _roots(self, kind: str, parts: tuple[int, ...]) -> frozenset[str]:
        each = [self[part].roots for part in parts]
        if kind == "any":
            return frozenset().union(*each)
        return min(each, key=lambda roots: (len(roots), sorted(roots)), default=frozenset())

    def _number(self, name: str, make: Callable[[], Node]) -> int:
        if name not in self._numbers:
            node = make()  # first: it may need nodes of its own
            self[len(self._numbers)] = node
            self._numbers[name] = len(self._numbers)
        return self._numbers[name]
