"""Records behave as `dataclasses.dataclass` makes them."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field, fields, replace
from typing import Any

import pytest

from massage_advisor.records import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Ours:
    """With every kind of field."""

    name: str
    size: int = 2
    parts: tuple[str, ...] = ()
    notes: dict[str, str] = field(default_factory=dict, compare=False)
    line: int = field(default=0, compare=False, repr=False)

    @property
    def loud(self) -> str:
        return self.name.upper()


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Theirs:
    """The same by the standard library."""

    name: str
    size: int = 2
    parts: tuple[str, ...] = ()
    notes: dict[str, str] = field(default_factory=dict, compare=False)
    line: int = field(default=0, compare=False, repr=False)


@dataclass(slots=True)
class Open:
    """May change."""

    name: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Itself:
    """Equal only to itself."""

    name: str = ""


GIVEN: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    (("a",), {}),
    (("a", 3), {"line": 4}),
    (("b", 1, ("x",)), {"notes": {"k": "v"}}),
    ((), {"name": "a", "parts": ("x", "y")}),
]


@pytest.mark.parametrize(("given", "named"), GIVEN)
def test_a_record_holds_and_shows_what_a_dataclass_does(given: Any, named: Any) -> None:
    ours, theirs = Ours(*given, **named), Theirs(*given, **named)
    assert [getattr(ours, f.name) for f in fields(ours)] == [getattr(theirs, f.name) for f in fields(theirs)]
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert hash(ours) == hash(theirs)
    assert Ours.__match_args__ == Theirs.__match_args__
    assert ours.loud == ours.name.upper()


def test_records_compare_as_dataclasses_do() -> None:
    for first in GIVEN:
        for second in GIVEN:
            ours = [Ours(*given, **named) for given, named in (first, second)]
            theirs = [Theirs(*given, **named) for given, named in (first, second)]
            assert (ours[0] == ours[1]) == (theirs[0] == theirs[1])
            assert (ours[0] < ours[1]) == (theirs[0] < theirs[1])
            assert (ours[0] >= ours[1]) == (theirs[0] >= theirs[1])
    assert Ours("a") == Ours("a", line=9)
    assert Ours("a") != Theirs("a")


def test_every_default_is_made_anew() -> None:
    assert Ours("a").notes is not Ours("a").notes


@pytest.mark.parametrize("given", [(), ("a", 1, (), {}, 0, "more")])
def test_wrong_arguments_are_refused_the_first_time_and_later(given: Any) -> None:
    for _ in range(2):
        with pytest.raises(TypeError):
            Ours(*given)
    with pytest.raises(TypeError):
        Ours("a", unknown=1)


def test_a_frozen_record_cannot_change() -> None:
    record = Ours("a")
    with pytest.raises(FrozenInstanceError):
        record.name = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del record.name
    with pytest.raises(AttributeError):
        object.__setattr__(record, "unknown", 1)
    assert record.name == "a"


def test_copies_are_alike() -> None:
    record = Ours("a", 5, ("x",), {"k": "v"}, 7)
    for copied in (pickle.loads(pickle.dumps(record)), copy.copy(record), copy.deepcopy(record)):
        assert dataclasses.astuple(copied) == dataclasses.astuple(record)
    assert replace(record, size=6) == Ours("a", 6, ("x",))
    assert replace(record, size=6).line == 7


def test_an_open_record_changes_and_has_no_hash() -> None:
    record = Open()
    record.name = "b"
    assert record == Open("b")
    with pytest.raises(TypeError):
        hash(record)


def test_a_record_without_comparison_is_equal_only_to_itself() -> None:
    record = Itself("a")
    assert record == record
    assert record != Itself("a")
    assert len({record, Itself("a")}) == 2
