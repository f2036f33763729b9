"""How a word sounds, roughly: words that are written by ear and meant as one word sound the same."""

from __future__ import annotations

import re

_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ee", "i"),
        (r"oo", "u"),
        (r"([a-z])\1+", r"\1"),
        (r"^(?:kn|gn)", "n"),
        (r"^wr", "r"),
        (r"^ps", "s"),
        (r"augh|ough", "of"),
        (r"igh", "i"),
        (r"ght", "t"),
        (r"ph", "f"),
        (r"al(?=[fm])", "a"),  # "calf", "palm"
        (r"[st]ion|tian|cian|shun", "Sn"),
        (r"sch|sh", "S"),
        (r"ch(?=e?$|e[sd]$|em|[rl])", "k"),  # "ache", "chemo", "chronic"
        (r"tch", "ch"),
        (r"th", "t"),
        (r"c(?=[eiy])", "s"),
        (r"ck|c(?!h)|q", "k"),
        (r"dg|j", "j"),
        (r"mb$", "m"),
        (r"x", "ks"),
        (r"(?<=[rwgk])h", ""),
        (r"z", "s"),
        (r"[eiu]r(?=[^aeiouy]|$)|[ao]r$", "er"),  # "hurnia", "cansar"
        (r"ea|ae", "e"),
        (r"ie|ei|y", "i"),
        (r"ou|ui|ew", "u"),
        (r"ai", "a"),
        (r"au|aw|oa", "o"),
        (r"(?<=[a-z])e$", ""),
        (r"([a-zS])\1+", r"\1"),
    )
)


def sound(word: str) -> str:
    """The sounds of a folded word: "blud" and "blood", "nek" and "neck" have the same."""
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    return word
