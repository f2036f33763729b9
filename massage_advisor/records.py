"""`dataclass(slots=True)`, mostly frozen too, that is quick to define.

The one of the standard library writes and compiles six methods for every class when it is defined: for the
hundred records here that takes longer than reading all the knowledge. This one shares the methods among all
classes and compiles a constructor when it is first called. Fields, defaults, `replace`, matching, comparing,
hashing and pickling work alike.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from typing import TYPE_CHECKING, Any, Literal, NoReturn

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    from dataclasses import dataclass as _dataclass

    def dataclass(
        *,
        slots: Literal[True],
        frozen: bool = False,
        eq: bool = True,
        order: bool = False,
        weakref_slot: bool = False,
    ):
        """Makes a class a record; see `dataclasses.dataclass`."""
        bare = _dataclass(init=False, repr=False, eq=False, slots=slots, weakref_slot=weakref_slot)
        return lambda cls: _with_methods(bare(cls), frozen=frozen, eq=eq, order=order)


def _with_methods(cls: Any, *, frozen: bool, eq: bool, order: bool) -> Any:
    """The class with the methods that all records share."""
    cls.__init__ = _first_init
    cls.__repr__ = _repr
    cls.__reduce__ = _reduce
    if frozen:
        cls.__setattr__ = cls.__delattr__ = _refuse
    if eq:
        names = [part.name for part in fields(cls) if part.compare]
        compared = operator.attrgetter(*names) if names else lambda _: ()
        cls.__eq__ = _comparison(operator.eq, compared)
        cls.__hash__ = _hashing(compared) if frozen else None
        for name in ("__lt__", "__le__", "__gt__", "__ge__") if order else ():
            setattr(cls, name, _comparison(getattr(operator, name), compared))
    return cls


def _first_init(self: Any, *given: object, **named: object) -> None:
    """Compiles the constructor of a class, for this record and all to come."""
    cls = type(self)
    cls.__init__ = _constructor(cls)
    cls.__init__(self, *given, **named)


def _constructor(cls: type[Any]) -> Callable[..., None]:
    """`__init__` as `dataclasses` would write it, but straight into the slots."""
    scope: dict[str, object] = {"absent": MISSING}
    parameters, body = [], []
    for part in fields(cls):
        parameters.append(_parameter(part, scope))
        scope[f"set_{part.name}"] = getattr(cls, part.name).__set__
        made = f"make_{part.name}() if {part.name} is absent else " if f"make_{part.name}" in scope else ""
        body.append(f" set_{part.name}(self, {made}{part.name})")
    source = f"def __init__(self, {', '.join(parameters)}):\n" + "\n".join(body or [" pass"])
    exec(source, scope)  # noqa: S102 - made of the names of fields
    return scope["__init__"]  # type: ignore[return-value]


def _parameter(part: Field[Any], scope: dict[str, object]) -> str:
    """The field as a parameter; its default, or what makes it, goes into `scope`."""
    if part.default_factory is not MISSING:
        scope[f"make_{part.name}"] = part.default_factory
        return f"{part.name}=absent"
    if part.default is not MISSING:
        scope[f"default_{part.name}"] = part.default
        return f"{part.name}=default_{part.name}"
    return part.name


def _repr(self: Any) -> str:
    values = (f"{part.name}={getattr(self, part.name)!r}" for part in fields(self) if part.repr)
    return f"{type(self).__qualname__}({', '.join(values)})"


def _comparison(
    compare: Callable[[Any, Any], bool], compared: Callable[[Any], object]
) -> Callable[[Any, Any], Any]:
    """A method that compares what `compared` gives of two records of one class."""

    def method(self: Any, other: Any) -> Any:
        return (
            compare(compared(self), compared(other)) if other.__class__ is self.__class__ else NotImplemented
        )

    return method


def _hashing(compared: Callable[[Any], object]) -> Callable[[Any], int]:
    return lambda self: hash(compared(self))


def _refuse(_: Any, name: str, *__: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot change field {name!r}")


def _reduce(self: Any) -> tuple[Any, ...]:
    return type(self), tuple([getattr(self, part.name) for part in fields(self)])
