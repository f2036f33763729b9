"""What hangs on the screens that wait, and the order by value (which the questionnaire does not use)."""

from massage_advisor.engine import open_rules, rule_reads
from massage_advisor.interview import next_screen
from massage_advisor.interview.worth import Worth, by_value, waiting
from massage_advisor.model import Responses, Screen
from tests.support.small import HEALTHY, KB, up_to


def worth(name, pairs, rows=1, role="health"):
    return Worth(Screen(name, "", "", tuple(f"{name}-{n}" for n in range(rows)), role=role), pairs)


def test_the_first_screen_that_waits_is_the_next_one():
    for known in ({}, up_to("goals"), up_to("fam-heart"), up_to("pressure")):
        assert waiting(KB, Responses(known))[0].screen == next_screen(KB, Responses(known))


def test_pairs_are_counted_by_hand_for_one_screen():
    known = Responses(up_to("fam-heart"))
    health = next(one for one in waiting(KB, known) if one.screen.id == "health")
    pairs = {
        (massage, number)
        for massage, rules in open_rules(KB, known).items()
        for number, rule in enumerate(KB.rules)
        if any(rule is open_ for open_ in rules) and rule_reads(KB, rule) & set(health.screen.items)
    }
    assert health.pairs == len(pairs) > 0
    assert health.per_row == len(pairs) / len(health.screen.items)


def test_wishes_settle_no_rule():
    wishes = [one for one in waiting(KB, Responses(up_to("pressure"))) if one.screen.role == "wishes"]
    assert [one.pairs for one in wishes] == [0, 0]


def test_nothing_waits_after_the_last_answer_or_a_red_flag():
    assert waiting(KB, Responses(HEALTHY)) == ()
    assert waiting(KB, Responses({"who": "me", "age": 40.0, "chest-pain": "yes"})) == ()


def test_red_flags_and_goals_come_first_then_pairs_for_each_row_then_the_order_of_the_files():
    flags, goals = worth("flags", 0, role="red-flags"), worth("goals", 0, role="goals")
    long, short, same = worth("long", 90, 30), worth("short", 12, 2), worth("same", 6)
    assert by_value([long, goals, flags]) is flags
    assert by_value([long, goals]) is goals
    assert by_value([long, short, same]) is short
    assert by_value([same, short]) is same
