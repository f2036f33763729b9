"""Drafts -> the records that are read by people: massages, sources, topics, claims."""

from __future__ import annotations

from massage_advisor.loading.drafts import Draft
from massage_advisor.loading.items import AreaWords
from massage_advisor.loading.whens import Vocabulary, build_when
from massage_advisor.model import (
    UNSOURCED,
    Category,
    Claim,
    Cost,
    Evidence,
    Feature,
    Indication,
    Massage,
    Note,
    Row,
    Section,
    Session,
    Source,
    Topic,
)


def sources_of(draft: Draft) -> tuple[str, ...]:
    """Its source ids; the bare word `unsourced` as a list of one."""
    sources = draft.get("sources", ())
    return (UNSOURCED,) if sources == UNSOURCED else sources


def build_source(draft: Draft) -> Source:
    """Where a fact comes from."""
    return Source(
        id=draft["id"],
        title=draft["title"],
        org=draft["org"],
        kind=draft["kind"],
        says=draft.get("says", ""),
        year=draft.get("year"),
        url=draft.get("url", ""),
        read=draft.get("read", ""),
        review_by=draft.get("review-by", ""),
    )


def build_feature(draft: Draft) -> Feature:
    """Something a massage does."""
    return Feature(draft["id"], draft["label"], draft["without"], draft["on"], draft.get("within", ""))


def build_massage(draft: Draft, areas: AreaWords, words: Vocabulary) -> Massage:
    """One massage type; an area that is core is not optional too."""
    core = areas.unfold(draft["areas"].get("core", ()))
    optional = areas.unfold(draft["areas"].get("optional", ()))
    providers = draft.get("providers")
    return Massage(
        id=draft["id"],
        name=draft["name"],
        summary=draft["summary"],
        session=_session(draft["session"]),
        category=_category(draft["category"]),
        pressure=draft["pressure"],
        essential=draft["features"].get("essential", ()),
        avoidable=draft["features"].get("avoidable", ()),
        core=core,
        optional=tuple(area for area in optional if area not in core),
        indications=tuple(_indication(part, areas) for part in draft.get("indications", ())),
        sources=sources_of(draft),
        aliases=draft.get("aliases", ()),
        for_whom=build_when(draft["for"], words) if "for" in draft else None,
        best_for=draft.get("best-for", ()),
        providers=providers["text"] if providers else "",
        credential=providers.get("credential", "") if providers else "",
        provider_sources=sources_of(providers) if providers else (),
        cost=_cost(draft["cost"]) if "cost" in draft else None,
        at=draft.at,
    )


def _session(draft: Draft) -> Session:
    return Session(draft["minutes"], draft["clothing"], draft["place"], draft["oil"], draft["text"])


def _category(draft: Draft) -> Category:
    disagree = tuple((part["says"], sources_of(part)) for part in draft.get("disagree", ()))
    return Category(draft["usual"], draft.get("note", ""), disagree)


def _indication(draft: Draft, areas: AreaWords) -> Indication:
    needs = draft.get("needs")
    return Indication(
        goal=draft["goal"],
        evidence=Evidence[draft["evidence"].upper()],
        finding=draft["finding"],
        sources=sources_of(draft),
        disagree=draft.get("disagree", False),
        needs_features=needs.get("feature", ()) if needs else (),
        needs_areas=areas.unfold(needs.get("area", ())) if needs else (),
    )


def _cost(draft: Draft) -> Cost:
    return Cost(
        low=draft["low"],
        high=draft["high"],
        currency=draft["currency"],
        minutes=draft["minutes"],
        note=draft.get("note", ""),
        sources=sources_of(draft),
    )


def build_note(draft: Draft) -> Note:
    """A sentence with its sources."""
    return Note(draft["text"], sources_of(draft), draft.get("id", ""))


def build_topic(draft: Draft) -> Topic:
    """A page for `explain`."""
    table = draft.get("table")
    return Topic(
        id=draft["id"],
        title=draft["title"],
        intro=build_note(draft["intro"]),
        aliases=draft.get("aliases", ()),
        columns=table["columns"] if table else (),
        rows=tuple(_row(row) for row in table["rows"]) if table else (),
        sections=tuple(
            Section(part["id"], part["heading"], part["text"], sources_of(part))
            for part in draft.get("sections", ())
        ),
    )


def _row(draft: Draft) -> Row:
    cells = tuple(build_note(cell) for cell in draft["cells"])
    caution = build_note(draft["caution"]) if "caution" in draft else None
    return Row(draft["id"], draft["label"], cells, caution)


def build_claim(draft: Draft) -> Claim:
    """A statement of one of the articles, with what the sources say of it."""
    return Claim(
        id=draft["id"],
        article=draft["article"],
        text=draft["text"],
        verdict=draft["verdict"],
        finding=draft["finding"],
        carried_by=draft["carried-by"],
        sources=sources_of(draft),
    )
