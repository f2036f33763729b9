from dataclasses import replace

import pytest

from massage_advisor.interview import agenda, impossible, next_screen, progress, slot_of
from massage_advisor.model import Responses
from tests.support.small import HEALTHY, KB


def asked(answers):
    """The items of all screens that `answers` leads through, in order."""
    values, order = {}, []
    while (screen := next_screen(KB, Responses(values))) is not None:
        order.append(screen.items)
        values |= {item: answers[item] for item in screen.items}
    return order


def test_a_healthy_person_is_asked_lists_and_wishes_only():
    assert asked(HEALTHY) == [
        ("who", "age"),
        ("chest-pain", "calf-swollen"),
        ("fever",),
        ("goals",),
        ("where",),
        ("fam-heart", "pregnancy", "rash"),
        ("fam-med",),
        ("pressure",),
        ("wishes",),
    ]


def test_ticked_rows_open_their_screen_then_follow_ups_and_the_doctors_yes_comes_last():
    answers = HEALTHY | {
        "fam-heart": "yes",
        "hypertension": "yes",
        "pacemaker": "no",
        "rash": "yes",
        "rash.where": ("neck",),
        "rash.kind": "dry",
        "hypertension.cleared": "no",
    }
    order = asked(answers)
    at = order.index(("fam-heart", "pregnancy", "rash"))
    assert order[at + 1 : at + 4] == [
        ("hypertension", "pacemaker"),
        ("rash.where", "rash.kind"),
        ("fam-med",),
    ]
    assert order[-1] == ("hypertension.cleared",)


def test_what_hangs_on_a_later_list_is_asked_after_that_list():
    answers = HEALTHY | {
        "fam-med": "yes",
        "anticoagulants": "yes",
        "aspirin": "no",
        "anticoagulants.steady": "yes",
        "anticoagulants.cleared": "yes",
    }
    order = asked(answers)
    assert order.index(("anticoagulants.steady",)) == order.index(("anticoagulants",)) + 1


def test_an_item_that_cannot_matter_is_not_asked():
    """Heat is out already because of the pregnancy, so the pacemaker changes nothing."""
    known = HEALTHY | {"pregnancy": "yes", "pregnancy.weeks": 20.0, "fam-heart": "yes"}
    screen = next_screen(KB, Responses(known))
    assert screen is not None
    assert screen.items == ("hypertension",)


def test_goals_and_wishes_are_asked_although_no_rule_reads_them():
    assert next_screen(KB, Responses({k: v for k, v in HEALTHY.items() if k != "goals"})).items == ("goals",)
    assert next_screen(KB, Responses({k: v for k, v in HEALTHY.items() if k != "wishes"})).items == (
        "wishes",
    )


def test_red_flag_items_are_asked_even_when_nothing_could_change():
    known = {"who": "me", "age": 40.0, "calf-swollen": "not-sure"}
    assert next_screen(KB, Responses(known)).items == ("chest-pain",)


def test_a_certain_red_flag_ends_the_interview_at_once():
    assert next_screen(KB, Responses({"chest-pain": "yes"})) is None


def test_a_red_flag_in_doubt_does_not_end_it():
    assert next_screen(KB, Responses({"chest-pain": "not-sure"})) is not None


def test_a_not_sure_row_is_not_followed_up():
    known = HEALTHY | {"rash": "not-sure"}
    assert next_screen(KB, Responses(known)) is None


def test_may_stop_is_heard_only_after_the_screens_for_everybody():
    def always(_kb, _responses):
        return True

    first = {k: HEALTHY[k] for k in ("who", "age", "chest-pain", "calf-swollen", "fever")}
    assert next_screen(KB, Responses(), always).items == ("who", "age")
    assert next_screen(KB, Responses(first), always) is None
    lists = ("goals", "where", "fam-heart", "pregnancy", "rash", "fam-med")
    assert next_screen(KB, Responses(first | {i: HEALTHY[i] for i in lists}), always).id == "pressure"


def test_impossible_names_follow_ups_whose_gate_is_closed():
    known = HEALTHY | {"pregnancy.weeks": 20.0}
    assert impossible(KB, Responses(known)) == ("pregnancy.weeks",)


@pytest.mark.parametrize(
    ("item", "slot"),
    [
        ("age", "for-whom"),
        ("hypertension", "heart"),
        ("rash.where", "follow-up-health"),
        ("fever.temperature", "follow-up-red-flags-2"),
        ("anticoagulants.steady", "follow-up-medicines"),
        ("anticoagulants.cleared", "cleared"),
    ],
)
def test_every_item_belongs_to_one_screen(item, slot):
    assert slot_of(KB, item).id == slot


def test_red_flag_screens_come_before_their_follow_ups():
    ids = [slot.id for slot in agenda(KB)]
    assert ids.index("red-flags-2") == ids.index("red-flags-1") + 1
    assert ids[-1] == "cleared"


# --- progress ---------------------------------------------------------------------------------


def steps(answers):
    values, seen = {}, []
    while (screen := next_screen(KB, Responses(values))) is not None:
        first = (
            screen if screen.checklist or "." in screen.items[0] else replace(screen, items=screen.items[:1])
        )
        seen.append(progress(KB, Responses(values), screen))
        values |= {item: answers[item] for item in first.items}
    return seen


def test_a_healthy_person_sees_every_number_once_and_a_true_total():
    seen = steps(HEALTHY)
    assert [p.number for p in seen] == list(range(1, 11))
    assert {p.about for p in seen} == {10}
    assert all(p.extra == 0 for p in seen)


def test_an_opened_screen_raises_the_total_and_follow_ups_are_announced_beside_it():
    answers = HEALTHY | {
        "fam-heart": "yes",
        "hypertension": "yes",
        "pacemaker": "no",
        "rash": "yes",
        "rash.where": (),
        "rash.kind": "dry",
        "hypertension.cleared": "no",
    }
    seen = steps(answers)
    assert seen[6].about == 10
    assert [(p.number, p.about, p.extra) for p in seen[7:10]] == [(8, 11, 0), (8, 11, 2), (9, 11, 0)]
    assert all(p.number <= p.about for p in seen)
    assert seen[-1].extra == 1
