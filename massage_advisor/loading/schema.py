"""JSON Schemas for editors, made from the forms that the loader checks with."""

from __future__ import annotations

import re
from typing import Any

from massage_advisor.loading.forms import FORMS
from massage_advisor.loading.forms.common import AnswersShape, FactShape
from massage_advisor.loading.forms.records import Constraint, Needs, OneKeyOf, OnlyWith, Record
from massage_advisor.loading.forms.shapes import (
    FACT_ID,
    NUMBER,
    ByForm,
    Define,
    Flag,
    ListOf,
    Number,
    OneOf,
    Ref,
    Shape,
    Table,
    Text,
    Word,
)
from massage_advisor.loading.forms.whens import WhenShape

Schema = dict[str, Any]

# Editors read 20 and true as more than text; the loader takes every scalar as written.
_SCALAR = ["string", "number", "boolean"]
_NOT_EMPTY: Schema = {"type": _SCALAR, "pattern": r"\S"}
_WHEN: Schema = {"$ref": "#/$defs/when"}


def json_schema() -> dict[str, Schema]:
    """A schema for every kind of knowledge file, by the name of the kind."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": {"when": _when()}}
    return {kind: {"title": f"massage-advisor: {kind}"} | head | _of(form) for kind, form in FORMS.items()}


def _of(shape: Shape) -> Schema:
    match shape:
        case Record():
            return _record(shape)
        case ListOf():
            return _list(shape)
        case Table(key, value):
            names = {name: said for name, said in _of(key).items() if name != "type"}
            return {"type": "object", "propertyNames": names, "additionalProperties": _of(value)}
        case ByForm(text, seq, map_):
            return {"anyOf": [_of(form) for form in (text, seq, map_) if form is not None]}
        case WhenShape(may_be_empty):
            empty = {"type": "object", "maxProperties": 0}
            return {"anyOf": [_WHEN, empty]} if may_be_empty else _WHEN
        case AnswersShape():
            listed = {"type": "array", "items": _NOT_EMPTY}
            return {"type": "object", "additionalProperties": {"anyOf": [_NOT_EMPTY, listed]}}
    return _scalar(shape)


def _scalar(shape: Shape) -> Schema:
    match shape:
        case Text(longest):
            return _NOT_EMPTY | ({"maxLength": longest} if longest else {})
        case Word(pattern) | Define(_, pattern):
            return _word(pattern)
        case FactShape():
            return _word(FACT_ID)
        case Ref():
            return _NOT_EMPTY
        case OneOf(words):
            return {"enum": list(words)}
        case Flag():
            return {"type": "boolean"}
        case Number():
            return _number(shape)
    raise TypeError(f"no schema for {shape!r}")


def _word(pattern: str) -> Schema:
    """A text of a fixed form; a whole number counts as its digits where digits are of that form."""
    text: Schema = {"type": "string", "pattern": f"^(?:{pattern})$"}
    return text | {"type": ["string", "integer"], "minimum": 0} if re.fullmatch(pattern, "7") else text


def _number(shape: Number) -> Schema:
    limits: Schema = {} if shape.low == float("-inf") else {"minimum": shape.low}
    if shape.high < float("inf"):
        limits["maximum"] = shape.high
    kind = "integer" if shape.whole else "number"
    return {"type": [kind, "string"], "pattern": f"^{NUMBER}$"} | limits


def _list(shape: ListOf) -> Schema:
    listed: Schema = {"type": "array", "items": _of(shape.item), "minItems": shape.least}
    if shape.most:
        listed["maxItems"] = shape.most
    return {"anyOf": [listed, _of(shape.item)]} if shape.or_one else listed


def _record(shape: Record) -> Schema:
    properties = {name: _of(form) for name, form in shape.keys.items()}
    made: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    if shape.needs:
        made["required"] = list(shape.needs)
    said = [schema for schema in map(_constraint, shape.rules) if schema]
    return made | ({"allOf": said} if said else {})


def _constraint(rule: Constraint) -> Schema:
    """What a schema can say of a constraint; {} for what only the loader checks."""
    match rule:
        case Needs(key, word, keys):
            given = {"properties": {key: {"const": word}}, "required": [key]}
            return {"if": given, "then": {"required": list(keys)}}
        case OnlyWith(names, key, words):
            given = {"properties": {key: {"enum": list(words)}}}
            return {"if": given, "else": {"properties": dict.fromkeys(names, False)}}
        case OneKeyOf(keys):
            return {"oneOf": [{"required": [name]} for name in keys]}
    return {}


def _when() -> Schema:
    parts = {"type": "array", "items": _WHEN, "minItems": 1}
    limits = {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": False,
        "properties": dict.fromkeys(("at-least", "under"), _NOT_EMPTY),
    }
    compared = {"anyOf": [_NOT_EMPTY, {"type": "array", "items": _NOT_EMPTY, "minItems": 1}, limits]}
    return {
        "type": "object",
        "minProperties": 1,
        "properties": {"all": parts, "any": parts, "not": False},
        "additionalProperties": compared,
    }
