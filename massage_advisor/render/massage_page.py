"""The page of one massage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from massage_advisor.model import (
    UNSOURCED,
    Claim,
    Indication,
    KnowledgeBase,
    Massage,
    Verdict,
)
from massage_advisor.render import words
from massage_advisor.render.outlook import by_condition
from massage_advisor.render.page import (
    Block,
    Detail,
    Entries,
    Entry,
    Facts,
    Heading,
    Page,
    Para,
    Phrase,
    Table,
    Tone,
)
from massage_advisor.render.whens import when_words

CLOTHING = {"undressed": "undressed under a sheet", "partly": "partly undressed", "clothed": "clothed"}
PLACES = {"table": "on a massage table", "mat": "on a floor mat", "chair": "in a chair", "any": "anywhere"}
OILS = {
    "plain-oil": "plain oil or lotion",
    "essential-oil": "oil with scents (essential oils)",
    "none": "no oil",
    "balm": "balm",
}


def massage_page(kb: KnowledgeBase, massage: Massage) -> Page:
    """Everything known about one massage."""
    return Page(massage.name, tuple(_blocks(kb, massage)))


def _blocks(kb: KnowledgeBase, massage: Massage) -> Iterator[Block]:
    yield Para(Phrase(massage.summary, massage.sources))
    yield Facts(tuple(_facts(kb, massage)))
    yield Heading("What it may help with")
    yield indication_table(kb, massage.indications)
    yield words.evidence_line()
    yield Heading("What happens")
    yield Para(Phrase(massage.session.text))
    yield Facts(tuple(_does(kb, massage)))
    yield Heading("Who should not, and who should ask first")
    yield from _who_should_not(kb, massage)
    yield Heading("Who gives it, and what it costs")
    yield Facts(tuple(_providers(massage)))
    yield from _claims(kb, massage)


def _facts(kb: KnowledgeBase, massage: Massage) -> Iterator[Detail]:
    category = massage.category
    if massage.aliases:
        yield Detail("Also called", (Phrase(", ".join(massage.aliases)),))
    if massage.for_whom is not None:
        yield Detail("Meant for", (Phrase(when_words(kb, massage.for_whom)),))
    usual = words.SETTINGS_SHORT[category.usual]
    yield Detail("Usually", (Phrase(f"{usual}. {category.note}".strip()),))
    if category.disagree:
        others = tuple(
            Phrase(f"some say {words.SETTINGS_SHORT.get(says, says)}", sources)
            for says, sources in category.disagree
        )
        yield Detail("Sources disagree", others)
    yield Detail("Pressure", (Phrase(f"{words.pressure_scale(massage)} {words.pressure(massage)}"),))
    yield Detail("Best for", (Phrase("; ".join(massage.best_for) or "-"),))


def indication_table(kb: KnowledgeBase, indications: tuple[Indication, ...]) -> Table:
    """Aims with evidence and what was found, best first."""
    ordered = sorted(indications, key=lambda indication: -indication.evidence)
    return Table(
        ("Aim", "Evidence", "What was found"),
        tuple(
            (Phrase(kb.goals[i.goal].label), Phrase(words.evidence(i)), Phrase(i.finding, i.sources))
            for i in ordered
        ),
    )


def _does(kb: KnowledgeBase, massage: Massage) -> Iterator[Detail]:
    session = massage.session
    low, high = session.minutes
    yield Detail("Takes", (Phrase(f"{low} to {high} minutes" if low != high else f"{low} minutes"),))
    dressed = f"{CLOTHING[session.clothing]}, {PLACES[session.place]}, {OILS[session.oil]}"
    yield Detail("You are", (Phrase(dressed),))
    for label, features in (("Always part of it", massage.essential), ("Can be left out", massage.avoidable)):
        if features:
            yield Detail(label, (Phrase("; ".join(kb.features[f].label for f in features)),))
    for label, areas in (("Needs", massage.core), ("Other places", massage.optional)):
        if areas:
            yield Detail(label, (Phrase(", ".join(kb.areas[a].label for a in areas)),))


def _who_should_not(kb: KnowledgeBase, massage: Massage) -> Iterator[Block]:
    """The conditions that speak against this massage; those against any massage apart."""
    special: dict[Verdict, list[str]] = {verdict: [] for verdict in Verdict}
    anyway: list[str] = []
    for condition, outlooks in by_condition(kb).items():
        mine, label = outlooks[massage.id], kb.conditions[condition].label
        if kb.items[condition].red_flag or mine.at_worst < Verdict.CLEARANCE:
            continue
        if all(outlook.at_worst >= Verdict.CLEARANCE for outlook in outlooks.values()):
            anyway.append(label)
        else:
            special[max(mine.so_far, Verdict.ADAPT)].append(label)
    yield Entries(tuple(_who(special, len(anyway))))
    yield Para(Phrase(f'Is it all right for you? massage-advisor check {massage.id} "45 years old, asthma"'))
    yield Para(Phrase("For the reasons: massage-advisor show CONDITION, for example: show pregnancy"))


def _who(special: Mapping[Verdict, list[str]], anyway: int) -> Iterator[Entry]:
    """What speaks against this massage by name; what speaks against every massage is only counted."""
    groups = (
        (words.verdict(Verdict.AVOID), special[Verdict.AVOID]),
        (words.verdict(Verdict.CLEARANCE), special[Verdict.CLEARANCE]),
        (Phrase("It depends on the details"), special[Verdict.ADAPT]),
    )
    for head, names in groups:
        if names:
            yield Entry(head, (Detail("With", (Phrase("; ".join(names)),)),))
    if anyway:
        named = f"{words.counted(anyway, 'illness, medicine or event', 'illnesses, medicines and events')}"
        count = Phrase(f"{named} that can speak against any massage, such as a fever or a blood clot")
        yield Entry(Phrase("Ask first or leave out"), (Detail("With", (count,)),))
    yield Entry(Phrase("Signs of an emergency: no massage at all", tone=Tone.STOP))


def _providers(massage: Massage) -> Iterator[Detail]:
    yield Detail("Given by", (Phrase(massage.providers, massage.provider_sources),))
    yield Detail("Look for", (Phrase(massage.credential, massage.provider_sources),))
    cost = massage.cost
    if cost is not None:
        price = f"{cost.low:g} to {cost.high:g} {cost.currency} for {cost.minutes} minutes. {cost.note}"
        yield Detail("Cost", (Phrase(price.strip(), cost.sources),))


def _claims(kb: KnowledgeBase, massage: Massage) -> Iterator[Block]:
    claims = [claim for claim in kb.claims if massage.id in claim.carried_by]
    if claims:
        yield Heading("What the two articles claim, and what was found")
        yield Entries(
            tuple(claim_entry(claim, f"Found ({CLAIM_VERDICTS[claim.verdict]})") for claim in claims)
        )


def claim_entry(claim: Claim, label: str) -> Entry:
    """What an article says, and under `label` what was found."""
    return Entry(Phrase(claim.text), (Detail(label, (Phrase(claim.finding, claim.sources),)),))


CLAIM_VERDICTS = {
    "supported": "supported",
    "partly": "partly supported",
    "disputed": "disputed",
    "commercial-only": "only sellers say so",
}


def massage_record(kb: KnowledgeBase, massage: Massage) -> dict[str, Any]:
    """The page as data."""
    session, category, cost = massage.session, massage.category, massage.cost
    return {
        "kind": "massage",
        "id": massage.id,
        "name": massage.name,
        "aliases": list(massage.aliases),
        "summary": massage.summary,
        "for": when_words(kb, massage.for_whom) if massage.for_whom is not None else None,
        "setting": {
            "usual": category.usual,
            "note": category.note,
            "disagree": [{"says": says, "sources": list(s)} for says, s in category.disagree],
        },
        "pressure": list(massage.pressure),
        "features": {"essential": list(massage.essential), "avoidable": list(massage.avoidable)},
        "areas": {"core": list(massage.core), "optional": list(massage.optional)},
        "session": {
            "minutes": list(session.minutes),
            "clothing": session.clothing,
            "place": session.place,
            "oil": session.oil,
            "text": session.text,
        },
        "indications": [indication_record(i) for i in massage.indications],
        "best_for": list(massage.best_for),
        "providers": {
            "text": massage.providers,
            "credential": massage.credential,
            "sources": sourced(massage.provider_sources),
        },
        "cost": {
            "low": cost.low,
            "high": cost.high,
            "currency": cost.currency,
            "minutes": cost.minutes,
            "note": cost.note,
            "sources": sourced(cost.sources),
        }
        if cost is not None
        else None,
        "conditions": _condition_records(kb, massage),
        "claims": [claim.id for claim in kb.claims if massage.id in claim.carried_by],
        "sources": sourced(massage.sources),
    }


def indication_record(indication: Indication) -> dict[str, Any]:
    """An indication as data."""
    return {
        "goal": indication.goal,
        "evidence": indication.evidence.word,
        "disagree": indication.disagree,
        "finding": indication.finding,
        "sources": sourced(indication.sources),
    }


def sourced(sources: tuple[str, ...]) -> list[str]:
    """Source ids as data; "unsourced" stays visible."""
    return [*(s for s in sources if s != UNSOURCED), *(s for s in sources if s == UNSOURCED)]


def _condition_records(kb: KnowledgeBase, massage: Massage) -> list[dict[str, Any]]:
    """What each condition alone makes of this massage, and its details at worst."""
    found = ((condition, outlooks[massage.id]) for condition, outlooks in by_condition(kb).items())
    return [
        {"condition": condition, "verdict": outlook.so_far.word, "at_worst": outlook.at_worst.word}
        for condition, outlook in found
        if outlook.at_worst > Verdict.OK
    ]
