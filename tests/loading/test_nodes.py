"""YAML is read strictly: every scalar as written, every fault at its place, no input ends the process."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from massage_advisor.loading.nodes import Map, Node, Scalar, Seq, YamlError, read_yaml


def plain(node: Node | None) -> object:
    match node:
        case Scalar(text):
            return text
        case Seq(items):
            return [plain(item) for item in items]
        case Map(entries):
            return {key: plain(value) for key, (_, value) in entries.items()}
    return None


def fault(text: str) -> tuple[str, int, int]:
    with pytest.raises(YamlError) as caught:
        read_yaml(text, "a.yaml")
    problem = caught.value.problem
    return problem.code, problem.at.line, problem.at.column


def test_scalars_stay_as_written() -> None:
    root, problems = read_yaml("a: no\nb: 12:30\nc: [1.50, ~, true]\nd: '007'\n", "a.yaml")
    assert plain(root) == {"a": "no", "b": "12:30", "c": ["1.50", "~", "true"], "d": "007"}
    assert problems == []


def test_nodes_know_their_place() -> None:
    root, _ = read_yaml("a:\n  - {b: é, c: x}\n", "a.yaml")
    assert isinstance(root, Map)
    listed = root.entries["a"][1]
    assert isinstance(listed, Seq)
    inner = listed.items[0]
    assert isinstance(inner, Map)
    key, value = inner.entries["c"]
    assert (key.line, key.column, value.line, value.column) == (2, 12, 2, 15)


def test_an_empty_document_has_no_root() -> None:
    assert read_yaml("# nothing\n", "a.yaml") == (None, [])


def test_every_duplicate_key_is_reported() -> None:
    root, problems = read_yaml("a: 1\nb: 2\na: 3\nc: {d: 1, d: 2}\n", "a.yaml")
    assert [(p.code, p.at.line, p.at.column) for p in problems] == [("KB008", 4, 11), ("KB008", 3, 1)]
    assert "line 1" in problems[1].message
    assert plain(root) == {"a": "1", "b": "2", "c": {"d": "1"}}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x 1\nb: *x\n", ("KB006", 1, 4)),
        ("a: *x\n", ("KB006", 1, 4)),
        ("a: !!python/object:os.system 1\n", ("KB007", 1, 4)),
        ("a: 1\n\tb: 2\n", ("KB005", 2, 1)),
        ("a: 1\n--- \nb: 2\n", ("KB010", 2, 1)),
        ("a: b: c\n", ("KB004", 1, 5)),
        ("a: [1, 2\nb: 3\n", ("KB004", 2, 2)),
        ("a: x\x07y\n", ("KB004", 1, 5)),
        ("a: @x\n", ("KB004", 1, 4)),
    ],
)
def test_faults_at_their_place(text: str, expected: tuple[str, int, int]) -> None:
    assert fault(text) == expected


def test_a_key_must_be_a_word() -> None:
    _, problems = read_yaml("? [a]\n: b\n", "a.yaml")
    assert [problem.code for problem in problems] == ["KB004"]


@pytest.mark.parametrize("text", ["[" * 300_000, "- " * 100_000 + "a", '{"a":' * 100_000], ids=len)
def test_hostile_depth_is_refused_and_does_not_end_the_process(text: str) -> None:
    assert fault(text)[0] == "KB009"


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    assert fault("\n".join(lines)) == ("KB006", 1, 5)


@given(st.text(alphabet=st.sampled_from(list("ab:-[]{}&*!|>'\"#%@`, \n\t\x00\x1b\ufeffé?")), max_size=60))
def test_any_text_gives_a_tree_or_a_problem_inside_the_text(text: str) -> None:
    try:
        read_yaml(text, "a.yaml")
        problem = None
    except YamlError as error:
        problem = error.problem
    assert problem is None or problem.code.startswith("KB0")
    assert problem is None or 1 <= problem.at.line <= text.count("\n") + 2
