"""Thirty people of the casebook are told the same in every format."""

from __future__ import annotations

import pytest

from massage_advisor.model import Verdict
from tests.render import reading
from tests.render.people import casebook_advice, shipped, some_people, written

PEOPLE = some_people(30)


@pytest.mark.parametrize("person", PEOPLE)
def test_every_format_says_the_same(person: str) -> None:
    kb, advice = shipped(), casebook_advice(person)
    expected = reading.from_json(written(kb, advice, "json"))
    names = [offer.name for offer in advice.offers if offer.applies is not False]
    assert reading.from_plain(written(kb, advice, "plain")) == expected
    assert reading.facts_of(reading.from_text(written(kb, advice, "text", width=66)), names) == expected
    assert reading.facts_of(reading.from_markdown(written(kb, advice, "markdown")), names) == expected
    assert reading.facts_of(reading.from_html(written(kb, advice, "html")), names) == expected


@pytest.mark.parametrize("person", PEOPLE)
def test_what_the_rules_decided_is_what_is_written(person: str) -> None:
    advice = casebook_advice(person)
    found = reading.from_json(written(shipped(), advice, "json"))
    if advice.emergency:
        assert not found.verdicts
        assert found.red_flags
        return
    for offer in advice.offers:
        if offer.rank is not None or (offer.applies is not False and offer.decision.so_far > Verdict.ADAPT):
            assert found.verdicts[offer.name] == (offer.decision.so_far.word, offer.decision.settled)


def test_the_people_differ() -> None:
    verdicts = {advice.assessment.disposition_so_far for advice in map(casebook_advice, PEOPLE)}
    assert len(verdicts) == 5
