"""The ordered words: evidence, levels, verdicts, dispositions."""

from __future__ import annotations

from enum import IntEnum


class Evidence(IntEnum):
    """How well a claim is supported; a higher number is better."""

    CLAIM = 0
    TRADITION = 1
    LIMITED = 2
    MODERATE = 3
    STRONG = 4

    @property
    def word(self) -> str:
        """The grade as knowledge and results write it."""
        return self.name.lower()


class Level(IntEnum):
    """How strict the effect of a rule is."""

    NOTE = 0
    ADAPT = 1
    CLEARANCE = 2
    AVOID = 3
    RED_FLAG = 4

    @property
    def word(self) -> str:
        """The level as knowledge and results write it."""
        return self.name.lower().replace("_", "-")


class Verdict(IntEnum):
    """What a person should do about one massage, mildest first."""

    OK = 0
    ADAPT = 1
    CLEARANCE = 2
    AVOID = 3

    @property
    def word(self) -> str:
        """The verdict as results write it."""
        return self.name.lower()


class Disposition(IntEnum):
    """What a person should do about massage as a whole, mildest first."""

    OK = 0
    ADAPT = 1
    CLEARANCE = 2
    NOT_NOW = 3
    EMERGENCY = 4

    @property
    def word(self) -> str:
        """The disposition as results write it."""
        return self.name.lower().replace("_", "-")
