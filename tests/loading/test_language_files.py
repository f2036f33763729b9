"""The files of everyday language: what is checked, and that the cache carries them."""

from __future__ import annotations

from pathlib import Path

import pytest

from massage_advisor.errors import KnowledgeError
from massage_advisor.loading import load_knowledge
from tests.loading.bases import tiny_with

GOOD = """\
cues:
- {says: denied, words: ["no", without]}
word-groups:
- {id: sore-words, words: [sore, aching]}
wordings:
- {means: {rash: yes}, words: [red spots], covers: true}
- {ask: [rash], words: [spots]}
signs:
- {means: {rash: yes}, all: [sore-words, [skin]], near: 4}
tenses:
- {facts: [rash], within-weeks: 2}
small-words: [a, the]
plain-words: [hope]
"""


def with_language(folder: Path, text: str) -> Path:
    return tiny_with(folder, {"language/words.yaml": text.encode()})


def test_everything_is_read_and_comes_back_from_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = with_language(tmp_path, GOOD)
    built, cached = load_knowledge(folder).language, load_knowledge(folder).language
    assert built.signs[0].parts == (("sore", "aching"), ("skin",))
    assert built.wordings[0].covers
    for name in built.__slots__:
        assert list(getattr(cached, name)) == list(getattr(built, name))
    assert built.cues is not cached.cues


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("says: denied", "says: deny", "KB104"),
        ("means: {rash: yes}, words", "means: {rasch: yes}, words", "KB203"),
        ("means: {rash: yes}, words", "means: {rash: maybe}, words", "KB204"),
        ("all: [sore-words,", "all: [soar-words,", "KB201"),
        ("ask: [rash], words", "words", "KB112"),
        ("plain-words", "plane-words", "KB102"),
    ],
)
def test_faults_are_reported(tmp_path: Path, right: str, wrong: str, code: str) -> None:
    assert right in GOOD
    with pytest.raises(KnowledgeError) as raised:
        load_knowledge(with_language(tmp_path, GOOD.replace(right, wrong)))
    assert code in {problem.code for problem in raised.value.problems}
