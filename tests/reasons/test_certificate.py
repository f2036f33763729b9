"""Law 7: the questionnaire ends early only with a proof, and another program can check the proof."""

from __future__ import annotations

import ast
import copy
import itertools
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from massage_advisor import checker, seal
from massage_advisor.advice import Advice, Offer, advise
from massage_advisor.answers import implied
from massage_advisor.model import Evidence, KnowledgeBase, Level, Responses, Value, Verdict
from massage_advisor.reasons import certify, shown
from massage_advisor.render.certificate import certified
from massage_advisor.render.result import result
from tests.support import builder as b
from tests.support import finished

some = settings(max_examples=60, deadline=None)
DAY, PROGRAM = "2026-11-22", "1.2.3"


def what_is_shown(advice: Advice, top: int, about: tuple[str, ...]) -> object:
    """The part of an advice that a certificate promises; law 7 names it."""
    if advice.emergency:
        return advice.assessment.disposition
    first = [
        (o.id, o.decision.verdict, o.changes, o.ask_doctor, [i.goal for i in o.goals])
        for o in shown(advice, top)
    ]
    asked = [_asked_about(advice.offer(massage)) for massage in about]
    return advice.assessment.disposition if top else None, first, asked


def _asked_about(offer: Offer) -> object:
    """A massage that is not for this person is only called that; one to leave alone needs no changes."""
    verdict = offer.decision.so_far
    if offer.applies is False or verdict is Verdict.AVOID:
        return offer.id, offer.applies, None if offer.applies is False else verdict
    return offer.id, offer.applies, offer.decision.verdict, offer.changes, offer.ask_doctor


@some
@given(finished.bases(), finished.nearly_all(), st.integers(1, 3), st.data())
def test_no_completion_of_a_certified_run_changes_what_is_shown(kb, values, top, data):
    about = tuple(data.draw(st.sets(st.sampled_from(list(kb.massages)), max_size=1)))
    now = advise(kb, Responses(values), DAY)
    certificate = certify(kb, now, top, about)
    if certificate is None:
        return
    promised = what_is_shown(now, top, about)
    for completion in itertools.islice(finished.asked_to_the_end(kb, values), 60):
        later = advise(kb, completion, DAY)
        assert what_is_shown(later, top, about) == promised


@some
@given(finished.bases(), finished.nearly_all(), st.data())
def test_a_certificate_about_one_massage_holds_for_that_massage(kb, values, data):
    about = (data.draw(st.sampled_from(list(kb.massages))),)
    now = advise(kb, Responses(values), DAY)
    if certify(kb, now, 0, about) is None or now.emergency:
        return
    for completion in itertools.islice(finished.asked_to_the_end(kb, values), 60):
        assert what_is_shown(advise(kb, completion, DAY), 0, about) == what_is_shown(now, 0, about)


@some
@given(finished.bases(), finished.nearly_all(most_open=0), st.integers(1, 3))
def test_who_has_answered_everything_gets_a_certificate(kb, values, top):
    advice = advise(kb, Responses(values), DAY)
    assert certify(kb, advice, top, tuple(kb.massages)) is not None


@some
@given(finished.bases(), finished.nearly_all(), st.integers(0, 3), st.data())
def test_the_checker_accepts_what_was_certified(kb, values, top, data):
    about = tuple(data.draw(st.sets(st.sampled_from(list(kb.massages)), min_size=not top, max_size=1)))
    made = certified_result(kb, values, top, about)
    if made["certificate"] is not None:
        assert list(checker.Proof(kb, made).faults()) == []
        assert list(seal.broken(made, kb.hash, PROGRAM)) == []


@some
@given(finished.bases(), finished.nearly_all(), st.integers(0, 3))
def test_the_checker_rejects_a_certificate_that_was_never_given(kb, values, top):
    """It finds by its own means that something is open."""
    made = certified_result(kb, values, top, tuple(kb.massages))
    if made["certificate"] is None:
        unasked = [item for item in kb.items if item not in implied(kb, values)]
        forged = {
            "kind": "settled",
            "top": top,
            "about": list(kb.massages),
            "unasked": {"does_not_apply": [], "no_open_rule": unasked},
        }
        assert list(checker.Proof(kb, {**made, "certificate": forged}).faults())


