"""All commands and where they are."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """Where a command is, as `module:name` in this package (`app` is a group), and its line in the help."""

    place: str
    help: str


COMMANDS = {
    "ask": Entry("asking:ask", "Answer a health questionnaire and learn which massages suit you."),
    "check": Entry("checking:check", "Say whether one massage is all right, and why."),
    "list": Entry("pages:list_", "List the massage types."),
    "show": Entry("pages:show", "Show the page of a massage, condition, goal, hazard or source."),
    "compare": Entry("pages:compare", "Compare two to four massages, the differences first."),
    "explain": Entry("pages:explain", "Explain how medical and spa massage differ, or another topic."),
    "search": Entry("searching:search", "Find everything that mentions all the words."),
    "batch": Entry("batch:batch", "Work through many intakes, a row of verdicts for each."),
    "answers": Entry("answer_files:app", "Files of answers: a template to fill in, a check, what is saved."),
    "kb": Entry("kb:app", "For knowledge authors: check, test and explore the knowledge base."),
}
