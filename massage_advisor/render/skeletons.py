"""Filled-in files to start from. Each validates as it is, beside the knowledge it was made for."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable

from massage_advisor.errors import UsageError
from massage_advisor.model import KnowledgeBase

LARGEST_FAMILY = 12


def massage(kb: KnowledgeBase, id_: str) -> str:
    """A massage file."""
    return f"""\
# What it does decides which rules it inherits. Take out only what it never does, and places it never touches:
# what is forgotten here makes the massage look safer than it is.
# essential: it *is* the massage; avoidable: the therapist can leave it out. core: pointless without it.
id: {id_}
name: {_name(id_)}
aliases: [{_words(id_)} treatment]
summary: One or two plain sentences that say what the therapist does.
pressure: [2, 3]   # usual lightest and strongest: 1 a feather, 5 very firm
category:
  usual: spa   # medical, spa or both
features:
  essential: []
  avoidable:
{_listed(kb.features)}
areas:
  core: []
  optional:
{_listed(kb.areas)}
session: {{minutes: [30, 60], clothing: partly, place: table, oil: none, text: What happens in a session.}}
indications:
- goal: {next(iter(kb.goals))}
  evidence: claim   # strong, moderate, limited, tradition or claim
  finding: What was found, or that nobody has looked.
  sources: [unsourced]
providers: {{text: Who gives it., credential: What to look for., sources: [unsourced]}}
sources: [unsourced]
"""


def condition(kb: KnowledgeBase, id_: str) -> str:
    """A file of conditions with one condition that has a question and a rule of its own.

    Raises UsageError where no family has room for it.
    """
    families = _roomy_families(kb)
    return f"""\
conditions:
- id: {id_}
  label: {_name(id_)}   # a short noun phrase
  aliases: [{_words(id_)}]   # what people call it, in small letters
  # The row that opens the screen it stands on. There is room in:
{_wrapped(", ".join(families), "  #   ")}
  family: {families[0]}
  say: I have {_words(id_)}.
  follow-ups:
  - id: {id_}.state
    kind: choice
    ask: How is it today?
    options: {{calm: Calm, bad: Worse than usual}}
    changes: passes
  rules:
  - id: {id_}-bad-light
    level: adapt   # red-flag, avoid, clearance, adapt or note
    when: {{{id_}.state: bad}}
    feature: {next(iter(kb.features))}   # what to leave out or change; without feature and area: all of it
    because: The reason in one plain sentence.
    do: What to change, said to the person.
    sources: [unsourced]
    cases:
      fires: [{{{id_}: yes, {id_}.state: bad}}]
      silent: [{{{id_}: yes, {id_}.state: calm}}]
"""


def source(_: KnowledgeBase, id_: str) -> str:
    """A file of sources with one source."""
    return f"""\
sources:
- id: {id_}
  title: {_name(id_)}
  org: Who published it
  year: 2026
  url: https://example.org/
  kind: guideline   # trial, review, guideline, consensus, case-report, official, practitioner, tradition, ...
  says: What it says, in one or two sentences of your own.
  read: 2026-01   # when you looked at it
"""


SKELETONS = {"massage": massage, "condition": condition, "source": source}
FILES = {"massage": "massages/{}.yaml", "condition": "conditions/{}.yaml", "source": "sources/{}.yaml"}


def _words(id_: str) -> str:
    return id_.replace("-", " ")


def _name(id_: str) -> str:
    return _words(id_).capitalize()


def _roomy_families(kb: KnowledgeBase) -> list[str]:
    """The families with room for another member."""
    members = Counter(c.family for c in kb.conditions.values() if c.family)
    roomy = [family for family, number in members.items() if number < LARGEST_FAMILY]
    if not roomy:
        raise UsageError("no family has room for another condition; add one to questions/ first")
    return roomy


def _listed(ids: Iterable[str]) -> str:
    """A list in YAML, over several lines where it is long."""
    return _wrapped(f"[{', '.join(ids)}]", "    ")


def _wrapped(text: str, indent: str) -> str:
    wrapper = textwrap.TextWrapper(
        110, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    return wrapper.fill(text)
