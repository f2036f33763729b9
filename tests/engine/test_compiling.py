"""A program that was kept is the program that was made."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest

from massage_advisor.engine.compiling import _made, _read, _rows, compiled, outlined
from massage_advisor.loading import cache_folder, data_folder, load_knowledge
from tests.loading.bases import TINY


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return cache_folder()


@pytest.mark.parametrize("folder", [TINY, data_folder()], ids=["tiny", "shipped"])
def test_reading_gives_back_what_was_written(folder: Path) -> None:
    knowledge = load_knowledge(folder)
    program, outline = _made(knowledge)
    size = len(program.nodes.names)
    read_program, read_outline = _read(knowledge, json.loads(json.dumps(_rows((program, outline)))))
    for name in ("massages", "features", "roots", "sides", "for_whom"):
        assert getattr(read_program, name) == getattr(program, name), name
    assert [read_program.nodes[n] for n in range(size)] == [program.nodes[n] for n in range(size)]
    for part in fields(outline):
        made, read = getattr(outline, part.name), getattr(read_outline, part.name)
        if part.name == "single":
            read = {number: read[number] for number in made}
        assert read == made, part.name
    for number, rule in enumerate(knowledge.rules):
        assert read_program.rule(number).entries == program.rule(number).entries
        assert read_program.rule(number).bars == program.rule(number).bars
        assert read_program.nodes.of(rule.when) < size, "a condition was compiled twice"


def test_a_second_run_reads_what_the_first_kept(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = compiled(load_knowledge(TINY))
    [_] = own_cache.glob("*.program.json")
    monkeypatch.setattr("massage_advisor.engine.compiling._made", lambda _: pytest.fail("made anew"))
    knowledge = load_knowledge(TINY)
    assert [compiled(knowledge).nodes[n] for n in range(len(made.nodes.names))] == list(made.nodes.values())
    assert outlined(compiled(knowledge)).groups == outlined(made).groups


def test_changed_rules_get_a_program_of_their_own() -> None:
    knowledge = load_knowledge(TINY)
    compiled(knowledge)
    assert compiled(knowledge).roots
    assert not compiled(replace(knowledge, rules=())).roots
