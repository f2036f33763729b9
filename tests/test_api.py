"""The public Python API: small, documented, and free until it is used."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version

import pytest

import massage_advisor
from massage_advisor import assess_many, check_answers, load_knowledge
from massage_advisor.engine import assess
from tests.loading.bases import TINY


def test_every_public_name_is_there_and_documented() -> None:
    for name in massage_advisor.__all__:
        found = getattr(massage_advisor, name)
        assert name == "__version__" or found.__doc__
    with pytest.raises(AttributeError, match="nonsense"):
        massage_advisor.nonsense  # noqa: B018


def test_importing_the_package_imports_nothing_else() -> None:
    script = "import sys; old = set(sys.modules); import massage_advisor; print(*set(sys.modules) - old)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    found = set(done.stdout.split())
    assert [name for name in found if name.startswith("massage_advisor.")] == []
    assert not {"yaml", "rich", "typer", "json", "dataclasses"} & found


def test_the_version_is_the_one_that_is_installed() -> None:
    assert massage_advisor.__version__ == version("massage-advisor")


def test_the_example_of_many_people() -> None:
    kb = load_knowledge(TINY)
    people = [{"pregnancy": "yes"}, {"pregnancy": "perhaps"}]
    good, bad = assess_many(kb, people)
    alone = assess(kb, check_answers(kb, people[0]))
    assert good.verdicts["hot-stone"].so_far is alone.decisions["hot-stone"].so_far
    assert isinstance(bad, massage_advisor.ResponseError)
