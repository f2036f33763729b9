"""Medical or spa: what the person's aim and situation say, with reasons and next steps."""

from __future__ import annotations

from massage_advisor.engine import Plain
from massage_advisor.model import KnowledgeBase, Note, Responses, SettingRule
from massage_advisor.records import dataclass
from massage_advisor.truth import Truth

MEDICAL, SPA, EITHER = "medical", "spa", "either"


@dataclass(frozen=True, slots=True)
class Setting:
    """Where to book, the rules that say so, and what to do next."""

    advice: str
    because: tuple[SettingRule, ...]
    next_steps: tuple[Note, ...]


def setting(kb: KnowledgeBase, responses: Responses) -> Setting:
    """Medical if anything says medical, else spa if anything says spa, else either."""
    plain = Plain(kb, responses)
    holding = tuple(rule for rule in kb.setting if plain.truth(rule.when) is Truth.TRUE)
    for advice in (MEDICAL, SPA):
        rules = tuple(rule for rule in holding if rule.advice == advice)
        if rules:
            return Setting(advice, rules, kb.next_steps.get(advice, ()))
    return Setting(EITHER, (), kb.next_steps.get(EITHER, ()))
