"""`kb trace`, `kb stats`, `kb explain` and `kb schema`: looking at the knowledge."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from massage_advisor.cli.common import Common, with_common
from massage_advisor.cli.gather import gather
from massage_advisor.errors import UsageError
from massage_advisor.textsafe import shorten

TEXT_OR_JSON = ("full", "json")

Folder = Annotated[
    Path | None,
    typer.Argument(help="The folder of a knowledge base; default: the one in use.", metavar="PATH"),
]
MassageName = Annotated[
    str, typer.Argument(help="Only the rules that touch this massage (its id).", metavar="MASSAGE")
]
Answers = Annotated[
    str | None,
    typer.Option("--answers", help="Read answers from FILE (YAML or JSON), or - for stdin.", metavar="FILE"),
]
Set = Annotated[
    list[str] | None, typer.Option("--set", help="Give one answer: --set age=40.", metavar="ID=VALUE")
]


@with_common
def trace(massage: MassageName = "", answers: Answers = None, set_: Set = None, *, common: Common) -> None:
    """Show each rule that is not silent on these answers, with its evaluated conditions and its place.

    -v shows the silent rules too.
    """
    from massage_advisor.engine import Plain
    from massage_advisor.loading.places import shown
    from massage_advisor.render.bench_pages import show_traces, traced

    form = common.form(TEXT_OR_JSON)
    kb = common.knowledge()
    if massage and massage not in kb.massages:
        raise UsageError(f"there is no massage '{shorten(massage)}'\n  next: massage-advisor list")
    plain = Plain(kb, gather(kb, common, answers, set_ or []))
    found = traced(kb, plain, massage, every=common.verbose)
    common.emit(show_traces(found, plain, shown(common.folder()), form))
    common.note(f"{len(found)} of {len(kb.rules)} rules")


@with_common
def stats(path: Folder = None, *, common: Common) -> None:
    """Count what there is: levels, evidence, kinds of source, what has no source, what is disputed."""
    from massage_advisor.loading import load_knowledge
    from massage_advisor.render.bench_pages import show_stats
    from massage_advisor.render.bench_pages import stats as counted

    form = common.form(TEXT_OR_JSON)
    common.emit(show_stats(counted(load_knowledge(path or common.folder())), form))


@with_common
def explain(
    code: Annotated[str, typer.Argument(help="A code such as KB104; none lists them.", metavar="CODE")] = "",
    *,
    common: Common,
) -> None:
    """Explain a code of `kb validate`, with an example of the fault and of how it should be."""
    from massage_advisor.loading.codes import CODES, find_code
    from massage_advisor.render.bench_pages import show_code, show_codes

    common.form(("full",))
    found = find_code(code) if code else None
    if code and found is None:
        raise UsageError(f"there is no code '{shorten(code)}'\n  next: massage-advisor kb explain")
    common.emit(show_code(found) if found is not None else show_codes(CODES))


@with_common
def schema(
    kind: Annotated[
        str, typer.Argument(help="Only the schema of one kind of file, such as conditions.", metavar="KIND")
    ] = "",
    *,
    common: Common,
) -> None:
    """Print the JSON Schemas of the knowledge files, for editors that check while you type.

    With a comment such as `# yaml-language-server: $schema=conditions.json` an editor uses one.
    """
    from massage_advisor.loading.schema import json_schema

    common.form(("json",))
    schemas = json_schema()
    if kind and kind not in schemas:
        raise UsageError(f"there is no kind '{shorten(kind)}'; give one of: {', '.join(schemas)}")
    common.emit(json.dumps(schemas[kind] if kind else schemas, indent=2) + "\n")
