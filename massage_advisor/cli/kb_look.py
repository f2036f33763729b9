"""`kb trace`, `kb stats`, `kb explain` and `kb schema`: looking at the knowledge."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from massage_advisor.cli.answering import Answers, Set
from massage_advisor.cli.common import Common, Folder, with_formats, write_file
from massage_advisor.cli.gather import gather
from massage_advisor.cli.naming import find
from massage_advisor.cli.options import argument, option
from massage_advisor.errors import FileError, UsageError
from massage_advisor.textsafe import shorten

if TYPE_CHECKING:
    from massage_advisor.model import KnowledgeBase

TEXT_OR_JSON = ("full", "json")

Target = Annotated[
    str,
    argument(help="Only this rule, or the rules that touch this massage.", metavar="MASSAGE|RULE"),
]
CodeName = Annotated[str, argument(help="A code such as KB104; none lists them.", metavar="CODE")]
Kind = Annotated[
    str, argument(help="Only the schema of one kind of file, such as conditions.", metavar="KIND")
]
Save = Annotated[Path | None, option("--save", help="Write each schema to DIR, as KIND.json.", metavar="DIR")]


@with_formats("full or json.")
def trace(target: Target = "", answers: Answers = None, set_: Set = None, *, common: Common) -> None:
    """Show each rule's conditions as evaluated on these answers.

    With the place of the rule. Shown are the rules that count, and those still open that read an answer that
    was given; -v shows all of them, a rule that is named is always shown.
    """
    from massage_advisor.engine import Plain
    from massage_advisor.loading.places import shown
    from massage_advisor.render.trace_pages import show_traces, summary, traced

    form = common.form(TEXT_OR_JSON)
    kb = common.knowledge()
    massage, rule = _target(kb, target)
    plain = Plain(kb, gather(kb, common, answers, set_ or []))
    found = traced(plain, massage=massage, rule=rule, every=common.verbose)
    common.emit(show_traces(found, plain, shown(common.folder()), form))
    common.note(summary(kb, found, answered=bool(plain.values)))


def _target(kb: KnowledgeBase, named: str) -> tuple[str, str]:
    """The massage and the rule that are meant; UsageError where it is neither."""
    if not named:
        return "", ""
    rules = [(rule_id, ()) for rule_id in dict.fromkeys(rule.id for rule in kb.rules)]
    massages = [(massage.id, (massage.name, *massage.aliases)) for massage in kb.massages.values()]
    found = find("massage or rule", named, [*massages, *rules])
    return (found, "") if found in kb.massages else ("", found)


@with_formats("full or json.")
def stats(path: Folder = None, *, common: Common) -> None:
    """Count what there is, what has no source and what is disputed."""
    from massage_advisor.loading import load_knowledge
    from massage_advisor.render.bench_pages import show_stats
    from massage_advisor.render.bench_pages import stats as counted

    form = common.form(TEXT_OR_JSON)
    common.emit(show_stats(counted(load_knowledge(path or common.folder())), form))


@with_formats("full or json.")
def explain(code: CodeName = "", *, common: Common) -> None:
    """Explain a code of `kb validate`, with a bad and a good example."""
    from massage_advisor.loading.codes import CODES, find_code
    from massage_advisor.render.bench_pages import show_code, show_codes

    form = common.form(TEXT_OR_JSON)
    found = find_code(code) if code else None
    if code and found is None:
        raise UsageError(f"there is no code '{shorten(code)}'\n  next: massage-advisor kb explain")
    common.emit(show_code(found, form) if found is not None else show_codes(CODES, form))


@with_formats("json.")
def schema(kind: Kind = "", save: Save = None, *, common: Common) -> None:
    """Print the JSON Schemas of the knowledge files, for editors.

    They check while you type: save them and begin a file in conditions/ with the comment
    `# yaml-language-server: $schema=../schema/conditions.json`.
    """
    from massage_advisor.loading.schema import json_schema

    common.form(("json",))
    schemas = json_schema()
    if kind and kind not in schemas:
        raise UsageError(f"there is no kind '{shorten(kind)}'; give one of: {', '.join(schemas)}")
    chosen = {kind: schemas[kind]} if kind else schemas
    if save is not None:
        _save(chosen, save, common)
    else:
        common.emit(schema_text(schemas[kind] if kind else schemas))


def _save(schemas: Mapping[str, object], folder: Path, common: Common) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"cannot write to {folder}: {error.strerror}") from error
    for kind, made in schemas.items():
        write_file(folder / f"{kind}.json", schema_text(made), force=common.force)
    common.note(f"{len(schemas)} schemas in {folder}")


def schema_text(made: object) -> str:
    """A schema as it stands in a file."""
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"
