"""Answers files: a flat map of words, YAML or JSON alike, with one clear line for everything else."""

import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massage_advisor.errors import FileError, ResponseError
from massage_advisor.loading import read_mapping
from massage_advisor.loading.answer_files import PlacedMapping


def faults(text: str) -> list[tuple[str, str]]:
    with pytest.raises(ResponseError) as caught:
        read_mapping("a.yaml", text)
    return [(str(problem.at), problem.code) for problem in caught.value.problems]


def test_values_stay_as_written() -> None:
    read = read_mapping(
        "a.yaml", "age: 40\npregnancy: no\nrash.where: [neck, left-arm]\nfever.temperature: 38.50\n"
    )
    assert read == {
        "age": "40",
        "pregnancy": "no",
        "rash.where": ("neck", "left-arm"),
        "fever.temperature": "38.50",
    }


def test_keys_know_their_place() -> None:
    yaml = read_mapping("a.yaml", "# me\nage: 40\n\n'rash.where': [neck]\n")
    assert shown(yaml) == {"age": "a.yaml:2:1", "rash.where": "a.yaml:4:1"}
    from_json = read_mapping("a.json", '{\n  "age": 40,\n  "say: \\"x\\"": "a: b", "z": "1"\n}')
    assert shown(from_json) == {"age": "a.json:2:3", 'say: "x"': "a.json:3:3", "z": "a.json:3:25"}


def shown(read: PlacedMapping) -> dict[str, str]:
    return {key: str(at) for key, at in read.places.items()}


def test_json_reads_like_yaml() -> None:
    read = read_mapping("a.json", '{"age": 40, "t": 38.50, "where": ["neck"], "big": 1e400, "b": true}')
    assert read == {"age": "40", "t": "38.50", "where": ("neck",), "big": "1e400", "b": "true"}


def test_json_does_not_need_yaml() -> None:
    script = (
        "import sys; from massage_advisor.loading import read_mapping; "
        "read_mapping('a.json', '{\"age\": 40}'); sys.exit('yaml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- age\n", [("a.yaml:1:1", "AN002")]),
        ("just words\n", [("a.yaml:1:1", "AN002")]),
        ("[1, 2]", [("a.yaml:1:1", "AN002")]),
        ("age: 40\nsex: f\nage: 41\n", [("a.yaml:3:1", "AN003")]),
        ('{"age": 40,\n "age": 41}', [("a.yaml:2:2", "AN003")]),
        ("age: {years: 40}\n", [("a.yaml:1:6", "AN004")]),
        ("age:\n", [("a.yaml:1:5", "AN004")]),
        ("where: [neck, [arm]]\nage: {}\n", [("a.yaml:1:8", "AN004"), ("a.yaml:2:6", "AN004")]),
        ('{"age": null, "where": [""]}', [("a.yaml:1:24", "AN004")]),
        ("age: &a 40\nyears: *a\n", [("a.yaml:1:6", "AN005")]),
        ("age: !!int 40\n", [("a.yaml:1:6", "AN005")]),
        ("age: [40\nsex: f\n", [("a.yaml:2:4", "AN001")]),
        ('{"age": 40', [("a.yaml:2:1", "AN001")]),
        ("{" * 3000, [("a.yaml:1:41", "AN001")]),
        ('{"a":' * 100_000, [("a.yaml:1:201", "AN001")]),
    ],
)
def test_what_is_no_flat_map_is_refused_at_its_place(text: str, expected: list[tuple[str, str]]) -> None:
    assert faults(text) == expected


def test_nothing_at_all_is_an_empty_map() -> None:
    assert read_mapping("a.yaml", "# nothing yet\n") == {}
    assert read_mapping("a.json", "{}") == {}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a: 1\n" * 2_000_000, "larger than 1 MB"),
        (b"\x7fELF\x00\x01\x02", "binary"),
        ("age: 40\n".encode("utf-16"), "binary"),
        (b"a: 1\nb: caf\xe9\n", "not UTF-8"),
    ],
)
def test_files_that_are_no_text_are_refused(content: bytes, message: str, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_bytes(content)
    with pytest.raises(ResponseError) as caught:
        read_mapping(file)
    [problem] = caught.value.problems
    assert problem.code == "AN001"
    assert message in problem.message
    assert problem.at.path == str(file)


def test_the_first_byte_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes("ä: 1\nbé: caf".encode() + b"\xe9\n")
    with pytest.raises(ResponseError) as caught:
        read_mapping(file)
    assert (caught.value.problems[0].at.line, caught.value.problems[0].at.column) == (2, 8)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"\xef\xbb\xbfage: 40\r\nsex: f\r\n")
    assert read_mapping(file) == {"age": "40", "sex": "f"}
    file.write_bytes(b'\xef\xbb\xbf{"age": 40}\r\n')
    assert read_mapping(str(file)) == {"age": "40"}


@pytest.mark.parametrize("name", ["missing.yaml", ".", "nul\0byte"])
def test_files_that_cannot_be_read(name: str, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be read"):
        read_mapping(f"{tmp_path}/{name}")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"age: 40\n")))
    read = read_mapping("-")
    assert read == {"age": "40"}
    assert str(read.places["age"]) == "standard input:1:1"


def test_closed_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(FileError, match="standard input"):
        read_mapping("-")


WORDS = st.text(alphabet="abcxyz019.-", min_size=1, max_size=8)


@given(st.dictionaries(WORDS, WORDS | st.lists(WORDS, min_size=1, max_size=3), max_size=5))
def test_json_and_quoted_yaml_agree(answers: dict[str, str | list[str]]) -> None:
    from_json = read_mapping("a", json.dumps(answers))
    as_yaml = "".join(f"{json.dumps(key)}: {json.dumps(value)}\n" for key, value in answers.items())
    assert from_json == read_mapping("a", as_yaml)
    assert from_json.keys() == from_json.places.keys() == answers.keys()


@given(st.text(max_size=80) | st.binary(max_size=80).map(lambda raw: raw.decode("latin-1")))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read = read_mapping("a", text)
    except ResponseError as error:
        codes = {problem.code[:4] for problem in error.problems}
    else:
        codes = {"AN00" if isinstance(value, str | tuple) else "?" for value in read.values()}
    assert codes <= {"AN00"}


def test_a_large_json_file_takes_no_long_time() -> None:
    text = json.dumps({f"k{n}": "x" for n in range(60_000)}, indent=1)
    started = time.process_time()
    assert read_mapping("a.json", text).places["k59999"].line == 60_001
    assert time.process_time() - started < 5
