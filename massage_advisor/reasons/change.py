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


Edits = tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Edits that together, and no fewer of them, make the verdict `after`."""

    edits: Edits
    after: Verdict


def what_would_change(kb: KnowledgeBase, responses: Responses, massage: str) -> tuple[WhatIf, ...]:
    """All smallest changes of one or two answers that lift or lower the verdict, mildest result first."""
    return what_would_change_each(kb, responses, [massage])[massage]


def what_would_change_each(
    kb: KnowledgeBase, responses: Responses, massages: Sequence[str]
) -> dict[str, tuple[WhatIf, ...]]:
    """The same for several massages, which takes little longer than for one."""
    values = implied(kb, responses.values)
    single = _single(kb, Responses(values), massages)
    once = _moving(kb, values, single)
    idle = {
        massage: [edits for edits in found if edits not in once[massage]] for massage, found in single.items()
    }
    twice = _moving(kb, values, {massage: _pairs(found[:MOST_EDITS]) for massage, found in idle.items()})
    return {massage: _sorted({**once[massage], **twice[massage]}) for massage in massages}


def _sorted(found: Mapping[Edits, Verdict]) -> tuple[WhatIf, ...]:
    changes = (WhatIf(edits, after) for edits, after in found.items())
    return tuple(sorted(changes, key=lambda w: (w.after, len(w.edits), [edit.item for edit in w.edits])))


def _pairs(single: Sequence[Edits]) -> list[Edits]:
    """Two edits together, of different items."""
    return [(one, two) for (one,), (two,) in itertools.combinations(single, 2) if one.item != two.item]


def _moving(
    kb: KnowledgeBase, values: Mapping[str, Value], changes: Mapping[str, Sequence[Edits]]
) -> dict[str, dict[Edits, Verdict]]:
    """Those of the changes that move the verdict of their massage, with the verdict so far after them.

    All are evaluated as one population, of which the first case is that nothing changes.
    """
    program = compiled(kb)
    cases = {
        edits: case for case, edits in enumerate(dict.fromkeys([(), *itertools.chain(*changes.values())]))
    }
    patches = [{edit.item: edit.value for edit in edits} for edits in cases]
    numbers = {massage: program.massages.index(massage) for massage in changes}
    tally = Tally(Population.around(program, values, patches), list(numbers.values()))
    moving: dict[str, dict[Edits, Verdict]] = {}
    for massage, number in numbers.items():
        now = tally.so_far(number)
        after = {edits: tally.so_far(number, cases[edits]) for edits in changes[massage]}
        moving[massage] = {edits: verdict for edits, verdict in after.items() if verdict is not now}
    return moving


def _single(kb: KnowledgeBase, responses: Responses, massages: Sequence[str]) -> dict[str, list[Edits]]:
    """For each massage every change that can really happen to an item which a live rule about it reads."""
    plain = Plain(kb, responses)
    found: dict[str, list[Edits]] = {}
    for massage, rules in _live_rules(kb, responses, massages).items():
        read = frozenset().union(*(numbered_reads(kb, number) for number in rules))
        applying = (
            kb.items[i] for i in kb.items if i in read and plain.applies(kb.items[i]).truth is Truth.TRUE
        )
        whens = [w for n in rules for w in (kb.rules[n].when, kb.rules[n].lift) if w is not None]
        found[massage] = [
            (edit,) for item in applying for edit in _edits(kb, item, responses.values.get(item.id), whens)
        ]
    return found


def _live_rules(kb: KnowledgeBase, responses: Responses, massages: Sequence[str]) -> dict[str, list[int]]:
    """The numbers of the rules that touch a massage and are not certainly silent."""
    program = compiled(kb)
    population = Population(program, [responses.values])
    touched = {
        number: program.features.touched(kb.rules[number].effect, kb.rules[number].level)
        for number in population.live_rules()
        if population.bits(program.nodes.of(kb.rules[number].when))[1] == 0
    }
    bits = {massage: 1 << program.massages.index(massage) for massage in massages}
    return {massage: [n for n, them in touched.items() if them & bit] for massage, bit in bits.items()}


def _edits(kb: KnowledgeBase, item: Item, value: Value | None, whens: Sequence[When]) -> Iterator[Edit]:
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
