"""The form of everyday language: cues, wordings, signs, and what time and numbers mean."""

from __future__ import annotations

from massage_advisor.loading.forms.common import ANSWERS, FLAG, MASSAGE, TEXT, FactShape
from massage_advisor.loading.forms.records import Needs, OneKeyOf, Record
from massage_advisor.loading.forms.shapes import ByForm, Define, ListOf, Number, OneOf, Ref

WORDS = ListOf(TEXT, least=1)
CUE_KINDS = (
    *("denied", "denied-list", "past", "someone-else", "client", "me", "me-too", "not-me", "imagined"),
    *("unsure", "stop", "verb", "nothing", "no-cue", "hurts", "refused"),
)
CUE = Record(
    {"says": OneOf(CUE_KINDS), "reach": OneOf(("after", "before")), "words": WORDS}, needs=("says", "words")
)
WORDING = Record(
    {
        "means": ANSWERS,
        "ask": ListOf(FactShape(), least=1),
        "massage": MASSAGE,
        "words": WORDS,
        "denied": ANSWERS,
        "capitals": FLAG,
        "covers": FLAG,
    },
    needs=("words",),
    rules=(OneKeyOf(("means", "ask", "massage")),),
)
WORD_GROUP = Record({"id": Define("word group"), "words": WORDS}, needs=("id", "words"))
SIGN = Record(
    {
        "means": ANSWERS,
        "ask": ListOf(FactShape(), least=1),
        "all": ListOf(ByForm(text=Ref(("word group",)), seq=WORDS), least=1),
        "near": Number(1, 60, whole=True),
        "agreed": FLAG,
        "unread": FLAG,
    },
    needs=("all",),
    rules=(OneKeyOf(("means", "ask", "agreed")),),
)
WEEKS = Number(0, 10_000)
TENSE = Record(
    {
        "facts": ListOf(FactShape(), least=1),
        "within-weeks": WEEKS,
        "becomes": FactShape(),
        "stays": FLAG,
        "told": FLAG,
    },
    needs=("facts",),
)
TIMING = Record({"means": ANSWERS, "from-weeks": WEEKS, "under-weeks": WEEKS}, needs=("means", "under-weeks"))
PAIR = ListOf(Number(0, 999), least=2, most=2)
PRESSURE = Record({"means": ANSWERS, "at-least": PAIR, "under": PAIR}, needs=("means",))
MEASURE = Record(
    {
        "kind": OneOf(("age", "weeks-pregnant", "temperature", "number")),
        "fact": FactShape(),
        "words": WORDS,
        "at-least": Number(),
    },
    needs=("kind", "fact"),
    rules=(Needs("kind", "number", ("words",)),),
)
LANGUAGE = Record(
    {
        "cues": ListOf(CUE),
        "wordings": ListOf(WORDING),
        "word-groups": ListOf(WORD_GROUP),
        "signs": ListOf(SIGN),
        "tenses": ListOf(TENSE),
        "timings": ListOf(TIMING),
        "pressures": ListOf(PRESSURE),
        "measures": ListOf(MEASURE),
        "small-words": WORDS,
        "plain-words": WORDS,
    }
)
