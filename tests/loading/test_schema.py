"""The JSON Schemas accept and refuse the same files as the loader."""

import re
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml

from massage_advisor.loading import check_knowledge
from massage_advisor.loading.codes import CODES, Code
from massage_advisor.loading.places import data_folder, kind_of
from massage_advisor.loading.schema import json_schema
from tests.loading.bases import TINY, tiny_with

SCHEMAS = json_schema()
BOTH = [TINY, data_folder()]
FILES = [(folder, path.relative_to(folder).as_posix()) for folder in BOTH for path in folder.rglob("*.yaml")]


class EditorLoader(yaml.SafeLoader):
    """YAML as editors read it (version 1.2): yes and no are words, dates are texts."""


EditorLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", "true|false", "tf"),
    ("int", "[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?[0-9]*\.[0-9]+", "-+.0123456789"),
    ("null", "null|~|", ["~", "n", ""]),
):
    EditorLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first)
    )


def accepts(name: str, text: str) -> bool:
    schema = SCHEMAS[kind_of(name)]
    return jsonschema.Draft202012Validator(schema).is_valid(yaml.load(text, EditorLoader))


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_every_schema_is_one(schema: dict[str, object]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(("folder", "name"), FILES, ids=[f"{f.name}/{name}" for f, name in FILES])
def test_sound_files_are_accepted(folder: Path, name: str) -> None:
    assert accepts(name, (folder / name).read_text("utf-8"))


FORMS = [code for code in CODES if code.id.startswith("KB1") and code.id != "KB110"]


@pytest.mark.parametrize("code", FORMS, ids=lambda code: code.id)
def test_wrong_forms_are_refused(code: Code) -> None:
    assert accepts(code.file, code.good)
    assert not accepts(code.file, code.bad)


SWAPS = [
    ("massages/swedish.yaml", "minutes: [30, 90]", "minutes: [30]"),
    ("massages/swedish.yaml", "place: table", "place: bed"),
    ("massages/swedish.yaml", "evidence: limited", "evidence: weak"),
    ("massages/prenatal.yaml", "disagree: true", "disagree: yes"),
    ("massages/prenatal.yaml", "for: {pregnancy: yes}", "for: {}"),
    ("massages/prenatal.yaml", "for: {pregnancy: yes}", "for: {pregnancy: [yes]}"),
    ("massages/prenatal.yaml", "[book-2020, unsourced]", "unsourced"),
    ("massages/prenatal.yaml", "[book-2020, unsourced]", "book-2020"),
    ("massages/hot-stone.yaml", "currency: USD", "currency: dollars"),
    ("conditions/health.yaml", "    max: 45\n", ""),
    ("conditions/health.yaml", "    kind: areas\n", "    kind: areas\n    min: 3\n"),
    ("conditions/health.yaml", "    doctor-may-lift: true\n", "    doctor-may-lift: false\n"),
    ("conditions/health.yaml", "    ask: May I have firm pressure while my dose is being changed?\n", ""),
    ("conditions/health.yaml", "when: {anticoagulants.steady: no}", "when: {anticoagulants.steady: {}}"),
    ("conditions/health.yaml", "{under: early-weeks}", "{under: 12}"),
    ("conditions/health.yaml", "{under: early-weeks}", "{below: 12}"),
    ("conditions/health.yaml", "makes: [sore-place]", "makes: {sore-place: {}}"),
    ("conditions/health.yaml", "makes: [sore-place]", "makes: sore-place"),
    ("conditions/emergency.yaml", "    act: emergency-call\n", ""),
    ("conditions/emergency.yaml", "level: red-flag", "level: avoid"),
    ("questions/00-for-whom.yaml", "{me: Me, other: Somebody else}", "{me: {label: Me}, other: {}}"),
    ("questions/60-wishes.yaml", "pressure-at-most: 2", "pressure-at-most: 9"),
    ("questions/30-health.yaml", "  rows: [fam-blood, fam-skin, pregnancy]\n", ""),
    ("invariants.yaml", "massages: {essential: heat}", "massages: all"),
    ("invariants.yaml", "massages: {essential: heat}", "massages: {essential: heat, area: back}"),
    ("invariants.yaml", "{at-least: avoid}", "{at-least: avoid, at-most: avoid}"),
    ("casebook/people.yaml", "age: 30", "age: {years: 30}"),
    ("casebook/people.yaml", "disposition: ok", "disposition: fine"),
    ("thresholds.yaml", "value: 38.0", "value: high"),
    ("thresholds.yaml", "value: 38.0", 'value: "38.0"'),
    ("knowledge.yaml", "edition: 1.0.0", "edition: 1"),
    ("sources.yaml", "year: 2020", "year: last year"),
    ("sources.yaml", "id: book-2020", "id: Book"),
]


@pytest.mark.parametrize(("file", "old", "new"), SWAPS, ids=range(len(SWAPS)))
def test_loader_and_schema_agree(file: str, old: str, new: str, tmp_path: Path) -> None:
    text = (TINY / file).read_text("utf-8")
    assert old in text
    changed = text.replace(old, new)
    problems = check_knowledge(tiny_with(tmp_path, {file: changed.encode()}), date(2026, 11, 22))
    wrong_form = any(problem.code.startswith("KB1") for problem in problems)
    assert accepts(file, changed) is not wrong_form
