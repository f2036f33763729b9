"""Compiled knowledge: the same as built knowledge, never stale, and never needed."""

import hashlib
import pickle
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest

from massage_advisor.loading import cache_folder, derived, load_knowledge
from massage_advisor.loading.compiled.cache import KEPT, cached, remember
from massage_advisor.loading.compiled.decoding import decode
from massage_advisor.loading.compiled.encoding import encode
from massage_advisor.loading.places import data_folder, read_contents
from massage_advisor.loading.whole import check_whole
from massage_advisor.model import KnowledgeBase
from tests.loading.bases import TINY, tiny_edited, tiny_with


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "a cache"))
    return cache_folder()


def built(folder: Path) -> KnowledgeBase:
    knowledge, _ = check_whole(read_contents(folder))
    assert knowledge is not None
    return knowledge


def shown(knowledge: KnowledgeBase) -> dict[str, str]:
    """Every field in full, places and cases included."""
    return {field.name: repr(getattr(knowledge, field.name)) for field in fields(knowledge)}


def build_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("built although it was in the cache")

    monkeypatch.setattr("massage_advisor.loading.whole.check_whole", refuse)


@pytest.mark.parametrize("folder", [TINY, data_folder()], ids=["tiny", "shipped"])
def test_decoding_gives_back_what_was_encoded(folder: Path) -> None:
    knowledge = built(folder)
    assert shown(decode(*encode(knowledge))) == shown(knowledge)


def test_cases_can_be_read_more_than_once() -> None:
    knowledge = decode(*encode(built(TINY)))
    first = [list(rule.cases) for rule in knowledge.rules]
    assert first == [list(rule.cases) for rule in knowledge.rules]
    assert all(cases[0].fires for cases in first)


def test_knowledge_from_the_cache_can_be_pickled() -> None:
    knowledge = decode(*encode(built(TINY)))
    assert shown(pickle.loads(pickle.dumps(knowledge))) == shown(knowledge)


def test_the_second_run_reads_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_knowledge(TINY)
    build_fails(monkeypatch)
    assert shown(load_knowledge(TINY)) == shown(first)