def certified_result(
    kb: KnowledgeBase, values: Mapping[str, Value], top: int, about: tuple[str, ...] = ()
) -> dict:
    """The result as it is written to a file and read again."""
    advice = advise(kb, Responses(values), DAY)
    made = certified(result(advice), certify(kb, advice, top, about), kb.hash, PROGRAM)
    return json.loads(json.dumps(made))


def finished_person() -> tuple[KnowledgeBase, dict]:
    """Two massages, one of them with changes; everything was asked."""
    kb = b.Build(
        items=[*finished.ITEMS, *finished.ORDERING],
        rules=[b.rule("hot", Level.CLEARANCE, b.yes("ill"), features=("heat",))],
        massages=[
            b.massage("stone", essential=["heat"], indications=[("relax", Evidence.LIMITED)]),
            b.massage("swedish", avoidable=["heat"], indications=[("relax", Evidence.STRONG)]),
            b.massage("thai", indications=[("relax", Evidence.MODERATE)]),
        ],
        hazards=finished.HAZARDS,
        goals=finished.GOALS,
        screens=finished.SCREENS,
    ).kb()
    values: dict[str, Value] = {"flag": "no", "family": "yes", "ill": "yes", "ill.kind": "mild"}
    values |= {"ill.where": (), "ill.cleared": "no", "weeks": 20, "goals": ("relax",), "wishes": ("warm",)}
    return kb, certified_result(kb, values, 2, ("stone",))


def tampered(made: dict, **fields: object) -> dict:
    """The result with other fields, sealed again by somebody who knows how."""
    changed = {**copy.deepcopy(made), **fields}
    fresh = seal.seal({k: v for k, v in changed.items() if k != "certificate"}, "sha256:test", PROGRAM)
    return {**changed, "certificate": {**changed["certificate"], **fresh}}


def with_massage(made: dict, massage: str, **fields: object) -> dict:
    found = [{**m, **fields} if m["id"] == massage else m for m in made["massages"]]
    return tampered(made, massages=found)


def test_a_real_certificate_passes_seal_and_proof():
    kb, made = finished_person()
    assert made["certificate"]["kind"] == "settled"
    assert list(seal.broken(made, kb.hash, PROGRAM)) == []
    assert list(checker.Proof(kb, made).faults()) == []


TAMPERED = {
    "milder verdict": lambda made: with_massage(made, "stone", so_far="ok", at_worst="ok", verdict="ok"),
    "stricter verdict": lambda made: with_massage(made, "thai", so_far="avoid", at_worst="avoid"),
    "other disposition": lambda made: tampered(made, disposition_so_far="ok", disposition_at_worst="ok"),
    "other order": lambda made: tampered(made, massages=made["massages"][::-1]),
    "other ranks": lambda made: with_massage(made, "thai", rank=1),
    "an answer taken away": lambda made: tampered(
        made, answers={k: v for k, v in made["answers"].items() if k != "flag"}
    ),
    "another answer": lambda made: tampered(made, answers={**made["answers"], "ill": "no"}),
    "fewer shown": lambda made: {
        **made,
        "certificate": {**made["certificate"], "unasked": {"does_not_apply": ["goals"]}},
    },
    "a massage twice": lambda made: tampered(made, massages=[made["massages"][0], *made["massages"]]),
    "a massage taken away": lambda made: tampered(made, massages=made["massages"][1:]),
    "an unknown kind": lambda made: {**made, "certificate": {**made["certificate"], "kind": "proved"}},
    "nothing promised": lambda made: {**made, "certificate": {**made["certificate"], "top": 0, "about": []}},
    "about something else": lambda made: {**made, "certificate": {**made["certificate"], "about": ["x"]}},
    "another kind": lambda made: {**made, "certificate": {**made["certificate"], "kind": "not-now"}},
    "an emergency": lambda made: {**made, "certificate": {**made["certificate"], "kind": "emergency"}},
}


