"""How a run ends when the world gets in its way: never with a traceback, never with half a file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from massage_advisor.cli.edge import guarded
from tests.cli.command import ENVIRONMENT, run


@pytest.mark.skipif(sys.platform == "win32", reason="there a Ctrl-C is sent otherwise")
@pytest.mark.parametrize("delay", [0.3, 1.2])
def test_ctrl_c_while_it_works_says_so(delay: float) -> None:
    """Wherever it is, in Typer or in our code; for the solver see tests/proofs."""
    program = (
        "import os, signal, sys, threading\n"
        "from massage_advisor.cli import run\n"
        f"threading.Timer({delay}, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        "sys.exit(run(['kb', 'prove']))\n"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=ENVIRONMENT, check=False)
    assert done.returncode == 130
    assert done.stderr == "stopped; nothing was saved\n"


def test_ctrl_c_while_it_starts_is_no_traceback(tmp_path: Path) -> None:
    """The import of the command line is where a start spends its time."""
    program = (
        "import builtins, sys\n"
        "import massage_advisor.__main__ as program\n"
        "real = builtins.__import__\n"
        "def stop(name, *rest):\n"
        "    if name == 'massage_advisor.cli': raise KeyboardInterrupt\n"
        "    return real(name, *rest)\n"
        "builtins.__import__ = stop\n"
        "program.main()\n"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=ENVIRONMENT, check=False)
    assert done.returncode == 130
    assert done.stderr == ""


def test_an_interrupt_that_python_wraps_is_still_one(capsys: pytest.CaptureFixture[str]) -> None:
    """`__set_name__` makes a RuntimeError of it, for one."""

    def start() -> None:
        raise RuntimeError("Error calling __set_name__") from KeyboardInterrupt()

    assert guarded(start) == 130
    assert capsys.readouterr().err == "stopped; nothing was saved\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only some systems have a full device")
def test_no_room_for_the_result_is_one_clear_error() -> None:
    command = f"{sys.executable} -m massage_advisor list -f json > /dev/full"
    done = subprocess.run(
        command, shell=True, capture_output=True, text=True, timeout=60, env=ENVIRONMENT, check=False
    )
    assert done.returncode == 5
    assert done.stderr == "error: cannot write the result: No space left on device\n"


def test_a_file_that_cannot_take_its_name_leaves_nothing_behind(tmp_path: Path) -> None:
    taken = tmp_path / "out.txt"
    taken.mkdir()
    done = run("list", "-o", str(taken), "--force")
    assert done.returncode == 5
    assert "cannot write" in done.stderr
    assert list(tmp_path.iterdir()) == [taken]


def test_a_result_goes_into_a_device_too() -> None:
    if not Path("/dev/stdout").exists():
        pytest.skip("no such device here")
    assert run("list", "-o", "/dev/stdout", "-f", "json").stdout == run("list", "-f", "json").stdout


def test_a_dash_is_the_standard_output(tmp_path: Path) -> None:
    assert run("list", "-o", "-", "-f", "json").stdout == run("list", "-f", "json").stdout
    done = run("batch", "-", "--rejects", "-", stdin="{}\n")
    assert done.returncode == 2
    assert "--rejects needs a FILE" in done.stderr
    assert not Path("-").exists()
