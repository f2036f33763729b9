"""The form of a `when`: conditions over facts, as data."""

from __future__ import annotations

from massage_advisor.loading.drafts import Comparison, Several, WhenDraft
from massage_advisor.loading.faults import Reading
from massage_advisor.loading.forms.shapes import describe
from massage_advisor.loading.nodes import Map, Node, Scalar, Seq, shorten
from massage_advisor.records import dataclass

_WORDS = ("all", "any")
_LIMITS = ("at-least", "under")


@dataclass(frozen=True, slots=True)
class WhenShape:
    """Nested `all` / `any` over `fact: option`, `fact: [options]`, `fact: {at-least: n, under: n}`."""

    may_be_empty: bool = False

    def __call__(self, node: Node, reading: Reading) -> WhenDraft | None:
        if self.may_be_empty and isinstance(node, Map) and not node.entries:
            return Several("all", ())
        if not isinstance(node, Map) or not node.entries:
            advice = "Write {fact: option}, {all: [...]} or {any: [...]}."
            reading.fault("KB111", node, f"a condition was expected here, not {describe(node)}", advice)
            return None
        return _several("all", [_entry(key, value, reading) for key, value in node.entries.values()])


def _several(word: str, parts: list[WhenDraft | None]) -> WhenDraft | None:
    sound = tuple(part for part in parts if part is not None)
    if len(sound) < len(parts) or not sound:
        return None
    return sound[0] if len(sound) == 1 else Several(word, sound)


def _entry(key: Scalar, value: Node, reading: Reading) -> WhenDraft | None:
    if key.text not in _WORDS:
        return _comparison(key, value, reading)
    if not isinstance(value, Seq) or not value.items:
        reading.fault("KB111", value, f"'{key.text}' takes a list of conditions, not {describe(value)}")
        return None
    return _several(key.text, [WhenShape()(item, reading) for item in value.items])


def _comparison(fact: Scalar, value: Node, reading: Reading) -> Comparison | None:
    if fact.text == "not":
        reading.fault("KB111", fact, "there is no 'not'", "Name the options that count.")
        return None
    made = _limits(fact, value, reading) if isinstance(value, Map) else _options(fact, value, reading)
    if made is not None:
        reading.found.comparisons.append(made)
    return made


def _options(fact: Scalar, value: Node, reading: Reading) -> Comparison | None:
    options = value.items if isinstance(value, Seq) else (value,)
    named = tuple(option for option in options if isinstance(option, Scalar) and option.text)
    if not named or len(named) < len(options):
        reading.fault(
            "KB111", value, f"'{shorten(fact.text)}' is compared with an option or a list of options"
        )
        return None
    return Comparison(reading.path, fact, named)


def _limits(fact: Scalar, value: Map, reading: Reading) -> Comparison | None:
    unknown = [key for key, _ in value.entries.values() if key.text not in _LIMITS]
    for key in unknown:
        advice = "A number is compared with {at-least: n}, {under: n} or both."
        reading.fault("KB111", key, f"'{shorten(key.text)}' is not a comparison", advice)
    limits = {key.text: limit for key, limit in value.entries.values() if isinstance(limit, Scalar)}
    if unknown or len(limits) < len(value.entries) or not limits:
        if not unknown:
            reading.fault("KB111", value, f"'{shorten(fact.text)}' is compared with a number or a threshold")
        return None
    return Comparison(reading.path, fact, (), limits.get("at-least"), limits.get("under"))
