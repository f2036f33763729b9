"""`batch` as a process: files whole or absent, pipes, jobs, exit codes."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.command import ENVIRONMENT, run

TINY = str(Path(__file__).parent.parent / "knowledge" / "tiny")
ROW = '{"id": "%d", "who": "me", "age": %d, "chest-pain": "no", "fever": "no", "fam-skin": "no"}\n'
posix = pytest.mark.skipif(os.name != "posix", reason="signals and pipes of POSIX")


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.jsonl"
    path.write_text("".join(ROW % (n, n % 100) for n in range(20_000)))
    return path


def batch(*arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    return run("batch", *map(str, arguments), "--kb", TINY, **more)


def ids(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_text().splitlines()]


def test_rows_come_out_in_the_order_they_went_in_whatever_the_jobs(people: Path, tmp_path: Path) -> None:
    for jobs in (1, 3):
        done = batch(people, "-o", tmp_path / f"out{jobs}.jsonl", "--jobs", jobs)
        assert done.returncode == 0, done.stderr
        assert done.stdout == ""
        assert "20,000 rows, 0 refused" in done.stderr
    assert ids(tmp_path / "out1.jsonl") == [str(n) for n in range(20_000)]
    assert (tmp_path / "out1.jsonl").read_bytes() == (tmp_path / "out3.jsonl").read_bytes()


def test_rejects_have_line_and_reason_and_exit_1(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"age": 40}\nrubbish\n{"id": "b", "age": 400}\n{"age": 41}\n')
    out, rejects = tmp_path / "out.jsonl", tmp_path / "rejects.jsonl"
    done = batch(tmp_path / "in.jsonl", "-o", out, "--rejects", rejects, "--jobs", 1)
    assert done.returncode == 1
    assert [json.loads(line)["line"] for line in out.read_text().splitlines()] == [1, 4]
    first, second = [json.loads(line) for line in rejects.read_text().splitlines()]
    assert first["line"] == 2
    assert "not valid JSON" in first["reason"]
    assert (second["line"], second["id"]) == (3, "b")
    assert "from 0 to 120" in second["reason"]


def test_rejects_without_a_file_are_told_on_stderr(tmp_path: Path) -> None:
    done = batch("-", "-f", "jsonl", stdin='{"age": 1}\n' + "rubbish\n" * 5)
    assert done.returncode == 1
    assert json.loads(done.stdout)["line"] == 1
    assert done.stderr.count("not valid JSON") == 3
    assert "--rejects" in done.stderr


def test_csv_in_json_out_and_back(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text('id,age,goals\n"a, b",40,"relax"\nc,,\n')
    done = batch(tmp_path / "in.csv", "-o", tmp_path / "out.jsonl")
    assert done.returncode == 0, done.stderr
    assert ids(tmp_path / "out.jsonl") == ["a, b", "c"]
    done = batch(tmp_path / "in.csv", "--jobs", 2)
    assert done.stdout.splitlines()[0].startswith("line,id,complete,disposition,red_flags,")
    assert done.stdout.splitlines()[1].startswith('2,"a, b",no,')


def test_reasons_on_request(tmp_path: Path) -> None:
    row = '{"pregnancy": "yes", "pregnancy.weeks": 8}\n'
    assert "reasons" not in json.loads(batch("-", stdin=row).stdout)
    found = json.loads(batch("-", "--columns", "reasons", stdin=row).stdout)
    assert found["reasons"]["hot-stone"] == ["pregnancy-no-heat", "pregnancy-early"]


def test_an_existing_file_stays_without_force_and_is_replaced_with_it(people: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("mine")
    assert batch(people, "-o", out).returncode == 5
    assert out.read_text() == "mine"
    assert batch(people, "-o", out, "--force").returncode == 0
    assert len(ids(out)) == 20_000
    assert stat.S_IMODE(out.stat().st_mode) & 0o077 == 0


def test_files_that_cannot_be_used_say_so(tmp_path: Path) -> None:
    assert "cannot read" in batch(tmp_path / "nowhere.jsonl").stderr
    (tmp_path / "list.json").write_text('[{"age": 40}]')
    done = batch(tmp_path / "list.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "jq" in done.stderr
    (tmp_path / "in.csv").write_text("id,agee\n")
    done = batch(tmp_path / "in.csv", "-o", tmp_path / "out.csv")
    assert done.returncode == 2
    assert "Did you mean 'age'" in done.stderr
    assert not (tmp_path / "out.csv").exists()
    done = batch(tmp_path / "in.csv", "-o", tmp_path / "no" / "out.csv")
    assert (done.returncode, "Traceback" in done.stderr) == (5, False)


# --- killed, cut off ------------------------------------------------------------------------------


@pytest.fixture
def endless(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A run that is busy for as long as it is fed, with two jobs."""
    out = tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "massage_advisor", "batch", "-", "-o", str(out), "--jobs", "2"]
    process = subprocess.Popen(
        [*command, "--kb", TINY, "--force", "-f", "jsonl"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        start_new_session=True,
    )
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate()


def feed(process: subprocess.Popen[bytes], tmp_path: Path) -> None:
    """Rows until some results have reached the disk."""
    assert process.stdin is not None
    rows = "".join(ROW % (n, 40) for n in range(8_192)).encode()
    deadline = time.monotonic() + 50
    while not any(part.stat().st_size for part in tmp_path.glob("*.part")):
        assert time.monotonic() < deadline
        process.stdin.write(rows)
        process.stdin.flush()


def others_of(process: subprocess.Popen[bytes]) -> list[str]:
    """The processes of its session, the jobs among them, that are still there."""
    found = subprocess.run(
        ["ps", "-o", "pid=,stat=", "-s", str(process.pid)], capture_output=True, text=True, check=False
    )
    return [line for line in found.stdout.splitlines() if " Z" not in line]


@posix
@pytest.mark.parametrize("before", [None, b"an older result\n"])
def test_killed_without_warning_leaves_out_absent_or_as_it_was_and_no_jobs(endless, tmp_path, before) -> None:
    out = tmp_path / "out.jsonl"
    if before is not None:
        out.write_bytes(before)
    feed(endless, tmp_path)
    endless.send_signal(signal.SIGKILL)
    endless.wait(10)
    assert (out.read_bytes() if out.exists() else None) == before
    deadline = time.monotonic() + 30
    while others_of(endless) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert others_of(endless) == []


@posix
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_stopped_leaves_nothing_behind(endless, tmp_path, how) -> None:
    feed(endless, tmp_path)
    os.killpg(endless.pid, how) if how is signal.SIGINT else endless.send_signal(how)
    _, errors = endless.communicate(timeout=40)
    assert endless.returncode == 130
    assert list(tmp_path.iterdir()) == []
    assert b"Traceback" not in errors


@posix
def test_a_reader_that_goes_away_ends_the_run_quietly(people: Path) -> None:
    command = f"{sys.executable} -m massage_advisor batch {people} --kb {TINY} --jobs 2 -q | head -n 1"
    done = subprocess.run(
        ["bash", "-c", command + "; echo ${PIPESTATUS[0]}"],
        capture_output=True,
        text=True,
        timeout=60,
        env=ENVIRONMENT,
        check=False,
    )
    first, status = done.stdout.splitlines()
    assert json.loads(first)["line"] == 1
    assert status == "0"
    assert done.stderr == ""


@posix
def test_a_full_disk_is_told_and_leaves_nothing(people: Path) -> None:
    done = batch(people, "-o", "/dev/full", "--jobs", 1)
    assert done.returncode == 5
    assert "no space left" in done.stderr.lower()


LARGEST_SIZE = (
    "import sys; from massage_advisor.cli import run; run(sys.argv[1:]);"
    "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
)
"""Prints the most memory it held, in KiB. (`ru_maxrss` would count what the test runner held.)"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc")
def test_memory_does_not_grow_with_the_input(tmp_path: Path) -> None:
    few, many = (_memory(tmp_path, rows) for rows in (20_000, 100_000))
    assert many < 150_000
    assert many - few < 10_000


def _memory(folder: Path, rows: int) -> int:
    """KiB held at most while so many rows are judged in one job."""
    people = folder / "many.jsonl"
    people.write_text("".join(ROW % (n, n % 100) for n in range(rows)))
    out = folder / f"out-{rows}.jsonl"
    done = subprocess.run(
        [sys.executable, "-c", LARGEST_SIZE, "batch", people, "-o", out, "--jobs", "1", "--kb", TINY],
        capture_output=True,
        text=True,
        timeout=100,
        env=ENVIRONMENT,
        check=True,
    )
    return int(done.stdout)
