"""`kb new`: a file to start from."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from massage_advisor.cli.common import Common, with_formats
from massage_advisor.cli.options import argument
from massage_advisor.errors import UsageError
from massage_advisor.loading.places import kind_of
from massage_advisor.textsafe import shorten

if TYPE_CHECKING:
    from massage_advisor.model import KnowledgeBase


@with_formats("text.")
def new(
    kind: Annotated[str, argument(help="massage, condition or source.", metavar="KIND")],
    id_: Annotated[str, argument(help="Its id: small letters, digits, hyphens.", metavar="ID")],
    *,
    common: Common,
) -> None:
    """Print a filled-in file for a new massage, condition or source. It validates as it is.

    Write it to its place with -o, for example -o data/massages/my-massage.yaml, then change every sentence.
    """
    from massage_advisor.render.skeletons import FILES, SKELETONS

    common.form(("text",))
    if kind not in SKELETONS:
        raise UsageError(
            f"there is nothing new called '{shorten(kind)}'; give one of: {', '.join(SKELETONS)}"
        )
    kb = common.knowledge()
    _refuse(kb, id_)
    common.emit(_editor_comment(common.folder(), FILES[kind]) + SKELETONS[kind](kb, id_))
    if common.output is None:
        common.note(f"next: save it as {FILES[kind].format(id_)}, or run this again with -o")


def _editor_comment(folder: Path, name: str) -> str:
    """The line by which an editor finds the schema of a file, where there are schemas."""
    schema = f"schema/{kind_of(name)}.json"
    if not (folder / schema).is_file():
        return ""
    return f"# yaml-language-server: $schema=../{schema}\n"


def _refuse(kb: KnowledgeBase, id_: str) -> None:
    """UsageError where an id cannot be used."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_):
        raise UsageError(
            f"'{shorten(id_)}' cannot be an id; use small letters, digits and hyphens: sore-knee"
        )
    known = (kb.massages, kb.goals, kb.conditions, kb.hazards, kb.items, kb.sources, kb.features, kb.areas)
    if any(id_ in kind for kind in (*known, {rule.id for rule in kb.rules})):
        raise UsageError(f"'{id_}' is already there\n  next: massage-advisor show {id_}")