def test_the_second_run_does_not_need_yaml() -> None:
    load_knowledge(TINY)
    script = (
        "import sys; from pathlib import Path; from massage_advisor.loading import load_knowledge; "
        f"load_knowledge(Path({str(TINY)!r})); sys.exit('yaml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_a_change_in_any_file_is_seen(tmp_path: Path) -> None:
    base = tiny_edited(tmp_path, "always.yaml", "Say at once", "Speak up")
    assert load_knowledge(TINY).always != load_knowledge(base).always
    (base / "always.yaml").unlink()
    assert load_knowledge(base).always == ()


def test_a_broken_base_is_not_kept(tmp_path: Path) -> None:
    base = tiny_edited(tmp_path, "always.yaml", "id: say-so", "id: Say_So")
    for _ in range(2):
        with pytest.raises(Exception, match="KB106"):
            load_knowledge(base)


def poisoned(text: str) -> list[str]:
    checksum, core, *others = text.split("\n")
    lie = core.replace('"Swedish massage"', '"Sweedish massage"')
    wrong_shape = '{"edition": "1.0.0"}'

    def signed(*parts: str) -> str:
        content = "\n".join(parts)
        return f"{hashlib.sha256(content.encode()).hexdigest()}\n{content}"

    assert signed(core, *others) == text
    assert lie != core
    return [
        "",
        "\0\0\0",
        text[: len(text) // 2],
        "\n".join((checksum, lie, *others)),
        "\n".join((checksum, core, *reversed(others))),
        signed(wrong_shape, *others),
        signed("[]", *others),
        signed("{", *others),
        signed(core, *others[:-1]),
    ]


@pytest.mark.parametrize("which", range(9))
def test_a_poisoned_cache_is_built_anew(which: int, own_cache: Path) -> None:
    expected = shown(load_knowledge(TINY))
    [file] = own_cache.glob("*.json")
    file.write_text(poisoned(file.read_text("utf-8"))[which], encoding="utf-8")
    assert shown(load_knowledge(TINY)) == expected
    assert cached(read_contents(TINY).hash) is not None


def test_another_bases_file_under_this_name_is_not_taken(own_cache: Path, tmp_path: Path) -> None:
    other = tiny_edited(tmp_path, "always.yaml", "Say at once", "Speak up")
    load_knowledge(other)
    [stolen] = own_cache.glob("*.json")
    load_knowledge(TINY)
    [file] = [file for file in own_cache.glob("*.json") if file != stolen]
    file.write_bytes(stolen.read_bytes())
    assert load_knowledge(TINY).always[0].text.startswith("Say at once")


@pytest.mark.skipif(sys.platform == "win32", reason="no owners and groups")
def test_a_file_that_others_can_write_is_not_trusted(own_cache: Path) -> None:
    load_knowledge(TINY)
    [file] = own_cache.glob("*.json")
    file.chmod(0o666)
    assert cached(read_contents(TINY).hash) is None
    load_knowledge(TINY)
    assert cached(read_contents(TINY).hash) is not None


@pytest.mark.parametrize("obstacle", ["file", "no home"])
def test_without_a_usable_folder_it_goes_on(
    obstacle: str, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if obstacle == "file":
        own_cache.parent.parent.parent.mkdir(parents=True, exist_ok=True)
        own_cache.parent.parent.write_text("a file where the folder should be")
    else:
        monkeypatch.setenv("XDG_CACHE_HOME", "")
        monkeypatch.setattr(Path, "expanduser", _no_home)
    assert load_knowledge(TINY).edition == "1.0.0"


def _no_home(self: Path) -> Path:
    raise RuntimeError("Could not determine home directory.")


def test_two_processes_at_once(own_cache: Path) -> None:
    script = (
        "from pathlib import Path; from massage_advisor.loading import load_knowledge; "
        f"print(load_knowledge(Path({str(TINY)!r})).hash)"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    said = {process.communicate()[0] for process in running}
    assert said == {f"{read_contents(TINY).hash}\n"}
    assert [file.suffix for file in own_cache.iterdir()] == [".json"]


def test_only_the_newest_are_kept(own_cache: Path, tmp_path: Path) -> None:
    base = tiny_with(tmp_path, {})
    for n in range(KEPT + 3):
        (base / "always.yaml").write_text(f"always:\n- {{id: a{n}, text: Say so., sources: unsourced}}\n")
        remember(load_knowledge(base))
    assert len(list(own_cache.glob("*.json"))) == KEPT
    assert cached(read_contents(base).hash) is not None


@pytest.mark.skipif(sys.platform != "linux", reason="worked out by hand on Linux only")
@pytest.mark.parametrize("named", ["/tmp/some where", ""])
def test_the_folder_is_what_platformdirs_says(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from platformdirs import user_cache_path

    monkeypatch.setenv("XDG_CACHE_HOME", named)
    assert cache_folder() == user_cache_path("massage-advisor", appauthor=False) / "knowledge"


def made_from(knowledge: KnowledgeBase, made: object = None) -> object:
    """What is derived: `made`, or a failure where it was to be read."""

    def refuse() -> object:
        raise AssertionError("made although it was kept")

    make = refuse if made is None else lambda: made
    return derived(knowledge, "thing", make, lambda thing: [thing], lambda row: row[0] + 0)


def test_what_is_derived_is_made_once() -> None:
    assert made_from(load_knowledge(TINY), 7) == 7
    assert made_from(load_knowledge(TINY)) == 7


def test_nothing_is_kept_of_a_changed_copy(own_cache: Path) -> None:
    knowledge = replace(load_knowledge(TINY), rules=())
    assert made_from(knowledge, 7) == 7
    assert made_from(knowledge, 8) == 8
    assert not list(own_cache.glob("*.thing.json"))


@pytest.mark.parametrize("content", ["", "no checksum\n[7]", "[]", '["a word"]', "7", "{"])
def test_what_was_not_written_is_made_anew(content: str, own_cache: Path) -> None:
    made_from(load_knowledge(TINY), 7)
    [file] = own_cache.glob("*.thing.json")
    checksum = hashlib.sha256(content.encode()).hexdigest()
    file.write_text(content if "\n" in content else f"{checksum}\n{content}")
    assert made_from(load_knowledge(TINY), 9) == 9
    assert made_from(load_knowledge(TINY)) == 9
