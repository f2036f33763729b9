"""Results and pages as tab-separated records, for cut and awk.

`list` writes one massage a line:

    id  name  setting  pressure-from  pressure-to  evidence  goals  best-for

Everything else writes one fact a line, always in five columns:

    record  id  field  value  sources

A result has the records `advice`, `red-flag`, `setting`, `massage`, `in-doubt`, `open`, `say` and `always`; a
page has one record, its kind, and the path to a value as its field (`indications.relax.finding`). Several
values in one column stand apart by "; ", several sources by commas. An empty column stays empty; nothing is
quoted, because no value can hold a tab or a line end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from massage_advisor.textsafe import clean_text

Row = tuple[str, str, str, object, Sequence[str]]
"""Record, id, field, value, sources."""

Data = Mapping[str, Any]

_NAMES = ("id", "rule", "massage", "condition", "goal", "label")


def write(record: Data) -> str:
    """The record of a result, a list or a page as lines."""
    schema = str(record["schema"]).split("/")[1]
    if schema == "list":
        return "".join(_line(_listed(massage)) for massage in record["massages"])
    rows = _result(record) if schema == "result" else _page(schema, record)
    return "".join(_line((*row[:3], row[3], ",".join(row[4]))) for row in rows)


def _line(cells: Iterable[object]) -> str:
    return "\t".join(_cell(cell) for cell in cells) + "\n"


def _cell(value: object) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(_cell(part) for part in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else clean_text(str(value))


def _listed(massage: Data) -> tuple[object, ...]:
    low, high = massage["pressure"]
    goals, best = massage["goals"], massage["best_for"]
    return massage["id"], massage["name"], massage["setting"], low, high, massage["evidence"], goals, best


def _result(record: Data) -> Iterator[Row]:
    for field in ("schema", "date", "complete", *_DISPOSITIONS):
        yield "advice", "", field, record[field], ()
    yield "advice", "", "edition", record["knowledge"]["edition"], ()
    for flag in record["red_flags"]:
        for field in ("because", "act", "certain"):
            yield "red-flag", flag["rule"], field, flag[field], flag["sources"]
    for reason in record["setting"]["because"]:
        yield "setting", record["setting"]["advice"], "because", reason["text"], reason["sources"]
    for step in record["setting"]["next_steps"]:
        yield "setting", record["setting"]["advice"], "next-step", step["text"], step["sources"]
    for massage in record["massages"]:
        yield from _massage(massage)
    yield from (
        ("in-doubt", doubt["item"], "counted-as", doubt["counted_as"], ()) for doubt in record["in_doubt"]
    )
    yield from (("open", item, "", "", ()) for item in record["open"])
    yield from (("say", str(n), "", line, ()) for n, line in enumerate(record["say"], 1))
    yield from (
        ("always", str(n), "", note["text"], note["sources"]) for n, note in enumerate(record["always"], 1)
    )


_DISPOSITIONS = ("disposition", "disposition_so_far", "disposition_at_worst")


def _massage(massage: Data) -> Iterator[Row]:
    def row(field: str, value: object, sources: Sequence[str] = ()) -> Row:
        return "massage", massage["id"], field, value, sources

    for field in ("name", "applies", "verdict", "so_far", "at_worst", "settled", "rank"):
        yield row(field.replace("_", "-"), massage[field])
    for goal in massage["goals"]:
        grade = f"{goal['evidence']}{', disagree' if goal['disagree'] else ''}"
        yield row(f"goal.{goal['goal']}", grade, goal["sources"])
    for reason in massage["because"]:
        yield row(f"because.{reason['counts_as']}", reason["text"], reason["sources"])
        if reason["change"] and reason["counts_as"] == "adapt":
            yield row("change", reason["change"], reason["sources"])
    yield from (row("ask-doctor", question) for question in massage["ask_doctor"])
    yield from (row("open", item) for item in massage["open"])


def _page(schema: str, record: Data) -> Iterator[Row]:
    kind = str(record.get("kind", schema))
    name = str(record.get("id", ""))
    for key, part in record.items():
        if key not in _NOT_FACTS:
            for path, value, sources in _flat(key, part):
                yield kind, name, path, value, sources
    if "sources" in record:
        yield kind, name, "sources", "", record["sources"]


_NOT_FACTS = ("schema", "knowledge", "kind", "id", "sources")


def _flat(
    path: str, value: object, sources: Sequence[str] = ()
) -> Iterator[tuple[str, object, Sequence[str]]]:
    """The leaves of a record; the sources of a part stand beside each of its leaves."""
    if isinstance(value, Mapping):
        sources = value.get("sources", sources)
        for key, part in value.items():
            if key != "sources":
                yield from _flat(f"{path}.{key}", part, sources)
    elif isinstance(value, list) and any(isinstance(part, Mapping) for part in value):
        for number, part in enumerate(value, 1):
            yield from _flat(f"{path}.{_name(part, number)}", part, sources)
    elif value not in (None, "", []):
        yield path, value, sources


def _name(part: object, number: int) -> str:
    """What a part of a list is called in a path: its id, else its number."""
    if isinstance(part, Mapping):
        for key in _NAMES:
            if part.get(key):
                return str(part[key])
    return str(number)
