"""The laws of the design as properties, against an oracle that tries every way of completing the answers."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from massage_advisor.answers import implied
from massage_advisor.engine import Plain, Population, Tally, applies, assess, compiled
from massage_advisor.engine.assessment import truth_of
from massage_advisor.engine.effects import touches
from massage_advisor.engine.missing import Missing
from massage_advisor.engine.worth import Features
from massage_advisor.model import Disposition, KnowledgeBase, Level, Responses, Value, Verdict
from massage_advisor.truth import Truth
from tests.support import oracle
from tests.support.random_kb import ITEMS, answers, bases, possible

few = settings(max_examples=100, deadline=None)


def finish(kb: KnowledgeBase, values: dict[str, Value], data: st.DataObject) -> dict[str, Value]:
    """One way of answering all the rest, without contradiction."""
    full = dict(implied(kb, values))
    for item in kb.items.values():
        if item.id not in full:
            gate = applies(kb, Responses(full), item)
            asked = oracle.choices(item) if gate is Truth.TRUE else ["not-sure"]
            full[item.id] = data.draw(st.sampled_from(asked), label=item.id)
    return full


@few
@given(bases(), answers(), st.data())
def test_a_complete_answer_set_gets_the_verdict_of_the_oracle(kb, values, data):
    full = finish(kb, values, data)
    assessment = assess(kb, Responses(full))
    for massage in kb.massages.values():
        decision = assessment.decisions[massage.id]
        assert decision.settled
        assert decision.so_far.word == oracle.verdict(kb, massage, full)


@few
@given(bases(), answers(least=4))
def test_every_completion_lies_inside_the_interval(kb, values):
    """Law 3 and law 5: open is never safe, and nothing comes as a surprise."""
    known = dict(implied(kb, values))
    assessment = assess(kb, Responses(values))
    for full in oracle.completions(kb, known):
        for massage in kb.massages.values():
            decision = assessment.decisions[massage.id]
            final = Verdict[oracle.verdict(kb, massage, full).upper()]
            assert decision.so_far <= final <= decision.at_worst


@few
@given(bases(), answers(), st.data())
def test_more_answers_only_narrow(kb, values, data):
    """Law 3: each further answer keeps so_far or raises it, and keeps at_worst or lowers it."""
    known = dict(implied(kb, values))
    before = assess(kb, Responses(known))
    open_items = [item for item in ITEMS if item.id not in known]
    for item in data.draw(st.permutations(open_items)):
        gate = applies(kb, Responses(known), item)
        if item.id in known or gate in (Truth.FALSE, Truth.IN_DOUBT):
            continue  # an item is never asked twice, and not where it cannot apply
        known[item.id] = data.draw(st.sampled_from(oracle.choices(item)), label=item.id)
        known = dict(implied(kb, known))
        after = assess(kb, Responses(known))
        for massage_id, decision in after.decisions.items():
            earlier = before.decisions[massage_id]
            assert earlier.so_far <= decision.so_far <= decision.at_worst <= earlier.at_worst
        assert before.disposition_so_far <= after.disposition_so_far
        assert after.disposition_at_worst <= before.disposition_at_worst
        before = after


@few
@given(bases(), answers(), st.data())
def test_a_rule_that_is_true_or_false_stays_so(kb, values, data):
    known = Responses(implied(kb, values))
    full = Responses(finish(kb, dict(known.values), data))
    for rule in kb.rules:
        now, later = Plain(kb, known).truth(rule.when), Plain(kb, full).truth(rule.when)
        assert later is not Truth.OPEN
        if now is not Truth.OPEN:
            assert later is now


@few
@given(bases(), answers(), st.data())
def test_both_evaluators_agree_and_report_the_same_missing_items(kb, values, data):
    """The population engine is the plain evaluator, for many people at once."""
    people = [values, possible(data.draw(answers())), {}]
    program = compiled(kb)
    population = Population(program, people)
    for case, answered in enumerate(people):
        plain = Plain(kb, Responses(answered))
        for rule in kb.rules:
            assert truth_of(population, program.nodes.of(rule.when), case) is plain.truth(rule.when)


@few
@given(bases(), st.lists(answers(), min_size=1, max_size=5))
def test_a_population_gives_each_case_what_it_gets_alone(kb, people):
    tally = Tally(Population(compiled(kb), people))
    for case, values in enumerate(people):
        alone = assess(kb, Responses(values))
        for index, massage_id in enumerate(kb.massages):
            assert tally.so_far(index, case) is alone.decisions[massage_id].so_far
            assert tally.at_worst(index, case) is alone.decisions[massage_id].at_worst
    for index in range(len(kb.massages)):
        about_one = Tally(Population(compiled(kb), people), [index])
        for case in range(len(people)):
            assert about_one.so_far(index, case) is tally.so_far(index, case)
            assert about_one.at_worst(index, case) is tally.at_worst(index, case)


@few
@given(bases(), answers())
def test_an_item_is_open_only_if_it_was_not_answered_and_settled_means_nothing_open(kb, values):
    """Law 1 and law 2: only what was not asked can be missing, and only where the result is unknown."""
    assessment = assess(kb, Responses(values))
    known = implied(kb, values)
    assert not assessment.open & set(known)
    for decision in assessment.decisions.values():
        if not decision.settled and decision.applies is not Truth.FALSE:
            assert decision.open, "something keeps it open, so something must be listed"
        if decision.settled:
            assert not decision.open


@few
@given(bases(), answers(), st.data())
def test_when_nothing_is_open_no_answer_changes_a_verdict(kb, values, data):
    known = dict(implied(kb, values))
    assessment = assess(kb, Responses(known))
    if assessment.complete:
        later = assess(kb, Responses(finish(kb, known, data)))
        for massage_id, decision in assessment.decisions.items():
            if decision.applies is not Truth.FALSE:
                assert later.decisions[massage_id].so_far is decision.so_far


@few
@given(bases(), answers(), st.data())
def test_a_red_flag_wins_whatever_else_is_answered(kb, values, data):
    """Law 4: the strictest level wins."""
    assessment = assess(kb, Responses(values))
    if assessment.emergency:
        assert assessment.disposition is Disposition.EMERGENCY
        later = assess(kb, Responses(finish(kb, values, data)))
        assert later.disposition is Disposition.EMERGENCY
        assert {d.so_far for d in later.decisions.values()} == {Verdict.AVOID}


@few
@given(bases(), answers())
def test_a_red_flag_in_doubt_leaves_nothing_ok(kb, values):
    assessment = assess(kb, Responses(values))
    if any(not flag.certain for flag in assessment.red_flags):
        assert all(d.so_far >= Verdict.CLEARANCE for d in assessment.decisions.values())


@few
@given(bases(), answers(), st.lists(answers(), min_size=1, max_size=4))
def test_changes_around_somebody_give_what_the_changed_answers_give(kb, values, changes):
    """Nobody becomes unsure of a family after the yes to one of its members."""
    program = compiled(kb)
    known = dict(implied(kb, values))
    changes = [{i: v for i, v in c.items() if (v, known.get(i)) != ("not-sure", "yes")} for c in changes]
    around = Population.around(program, known, changes)
    alone = Population(program, [{**known, **changed} for changed in changes])
    for rule in kb.rules:
        for node in (program.nodes.of(rule.when), program.nodes.of(rule.lift or rule.when)):
            assert around.bits(node) == alone.bits(node)
    for case in range(len(changes)):
        for index in range(len(kb.massages)):
            assert Tally(around).so_far(index, case) is Tally(alone).so_far(index, case)


@few
@given(bases(), st.sampled_from(list(Level)))
def test_the_effect_table_in_bits_is_the_effect_table(kb, level):
    table = Features.of(kb)
    for rule in kb.rules:
        masks = table.worth(rule.effect, level)
        for number, massage in enumerate(kb.massages.values()):
            strictest = max((t.verdict for t in touches(kb, rule.effect, massage, level)), default=Verdict.OK)
            assert max((v for v in Verdict if masks[v] >> number & 1), default=Verdict.OK) is strictest


@few
@given(bases(), answers())
def test_the_items_that_keep_a_rule_open_are_those_of_the_plain_evaluator(kb, values):
    population = Population(compiled(kb), [values])
    plain, missing = Plain(kb, Responses(values)), Missing(population)
    for number, rule in enumerate(kb.rules):
        if plain.truth(rule.when) is Truth.OPEN:
            assert missing.named(missing.of_rule(number)) == plain.missing(rule.when)