@pytest.mark.parametrize("change", TAMPERED.values(), ids=TAMPERED)
def test_the_proof_of_a_tampered_result_fails_even_under_a_fresh_seal(change):
    kb, made = finished_person()
    assert list(checker.Proof(kb, change(made)).faults())


def test_the_seal_names_what_is_other():
    kb, made = finished_person()
    said = " ".join(seal.broken(made, "sha256:other", "9.9.9"))
    assert "other knowledge: sha256:test; here is sha256:other" in said
    assert "another version of the program: 1.2.3; this is 9.9.9" in said
    other = {**made, "answers": {**made["answers"], "weeks": 21}}
    assert list(seal.broken(other, kb.hash, PROGRAM)) == [
        "it was made for other answers than those in the result"
    ]
    assert list(seal.broken({**made, "say": ["Nothing."]}, kb.hash, PROGRAM)) == [
        "the result was changed after it was made"
    ]


def test_a_wish_that_was_not_asked_keeps_the_order_open():
    kb, made = finished_person()
    values = {k: tuple(v) if isinstance(v, list) else v for k, v in made["answers"].items() if k != "wishes"}
    assert certified_result(kb, values, 2)["certificate"] is None
    assert certified_result(kb, values, 0, ("stone",))["certificate"]["kind"] == "settled"


def test_each_item_that_was_not_asked_has_its_reason():
    kb = finished.feet_in_pregnancy()
    values: dict[str, Value] = {"flag": "no", "family": "no", "goals": ("relax",), "wishes": ()}
    assert certified_result(kb, values, 1)["certificate"] is None, "the person as a whole may need changes"
    kb = replace(kb, rules=(*kb.rules, b.rule("oil", Level.ADAPT, b.yes("flag"), areas=("neck",))))
    unasked = certified_result(kb, {**values, "flag": "yes"}, 1)["certificate"]["unasked"]
    assert unasked["only_other_massages"] == {"weeks": ["reflexology"]}
    assert set(unasked["does_not_apply"]) == {"ill", "ill.kind", "ill.where", "ill.cleared"}


def test_not_now_ends_early_and_says_what_it_did_not_look_at():
    kb, _ = finished_person()
    kb = replace(kb, rules=(b.rule("none", Level.AVOID, b.yes("flag")), *kb.rules))
    found = certified_result(kb, {"flag": "yes"}, 2)["certificate"]
    assert found["kind"] == "not-now"
    assert {"goals", "weeks", "ill.where"} <= set(found["unasked"]["not_looked_at"])


def test_an_open_red_flag_allows_no_early_end():
    kb, _ = finished_person()
    avoid_and_flag = (
        b.rule("none", Level.AVOID, b.yes("ill")),
        b.rule("stop", Level.RED_FLAG, b.yes("flag")),
    )
    kb = replace(kb, rules=avoid_and_flag)
    assert certified_result(kb, {"ill": "yes"}, 2)["certificate"] is None
    assert certified_result(kb, {"ill": "yes", "flag": "yes"}, 2)["certificate"]["kind"] == "emergency"


def test_the_checker_is_short_and_shares_only_the_records():
    source = Path(checker.__file__).read_text(encoding="utf-8")
    assert lines_of_code(source) <= 150
    imports = {n.module for n in ast.walk(ast.parse(source)) if isinstance(n, ast.ImportFrom)}
    ours = {module for module in imports if module and module.startswith("massage_advisor")}
    assert ours <= {"massage_advisor", "massage_advisor.model", "massage_advisor.truth"}


def lines_of_code(source: str) -> int:
    """Lines that are neither blank nor part of a docstring."""
    texts = [
        n.body[0] for n in ast.walk(ast.parse(source)) if isinstance(n, _DOCUMENTED) and ast.get_docstring(n)
    ]
    said = {line for text in texts for line in range(text.lineno, (text.end_lineno or text.lineno) + 1)}
    return sum(bool(line.strip()) and n not in said for n, line in enumerate(source.splitlines(), 1))


_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)
