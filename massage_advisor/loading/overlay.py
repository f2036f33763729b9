"""Knowledge of one's own laid over the shipped one: `extends: shipped` in knowledge.yaml.

Its files are read beside the shipped ones. A record of one's own takes the place of the shipped record with
the same id, wherever that stands: a condition, a rule, a massage, a source, a threshold, a casebook person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from massage_advisor.loading.nodes import Map, Node, Scalar, Seq, YamlError, read_yaml
from massage_advisor.loading.places import SHIPPED, Contents, read_contents, shipped_folder

KNOWLEDGE = "knowledge.yaml"
_NESTED = ("rules", "follow-ups", "items")


def laid_over_shipped(own: Contents) -> Contents:
    """The files of one's own with the shipped ones below, if knowledge.yaml says so."""
    if not _extends(own.files.get(KNOWLEDGE, b"")):
        return own
    shipped = read_contents(shipped_folder())
    below = {f"{SHIPPED}{name}": content for name, content in shipped.files.items() if name != KNOWLEDGE}
    return Contents({**below, **own.files}, (*own.problems, *shipped.problems))


def _extends(content: bytes) -> bool:
    root = _root(content) if b"extends" in content else None
    entry = root.entries.get("extends") if isinstance(root, Map) else None
    return entry is not None and isinstance(entry[1], Scalar) and entry[1].text == "shipped"


def _root(content: bytes) -> Node | None:
    """The tree of a file; None where it cannot be read, which is reported elsewhere."""
    try:
        return read_yaml(content.decode(errors="replace"), "")[0]
    except YamlError:
        return None


def own_ids(files: Mapping[str, bytes]) -> frozenset[str]:
    """The ids of the records that stand in the place of shipped ones."""
    if not any(name.startswith(SHIPPED) for name in files):
        return frozenset()
    roots = (_root(content) for name, content in files.items() if not name.startswith(SHIPPED))
    return frozenset(id_ for root in roots if root is not None for id_ in _ids(root))


def _ids(node: Node) -> Iterator[str]:
    """The id of a record that is a file, or of the records in its lists."""
    if isinstance(node, Map):
        id_ = _id(node)
        if id_:
            yield id_
        for key, (_, value) in node.entries.items():
            if isinstance(value, Seq) and (not id_ or key in _NESTED):
                yield from (found for item in value.items for found in _ids(item))


def _id(node: Node) -> str:
    entry = node.entries.get("id") if isinstance(node, Map) else None
    return entry[1].text if entry is not None and isinstance(entry[1], Scalar) else ""


def without(node: Node, ids: frozenset[str]) -> Node | None:
    """A shipped file without the records of these ids; None where nothing is left of it."""
    if not isinstance(node, Map):
        return node
    if _id(node) in ids:
        return None
    entries = {}
    for key, (name, value) in node.entries.items():
        kept = _pruned(value, ids) if isinstance(value, Seq) and _has_records(value) else value
        if kept is not None:
            entries[key] = (name, kept)
    return node._replace(entries=entries) if entries else None


def _has_records(node: Seq) -> bool:
    return any(_id(item) for item in node.items)


def _pruned(node: Seq, ids: frozenset[str]) -> Seq | None:
    items = tuple(kept for item in node.items if (kept := without(item, ids)) is not None)
    return node._replace(items=items) if items else None
