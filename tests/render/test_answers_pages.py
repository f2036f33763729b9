"""`answers show` and `answers check`: the same facts as a page, as lines and as data that fits its schema."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from massage_advisor import sessions
from massage_advisor.model import Responses
from massage_advisor.render.answers_pages import certificate_document, checked_document, saved_document
from massage_advisor.render.formats import FORMATS, Document, write
from massage_advisor.render.style import Style
from tests.render.test_schemas import check
from tests.support.small import HEALTHY, KB

STYLE = Style(200, color=False, ascii=False)


def saved(folder: Path, hours: int) -> Document:
    path = folder / "session.json"
    sessions.save(path, KB, Responses(HEALTHY), datetime.now(UTC) - timedelta(hours=hours))
    return saved_document(KB, str(path), sessions.load(path))


def written(document: Document, form: str) -> str:
    return write(document, KB.sources, form, STYLE)


def test_saved_answers_are_named_in_words_and_as_ids(tmp_path: Path) -> None:
    document = saved(tmp_path, 0)
    check("answers", document.record)
    assert document.record["answers"]["age"] == 40
    assert "How old is the person? 40 years" in written(document, "text")
    assert "saved\t\tanswers.age\t40\t\n" in written(document, "plain")


def test_what_is_asked_again_has_its_reason(tmp_path: Path) -> None:
    document = saved(tmp_path, 20)
    check("answers", document.record)
    again = {one["item"]: one["reason"] for one in document.record["again"]}
    assert again["chest-pain"] == "it is about today"
    assert set(again).isdisjoint(document.record["answers"])
    assert "Chest pain now - it is about today" in written(document, "text")


def test_nothing_saved_is_a_result_too() -> None:
    document = saved_document(KB, "session.json", None)
    check("answers", document.record)
    assert document.record["file"] is None
    assert "No answers are saved." in written(document, "text")


def test_a_checked_file_says_what_it_holds_or_what_is_wrong() -> None:
    good = checked_document(KB, "a.yaml", {"age": 40.0, "goals": ("relax",)}, ())
    bad = checked_document(KB, "a.yaml", {}, ["a.yaml:1:6: age has to be a number"])
    empty = checked_document(KB, "a.yaml", {}, ())
    for document in (good, bad, empty):
        check("answers", document.record)
    assert written(good, "text").startswith("No faults in the answers\n")
    assert written(bad, "text").startswith("1 fault in the answers\n")
    assert "File  a.yaml\n" in written(good, "text")
    assert "a.yaml:1:6: age has to be a number" in written(bad, "markdown").replace("\\", "")
    assert "It holds no answers." in written(empty, "text")


def test_a_certificate_tells_what_it_proves_or_why_it_does_not_hold() -> None:
    holds = certificate_document("r.json", (), "a red flag is certain.")
    broken = certificate_document("r.json", ["it was made with other knowledge"], "")
    for document in (holds, broken):
        check("answers", document.record)
    assert "It is proved that a red flag is certain." in written(holds, "text")
    assert "certificate\t\tholds\tno\t\n" in written(broken, "plain")
    assert "it was made with other knowledge" in written(broken, "html")


@pytest.mark.parametrize("form", FORMATS)
def test_names_of_files_are_harmless(form: str) -> None:
    text = written(checked_document(KB, "\x1b[31m<script>.yaml", {}, ["\x1b[2Jgone"]), form)
    assert "\x1b" not in text
    assert form not in ("html", "markdown") or "<script>" not in text


@pytest.mark.parametrize(
    "broken", [{"kind": "other"}, {"answers": {"age": None}}, {"faults": [""]}, {"extra": 1}]
)
def test_other_data_is_refused(broken: dict[str, Any]) -> None:
    record = dict(checked_document(KB, "a.yaml", {"age": 40.0}, ()).record)
    check("answers", record)
    with pytest.raises(jsonschema.ValidationError):
        check("answers", record | broken)
