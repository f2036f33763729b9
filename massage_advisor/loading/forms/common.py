"""Shapes that several kinds of files share."""

from __future__ import annotations

from massage_advisor.loading.drafts import Answer, Answers
from massage_advisor.loading.faults import SHARED, Reading
from massage_advisor.loading.forms.records import Record
from massage_advisor.loading.forms.shapes import (
    FACT_ID,
    ByForm,
    Flag,
    ListOf,
    OneOf,
    Ref,
    Text,
    Word,
    describe,
)
from massage_advisor.loading.forms.whens import WhenShape
from massage_advisor.loading.nodes import Map, Node, Scalar, Seq
from massage_advisor.model import UNSOURCED

LONGEST_BECAUSE = 160
LARGEST_FAMILY = 12

TEXT = Text()
FLAG = Flag()
WHEN = WhenShape()
ALIASES = ListOf(TEXT)
AREA = Ref(("area", "area group"))
FEATURE = Ref(("feature",))
MASSAGE = Ref(("massage",))
ANY_ID = Ref(tuple(sorted(SHARED)))
SOURCES = ByForm(text=OneOf((UNSOURCED,)), seq=ListOf(Ref(("source",), extra=(UNSOURCED,)), least=1))
VERDICTS = OneOf(("ok", "adapt", "clearance", "avoid"))
DISPOSITIONS = OneOf(("ok", "adapt", "clearance", "not-now", "emergency"))
CHANGES = OneOf(("never", "passes", "grows", "choice"))
NOTE = Record({"text": TEXT, "sources": SOURCES}, needs=("text", "sources"))


class AnswersShape:
    """A map of item ids to what a person said."""

    def __call__(self, node: Node, reading: Reading) -> Answers | None:
        if not isinstance(node, Map):
            reading.fault("KB101", node, f"a map of answers was expected here, not {describe(node)}")
            return None
        given = [self._answer(key, value, reading) for key, value in node.entries.values()]
        sound = tuple(answer for answer in given if answer is not None)
        reading.found.answers.extend(sound)
        return Answers(reading.at(node), sound)

    def _answer(self, key: Scalar, node: Node, reading: Reading) -> Answer | None:
        listed = isinstance(node, Seq)
        values = node.items if isinstance(node, Seq) else (node,)
        texts = tuple(value for value in values if isinstance(value, Scalar) and value.text)
        if len(texts) == len(values):
            return Answer(reading.path, key, texts, listed)
        reading.fault("KB101", node, f"an answer is a word, a number or a list, not {describe(node)}")
        return None


ANSWERS = AnswersShape()
CASES = Record(
    {"fires": ListOf(ANSWERS, least=1), "silent": ListOf(ANSWERS, least=1)}, needs=("fires", "silent")
)


class FactShape:
    """The id of an item, a doctor's yes included; checked once all items are known."""

    def __call__(self, node: Node, reading: Reading) -> str | None:
        text = Word(FACT_ID, "the id of an item")(node, reading)
        if text is not None and isinstance(node, Scalar):
            reading.found.facts.append((reading.path, node))
        return text
