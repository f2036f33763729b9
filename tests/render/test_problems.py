"""Problems for an editor, a machine and a build server: one each, whatever stands in names and texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from massage_advisor.errors import Location, Problem
from massage_advisor.render.problems import FORMATS, show_problems

SLIP = Problem(Location("a,b:c%.yaml", 3, 7), "KB104", "100% 'wrong'", "Did you mean\n::error::'right'?")


def test_a_build_server_reads_one_command_whatever_a_file_is_called() -> None:
    assert show_problems([SLIP], Path(), "github") == (
        "::error file=a%2Cb%3Ac%25.yaml,line=3,col=7,title=KB104::"
        "100%25 'wrong'. Did you mean ::error::'right'?\n"
    )


def test_json_keeps_what_a_program_needs() -> None:
    [record] = json.loads(show_problems([SLIP], Path(), "json"))
    assert (record["path"], record["line"], record["column"]) == ("a,b:c%.yaml", 3, 7)
    assert (record["severity"], record["code"], record["message"]) == ("error", "KB104", "100% 'wrong'")


def test_the_full_form_shows_the_line_with_a_caret(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("rules:\n- id: x\n  levle: avoid\n")
    problem = Problem(
        Location(
            "a.yaml",
            3,
            3,
        ),
        "KB102",
        "there is no key 'levle' here",
        "Did you mean 'level'?",
    )
    assert show_problems([problem], tmp_path).splitlines()[1:] == [
        "    3 |   levle: avoid",
        "      |   ^",
        "   help: Did you mean 'level'?",
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_without_problems_every_form_is_valid_and_says_nothing(form: str) -> None:
    text = show_problems([], Path(), form)
    assert text == "" if form != "json" else json.loads(text) == []
