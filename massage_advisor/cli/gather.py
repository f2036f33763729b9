"""Collecting the answers that a command was given: later ones win, and what was replaced is noted."""

from __future__ import annotations

from collections.abc import Sequence

from massage_advisor.answers import check_answers, give_way, known_item, merge
from massage_advisor.cli.common import Common
from massage_advisor.errors import UsageError
from massage_advisor.model import Kind, KnowledgeBase, Responses
from massage_advisor.textsafe import shorten


def gather(
    kb: KnowledgeBase,
    common: Common,
    answers: str | None,
    settings: Sequence[str],
    saved: Responses | None = None,
) -> Responses:
    """The answers of a saved session, then those of the file, then those of --set."""
    found = saved or Responses()
    if answers is not None:
        found = _over(kb, common, found, from_file(kb, answers), "the answers file")
    if settings:
        found = _over(kb, common, found, from_settings(kb, settings), "--set")
    return found


def _over(kb: KnowledgeBase, common: Common, earlier: Responses, later: Responses, what: str) -> Responses:
    """The later answers over the earlier ones; what they replace, and what they rule out, is noted."""
    both, replaced = merge(earlier, later)
    both, ruled_out = give_way(kb, both, later)
    for item in replaced:
        common.note(f"note: {what} replaces the answer to '{item}'")
    for item in ruled_out:
        common.note(f"note: {what} rules out the answer to '{item}', which counts no more")
    return both


def from_file(kb: KnowledgeBase, name: str) -> Responses:
    """The answers of a file, or of stdin for "-"."""
    from massage_advisor.loading import read_mapping

    mapping = read_mapping(name)
    return check_answers(kb, mapping, name if name != "-" else "standard input", mapping.places)


def from_settings(kb: KnowledgeBase, settings: Sequence[str]) -> Responses:
    """The answers of --set ID=VALUE."""
    raw: dict[str, object] = {}
    for setting in settings:
        item_id, sign, value = setting.partition("=")
        if not sign or not item_id:
            raise UsageError(f"--set takes ID=VALUE, for example --set age=40; got '{shorten(setting)}'")
        item_id = item_id.strip()
        if item_id in raw:
            raise UsageError(f"--set answers '{shorten(item_id)}' twice; give it once")
        raw[item_id] = _split(kb, item_id, value.strip())
    return check_answers(kb, raw, "--set")


def _split(kb: KnowledgeBase, item_id: str, value: str) -> object:
    several = known_item(kb, item_id).kind in (Kind.MANY, Kind.AREAS)
    if several and value != "not-sure":
        return [part.strip() for part in value.split(",") if part.strip()]
    return value
