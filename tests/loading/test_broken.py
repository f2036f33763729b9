"""Broken knowledge folders: all faults in one run, each at its place, in bounded time, never a traceback."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from massage_advisor.errors import KnowledgeError
from massage_advisor.loading import check_knowledge, data_folder, load_knowledge
from tests.loading.bases import TINY, tiny_edited, tiny_with

TODAY = date(2026, 11, 22)


def found(folder: Path) -> list[tuple[str, int, int, str]]:
    return [
        (problem.at.path.removeprefix(f"{folder}/"), problem.at.line, problem.at.column, problem.code)
        for problem in check_knowledge(folder, TODAY)
    ]


def test_the_tiny_base_is_sound() -> None:
    assert check_knowledge(TINY, TODAY) == ()


def test_the_shipped_knowledge_is_sound() -> None:
    assert [p for p in check_knowledge(data_folder(), TODAY) if p.severity == "error"] == []


def test_all_faults_come_in_one_run_in_the_order_of_their_places(tmp_path: Path) -> None:
    base = tiny_edited(tmp_path, "conditions/health.yaml", "  family: fam-blood\n", "  famly: fam-blood\n")
    (base / "goals.yaml").write_text("goals:\n- {id: relax, label: Relax, aim: fun}\n")
    (base / "always.yaml").write_text("always: []\nalways: []\n")
    assert found(base) == [
        ("always.yaml", 2, 1, "KB008"),
        ("conditions/health.yaml", 5, 3, "KB102"),
        ("conditions/health.yaml", 28, 3, "KB102"),
        ("goals.yaml", 2, 34, "KB104"),
        ("massages/swedish.yaml", 19, 9, "KB201"),
        ("questions/30-health.yaml", 7, 7, "KB305"),
        ("setting.yaml", 9, 23, "KB204"),
        ("setting.yaml", 12, 17, "KB204"),
        ("setting.yaml", 16, 22, "KB204"),
    ]


def test_loading_raises_all_errors_at_once(tmp_path: Path) -> None:
    base = tiny_edited(tmp_path, "rules/hazards.yaml", "level: ", "levle: ")
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(base)
    assert [problem.code for problem in caught.value.problems] == ["KB103", "KB102"] * 3
    assert caught.value.problems[1].help == "Did you mean 'level'?"


def test_warnings_do_not_keep_knowledge_from_loading(tmp_path: Path) -> None:
    base = tiny_edited(tmp_path, "rules/hazards.yaml", "sources: [book-2020]", "sources: unsourced")
    assert load_knowledge(base).rules


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "message", "advice"),
    [
        (
            *("rules/hazards.yaml", "bleeds-easily: yes", "bleeds-easly: yes"),
            *((4, 10), "there is no fact 'bleeds-easly'", "Did you mean 'bleeds-easily'?"),
        ),
        (
            *("conditions/health.yaml", "count: severe}", "count: sever}"),
            *((35, 42), "'low-platelets.count' has no option 'sever'", "Did you mean 'severe'?"),
        ),
        (
            *("conditions/emergency.yaml", "at-least: fever-from", "at-least: fever-form"),
            *((35, 42), "'fever-form' is neither a number nor a threshold", "Did you mean 'fever-from'?"),
        ),
        (
            *("massages/swedish.yaml", "goal: relax\n", "goal: relaks\n"),
            *((15, 9), "there is no goal 'relaks'", "Did you mean 'relax'?"),
        ),
        (
            *("casebook/people.yaml", "age: 70", "age: 700"),
            *((11, 18), "'700' is no answer to 'age'", ""),
        ),
        (
            *("casebook/people.yaml", "rules: [bleeds-easily-ask-first]", "rules: [rash]"),
            *((15, 13), "there is no rule 'rash'; that is the id of a condition", ""),
        ),
        (
            *("casebook/people.yaml", "anticoagulants.cleared", "rash.cleared"),
            *((9, 3), "no rule asks for a doctor's yes about 'rash', so 'rash.cleared' is no item", ""),
        ),
        (
            *("conditions/emergency.yaml", "act: emergency-call", "act: emergency-cal"),
            *((12, 10), "'emergency-cal' is not one of emergency-call, same-day, crisis", None),
        ),
    ],
)
def test_a_slip_is_named_with_what_was_meant(
    file: str, old: str, new: str, place: tuple[int, int], message: str, advice: str | None, tmp_path: Path
) -> None:
    [problem] = check_knowledge(tiny_edited(tmp_path, file, old, new), TODAY)
    assert (problem.at.line, problem.at.column) == place
    assert problem.message == message
    assert advice is None or problem.help == advice


def test_a_file_that_cannot_be_read_brings_no_other_complaints(tmp_path: Path) -> None:
    base = tiny_edited(tmp_path, "conditions/health.yaml", "conditions:", "conditions: [")
    assert [code for *_, code in found(base)] == ["KB004"]


# --- hostile folders ------------------------------------------------------------------------------


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    base = tiny_with(tmp_path, {})
    with (base / "rules" / "huge.yaml").open("wb") as file:
        file.truncate(50_000_000)
    started = time.process_time()
    assert found(base) == [("rules/huge.yaml", 0, 0, "KB003")]
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("rules: " + "[" * 1000 + "]" * 1000, "KB009"),
        ("rules:\n" + "".join(" " * n + "- \n" for n in range(1000)), "KB009"),
        ("rules: [*a]", "KB006"),
        ("rules: [" + ", ".join(["&a [x]"] * 10) + "]", "KB006"),
        ("\x00\x01\x02", "KB004"),
    ],
)
def test_hostile_yaml(content: str, code: str, tmp_path: Path) -> None:
    base = tiny_with(tmp_path, {"rules/hostile.yaml": content.encode()})
    assert [code for *_, code in found(base)] == [code]


BOMB = "rules:\n" + "".join(
    f"  l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9) if n else 'lol'}]\n" for n in range(12)
)
HOSTILE = {
    "rules/bomb.yaml": (BOMB.encode(), "KB006"),
    "rules/deep.yaml": (b"rules: " + b"[" * 1000, "KB009"),
    "rules/tab.yaml": (b"rules:\n\t- id: x\n", "KB005"),
    "rules/twice.yaml": (b"rules: []\nrules: []\n", "KB008"),
    "rules/latin.yaml": ("rules: [é]".encode("latin-1"), "KB002"),
    "rules/mark.yaml": (b"\xef\xbb\xbfrules: []\n", "KB014"),
    "rules/windows.yaml": (b"rules: []\r\n", "KB015"),
    "rules/huge.yaml": (b"", "KB003"),
    "rules/loop.yaml": (b"", "KB001"),
}


def test_the_program_names_all_of_it_with_little_time_and_memory(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    base = tiny_with(tmp_path, {name: content for name, (content, _) in HOSTILE.items()})
    with (base / "rules" / "huge.yaml").open("wb") as file:
        file.truncate(50_000_000)
    (base / "rules" / "loop.yaml").unlink()
    (base / "rules" / "loop.yaml").symlink_to("loop.yaml")

    def little() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
        resource.setrlimit(resource.RLIMIT_AS, (400_000_000, 400_000_000))

    command = [sys.executable, "-m", "massage_advisor", "kb", "validate", str(base), "-f", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=little)
    named = {(Path(p["path"]).relative_to(base).as_posix(), p["code"]) for p in json.loads(done.stdout)}
    assert done.returncode == 1, done.stderr
    assert {(name, code) for name, (_, code) in HOSTILE.items()} <= named
    assert "Traceback" not in done.stderr


def test_links_that_lead_in_a_circle(tmp_path: Path) -> None:
    base = tiny_with(tmp_path, {})
    (base / "rules" / "loop.yaml").symlink_to(base / "rules" / "loop.yaml")
    (base / "conditions" / "round").symlink_to(base, target_is_directory=True)
    assert found(base) == [("rules/loop.yaml", 0, 0, "KB001")]


@contextmanager
def somebody_else() -> Iterator[None]:
    """As a user to whom things can be forbidden: nothing is to root."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="this system has other rights")
