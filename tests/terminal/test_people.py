"""People of the casebook get the same facts from the widgets, from line mode and from their answers alone."""

import io
from dataclasses import replace
from datetime import date

import pytest

from massage_advisor.answers import implied
from massage_advisor.casebook import person_responses
from massage_advisor.engine import assess
from massage_advisor.loading import load_knowledge
from massage_advisor.model import Responses
from massage_advisor.terminal import line_questions, wording
from massage_advisor.terminal.console import Console
from massage_advisor.terminal.dialogue import Answer, Phase, begin, step
from massage_advisor.terminal.script import Script
from massage_advisor.terminal.widgets import page_of
from massage_advisor.terminal.widgets.frame import draw
from tests.terminal.people import SIZE, Typist

KB = load_knowledge()
PEOPLE = [person for person in KB.people if person.rest == "healthy"]
CHOSEN = PEOPLE[:: max(len(PEOPLE) // 30, 1)][:30]
SCRIPT = Script(KB, today=date(2026, 11, 22))


def by_widgets(state, typist):
    """What the page makes of the keys; Enter on the last field may end the page before the last key."""
    page = page_of(SCRIPT, state, {})
    draw(page, SIZE)
    event = None
    for key in typist.keys(page):
        event = event or page.press(key)
        draw(page, SIZE)
    return event


def by_lines(state, typist, items):
    """What line mode makes of the lines, question by question."""
    values = {}
    for screen in wording.single(state.at, items):
        lines = io.StringIO("".join(f"{line}\n" for line in typist.lines(screen)))
        said = io.StringIO()
        event = line_questions.ask(SCRIPT, replace(state, at=screen), Console(lines, said, 80), {})
        assert isinstance(event, Answer), said.getvalue()
        values |= event.values
    return values


def test_a_healthy_person_needs_at_most_45_keys():
    state, pressed = begin(KB, Responses()), 0
    given = {"who": "1", "age": "40", "goals": " ", "pressure": "2"}
    while state.phase is not Phase.FINISHED:
        page = page_of(SCRIPT, state, {})
        event, keys = None, [] if state.at is None else list(given.get(state.at.items[0], "0"))
        while event is None:
            draw(page, SIZE)
            ready = (
                not state.at
                or not getattr(page, "ticks", None)
                or page.view.seen >= {r.id for r in page.ticks.rows}
            )
            key = keys.pop(0) if keys and ready else "enter"
            event, pressed = page.press(key), pressed + 1
        state = step(KB, state, event)
    assert pressed <= 45


@pytest.mark.parametrize("person", CHOSEN, ids=lambda person: person.id)
def test_the_same_facts_in_both_modes(person):
    whole = person_responses(KB, person)
    typist = Typist(KB, implied(KB, whole.values))
    state = begin(KB, Responses())
    while state.phase is Phase.ASKING:
        event = by_widgets(state, typist)
        assert isinstance(event, Answer), state.at
        assert by_lines(state, typist, event.values) == event.values
        assert event.values == {item: typist.value(item) for item in event.values}
        state = step(KB, state, event)
    told, known = assess(KB, state.responses), assess(KB, whole)
    assert told.disposition_so_far is known.disposition_so_far
    if state.phase is Phase.CHECKING:
        assert not told.open
        assert {m: d.so_far for m, d in told.decisions.items()} == {
            m: d.so_far for m, d in known.decisions.items()
        }
