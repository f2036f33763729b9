"""One entry of the catalogue."""

from __future__ import annotations

from massage_advisor.loading.codes.samples import Sample
from massage_advisor.records import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of fault. `bad` and `good` are whole files under the name `file`; "" where none helps."""

    id: str
    title: str
    explanation: str
    file: str = ""
    bad: str = ""
    good: str = ""

    @property
    def severity(self) -> str:
        """Warnings are KB5xx, and files that are readable but oddly written; all else is an error."""
        return "warning" if self.id.startswith("KB5") or self.id in ("KB014", "KB015") else "error"


def example(
    id_: str, title: str, explanation: str, sample: Sample, right: str, wrong: str, file: str = ""
) -> Code:
    """An entry whose bad example is the sample with `wrong` in the place of `right`."""
    return Code(id_, title, explanation, file or sample.file, sample.text.replace(right, wrong), sample.text)
