"""Free text -> proposed answers, by phrases and cues of the knowledge base; no network, no model."""

from __future__ import annotations

from massage_advisor.language.mentions import Aside, Mention, Question, Understood
from massage_advisor.language.proposing import propose
from massage_advisor.language.understanding import understand

__all__ = ["Aside", "Mention", "Question", "Understood", "propose", "understand"]
