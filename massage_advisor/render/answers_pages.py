"""What `answers show` and `answers check` say: as pages, and as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from massage_advisor.answers import show_answer
from massage_advisor.model import KnowledgeBase, Value
from massage_advisor.render import words
from massage_advisor.render.formats import Document
from massage_advisor.render.page import Block, Detail, Facts, Heading, Page, Para, Phrase, Points
from massage_advisor.render.result import answers_record
from massage_advisor.sessions import Resumed, Session, resume
from massage_advisor.textsafe import shorten

SCHEMA = "massage-advisor/answers/1"


def saved_document(kb: KnowledgeBase, path: str, session: Session | None) -> Document:
    """The answers that are saved at `path`; None where none are."""
    resumed = resume(kb, session) if session is not None else None
    return Document(
        lambda: Page("Saved answers", tuple(_saved(kb, path, session, resumed))),
        lambda: _saved_record(path, session, resumed),
    )


def _saved(kb: KnowledgeBase, path: str, session: Session | None, resumed: Resumed | None) -> Iterator[Block]:
    if session is None or resumed is None:
        yield Para(Phrase("No answers are saved."))
        return
    day = session.saved.astimezone().strftime("%Y-%m-%d %H:%M")
    yield Facts(
        (
            Detail("File", (Phrase(path),)),
            Detail("Saved on", (Phrase(f"{day}, with knowledge edition {shorten(session.edition)}"),)),
        )
    )
    yield from _answers(kb, resumed.responses.values)
    if resumed.again:
        yield Heading("To be asked again")
        yield Points(tuple(Phrase(f"{_ask(kb, i)} - {reason}") for i, reason in resumed.again.items()))
    yield Para(
        Phrase("To go on: massage-advisor ask --resume. To erase them: massage-advisor answers delete")
    )


def _answers(kb: KnowledgeBase, values: Mapping[str, Value]) -> Iterator[Block]:
    if values:
        yield Heading(words.counted(len(values), "answer"))
        yield Points(tuple(Phrase(show_answer(kb.items[item], value)) for item, value in values.items()))


def _ask(kb: KnowledgeBase, item: str) -> str:
    return kb.items[item].ask if item in kb.items else shorten(item)


def _saved_record(path: str, session: Session | None, resumed: Resumed | None) -> dict[str, Any]:
    if session is None or resumed is None:
        return {"schema": SCHEMA, "kind": "saved", "file": None, "answers": {}, "again": []}
    return {
        "schema": SCHEMA,
        "kind": "saved",
        "file": path,
        "saved": session.saved.isoformat(),
        "edition": session.edition,
        "answers": answers_record(resumed.responses.values),
        "again": [{"item": item, "reason": reason} for item, reason in resumed.again.items()],
    }


def checked_document(
    kb: KnowledgeBase, file: str, values: Mapping[str, Value], faults: Sequence[str]
) -> Document:
    """A file of answers: its faults, or without any what it says in words."""

    def blocks() -> Iterator[Block]:
        yield _file(file)
        if faults:
            yield Points(tuple(Phrase(fault) for fault in faults))
        elif not values:
            yield Para(Phrase("It holds no answers. Take away the # before what you answer."))
        yield from _answers(kb, values)

    record = {
        "schema": SCHEMA,
        "kind": "checked",
        "file": file,
        "faults": list(faults),
        "answers": answers_record(values),
    }
    verdict = words.counted(len(faults), "fault") if faults else "No faults"
    return Document(lambda: Page(f"{verdict} in the answers", tuple(blocks())), lambda: record)


def _file(name: str) -> Facts:
    return Facts((Detail("File", (Phrase("standard input" if name == "-" else name),)),))


def certificate_document(file: str, faults: Sequence[str], proved: str) -> Document:
    """Whether the certificate of a result holds: what it proves, or why it does not."""
    told = faults or [f"It is proved that {proved}"]
    record = {
        "schema": SCHEMA,
        "kind": "certificate",
        "file": file,
        "holds": not faults,
        "faults": list(faults),
        "proves": proved,
    }
    title = f"The certificate {'does not hold' if faults else 'holds'}"
    page = Page(title, (_file(file), Points(tuple(Phrase(line) for line in told))))
    return Document(lambda: page, lambda: record)
