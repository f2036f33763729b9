"""What is asked, in which order, and when it ends: all of it derived from the answer log."""

from massage_advisor.interview.agenda import CLEARED, FOLLOW_UP, agenda, pending, slot_of
from massage_advisor.interview.known import assessment, red_flag_certain
from massage_advisor.interview.questions import (
    MayStop,
    cut_short,
    impossible,
    never_early,
    next_screen,
    still_applies,
)
from massage_advisor.interview.steps import Progress, progress

__all__ = [
    "CLEARED",
    "FOLLOW_UP",
    "MayStop",
    "Progress",
    "agenda",
    "assessment",
    "cut_short",
    "impossible",
    "never_early",
    "next_screen",
    "pending",
    "progress",
    "red_flag_certain",
    "slot_of",
    "still_applies",
]
