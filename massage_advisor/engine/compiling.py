"""Program and outline of a knowledge base: made once, and kept between runs as rows of numbers and names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any

from massage_advisor.engine.outline import Group, Outline, Part, drawn
from massage_advisor.engine.program import Node, Program, built
from massage_advisor.engine.worth import Features
from massage_advisor.loading import derived
from massage_advisor.model import KnowledgeBase, Literal

Both = tuple[Program, Outline]
Rows = dict[str, Any]
_KINDS = ("item", "all", "any", "pending")


@lru_cache(maxsize=8)
def compiled(kb: KnowledgeBase) -> Program:
    """The program of a knowledge base."""
    return _both(kb)[0]


@lru_cache(maxsize=8)
def outlined(program: Program) -> Outline:
    """The outline of a program that `compiled` gave."""
    return _both(program.kb)[1]


@lru_cache(maxsize=8)
def _both(kb: KnowledgeBase) -> Both:
    return derived(kb, "program", lambda: _made(kb), _rows, lambda rows: _read(kb, rows))


def _made(kb: KnowledgeBase) -> Both:
    """Made together: an outline adds nodes to its program."""
    program = built(kb)
    return program, drawn(program)


# --- writing --------------------------------------------------------------------------------------


class _Table:
    """Values that are stored once each and named by their number."""

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}

    def number(self, value: Any) -> int:
        """The number of a value."""
        return self._numbers.setdefault(value, len(self._numbers))

    def values(self) -> list[Any]:
        """The values in the order of their numbers."""
        return list(self._numbers)


def _rows(both: Both) -> Rows:
    program, outline = both
    roots, parts = _Table(), _Table()
    return {
        "features": [getattr(program.features, part.name) for part in fields(Features)],
        "for_whom": program.for_whom,
        "sides": program.sides,
        "nodes": [_node_row(node, roots) for node in program.nodes],
        "rules": [-1 if found is None else roots.number(found) for found in program.roots],
        "groups": [
            (group.reads, sorted(group.rules), [parts.number(part) for part in group.parts])
            for group in outline.groups
        ],
        "single": {n: [parts.number(part) for part in found] for n, found in outline.single.items()},
        "readers": dict(outline.readers),
        "always": sorted(outline.always),
        "flags": sorted(outline.flags),
        "roots": [sorted(found) for found in roots.values()],
        "parts": [(part.node, part.worth, part.aimed) for part in parts.values()],
    }


def _node_row(node: Node, roots: _Table) -> list[Any]:
    literal = node.literal
    compared = () if literal is None else (literal.fact, literal.options, literal.at_least, literal.under)
    return [_KINDS.index(node.kind), roots.number(node.roots), node.gate, node.parts, *compared]


# --- reading --------------------------------------------------------------------------------------


def _read(kb: KnowledgeBase, rows: Rows) -> Both:
    roots = [frozenset(found) for found in rows["roots"]]
    program = Program(kb, tuple(kb.massages), Features(*rows["features"]))
    program.restore(_nodes(rows["nodes"], roots))
    program.for_whom.extend(rows["for_whom"])
    program.sides.extend(tuple(sides) for sides in rows["sides"])
    program.roots.extend(None if number < 0 else roots[number] for number in rows["rules"])
    return program, _outline(rows)


def _nodes(rows: Sequence[Any], roots: Sequence[frozenset[str]]) -> Iterator[Node]:
    for kind, root, gate, parts, *compared in rows:
        literal = None
        if compared:
            fact, options, at_least, under = compared
            literal = Literal(fact, tuple(options), at_least, under)
        yield Node(_KINDS[kind], literal, tuple(parts), gate, roots[root])


def _outline(rows: Rows) -> Outline:
    parts = [Part(node, tuple(worth), tuple(aimed)) for node, worth, aimed in rows["parts"]]

    def named(numbers: Sequence[int]) -> tuple[Part, ...]:
        return tuple([parts[number] for number in numbers])

    return Outline(
        tuple([Group(tuple(reads), frozenset(rules), named(own)) for reads, rules, own in rows["groups"]]),
        {int(number): named(own) for number, own in rows["single"].items()},
        rows["readers"],
        frozenset(rows["always"]),
        frozenset(rows["flags"]),
    )
