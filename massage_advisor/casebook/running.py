"""Running the cases beside the rules, and the whole people of the casebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from massage_advisor.advice.setting import setting
from massage_advisor.answers import check_answers, gate_yes
from massage_advisor.engine import Assessment, Plain, assess
from massage_advisor.errors import Location, ResponseError
from massage_advisor.interview import FOLLOW_UP, agenda, next_screen, pending
from massage_advisor.model import (
    NOT_SURE,
    Case,
    Change,
    Item,
    Kind,
    KnowledgeBase,
    Person,
    Responses,
    Rule,
    SettingRule,
    Value,
    When,
)
from massage_advisor.records import dataclass
from massage_advisor.truth import Truth

HEALTHY_AGE = 40.0


@dataclass(frozen=True, slots=True)
class Failure:
    """A case or a person that does not get what is written; `at` is where it is written."""

    at: Location | None
    name: str
    message: str


def run_cases(kb: KnowledgeBase) -> Iterator[Failure]:
    """Every case of every rule that does not come out as written.

    A rule must fire on the answers of a case alone; it must stay silent when everything else is healthy.
    """
    for rule_id in rules_by_id(kb):
        yield from run_rule(kb, rule_id)
    for setting_rule in kb.setting:
        yield from run_setting_rule(kb, setting_rule)


def run_rule(kb: KnowledgeBase, rule_id: str) -> Iterator[Failure]:
    """The cases of one rule that do not come out as written."""
    rules = rules_by_id(kb)[rule_id]
    whens = tuple(rule.when for rule in rules)
    for case in rules[0].cases:
        yield from _run_case(kb, rule_id, whens, case)


def run_setting_rule(kb: KnowledgeBase, rule: SettingRule) -> Iterator[Failure]:
    """The cases of one medical-or-spa rule that do not come out as written."""
    for case in rule.cases:
        yield from _run_case(kb, rule.id, (rule.when,), case)


def count_cases(kb: KnowledgeBase) -> int:
    """How many cases the rules have."""
    of_rules = sum(len(rules[0].cases) for rules in rules_by_id(kb).values())
    return of_rules + sum(len(rule.cases) for rule in kb.setting)


@lru_cache(maxsize=8)
def rules_by_id(kb: KnowledgeBase) -> Mapping[str, list[Rule]]:
    """Rules by id: a hazard rule on named areas stands once for each condition, with one set of cases."""
    found: dict[str, list[Rule]] = {}
    for rule in kb.rules:
        found.setdefault(rule.id, []).append(rule)
    return found


def _run_case(kb: KnowledgeBase, rule_id: str, whens: tuple[When, ...], case: Case) -> Iterator[Failure]:
    try:
        responses = check_answers(kb, case.answers)
    except ResponseError as error:
        yield Failure(case.at, rule_id, "; ".join(problem.message for problem in error.problems))
        return
    plain = Plain(kb, responses if case.fires else healthy_rest(kb, responses))
    truths = {plain.truth(when) for when in whens}
    expected = Truth.TRUE in truths if case.fires else truths == {Truth.FALSE}
    if not expected:
        word = "fire" if case.fires else "stay silent"
        got = ", ".join(sorted(truth.value for truth in truths))
        yield Failure(case.at, rule_id, f"should {word} on {_show(case.answers)}, but is {got}")


def run_people(kb: KnowledgeBase) -> Iterator[Failure]:
    """Every difference between what the casebook expects and what people get."""
    for person in kb.people:
        yield from run_person(kb, person)


def run_person(kb: KnowledgeBase, person: Person) -> Iterator[Failure]:
    """The differences for one person."""
    try:
        responses = person_responses(kb, person)
    except ResponseError as error:
        message = "; ".join(problem.message for problem in error.problems)
        yield Failure(person.at, person.id, message)
        return
    for message in (*differences(kb, person, responses), *_beside_the_rules(kb, person, responses)):
        yield Failure(person.at, person.id, message)


def _beside_the_rules(kb: KnowledgeBase, person: Person, responses: Responses) -> Iterator[str]:
    """What is not as expected in the setting and in what is asked first."""
    expect, advice = person.expect, setting(kb, responses).advice
    if expect.setting and expect.setting != advice:
        yield f"setting is {advice}, expected {expect.setting}"
    if expect.first_asked:
        asked = first_asked(kb, person)
        if asked != expect.first_asked:
            yield f"first asked is {asked or 'nothing'}, expected {expect.first_asked}"


def first_asked(kb: KnowledgeBase, person: Person) -> str:
    """The item that the questionnaire asks this person first; "" where it asks nothing.

    With `rest: unasked` it goes on from the answers. With `rest: healthy` all rows are ticked or denied, and
    what hangs on them is still to be asked.
    """
    named = check_answers(kb, person.answers)
    if person.rest != "healthy":
        screen = next_screen(kb, named)
        return screen.items[0] if screen else ""
    ticked = {item: value for item, value in named.values.items() if not is_follow_up(kb.items[item])}
    responses = healthy_rest(kb, Responses(ticked))
    slots = (slot for slot in agenda(kb) if slot.role == FOLLOW_UP)
    return next((item for slot in slots for item in pending(kb, responses, slot)), "")


def person_responses(kb: KnowledgeBase, person: Person) -> Responses:
    """A person's answers; with `rest: healthy`, all about health that is not named is answered "no"."""
    named = check_answers(kb, person.answers)
    return healthy_rest(kb, named) if person.rest == "healthy" else named


