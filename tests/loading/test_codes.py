"""Every code of the catalogue is produced by its bad example, alone, and not by its good one."""

import re
from datetime import date
from pathlib import Path

import pytest

from massage_advisor.loading import check_knowledge
from massage_advisor.loading.codes import CODES, Code, find_code
from tests.loading.bases import tiny_with

TODAY = date(2026, 11, 22)
SHOWN = [code for code in CODES if code.file]


def found(folder: Path) -> list[tuple[str, str]]:
    return [(problem.code, problem.severity) for problem in check_knowledge(folder, TODAY)]


def bytes_of(text: str) -> bytes | None:
    return text.encode("utf-8", "surrogateescape") if text else None


@pytest.mark.parametrize("code", SHOWN, ids=lambda code: code.id)
def test_the_bad_example_has_this_fault_and_no_other(code: Code, tmp_path: Path) -> None:
    problems = set(found(tiny_with(tmp_path, {code.file: bytes_of(code.bad)})))
    assert problems == {(code.id, code.severity)}


@pytest.mark.parametrize("code", SHOWN, ids=lambda code: code.id)
def test_the_good_example_has_none(code: Code, tmp_path: Path) -> None:
    file = code.file.removesuffix(".yml").removesuffix(".yaml") + ".yaml"
    assert found(tiny_with(tmp_path, {file: bytes_of(code.good)})) == []


def test_every_code_in_the_loader_is_in_the_catalogue() -> None:
    package = Path(check_knowledge.__code__.co_filename).parent
    named = {
        code
        for file in package.rglob("*.py")
        if file.parent.name != "codes"
        for code in re.findall(r'"(KB\d{3})"', file.read_text("utf-8"))
    }
    assert named == {code.id for code in CODES}


def test_codes_are_found_in_any_case() -> None:
    assert find_code("kb104") == find_code("KB104") is not None
    assert find_code("KB999") is None
