"""Many people at once: rows of answers in, verdicts out, nobody's answers kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from massage_advisor.batch.columns import Filler
from massage_advisor.batch.sheets import MapSheet
from massage_advisor.batch.summary import BatchVerdict, Summaries, Summary
from massage_advisor.errors import ResponseError
from massage_advisor.model import KnowledgeBase

__all__ = ["BatchVerdict", "Summary", "assess_many"]

BLOCK = 4096


def assess_many(
    kb: KnowledgeBase, people: Iterable[Mapping[str, object]], *, reasons: bool = False
) -> Iterator[Summary | ResponseError]:
    """What the rules say about each person, in order, as `assess` would for one at a time.

    A person is a map from item id to answer, as in an answers file; None counts as not asked, and a key
    `id` is passed over. Where the answers cannot be used, the ResponseError that says why stands in the
    place of the summary. `reasons` adds the ids of the rules that count for each massage. People are
    taken in blocks of a few thousand, so the iterable can be of any length.
    """
    filler, summaries = Filler(kb), Summaries(kb, lambda summary: summary, reasons=reasons)
    rest = iter(people)
    while block := list(islice(rest, BLOCK)):
        filled = filler.fill(MapSheet(block))
        for row, summary in enumerate(summaries.of(filled.columns, filled.count)):
            yield filled.refused.get(row, summary)
