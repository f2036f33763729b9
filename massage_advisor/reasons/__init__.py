"""Why, why not, what would change it, why asked: computed from the rules, never hand-written."""

from massage_advisor.reasons.asked import WhyAsked, why_asked
from massage_advisor.reasons.certificate import Certificate, certify, may_stop, shown
from massage_advisor.reasons.change import Edit, WhatIf, what_would_change, what_would_change_each
from massage_advisor.reasons.why import Why, why, why_not

__all__ = [
    "Certificate",
    "Edit",
    "WhatIf",
    "Why",
    "WhyAsked",
    "certify",
    "may_stop",
    "shown",
    "what_would_change",
    "what_would_change_each",
    "why",
    "why_asked",
    "why_not",
]
