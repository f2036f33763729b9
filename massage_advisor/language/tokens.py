"""Text -> words with their places, in a form in which spellings of one word are equal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from massage_advisor.errors import UsageError
from massage_advisor.records import dataclass

LONGEST = 5000
"""The most characters that are read at once."""

SHORT = 6
"""Words shorter than this keep their plural when they stand alone: "fits" is not "fit"."""

ENDS = frozenset(".;!?\n")
COMMA = ","
QUERIES = frozenset("?:")

ANSWERS = {"n": "no", "y": "yes"}
"""Letters that answer a question on a form: "pregnant? n"."""

SAME = {
    "cannot": "cant",
    "couldnt": "cant",
    "wouldnt": "wont",
    "doesnt": "dont",
    "didnt": "dont",
    "hasnt": "havent",
    "probs": "problems",
}
"""Short forms of one word."""

_PIECES = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)?)|(?P<word>[^\W\d_]+(?:['’`´][^\W\d_]+)*)|(?P<mark>[^\w\s]|\n)"
)
_WORDS = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+(?:['’`´][^\W\d_]+)*")
_WILL = re.compile("['’`´]ll$")  # "i'll" is not "ill"
_APOSTROPHES = re.compile("['’`´]")
_OUR = re.compile(r"(?<=\w)our(?=(?:ed|ing|less|ful)?$)")
_OE = re.compile(r"oe(?=[ds]|t[ua])|(?<=h)oe|(?<=c)oe(?=l)")
_ISE = re.compile(r"is(?=(?:e|ed|ing|ation|er)$)")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number of the text. `marks` are the punctuation marks before it.

    `word` is folded (no capitals, accents, British spelling), `stem` has no plural ending.
    """

    word: str
    stem: str
    start: int
    end: int
    marks: str
    number: bool = False
    capitals: bool = False
    misspelt: bool = False

    @property
    def opens_sentence(self) -> bool:
        """Whether a sentence ended before it."""
        return not ENDS.isdisjoint(self.marks)


def tokenize(text: str) -> tuple[Token, ...]:
    """The words of a text, with what stands between them.

    Raises UsageError where the text is longer than LONGEST.
    """
    if len(text) > LONGEST:
        raise UsageError(f"the text has {len(text):,} characters; at most {LONGEST:,} are read at once")
    tokens: list[Token] = []
    marks: list[str] = []
    for piece in _PIECES.finditer(text):
        if piece.lastgroup == "mark":
            if _counts(text, piece):
                marks.append(piece.group())
        else:
            tokens.append(_token(piece, "".join(marks)))
            marks.clear()
    return tuple(tokens)


def closing_marks(text: str, tokens: tuple[Token, ...]) -> str:
    """The punctuation after the last word."""
    rest = text[tokens[-1].end :] if tokens else text
    return "".join(mark for mark in rest if mark in ENDS or mark == COMMA)


def _counts(text: str, piece: re.Match[str]) -> bool:
    """Whether a mark means something: not a hyphen or slash inside a word ("c-section", "me/cfs")."""
    mark, start, end = piece.group(), piece.start(), piece.end()
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if mark in "-–—":
        return not (before.isalnum() and after.isalnum())
    if mark == "/":
        return before.isdigit() and after.isdigit()
    return not (mark == "." and before.isalpha() and after.isalpha())


def _token(piece: re.Match[str], marks: str) -> Token:
    raw = piece.group()
    if piece.lastgroup == "number":
        number = raw.replace(",", ".")
        return Token(number, number, piece.start(), piece.end(), marks, number=True)
    word = fold(raw)
    if word in ANSWERS and not QUERIES.isdisjoint(marks):
        word = ANSWERS[word]
    capitals = raw.isupper() and len(raw) > 1
    return Token(word, stem(word), piece.start(), piece.end(), marks, capitals=capitals)


@lru_cache(maxsize=20_000)
def fold(raw: str) -> str:
    """A word without capitals, accents, apostrophes and British spelling."""
    word = raw.lower() if raw.isascii() else _without_accents(raw)
    word = _APOSTROPHES.sub("", _WILL.sub("", word))
    return word if len(word) < 5 else SAME.get(word) or _american(word)


def _without_accents(raw: str) -> str:
    decomposed = unicodedata.normalize("NFKD", raw.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _american(word: str) -> str:
    """ "anaemia" is "anemia", "tumour" is "tumor"."""
    if "our" in word:
        word = _OUR.sub("or", word)
    if len(word) > 5:
        word = _OE.sub("e", word.replace("ae", "e")).replace("sulph", "sulf")
    return _ISE.sub("iz", word) if len(word) > 6 and "is" in word else word


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A folded word without a plural ending."""
    if len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word


def phrase_words(phrase: str) -> list[str]:
    """The folded words of a phrase of the knowledge base."""
    return [fold(word) for word in _WORDS.findall(phrase)]
