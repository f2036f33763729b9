"""Which sources stand behind a page, and under which numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from massage_advisor.model import UNSOURCED, Source
from massage_advisor.records import dataclass
from massage_advisor.render.page import Page, Phrase, phrases

_BEST_FIRST = (
    "guideline",
    "review",
    "trial",
    "consensus",
    "official",
    "case-report",
    "practitioner",
    "tradition",
    "news",
    "marketing",
)


@dataclass(frozen=True, slots=True)
class Citations:
    """The sources of a page by id, numbered from 1 as they are first named."""

    numbers: Mapping[str, int]
    sources: Mapping[str, Source]
    most: int | None

    @classmethod
    def of(cls, page: Page, sources: Mapping[str, Source]) -> Citations:
        """The citations of a page."""
        found = (phrase for block in page.blocks for phrase in phrases(block))
        named = (i for phrase in found for i in best(phrase.sources, sources, page.most_sources))
        numbers = {source: number for number, source in enumerate(dict.fromkeys(named), 1)}
        return cls(numbers, sources, page.most_sources)

    def marks(self, phrase: Phrase) -> tuple[str, ...]:
        """The marks behind a phrase: "S1", "S4"."""
        kept = best(phrase.sources, self.sources, self.most)
        return tuple(f"S{number}" for number in sorted(self.numbers[i] for i in kept))

    def words(self, phrase: Phrase) -> str:
        """The marks in one string, with a word where something has no source."""
        marks = " ".join(self.marks(phrase))
        if UNSOURCED not in phrase.sources:
            return marks
        return f"{marks}, partly no source" if marks else "no source"


def best(ids: Iterable[str], sources: Mapping[str, Source], most: int | None) -> tuple[str, ...]:
    """The strongest of some sources, at most `most`: by kind, then the newest."""
    known = sorted((i for i in ids if i != UNSOURCED), key=lambda i: _rank(sources[i]))
    return tuple(known[:most])


def _rank(source: Source) -> tuple[int, int]:
    kind = _BEST_FIRST.index(source.kind) if source.kind in _BEST_FIRST else len(_BEST_FIRST)
    return kind, -(source.year or 0)
