"""Law 7 in the interview: it ends early where nothing can change, and never while something can."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from massage_advisor.advice import advise
from massage_advisor.answers import implied
from massage_advisor.casebook import person_responses
from massage_advisor.interview import cut_short, next_screen
from massage_advisor.loading import load_knowledge
from massage_advisor.model import KnowledgeBase, Responses, Screen, Value
from massage_advisor.reasons import certify, may_stop
from tests.support import finished, oracle
from tests.terminal.people import Typist

KB = load_knowledge()
TOP = 5
DAY = "2026-11-22"
NOT_NOW = [p for p in KB.people if p.expect.disposition.word == "not-now" and p.rest == "healthy"]
OTHERS = [p for p in KB.people if p.expect.disposition.word not in ("not-now", "emergency")]


def stop(kb: KnowledgeBase, responses: Responses) -> bool:
    return may_stop(kb, responses, TOP)


def asked(person: object) -> tuple[list[Screen], Responses]:
    """The screens that a person of the casebook is shown, and the answers given."""
    typist = Typist(KB, implied(KB, person_responses(KB, person).values))  # type: ignore[arg-type]
    screens: list[Screen] = []
    values: dict[str, Value] = {}
    while (screen := next_screen(KB, Responses(values), stop)) is not None:
        screens.append(screen)
        values |= {item: typist.value(item) for item in screen.items}
    return screens, Responses(values)


def everything_away(responses: Responses) -> bool:
    return not any(
        o.applies is not False and o.decision.so_far < 3 for o in advise(KB, responses, DAY).offers
    )


@pytest.mark.parametrize("person", NOT_NOW[::6], ids=lambda person: person.id)
def test_who_is_told_not_now_is_asked_only_what_could_still_be_an_emergency(person):
    screens, answers = asked(person)
    assert certify(KB, advise(KB, answers, DAY), TOP) is not None
    values: dict[str, Value] = {}
    for screen in screens:
        known = Responses(dict(values))
        if screen.role not in ("for-whom", "red-flags") and everything_away(known):
            assert advise(KB, known, DAY).assessment.disposition_at_worst.word == "emergency"
            assert screen.role not in ("goals", "wishes")
        values |= {item: answers.values[item] for item in screen.items}


def test_a_fever_ends_the_questions_long_before_the_last_list():
    fever = next(person for person in KB.people if person.id == "fever-only")
    screens, answers = asked(fever)
    assert cut_short(KB, answers)
    assert not {screen.role for screen in screens} & {"goals", "wishes"}
    assert sum(len(screen.items) for screen in screens if screen.role == "health") < 12


@pytest.mark.parametrize("person", OTHERS[::40], ids=lambda person: person.id)
def test_with_a_massage_left_goals_and_wishes_are_asked(person):
    screens, answers = asked(person)
    if not everything_away(answers):
        left = next_screen(KB, answers)
        assert cut_short(KB, answers) == (left is not None)
        assert left is None or (left.role == "cleared" and certify(KB, advise(KB, answers, DAY), TOP))
        assert {"goals", "pressure", "wishes", "no-touch"} <= {item for s in screens for item in s.items}


@settings(max_examples=50, deadline=None)
@given(finished.bases(), st.data())
def test_after_an_early_end_no_answer_changes_the_disposition_or_the_first_massages(kb, data):
    """The interview itself is driven, with random answers, until it ends by its own rule."""
    values: dict[str, Value] = {}
    while (screen := next_screen(kb, Responses(values), lambda kb, r: may_stop(kb, r, 2))) is not None:
        for item in screen.items:
            values[item] = data.draw(st.sampled_from(oracle.choices(kb.items[item])), label=item)
    now = advise(kb, Responses(values), DAY)
    if now.emergency:
        return
    for completion in itertools.islice(finished.asked_to_the_end(kb, values), 40):
        later = advise(kb, completion, DAY)
        assert later.assessment.disposition_so_far is now.assessment.disposition_so_far
        first = [(o.id, o.decision.so_far, o.changes) for o in now.offers if o.rank and o.rank <= 2]
        assert [(o.id, o.decision.so_far, o.changes) for o in later.offers if o.rank and o.rank <= 2] == first
