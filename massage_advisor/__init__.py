"""massage-advisor: which massage suits you, and which could harm.

    from massage_advisor import Responses, advise, load_knowledge

    kb = load_knowledge()
    advice = advise(kb, Responses({"pregnancy": "yes"}), "2026-11-22")

`load_knowledge` gives the checked knowledge, `check_answers` turns a map of raw answers into `Responses`,
`assess` says what the rules make of them, `advise` adds order, changes and reasons, `assess_many` does the
first part for as many people as you like. Faults in knowledge, answers or files are `MassageAdvisorError`s.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in `typing`, which takes half of Python's own start to import
if TYPE_CHECKING:
    from massage_advisor.advice import Advice, advise
    from massage_advisor.answers import check_answers
    from massage_advisor.batch import assess_many
    from massage_advisor.engine import Assessment, assess
    from massage_advisor.errors import KnowledgeError, MassageAdvisorError, ResponseError
    from massage_advisor.loading import load_knowledge
    from massage_advisor.model import KnowledgeBase, Responses

__version__ = "0.1.0"

__all__ = [
    "Advice",
    "Assessment",
    "KnowledgeBase",
    "KnowledgeError",
    "MassageAdvisorError",
    "ResponseError",
    "Responses",
    "__version__",
    "advise",
    "assess",
    "assess_many",
    "check_answers",
    "load_knowledge",
]

_HOMES = {
    "Advice": "advice",
    "Assessment": "engine",
    "KnowledgeBase": "model",
    "KnowledgeError": "errors",
    "MassageAdvisorError": "errors",
    "ResponseError": "errors",
    "Responses": "model",
    "advise": "advice",
    "assess": "engine",
    "assess_many": "batch",
    "check_answers": "answers",
    "load_knowledge": "loading",
}


def __getattr__(name: str) -> object:
    """Imports a public name when it is first used, so that importing the package costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'massage_advisor' has no attribute {name!r}")
    from importlib import import_module

    found = globals()[name] = getattr(import_module(f"massage_advisor.{_HOMES[name]}"), name)
    return found
