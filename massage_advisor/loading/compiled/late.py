"""Values that are made when they are first used: most runs never look at sources, cases or people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, overload

T = TypeVar("T")


class LateRecords(Mapping[str, T]):
    """Records by id: the rows are read on first use, and each record is made when it is first asked for."""

    __slots__ = ("_made", "_make", "_read", "_read_rows")

    def __init__(self, read_rows: Callable[[], Mapping[str, Any]], make: Callable[[Any], T]) -> None:
        self._read_rows = read_rows
        self._read: Mapping[str, Any] | None = None
        self._make = make
        self._made: dict[str, T] = {}

    @property
    def _rows(self) -> Mapping[str, Any]:
        if self._read is None:
            self._read = self._read_rows()
        return self._read

    def __getitem__(self, key: str) -> T:
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self._make(self._rows[key])
        return found

    def get(self, key: str, default: Any = None) -> Any:
        """The record, or `default` where there is none."""
        found = self._made.get(key)
        return found or (self[key] if key in self._rows else default)

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


class LateRows(Sequence[T]):
    """Records in a row: the same as `LateRecords`, by number."""

    __slots__ = ("_made", "_make", "_read", "_read_rows")

    def __init__(self, read_rows: Callable[[], Sequence[Any]], make: Callable[[Any], T]) -> None:
        self._read_rows = read_rows
        self._read: Sequence[Any] | None = None
        self._make = make
        self._made: dict[int, T] = {}

    @property
    def _rows(self) -> Sequence[Any]:
        if self._read is None:
            self._read = self._read_rows()
        return self._read

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        if isinstance(index, slice):
            return tuple(self)[index]
        found = self._made.get(index)
        if found is None:
            found = self._made[index] = self._make(self._rows[index])
        return found

    def __iter__(self) -> Iterator[T]:
        return map(self.__getitem__, range(len(self._rows)))

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        return repr(tuple(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (list(self),)


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
