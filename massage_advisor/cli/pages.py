"""`list`, `show`, `compare` and `explain`: what the knowledge base says, without a person."""

from __future__ import annotations

from typing import Annotated

from massage_advisor.cli.common import Common, with_common
from massage_advisor.cli.naming import LIST, find, one_of
from massage_advisor.cli.options import argument, option
from massage_advisor.errors import UsageError
from massage_advisor.model import KnowledgeBase

Goal = Annotated[str, option("--goal", help="Only those for a goal, such as sleep-better.", metavar="GOAL")]
Setting = Annotated[
    str, option("--setting", help="Only those usual as medical, spa or both.", metavar="SETTING")
]
Feature = Annotated[
    str, option("--feature", help="Only those with a feature, such as heat.", metavar="FEATURE")
]
Search = Annotated[str, option("--search", help="Only those that mention all WORDS.", metavar="WORDS")]
SEARCH = "\n  next: massage-advisor search WORDS"
Sort = Annotated[str, option("--sort", help="By name, evidence or pressure.", metavar="ORDER")]


@with_common
def list_(
    goal: Goal = "",
    setting: Setting = "",
    feature: Feature = "",
    search: Search = "",
    sort: Sort = "name",
    *,
    common: Common,
) -> None:
    """List the massage types.

    Examples:

      massage-advisor list --setting spa --sort evidence

      massage-advisor list --goal relieve-neck-pain

      massage-advisor list --search "floor stretching"
    """
    from massage_advisor.render import catalog, formats

    form = common.form(formats.FORMATS)
    _one_of("setting", setting, ("", *catalog.SETTINGS))
    _one_of("order", sort, catalog.SORTS)
    kb = common.knowledge()
    filters = catalog.Filters(
        goal=_goal(kb, goal) if goal else "",
        setting=setting,
        feature=_feature(kb, feature) if feature else "",
        search=search,
        sort=sort,
    )
    found = catalog.listing(kb, filters)
    document = formats.Document(lambda: catalog.list_page(kb, found), lambda: catalog.list_record(kb, found))
    common.emit(formats.write(document, kb.sources, form, common.style()))


def _goal(kb: KnowledgeBase, word: str) -> str:
    return find("goal", word, ((g.id, (g.label, *g.aliases)) for g in kb.goals.values()), one_of(kb.goals))


def _feature(kb: KnowledgeBase, word: str) -> str:
    return find("feature", word, ((f.id, (f.label,)) for f in kb.features.values()), one_of(kb.features))


def _one_of(what: str, given: str, allowed: tuple[str, ...]) -> None:
    if given not in allowed:
        choices = ", ".join(word for word in allowed if word)
        raise UsageError(f"there is no {what} '{given}'; give one of: {choices}")


@with_common
def show(
    id_: Annotated[str, argument(metavar="ID", help="For example: thai, diabetes, relax.")],
    *,
    common: Common,
) -> None:
    """Show the page of a massage, condition, goal, hazard or source."""
    from massage_advisor.render import formats, shown

    form = common.form(formats.FORMATS)
    kb = common.knowledge()
    found = find("massage, condition, goal, hazard or source", id_, shown.names(kb), SEARCH)
    common.emit(formats.write(shown.document(kb, found), kb.sources, form, common.style()))


@with_common
def compare(
    massages: Annotated[list[str], argument(metavar="A B [C D]", help="Two to four massages.")],
    *,
    common: Common,
) -> None:
    """Compare two to four massages, the differences first."""
    from massage_advisor.render import compare_page, formats

    form = common.form(formats.FORMATS)
    kb = common.knowledge()
    ids = dict.fromkeys(find("massage", word, _massage_names(kb), LIST) for word in massages)
    if not 2 <= len(ids) <= 4:
        raise UsageError("compare takes two to four different massages, for example: compare swedish thai")
    chosen = [kb.massages[id_] for id_ in ids]
    document = formats.Document(
        lambda: compare_page.compare_page(kb, chosen), lambda: compare_page.compare_record(kb, chosen)
    )
    common.emit(formats.write(document, kb.sources, form, common.style()))


def _massage_names(kb: KnowledgeBase) -> list[tuple[str, tuple[str, ...]]]:
    return [(massage.id, (massage.name, *massage.aliases)) for massage in kb.massages.values()]


@with_common
def explain(
    topic: Annotated[
        str, argument(metavar="TOPIC", help="medical-vs-spa, evidence, prescription, insurance, ...")
    ] = "medical-vs-spa",
    *,
    common: Common,
) -> None:
    """Explain how medical and spa massage differ, or another topic."""
    from massage_advisor.render import formats, topic_page

    form = common.form(formats.FORMATS)
    kb = common.knowledge()
    names = ((t.id, (t.title, *t.aliases)) for t in kb.topics.values())
    found = kb.topics[find("topic", topic, names, one_of(kb.topics))]
    document = formats.Document(
        lambda: topic_page.topic_page(kb, found), lambda: topic_page.topic_record(kb, found)
    )
    common.emit(formats.write(document, kb.sources, form, common.style()))
