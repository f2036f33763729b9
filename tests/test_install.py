"""Installed in every way, the program finds its knowledge, and an edited file always wins.

Nothing is fetched: the packages that the program needs are lent to each environment from this one.
"""

from __future__ import annotations

import os
import shutil
import site
import subprocess
import sys
import tarfile
import venv
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PARTS = ("massage_advisor", "data", "hatch_build.py", "pyproject.toml", "README.md", "LICENSE")
COMPILED = "massage_advisor/knowledge.compiled"
NAME = "Swedish massage"
EDITED = "Swedish massage, edited"


def pip(*arguments: object, python: Path | None = None) -> None:
    """Runs pip without looking at any index."""
    target = ("--python", str(python)) if python else ()
    command = [sys.executable, "-m", "pip", *target, *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


class Home:
    """An environment with a home of its own, in a folder with spaces."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        venv.create(folder / "the venv", with_pip=False)
        self.python = folder / "the venv" / "bin" / "python"
        packages = next((folder / "the venv" / "lib").glob("python*/site-packages"))
        self.installed = packages / "massage_advisor"
        (packages / "lent.pth").write_text("\n".join(site.getsitepackages()) + "\n")

    def install(self, *what: object) -> Home:
        pip("install", "--no-index", "--no-deps", "--no-build-isolation", *what, python=self.python)
        return self

    def run(self, *arguments: str, code: int = 0, **environ: str) -> str:
        """The output of `massage-advisor` run from the home folder."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("XDG", "MASSAGE", "PYTHON"))}
        done = subprocess.run(
            [self.python.with_name("massage-advisor"), *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            env={**kept, "HOME": str(self.folder), "PYTHONUTF8": "1", "COLUMNS": "100", **environ},
        )
        assert done.returncode == code, done.stderr
        return done.stdout + done.stderr

    def knows(self, name: str, **environ: str) -> bool:
        """Whether the list of massages has this name."""
        return name in self.run("list", "-f", "plain", **environ)


def without_yaml(folder: Path) -> str:
    """A folder for PYTHONPATH with which nothing can parse YAML."""
    (folder / "no yaml" / "yaml").mkdir(parents=True)
    (folder / "no yaml" / "yaml" / "__init__.py").write_text("raise ImportError('no YAML here')\n")
    return str(folder / "no yaml")


def edit(data: Path) -> None:
    file = data / "massages" / "swedish.yaml"
    text = file.read_text("utf-8")
    assert f"name: {NAME}\n" in text
    file.write_text(text.replace(f"name: {NAME}\n", f"name: {EDITED}\n"), "utf-8")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("a clone") / "massage advisor"
    folder.mkdir()
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, folder / part)
    return folder


@pytest.fixture(scope="module")
def wheel(checkout: Path) -> Path:
    pip(
        "wheel", "--no-index", "--no-deps", "--no-build-isolation", "-w", checkout.parent / "wheels", checkout
    )
    return next((checkout.parent / "wheels").glob("*.whl"))


@pytest.fixture(scope="module")
def from_wheel(wheel: Path) -> Home:
    return Home(wheel.parent.parent / "a home").install(wheel)


def test_the_first_run_of_a_wheel_parses_no_yaml(from_wheel: Home, tmp_path: Path) -> None:
    assert from_wheel.knows(NAME, PYTHONPATH=without_yaml(tmp_path))
    assert not (from_wheel.folder / ".cache").exists()


def test_a_home_that_cannot_be_written_does_not_matter(from_wheel: Home, tmp_path: Path) -> None:
    assert from_wheel.knows(NAME, HOME="/dev/null/home")
    edited = tmp_path / "knowledge with spaces"
    shutil.copytree(ROOT / "data", edited)
    edit(edited)
    assert from_wheel.knows(EDITED, HOME="/dev/null/home", MASSAGE_ADVISOR_KB=str(edited))


def test_another_knowledge_base_is_used_when_it_is_named(from_wheel: Home) -> None:
    tiny = str(ROOT / "tests" / "knowledge" / "tiny")
    assert "Aromatherapy" not in from_wheel.run("list", "-f", "plain", "--kb", tiny)
    assert "Aromatherapy" in from_wheel.run("list", "-f", "plain")


def test_a_wheel_made_from_an_sdist_holds_the_same_knowledge(checkout: Path, wheel: Path) -> None:
    folder = checkout.parent / "sdist"
    build = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(folder)]
    subprocess.run(build, cwd=checkout, check=True, capture_output=True, timeout=120)
    with tarfile.open(next(folder.glob("*.tar.gz"))) as packed:
        packed.extractall(folder, filter="data")
    source = next(path for path in folder.iterdir() if path.is_dir())
    pip("wheel", "--no-index", "--no-deps", "--no-build-isolation", "-w", folder, source)
    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(next(folder.glob("*.whl"))) as other:
        assert one.namelist() == other.namelist()
        assert one.read(COMPILED) == other.read(COMPILED)


def test_an_edited_file_wins_over_what_is_compiled(wheel: Path, tmp_path: Path) -> None:
    home = Home(tmp_path).install(wheel)
    edit(home.installed / "data")
    assert home.knows(EDITED)
    assert home.knows(EDITED)


def test_compiled_knowledge_that_is_damaged_is_not_used(wheel: Path, tmp_path: Path) -> None:
    home = Home(tmp_path).install(wheel)
    compiled = home.installed / "knowledge.compiled"
    compiled.write_bytes(compiled.read_bytes().replace(NAME.encode(), b"Something else."))
    assert home.knows(NAME)
    compiled.unlink()
    assert home.knows(NAME)


def test_first_runs_at_once_are_all_right(wheel: Path, tmp_path: Path) -> None:
    home = Home(tmp_path).install(wheel)
    edit(home.installed / "data")
    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(home.knows, [EDITED] * 3)) == [True] * 3


def test_an_editable_install_reads_the_files_as_they_are(checkout: Path, tmp_path: Path) -> None:
    clone = shutil.copytree(checkout, tmp_path / "a clone")
    home = Home(tmp_path / "home").install("-e", clone)
    assert home.knows(NAME)
    edit(clone / "data")
    assert home.knows(EDITED)
    assert not home.installed.exists()


def test_both_commands_of_the_readme_fit_into_one_environment(checkout: Path, tmp_path: Path) -> None:
    clone = shutil.copytree(checkout, tmp_path / "a clone")
    home = Home(tmp_path / "home").install(clone)
    assert home.knows(NAME)
    home.install("-e", clone)
    edit(clone / "data")
    assert home.knows(EDITED)
    home.install("--force-reinstall", clone)
    assert (home.installed / "knowledge.compiled").exists()
    assert home.knows(EDITED)


def test_knowledge_with_errors_makes_no_wheel(checkout: Path, tmp_path: Path) -> None:
    clone = shutil.copytree(checkout, tmp_path / "a clone")
    (clone / "data" / "goals.yaml").write_text("goals: 3\n")
    with pytest.raises(subprocess.CalledProcessError) as failed:
        pip("wheel", "--no-index", "--no-deps", "--no-build-isolation", "-w", tmp_path, clone)
    assert b"goals.yaml" in failed.value.stderr + failed.value.stdout
