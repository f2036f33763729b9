"""Times cases in turn, round after round, so that what disturbs the machine disturbs all of them alike."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
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
    """CPU seconds of each command in each round, or `wall` seconds; ends where a command fails."""
    times: Times = {name: [] for name in cases}
    for _ in range(rounds):
        for name, command in cases.items():
            started = time.monotonic()
            cpu, _ = usage(command, **environ)
            times[name].append(time.monotonic() - started if wall else cpu)
    return times


def usage(command: Sequence[str], **environ: str) -> tuple[float, int]:
    """CPU seconds of a command, and the most memory it held, in kilobytes (bytes on macOS)."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **environ},
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss


def ratio(times: Times, name: str, base: str) -> float:
    """How many times as long `name` took as `base`: the median over the rounds."""
    return median(a / b for a, b in zip(times[name], times[base], strict=True))
