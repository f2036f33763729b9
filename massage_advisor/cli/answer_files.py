"""`answers`: files of answers, and what is kept of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from massage_advisor.cli import certifying, saved
from massage_advisor.cli.common import Common, with_common
from massage_advisor.cli.edge import FAULTS, messages
from massage_advisor.cli.gather import from_file
from massage_advisor.cli.group import command_group
from massage_advisor.cli.options import argument, option
from massage_advisor.errors import ResponseError, UsageError
from massage_advisor.model import NOT_SURE, Item, Kind, KnowledgeBase
from massage_advisor.render.formats import FORMATS
from massage_advisor.textsafe import clean_text

if TYPE_CHECKING:
    from massage_advisor.render.formats import Document

FileName = Annotated[
    str,
    argument(help="A file of answers (YAML or JSON), or - for stdin.", metavar="FILE", show_default=False),
]


CertificateFile = Annotated[
    str,
    option("--certificate", help="Check the proof in a result made with -f json.", metavar="RESULT"),
]


@with_common
def template(*, common: Common) -> None:
    """Print a file with every question, to fill in."""
    common.form(("text",))
    common.emit("".join(f"{line}\n" for line in _template(common.knowledge())))


def _template(kb: KnowledgeBase) -> Iterator[str]:
    yield f"# Answers for massage-advisor, knowledge {kb.edition}. Take away the # before what you answer."
    yield f"# yes, no, {NOT_SURE}, an option, a list in [brackets], or a number."
    yield "# What is left out counts as not asked."
    placed = {item for screen in kb.screens for item in screen.items}
    for screen in kb.screens:
        yield ""
        if screen.checklist:
            yield f"# {clean_text(screen.title)}"
        for item_id in screen.items:
            yield from _entry(kb.items[item_id], "")
            details = (i for i in kb.items.values() if i.condition == item_id and i.id not in placed)
            for item in details:
                yield from _entry(item, "  ")


def _entry(item: Item, indent: str) -> Iterator[str]:
    yield f"# {indent}{clean_text(item.ask)}{_takes(item)}"
    yield f"#{indent}{item.id}: {_example(item)}"


def _takes(item: Item) -> str:
    if item.kind is Kind.NUMBER:
        return f" ({item.low:g} to {item.high:g} {item.unit})" if item.high is not None else ""
    if item.kind in (Kind.CHOICE, Kind.MANY):
        return f" ({', '.join(option.id for option in item.options)})"
    return ""


def _example(item: Item) -> str:
    if item.kind is Kind.NUMBER:
        return f"{item.low or 0:g}"
    if item.kind in (Kind.MANY, Kind.AREAS):
        return "[]"
    return item.options[0].id if item.kind is Kind.CHOICE else "no"


@with_common
def check(file: FileName = "", certificate: CertificateFile = "", *, common: Common) -> int:
    """Check a file of answers, or the certificate of a result.

    Every fault of the file, or what it says in words; whether the proof in a result made with -f json holds,
    or why not. Exit code 1 on faults.
    """
    common.form(FORMATS)
    kb = common.knowledge()
    if bool(file) is bool(certificate):
        raise UsageError("give one file: FILE of answers, or --certificate RESULT.json")
    if certificate:
        return _check_certificate(kb, certificate, common)
    from massage_advisor.render.answers_pages import checked_document

    try:
        values, faults = from_file(kb, file).values, []
    except ResponseError as error:
        values, faults = {}, list(messages(error))
    _show(kb, checked_document(kb, file, values, faults), common)
    return FAULTS if faults else 0


def _check_certificate(kb: KnowledgeBase, name: str, common: Common) -> int:
    """Says whether the certificate in a result holds, and if not why."""
    from massage_advisor.render.answers_pages import certificate_document

    faults, proved = certifying.judged(kb, name)
    _show(kb, certificate_document(name, faults, proved), common)
    return FAULTS if faults else 0


def _show(kb: KnowledgeBase, document: Document, common: Common) -> None:
    from massage_advisor.render.formats import write

    common.emit(write(document, kb.sources, common.form(FORMATS), common.style()))


app = command_group(
    "Files of answers: a template to fill in, a check, what is saved.",
    template,
    check,
    saved.show,
    saved.delete,
)
