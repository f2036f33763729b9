"""Maps with known keys, and what must hold between the keys of one map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from massage_advisor.loading.drafts import Draft
from massage_advisor.loading.faults import Reading, did_you_mean
from massage_advisor.loading.forms.shapes import Shape, describe
from massage_advisor.loading.nodes import Map, Node, Scalar, shorten
from massage_advisor.records import dataclass


class Constraint(Protocol):
    """Something about several keys of one record together."""

    def __call__(self, draft: Draft, reading: Reading) -> None:
        """Report where it does not hold."""


@dataclass(frozen=True, slots=True)
class Needs:
    """Where `key` is `word`, these keys have to be there."""

    key: str
    word: str | bool
    keys: tuple[str, ...]

    def __call__(self, draft: Draft, reading: Reading) -> None:
        if draft.get(self.key) != self.word:
            return
        for name in self.keys:
            if name not in draft.node.entries:
                message = f"'{self.key}: {str(self.word).lower()}' needs the key '{name}'"
                reading.fault("KB112", draft.value_node(self.key), message)


@dataclass(frozen=True, slots=True)
class OnlyWith:
    """`names` may only stand where `key` is one of `words`."""

    names: tuple[str, ...]
    key: str
    words: tuple[str, ...]

    def __call__(self, draft: Draft, reading: Reading) -> None:
        if self.key not in draft or draft[self.key] in self.words:
            return
        for name in self.names:
            if name in draft.node.entries:
                listed = " or ".join(self.words)
                place = draft.node.entries[name][0]
                reading.fault("KB112", place, f"'{name}' only goes with '{self.key}: {listed}'")


@dataclass(frozen=True, slots=True)
class OneKeyOf:
    """Exactly one of these keys."""

    keys: tuple[str, ...]

    def __call__(self, draft: Draft, reading: Reading) -> None:
        given = [name for name in self.keys if name in draft.node.entries]
        if len(given) != 1:
            message = f"exactly one of the keys {' and '.join(self.keys)} is needed, not {len(given)}"
            reading.fault("KB112", draft.node, message)


@dataclass(frozen=True, slots=True)
class Record:
    """A map with known keys, those of `needs` required; `rules` are about keys together."""

    keys: Mapping[str, Shape]
    needs: tuple[str, ...] = ()
    rules: tuple[Constraint, ...] = ()

    def __call__(self, node: Node, reading: Reading) -> Draft | None:
        if not isinstance(node, Map):
            reading.fault("KB101", node, f"a map was expected here, not {describe(node)}")
            return None
        before = len(reading.found.problems)
        draft = Draft(node, reading.path)
        for key, value in node.entries.values():
            self._read_key(key, value, draft, reading)
        for name in self.needs:
            if name not in node.entries:
                reading.fault("KB103", node, f"the key '{name}' is missing")
        for rule in self.rules:
            rule(draft, reading)
        draft.sound = len(reading.found.problems) == before
        return draft

    def _read_key(self, key: Scalar, node: Node, draft: Draft, reading: Reading) -> None:
        shape = self.keys.get(key.text)
        if shape is None:
            advice = did_you_mean(key.text, self.keys) or f"Known here: {', '.join(self.keys)}."
            reading.fault("KB102", key, f"there is no key '{shorten(key.text)}' here", advice)
            return
        value = shape(node, reading)
        if value is not None:
            draft.values[key.text] = value
