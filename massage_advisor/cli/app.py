"""All commands in one tree; each is imported when it runs."""

from __future__ import annotations

from typing import Annotated

import typer

from massage_advisor import __version__
from massage_advisor.cli.lazy import Entry, lazy_group

EXAMPLES = """\
Which massage suits you, and which could harm.

Examples:

  massage-advisor ask                            answer questions, get advice

  massage-advisor check hot-stone                is this massage all right for me?

  massage-advisor list --goal relieve-neck-pain  massage types for a goal

  massage-advisor explain                        medical and spa massage compared

Information, not a diagnosis. Nothing you answer leaves this computer.
"""

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

app = typer.Typer(
    cls=lazy_group(COMMANDS),
    help=EXAMPLES,
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"massage-advisor {__version__}")
        raise typer.Exit


@app.callback()
def main(
    context: typer.Context,
    _version_wanted: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """The options before a command; without one, the short help."""
    if context.invoked_subcommand is None:
        print(context.get_help())
