"""Rubbish, length, speed and sameness."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from massage_advisor.errors import UsageError
from massage_advisor.language import propose, understand
from massage_advisor.language.tokens import LONGEST
from massage_advisor.loading import load_knowledge
from tests.language.scoring import TODAY, phrases

KB = load_knowledge()
USUAL = (
    "hi im 45 and 12 weeks preggo with a bad lower bak, on elequis since a clot in 2019, no diabetis, "
    "had knee surjery last year, my mum had brest cancer. left calf is swolen but not hot, would like a "
    "somthing relaxing, maybe hot stoens, light presure please, no hipertension, thanks for your help"
)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    understood = understand(KB, text, TODAY)
    for mention in (*understood.present, *understood.absent):
        assert text[mention.start : mention.end] == mention.text
    assert set(propose(KB, understood).values) <= set(KB.items)


WORDS = sorted({word for phrase in phrases("build") for word in phrase.text.split()})


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, ",", ".", "?", "no", "12"]), max_size=40).map(" ".join))
def test_any_mixture_of_known_words_is_read(text: str) -> None:
    propose(KB, understand(KB, text, TODAY))


@pytest.mark.parametrize("text", ["a " * 500_000, "(" * 100_000, "no, " * 30_000, "\u0130" * 6000])
def test_too_long_is_refused_at_once(text: str) -> None:
    start = time.perf_counter()
    with pytest.raises(UsageError, match="at most"):
        understand(KB, text, TODAY)
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    "part",
    ["(", "no ", "no, ", "my mum ", "calf hot swollen ", "back pain leg ", "12 ", "pain ", "qzxw ", "or "],
)
def test_the_longest_text_takes_no_long_time(part: str) -> None:
    start = time.process_time()
    understand(KB, (part * LONGEST)[:LONGEST], TODAY)
    assert time.process_time() - start < 2


def test_three_hundred_characters_take_twenty_milliseconds_at_most() -> None:
    text = USUAL[:300]
    understand(KB, text, TODAY)
    times = []
    for _ in range(7):
        start = time.process_time()
        understand(KB, text, TODAY)
        times.append(time.process_time() - start)
    assert min(times) < 0.020


def test_the_same_text_gives_the_same_in_every_process() -> None:
    code = (
        "import sys; from datetime import date; from massage_advisor.loading import load_knowledge;"
        "from massage_advisor.language import understand;"
        "print(understand(load_knowledge(), sys.argv[1], date(2026, 11, 22)))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code, USUAL],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PATH": "", "HOME": "/nonexistent"},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_a_refusal_has_nothing_of_the_text() -> None:
    with pytest.raises(UsageError) as refused:
        understand(KB, "secret " * 2000, TODAY)
    assert "secret" not in str(refused.value)
