"""Values that are made when they are first used: most runs never look at sources, cases or people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, overload

T = TypeVar("T")


class LateMapping(Mapping[str, T]):
    """A map made by `make` on first use."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Mapping[str, T]]) -> None:
        self._make = make
        self._made: Mapping[str, T] | None = None

    def _value(self) -> Mapping[str, T]:
        if self._made is None:
            self._made = self._make()
        return self._made

    def __getitem__(self, key: str) -> T:
        return self._value()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._value())

    def __len__(self) -> int:
        return len(self._value())

    def __repr__(self) -> str:
        return repr(self._value())

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self._value()),)


class LateRecords(Mapping[str, T]):
    """Records by id, each made from its row when it is first asked for."""

    __slots__ = ("_made", "_make", "_rows")

    def __init__(self, rows: Mapping[str, Any], make: Callable[[Any], T]) -> None:
        self._rows = rows
        self._make = make
        self._made: dict[str, T] = {}

    def __getitem__(self, key: str) -> T:
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._make(self._rows[key])
        return found

    def get(self, key: str, default: Any = None) -> Any:
        """The record, or `default` where there is none."""
        return self[key] if key in self._rows else default

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        return repr(dict(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)


class LateSequence(Sequence[T]):
    """A tuple made by `make` on first use."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], tuple[T, ...]]) -> None:
        self._make = make
        self._made: tuple[T, ...] | None = None

    def _value(self) -> tuple[T, ...]:
        if self._made is None:
            self._made = self._make()
        return self._made

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        return self._value()[index]

    def __len__(self) -> int:
        return len(self._value())

    def __repr__(self) -> str:
        return repr(self._value())

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (list(self._value()),)
