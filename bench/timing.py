"""Times cases in turn, round after round, so that what disturbs the machine disturbs all of them alike."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

Times = dict[str, list[float]]


def in_turn(cases: Mapping[str, Callable[[], object]], rounds: int) -> Times:
    """CPU seconds of each case in each round."""
    times: Times = {name: [] for name in cases}
    for _ in range(rounds):
        for name, run in cases.items():
            start = time.process_time()
            run()
            times[name].append(time.process_time() - start)
    return times


def processes_in_turn(
    cases: Mapping[str, Sequence[str]], rounds: int, *, wall: bool = False, **environ: str
) -> Times:
    """CPU seconds of each command in each round, or `wall` seconds; ends where a command fails.

    A run before the first round, so that every module is compiled, as an installer leaves it.
    """
    times: Times = {name: [] for name in cases}
    for command in cases.values():
        usage(command, **environ)
    for _ in range(rounds):
        for name, command in cases.items():
            started = time.monotonic()
            cpu = usage(command, **environ)
            times[name].append(time.monotonic() - started if wall else cpu)
    return times


def usage(command: Sequence[str], **environ: str) -> float:
    """CPU seconds of a command."""
    process = _started(command, environ)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    _must_be_zero(process)
    return used.ru_utime + used.ru_stime


def memory(command: Sequence[str]) -> float | None:
    """The most memory, in bytes, that a command held; None where the system does not tell.

    Read from /proc while it runs: what `wait4` says counts what the parent held when it forked.
    """
    most = None
    process = _started(command, {})
    while process.poll() is None:
        most = max(_most_held(process.pid) or 0, most or 0) or None
        time.sleep(0.02)
    _must_be_zero(process)
    return most


def _most_held(pid: int) -> int | None:
    try:
        state = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return None
    found = re.search(r"VmHWM:\s+(\d+) kB", state)
    return 1024 * int(found[1]) if found else None


def _started(command: Sequence[str], environ: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """The command, with modules compiled once as usual, whatever this environment says."""
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, env={**usual, **environ})


def _must_be_zero(process: subprocess.Popen[bytes]) -> None:
    if process.returncode:
        raise SystemExit(f"{process.args} ended with {process.returncode}")


def ratio(times: Times, name: str, base: str) -> float:
    """How many times as long `name` took as `base`: the median over the rounds."""
    return median(a / b for a, b in zip(times[name], times[base], strict=True))
