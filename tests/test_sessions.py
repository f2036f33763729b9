import json
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from massage_advisor import sessions
from massage_advisor.errors import FileError
from massage_advisor.model import NOT_SURE, Option, Responses
from tests.support.small import HEALTHY, KB

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ANSWERS = HEALTHY | {"pregnancy": "yes", "pregnancy.weeks": 20.0, "rash": NOT_SURE, "where": ("left-arm",)}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state" / "session.json"


def resumed(path, kb=KB, after=timedelta(hours=1)):
    return sessions.resume(kb, sessions.load(path), NOW + after)


def test_what_is_saved_comes_back(path):
    sessions.save(path, KB, Responses(ANSWERS), NOW)
    back = resumed(path)
    assert back.responses == Responses(ANSWERS)
    assert back.again == {}


def test_only_the_owner_can_read_it(path):
    sessions.save(path, KB, Responses(ANSWERS), NOW)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.chmod(0o644)
    sessions.save(path, KB, Responses({}), NOW)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_save_that_fails_leaves_the_last_good_file(path, monkeypatch):
    sessions.save(path, KB, Responses(ANSWERS), NOW)

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(FileError, match="No space left"):
        sessions.save(path, KB, Responses({}), NOW)
    assert resumed(path).responses == Responses(ANSWERS)
    assert list(path.parent.iterdir()) == [path]


def test_answers_about_today_are_asked_again_after_twelve_hours(path):
    sessions.save(path, KB, Responses(ANSWERS), NOW)
    assert resumed(path, after=timedelta(hours=12)).again == {}
    later = resumed(path, after=timedelta(hours=13))
    assert set(later.again) == {"chest-pain", "calf-swollen", "fever"}
    assert "chest-pain" not in later.responses.values


def test_answers_from_the_future_are_not_trusted_about_today(path):
    sessions.save(path, KB, Responses(ANSWERS), NOW)
    assert "chest-pain" in resumed(path, after=timedelta(minutes=-5)).again


def test_numbers_that_grow_are_asked_again_when_they_have_grown(path):
    sessions.save(path, KB, Responses(ANSWERS), NOW)
    assert "pregnancy.weeks" not in resumed(path, after=timedelta(days=6)).again
    assert resumed(path, after=timedelta(days=7)).again["pregnancy.weeks"] == "time has passed"


def test_after_a_knowledge_update_only_changed_questions_are_asked_again(path):
    sessions.save(path, KB, Responses(ANSWERS), NOW)
    pressure = KB.items["pressure"]
    items = dict(KB.items) | {
        "age": replace(KB.items["age"], ask="Your age?"),
        "pressure": replace(pressure, options=(*pressure.options, Option("feather", "Feather"))),
        "wishes": replace(KB.items["wishes"], why="A new reason."),
    }
    del items["rash"]
    back = resumed(path, kb=replace(KB, items=items, hash="sha256:new"))
    assert back.again == {
        "age": "the question has changed",
        "pressure": "the question has changed",
        "rash": "the question is no longer asked",
    }
    assert set(back.responses.values) == set(ANSWERS) - set(back.again)


def test_it_says_which_knowledge_it_was_written_with(path):
    sessions.save(path, KB, Responses(ANSWERS), NOW)
    session = sessions.load(path)
    assert (session.edition, session.knowledge_hash) == ("test", "sha256:small")
    assert session.recent(NOW + timedelta(days=7))
    assert not session.recent(NOW + timedelta(days=8))


DAMAGED = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"{}",
    b"\xff\xfe\x00",
    b"[" * 100_000,
    b"9" * 10_000,
    b"answers: {age: 40}\n",
    b'{"schema": "massage-advisor/session/2"}',
    b" " * 1_000_001,
]


@pytest.mark.parametrize("raw", DAMAGED)
def test_a_damaged_or_foreign_file_is_refused_and_never_overwritten(path, raw):
    path.parent.mkdir()
    path.write_bytes(raw)
    for use in (sessions.load, lambda p: sessions.save(p, KB, Responses({}), NOW), sessions.delete):
        with pytest.raises(FileError, match="no session of massage-advisor"):
            use(path)
    assert path.read_bytes() == raw
    kept = sessions.set_aside(path)
    assert kept.read_bytes() == raw
    sessions.save(path, KB, Responses(ANSWERS), NOW)
    assert resumed(path).responses == Responses(ANSWERS)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_change_to_the_file_can_crash_it_or_smuggle_an_answer_in(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("s") / "s.json"
    sessions.save(path, KB, Responses(ANSWERS), NOW)
    document = json.loads(path.read_text())
    odd = st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.just([]), st.just({})
    )
    where = data.draw(
        st.sampled_from([document, document["answers"], document["forms"], document["knowledge"]])
    )
    where[data.draw(st.sampled_from(sorted(where)))] = data.draw(odd)
    path.write_text(json.dumps(document))
    try:
        back = sessions.resume(KB, sessions.load(path), NOW)
    except FileError:
        return
    for item, value in back.responses.values.items():
        assert type(value) in (str, float, tuple)
        assert value == ANSWERS[item] or where is document["answers"] or where is document


def test_delete(path):
    assert not sessions.delete(path)
    sessions.save(path, KB, Responses(ANSWERS), NOW)
    assert sessions.delete(path)
    assert not path.exists()


def test_a_folder_is_no_session(tmp_path):
    with pytest.raises(FileError):
        sessions.save(tmp_path, KB, Responses({}), NOW)


def test_sessions_live_in_the_folder_for_state(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert sessions.default_path() == tmp_path / "massage-advisor" / "session.json"