@pytest.mark.parametrize("name", ["rules", "rules/hazards.yaml"])
def test_a_folder_or_a_file_without_rights(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        base = tiny_with(Path(folder), {})
        assert found(base) == []
        (base / name).chmod(0)
        with somebody_else():
            assert found(base) == [(name, 0, 0, "KB001")]


@pytest.mark.parametrize("name", ["missing", "knowledge.yaml"])
def test_a_folder_that_is_none(name: str, tmp_path: Path) -> None:
    (tmp_path / "knowledge.yaml").write_text("edition: 1.0.0\n")
    [problem] = check_knowledge(tmp_path / name, TODAY)
    assert (problem.code, problem.at.path) == ("KB001", str(tmp_path / name))


def test_files_that_are_no_knowledge_are_left_alone(tmp_path: Path) -> None:
    base = tiny_with(tmp_path, {"README.md": b"# Hello", "rules/.swap.yaml": b"{", "notes.txt": b"\xff"})
    assert found(base) == []


def test_colours_and_directions_in_a_name_do_not_reach_a_message(tmp_path: Path) -> None:
    base = tiny_edited(tmp_path, "rules/hazards.yaml", "id: bleeds-easily", 'id: "\\x1b[2J\\u202Ex"')
    problems = check_knowledge(base, TODAY)
    assert problems
    assert all(problem.message.isprintable() for problem in problems)


# --- where knowledge is ---------------------------------------------------------------------------


def test_the_option_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASSAGE_ADVISOR_KB", "/from/environment")
    assert data_folder("/from/option") == Path("/from/option")
    assert data_folder() == Path("/from/environment")
    monkeypatch.setenv("MASSAGE_ADVISOR_KB", "")
    assert (data_folder() / "massages").is_dir()


def test_paths_are_shown_as_seen_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = tiny_edited(tmp_path, "always.yaml", "id: say-so", "id: Say_So")
    monkeypatch.chdir(tmp_path)
    [problem] = check_knowledge(base, TODAY)
    assert str(problem.at) == "knowledge/always.yaml:2:7"


# --- loops ----------------------------------------------------------------------------------------

LOOPS = {
    "two follow-ups": (
        "conditions/health.yaml",
        "    kind: areas\n    ask: Where is it?\n",
        "    kind: areas\n    ask: Where is it?\n    when: {rash.itchy: yes}\n"
        "  - {id: rash.itchy, kind: yes-no, ask: Does it itch?, when: {rash.where: neck}}\n",
    ),
    "a follow-up and the hazard it makes": (
        "conditions/health.yaml",
        "    options: {mild: A little, severe: Very low}\n",
        "    options: {mild: A little, severe: Very low}\n    when: {bleeds-easily: yes}\n",
    ),
    "a question on its own answer": (
        "questions/00-for-whom.yaml",
        "    unit: years\n",
        "    unit: years\n    when: {age: {at-least: 1}}\n",
    ),
}


@pytest.mark.parametrize("loop", LOOPS)
def test_loops_are_found(loop: str, tmp_path: Path) -> None:
    assert {code for *_, code in found(tiny_edited(tmp_path, *LOOPS[loop]))} == {"KB306"}


def test_a_follow_up_may_hang_on_another(tmp_path: Path) -> None:
    file, old, new = LOOPS["two follow-ups"]
    chain = new.replace(", when: {rash.where: neck}", "")
    assert {code for *_, code in found(tiny_edited(tmp_path, file, old, chain))} <= {"KB503"}
