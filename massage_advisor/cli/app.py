"""All commands in one tree; each is imported when it runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer
from typer.exceptions import TyperException

from massage_advisor import __version__
from massage_advisor.cli.commands import COMMANDS
from massage_advisor.cli.edge import STOPPED, Exit
from massage_advisor.cli.lazy import lazy_group
from massage_advisor.errors import UsageError

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


def by_typer(arguments: Sequence[str]) -> int | None:
    """Runs what is typed as Typer reads it; its ways to end become ours.

    Raises Exit, KeyboardInterrupt, BrokenPipeError, and UsageError in our own words: no boxes, no Python.
    """
    try:
        result = app(list(arguments), prog_name="massage-advisor", standalone_mode=False)
    except typer.Exit as ending:
        raise Exit(ending.exit_code) from None
    except typer.Abort:
        raise KeyboardInterrupt from None
    except TyperException as error:
        raise UsageError(_in_our_words(error)) from None
    except SystemExit as ending:
        if isinstance(ending.__context__, BrokenPipeError):  # typer has seen it first, and makes it a 1
            raise ending.__context__ from None
        raise
    if result == STOPPED:  # what typer makes of Ctrl-C; our commands end otherwise
        raise KeyboardInterrupt
    return result if isinstance(result, int) else None


def _in_our_words(error: TyperException) -> str:
    text = error.format_message().removesuffix(".")
    text = text if text[:2].isupper() else text[:1].lower() + text[1:]
    context = getattr(error, "ctx", None)
    return text if context is None else f"{text}\n  next: {context.command_path} --help"
