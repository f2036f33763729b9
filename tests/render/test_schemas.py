"""Every JSON output fits the schema that ships with it."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from massage_advisor.render import catalog, shown
from massage_advisor.render.checking import check_document
from massage_advisor.render.compare_page import compare_record
from massage_advisor.render.searching import search, search_record
from massage_advisor.render.topic_page import topic_record
from tests.render.people import advice_for, casebook_advice, shipped, some_people, written


@cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((files("massage_advisor.render") / "schemas" / f"{name}-1.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def check(name: str, record: Any) -> None:
    validator(name).validate(json.loads(json.dumps(record)))


@pytest.mark.parametrize("person", some_people(12))
def test_results(person: str) -> None:
    check("result", json.loads(written(shipped(), casebook_advice(person), "json")))


def test_an_unfinished_result() -> None:
    record = json.loads(written(shipped(), advice_for(shipped(), healthy=False, pregnancy="yes"), "json"))
    check("result", record)
    assert not record["complete"]


def test_a_result_without_its_disposition_is_refused() -> None:
    record = json.loads(written(shipped(), advice_for(shipped(), age=40), "json"))
    del record["disposition"]
    with pytest.raises(jsonschema.ValidationError):
        check("result", record)


@pytest.mark.parametrize("person", some_people(6))
def test_one_massage(person: str) -> None:
    advice = casebook_advice(person)
    for massage in ("swedish", "hot-stone"):
        check("check", check_document(shipped(), advice, massage).record)


def test_one_massage_for_somebody_half_known() -> None:
    advice = advice_for(shipped(), healthy=False, pregnancy="yes")
    record = check_document(shipped(), advice, "thai").record
    check("check", record)
    rules = [(reason["rule"], reason["change"]) for reason in record["massage"]["because"]]
    assert len(rules) == len(set(rules))


@pytest.mark.parametrize(
    "query", ["swedish", "thining blod", "medical spa insurance", "cortisol", "nothing-of-it"]
)
def test_search(query: str) -> None:
    check("search", search_record(shipped(), search(shipped(), query)))


@pytest.mark.parametrize(
    ("settled", "kind"),
    [
        ({}, "settled"),
        ({"fever": "yes", "fever__temperature": 39.5}, "not-now"),
        ({"chest_pain": "yes"}, "emergency"),
    ],
)
def test_certificates_of_every_kind(settled: dict[str, Any], kind: str) -> None:
    ordering = {
        "who": "me",
        "goals": ("relax",),
        "where": (),
        "pressure": "any",
        "wishes": (),
        "no_touch": (),
    }
    record = json.loads(written(shipped(), advice_for(shipped(), **ordering, **settled), "json", top=5))
    check("result", record)
    assert record["certificate"]["kind"] == kind
    record["certificate"]["unasked"]["not_looked_at"] = "nothing"
    with pytest.raises(jsonschema.ValidationError):
        check("result", record)


def test_reasons_and_what_would_change_them() -> None:
    answers = {"pregnancy": "yes", "pregnancy__weeks": 20, "anticoagulants": "yes"}
    record = json.loads(written(shipped(), advice_for(shipped(), **answers), "json", top=5))
    check("result", record)
    found = [massage for massage in record["massages"] if massage.get("why")]
    assert any(massage["what_would_change"] for massage in found)
    found[0]["why"]["rules"] = None
    with pytest.raises(jsonschema.ValidationError):
        check("result", record)


def test_list() -> None:
    kb = shipped()
    check(
        "list", catalog.list_record(kb, catalog.listing(kb, catalog.Filters(setting="spa", search="floor")))
    )


def test_pages_of_every_kind() -> None:
    kb = shipped()
    for id_ in (*kb.massages, *list(kb.conditions)[::25], *kb.goals, *kb.hazards, *list(kb.sources)[::60]):
        check("page", shown.document(kb, id_).record)


def test_compare() -> None:
    kb = shipped()
    check("compare", compare_record(kb, [kb.massages[m] for m in ("swedish", "thai")]))


def test_topics() -> None:
    for topic in shipped().topics.values():
        check("topic", topic_record(shipped(), topic))
