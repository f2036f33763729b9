"""Program and outline of a knowledge base: made once, and kept between runs as rows of numbers and names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any

from massage_advisor.engine.nodes import Node, Nodes
from massage_advisor.engine.outline import Group, Outline, Part, drawn
from massage_advisor.engine.program import Program, built
from massage_advisor.engine.worth import Features, Masks
from massage_advisor.loading import derived
from massage_advisor.loading.compiled.late import LateRecords, LateRows
from massage_advisor.model import KnowledgeBase, Literal

Both = tuple[Program, Outline]
Rows = dict[str, Any]


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
    """Short lists of numbers are kept as text, which is quicker to read and only split when it is needed."""
    program, outline = both
    roots, parts = _Table(), _Table()
    names = program.nodes.names
    nodes = [program.nodes[number] for number in range(len(names))]
    return {
        "features": [getattr(program.features, part.name) for part in fields(Features)],
        "for_whom": program.for_whom,
        "sides": [" ".join(sides) for sides in program.sides],
        "nodes": names,
        "node_roots": [roots.number(node.roots) for node in nodes],
        "node_gates": [node.gate for node in nodes],
        "rules": [-1 if found is None else roots.number(found) for found in program.roots],
        "groups": [
            (group.reads, sorted(group.rules), [parts.number(part) for part in group.parts])
            for group in outline.groups
        ],
        "single": [
            "" if number in outline.always else _text(map(parts.number, outline.single[number]))
            for number in range(len(program.roots))
        ],
        "readers": {item: _text(numbers) for item, numbers in outline.readers.items()},
        "always": sorted(outline.always),
        "flags": sorted(outline.flags),
        "roots": [" ".join(sorted(found)) for found in roots.values()],
        "parts": [_text((part.node, *part.worth, *part.aimed)) for part in parts.values()],
    }


def _text(numbers: Iterable[int]) -> str:
    return " ".join(map(str, numbers))


# --- reading --------------------------------------------------------------------------------------


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split()))


def _read(kb: KnowledgeBase, rows: Rows) -> Both:
    roots = [frozenset(text.split()) for text in rows["roots"]]
    names, own, gates = rows["nodes"], rows["node_roots"], rows["node_gates"]
    nodes = Nodes(kb, names, lambda number: _node(names[number], gates[number], roots[own[number]]))
    program = Program(kb, tuple(kb.massages), Features(*rows["features"]), nodes)
    program.for_whom.extend(rows["for_whom"])
    program.sides.extend(tuple(text.split()) for text in rows["sides"])
    program.roots.extend(None if number < 0 else roots[number] for number in rows["rules"])
    return program, _outline(rows)


def _node(name: str, gate: int, roots: frozenset[str]) -> Node:
    """The node that has this name, as `Program` gives it."""
    kind, *words = name.split(" ")
    if kind == "item":
        fact, options, *edges = words
        at_least, under = (None if edge == "None" else float(edge) for edge in edges)
        literal = Literal(fact, tuple(options.split(",")) if options else (), at_least, under)
        return Node(kind, literal, gate=gate, roots=roots)
    return Node(kind, parts=() if kind == "pending" else tuple(map(int, words)), gate=gate, roots=roots)


def _outline(rows: Rows) -> Outline:
    parts = LateRows(lambda: rows["parts"], _part)

    def named(numbers: Iterable[int]) -> tuple[Part, ...]:
        return tuple([parts[number] for number in numbers])

    return Outline(
        tuple([Group(tuple(reads), frozenset(rules), named(own)) for reads, rules, own in rows["groups"]]),
        LateRows(lambda: rows["single"], lambda text: named(_numbers(text))),
        LateRecords(lambda: rows["readers"], _numbers),
        frozenset(rows["always"]),
        frozenset(rows["flags"]),
    )


def _part(text: str) -> Part:
    node, *masks = _numbers(text)
    return Part(node, _masks(masks[:4]), _masks(masks[4:]))


def _masks(numbers: Sequence[int]) -> Masks:
    ok, adapt, clearance, avoid = numbers
    return ok, adapt, clearance, avoid
