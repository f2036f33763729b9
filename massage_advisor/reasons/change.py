"""What would change a verdict: the smallest changes that can really happen."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from massage_advisor.answers import implied
from massage_advisor.engine import Plain, Population, Tally, compiled, numbered_reads
from massage_advisor.model import (
    NOT_SURE,
    Change,
    Item,
    Kind,
    KnowledgeBase,
    Literal,
    Responses,
    Value,
    Verdict,
    When,
    literals,
)
from massage_advisor.records import dataclass
from massage_advisor.truth import Truth

MOST_EDITS = 40
"""More single edits than this are not paired: 780 pairs are evaluated at once."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One answer that becomes another. `how`: doctor, time, passes, choice, settled, clarified."""

    item: str
    value: Value
    how: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Edits that together, and no fewer of them, make the verdict `after`."""

    edits: tuple[Edit, ...]
    after: Verdict


def what_would_change(kb: KnowledgeBase, responses: Responses, massage: str) -> tuple[WhatIf, ...]:
    """All smallest changes of one or two answers that lift or lower the verdict, mildest result first."""
    values = implied(kb, responses.values)
    edits = tuple(_edits(kb, Responses(values), massage))
    now, *singly = _verdicts(kb, values, massage, [(), *((edit,) for edit in edits)])
    found = [WhatIf((e,), after) for e, after in zip(edits, singly, strict=True) if after is not now]
    idle = [edit for edit, after in zip(edits, singly, strict=True) if after is now][:MOST_EDITS]
    pairs = [pair for pair in itertools.combinations(idle, 2) if pair[0].item != pair[1].item]
    together = _verdicts(kb, values, massage, pairs)
    found += [WhatIf(pair, after) for pair, after in zip(pairs, together, strict=True) if after is not now]
    return tuple(sorted(found, key=lambda w: (w.after, len(w.edits), [edit.item for edit in w.edits])))


def _verdicts(
    kb: KnowledgeBase, values: Mapping[str, Value], massage: str, changes: Sequence[tuple[Edit, ...]]
) -> list[Verdict]:
    """The verdict so far after each change, all evaluated as one population."""
    program = compiled(kb)
    patches = [{edit.item: edit.value for edit in edits} for edits in changes]
    number = program.massages.index(massage)
    tally = Tally(Population.around(program, values, patches), number)
    return [tally.so_far(number, case) for case in range(len(patches))]


def _edits(kb: KnowledgeBase, responses: Responses, massage: str) -> Iterator[Edit]:
    """Every single change that can really happen to an item which a live rule of this massage reads."""
    rules = live_rules(kb, responses, massage)
    read = set().union(*(numbered_reads(kb, number) for number in rules))
    whens = [w for number in rules for w in (kb.rules[number].when, kb.rules[number].lift) if w is not None]
    plain = Plain(kb, responses)
    for item in kb.items.values():
        if item.id in read and plain.applies(item).truth is Truth.TRUE:
            yield from _item_edits(kb, item, responses.values.get(item.id), whens)


def live_rules(kb: KnowledgeBase, responses: Responses, massage: str) -> tuple[int, ...]:
    """The numbers of the rules that touch a massage and are not certainly silent."""
    program = compiled(kb)
    population = Population(program, [responses.values])
    bit = 1 << program.massages.index(massage)
    return tuple(
        number
        for number in population.live_rules()
        if program.features.touched(kb.rules[number].effect, kb.rules[number].level) & bit
        and population.bits(program.node(kb.rules[number].when))[1] == 0
    )


def _item_edits(kb: KnowledgeBase, item: Item, value: Value | None, whens: Sequence[When]) -> Iterator[Edit]:
    if value is None or (value == NOT_SURE and item.changes is not Change.DOCTOR):
        how = "settled" if value is None else "clarified"
        how = "doctor" if item.changes is Change.DOCTOR else how
        yield from (Edit(item.id, other, how) for other in _settled_values(item))
    elif item.changes is Change.DOCTOR and value != "yes":
        yield Edit(item.id, "yes", "doctor")
    elif item.changes is Change.PASSES and value == "yes":
        yield Edit(item.id, "no", "passes")
    elif item.changes is Change.CHOICE:
        yield from (Edit(item.id, v, "choice") for v in _settled_values(item) if v != value)
    elif item.changes is Change.GROWS and isinstance(value, float | int):
        yield from (Edit(item.id, edge, "time") for edge in edges(kb, item.id, whens) if edge > value)


def _settled_values(item: Item) -> tuple[Value, ...]:
    if item.changes is Change.DOCTOR:
        return ("yes",)
    if item.kind is Kind.YES_NO:
        return ("yes", "no")
    if item.kind is Kind.CHOICE:
        return tuple(option.id for option in item.options)
    return ()


def edges(kb: KnowledgeBase, item: str, whens: Sequence[When]) -> tuple[float, ...]:
    """The numbers at which some comparison of this item changes, ascending."""
    found: set[float] = set()
    for literal in _all_literals(kb, whens):
        if literal.fact == item:
            found.update(edge for edge in (literal.at_least, literal.under) if edge is not None)
    return tuple(sorted(found))


def _all_literals(kb: KnowledgeBase, whens: Sequence[When]) -> Iterator[Literal]:
    for when in whens:
        for literal in literals(when):
            hazard = kb.hazards.get(literal.fact)
            if hazard is None:
                yield literal
            else:
                yield from _all_literals(kb, [hazard.when])
