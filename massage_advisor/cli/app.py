"""All commands in one tree."""

from __future__ import annotations

from typing import Annotated

import typer

from massage_advisor.cli import answer_files, asking, batch, kb, pages, searching

EXAMPLES = """\
Which massage suits you, and which could harm.

Examples:

  massage-advisor ask                            answer questions, get advice

  massage-advisor check hot-stone                is this massage all right for me?

  massage-advisor list --goal relieve-neck-pain  massage types for a goal

  massage-advisor explain                        medical and spa massage compared

Information, not a diagnosis. Nothing you answer leaves this computer.
"""

app = typer.Typer(
    help=EXAMPLES,
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(asking.ask)
app.command(name="list")(pages.list_)
app.command()(pages.show)
app.command()(pages.compare)
app.command()(pages.explain)
app.command()(searching.search)
app.command()(batch.batch)
app.add_typer(answer_files.app, name="answers")
app.add_typer(kb.app, name="kb")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"massage-advisor {version('massage-advisor')}")
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