def healthy_rest(kb: KnowledgeBase, named: Responses) -> Responses:
    """The answers with everything else that applies answered as a healthy person would.

    What hangs on a "not sure" is not asked (law 1), so nobody says "no" to it.
    """
    said = {**named.values, **_families_of(kb, named.values)}
    usual = {item: value for item, value in healthy_answers(kb).items() if item not in said}
    unsure = {item for item, value in named.values.items() if value == NOT_SURE}
    if unsure:
        usual = {i: value for i, value in usual.items() if unsure.isdisjoint(gate_yes(kb.items[i].gate))}
    return Responses({**usual, **named.values}, named.origins)


def _families_of(kb: KnowledgeBase, values: Mapping[str, Value]) -> Mapping[str, Value]:
    """The gates of what was said to be more than "no", and theirs: they must not be answered "no"."""
    found: dict[str, Value] = {}
    waiting = [item for item, value in values.items() if item in kb.items and value != "no"]
    while waiting:
        gates = [fact for fact in gate_yes(kb.items[waiting.pop()].gate) if fact not in found]
        found.update(dict.fromkeys(gates, "yes"))
        waiting += gates
    return found


@lru_cache(maxsize=8)
def healthy_answers(kb: KnowledgeBase) -> Mapping[str, Value]:
    """What a healthy person of 40 says to everything that is no follow-up; a doctor's yes is a "no"."""
    answers: dict[str, Value] = {"age": HEALTHY_AGE} if "age" in kb.items else {}
    for item in kb.items.values():
        if item.kind is Kind.YES_NO and (item.changes is Change.DOCTOR or not is_follow_up(item)):
            answers[item.id] = "no"
    return answers


def is_follow_up(item: Item) -> bool:
    """Whether an item hangs on a condition (and is not the condition itself)."""
    return bool(item.condition) and item.condition != item.id


def differences(kb: KnowledgeBase, person: Person, responses: Responses) -> Iterator[str]:
    """What the rules say of these answers and is not as expected."""
    expect, assessment = person.expect, assess(kb, responses)
    if person.rest == "healthy" and assessment.open:
        yield f"not settled: answer {', '.join(sorted(assessment.open))}"
    if assessment.disposition_so_far is not expect.disposition:
        got = assessment.disposition_so_far.word
        yield f"disposition is {got}, expected {expect.disposition.word}"
    for massage, verdict in expect.verdicts.items():
        got_verdict = assessment.decisions[massage].so_far
        if got_verdict is not verdict:
            yield f"{massage} is {got_verdict.word}, expected {verdict.word}{_why(assessment, massage)}"
    for massage, meant in expect.applies.items():
        got_truth, wanted = assessment.decisions[massage].applies, Truth.TRUE if meant else Truth.FALSE
        if got_truth is not wanted:
            yield f"whether {massage} is for this person is {got_truth.value}, expected {wanted.value}"
    applying = _applying(assessment)
    yield from (f"rule {rule} does not apply" for rule in expect.rules if rule not in applying)
    flags = {flag.rule.id for flag in assessment.red_flags}
    yield from (f"red flag {flag} is not raised" for flag in expect.red_flags if flag not in flags)
    yield from (f"{item} is not open" for item in expect.open if item not in assessment.open)


def _why(assessment: Assessment, massage: str) -> str:
    rules = [cause.rule.id for cause in assessment.decisions[massage].determining]
    return f" (because of {', '.join(rules)})" if rules else ""


def _applying(assessment: Assessment) -> set[str]:
    """The rules that hold or are in doubt for some massage, and the red flags."""
    causes = (c for d in assessment.decisions.values() for c in d.causes)
    return {cause.rule.id for cause in causes} | {flag.rule.id for flag in assessment.red_flags}


def _show(answers: Mapping[str, object]) -> str:
    return ", ".join(f"{item}={value}" for item, value in answers.items())
