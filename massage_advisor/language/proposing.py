"""What was understood -> answers to propose."""

from __future__ import annotations

from massage_advisor.answers import check_value, impossible
from massage_advisor.errors import ResponseError
from massage_advisor.language.mentions import Mention, Understood
from massage_advisor.model import Kind, KnowledgeBase, Responses, Value

TEXT = "text"


def propose(kb: KnowledgeBase, understood: Understood) -> Responses:
    """The answers that the text gives, with the origin "text". Nothing in doubt is among them.

    A denial of one sign is no answer to an item that has several; a "no" gives way to details
    that it would rule out.
    """
    raw: dict[str, object] = {}
    for mention in understood.absent:
        if _answers(kb, mention):
            raw[mention.item] = mention.value
    for mention in understood.present:
        if mention.item in kb.items:
            raw[mention.item] = _together(kb, raw, mention)
    values = {item: value for item, given in raw.items() if (value := _checked(kb, item, given)) is not None}
    for _, ruled_out in impossible(kb, values):
        values.pop(ruled_out, None)
    return Responses(values, dict.fromkeys(values, TEXT))


def _answers(kb: KnowledgeBase, mention: Mention) -> bool:
    item = kb.items.get(mention.item)
    return item is not None and (mention.covers or not item.red_flag)


def _together(kb: KnowledgeBase, raw: dict[str, object], mention: Mention) -> object:
    if kb.items[mention.item].kind not in (Kind.MANY, Kind.AREAS) or mention.id == mention.item:
        return mention.value
    before = raw.get(mention.item, ())
    return (*before, mention.id) if isinstance(before, tuple) else (mention.id,)


def _checked(kb: KnowledgeBase, item: str, raw: object) -> Value | None:
    try:
        return check_value(kb, kb.items[item], raw)
    except ResponseError:
        return None


__all__ = ["TEXT", "propose"]
