"""Codes about names (KB2xx), laws (KB3xx) and doubts (KB5xx)."""

from __future__ import annotations

from massage_advisor.loading.codes import samples
from massage_advisor.loading.codes.code import Code, example

NAME_CODES: tuple[Code, ...] = (
    example(
        "KB201",
        "The name of nothing",
        "No record has this id. Is it misspelt, or is the record still to be written?",
        samples.RULE,
        "feature: heat",
        "feature: hot-air",
    ),
    example(
        "KB202",
        "An id used twice",
        "Ids are unique over all kinds: massages, goals, conditions, rules, sources and the rest.",
        samples.RULE,
        "- id: rash-no-heat\n",
        "- id: rash\n",
    ),
    example(
        "KB203",
        "A fact or item that does not exist",
        "Facts are the ids of questions: conditions, families, follow-ups and the other items; rules read "
        "hazards too.",
        samples.RULE,
        "when: {rash: yes}",
        "when: {rush: yes}",
    ),
    example(
        "KB204",
        "An option that the item does not have",
        "A yes-no item has yes and no; the others have the options that stand beside the question.",
        samples.RULE,
        "when: {rash: yes}",
        "when: {rash: itchy}",
    ),
    example(
        "KB205",
        "A comparison that does not fit",
        "Numbers are compared with limits, other items with options. Rules cannot read a doctor's yes.",
        samples.RULE,
        "when: {rash: yes}",
        "when: {rash: {at-least: 1}}",
    ),
    example(
        "KB206",
        "A follow-up with a wrong id",
        "A follow-up starts with its condition and a dot. The doctor's yes (.cleared) is made by itself.",
        samples.NUMBERS,
        "  rules:\n",
        "  - {id: ankle.days, kind: yes-no, ask: Does it hurt?}\n  rules:\n",
    ),
    example(
        "KB207",
        "A placeholder for nothing",
        "A name in braces becomes the text of the threshold with this id.",
        samples.RULE,
        "itch and burn",
        "itch from {fever-form}",
    ),
)

LAW_CODES: tuple[Code, ...] = (
    example(
        "KB301",
        "A red-flag rule without a red-flag item",
        "Red flags are asked of everybody, first. A red-flag rule that hangs on anything else could stay "
        "open until the end, so its outermost 'all' has to name a condition with 'red-flag: true'.",
        samples.RED_FLAG,
        "{fever: yes}, {pregnancy: yes}",
        "{rash: yes}, {pregnancy: yes}",
    ),
    example(
        "KB302",
        "'area: where' without places",
        "'where' means the places named in the follow-up <condition>.where, of kind areas: of the condition, "
        "or of every condition that makes the hazard.",
        samples.PLACE_RULE,
        "{sore-place: yes}",
        "{bleeds-easily: yes}",
    ),
    example(
        "KB303",
        "A red-flag item in the wrong place",
        "Conditions with 'red-flag: true' are rows of the red-flag screens, and no others are.",
        samples.CONDITION,
        "  family: fam-skin\n",
        "  family: fam-skin\n  red-flag: true\n",
    ),
    example(
        "KB304",
        "On no screen, or on two",
        "A condition is asked once: as a member of its family, or as a row of one screen.",
        samples.CONDITION,
        "  family: fam-skin\n",
        "",
    ),
    example(
        "KB305",
        "A family that is empty or too large",
        "A family opens a screen of its members: at least 1, at most 12.",
        samples.FAMILIES,
        "pregnancy]\nfamilies:\n",
        "pregnancy, fam-heart]\nfamilies:\n- {id: fam-heart, ask: A heart problem, title: Your heart}\n",
    ),
    example(
        "KB306",
        "A loop",
        "Something hangs on itself, so it could never be decided.",
        samples.HAZARD,
        "when: {age: {at-least: 90}}",
        "when: {bleeds-easily: yes}",
    ),
    example(
        "KB307",
        "A massage that contradicts itself",
        "A feature is essential or avoidable, not both, and the file is called like the massage.",
        samples.MASSAGE,
        "essential: []",
        "essential: [deep-pressure]",
    ),
)

DOUBT_CODES: tuple[Code, ...] = (
    example(
        "KB501",
        "A hazard that nothing makes",
        "No condition makes it and it has no 'when', so its rules can never fire.",
        samples.HAZARD,
        "  label: A place to leave alone\n",
        "  label: A place to leave alone\n- id: needs-care\n  label: Needs care\n",
    ),
    example(
        "KB502",
        "A rule without a source",
        "It is shown as unsourced. Look for a source, or keep the cautious level.",
        samples.RULE,
        "sources: [book-2020]",
        "sources: unsourced",
    ),
    example(
        "KB503",
        "Nothing reads it",
        "Whatever the answer is, nothing changes: the question only takes the person's time.",
        samples.CONDITION,
        "  makes: [sore-place]\n",
        "",
    ),
    example(
        "KB504",
        "An alias of two things",
        "When a person writes it, nobody can tell which one is meant.",
        samples.CONDITION,
        "[burnt by the sun]",
        "[burnt by the sun, warfarin]",
    ),
    example(
        "KB505",
        "An alias that matches too much",
        "Everyday words and abbreviations of two letters turn up in sentences that mean something else.",
        samples.CONDITION,
        "[burnt by the sun]",
        "[burnt by the sun, sore]",
    ),
    example(
        "KB506",
        "Hard to read",
        "The reason should be plain to a person of 14. Long words and long sentences make it hard.",
        samples.RULE,
        "Heat makes a rash itch and burn.",
        "Thermotherapeutic stimulation exacerbates dermatological hypersensitivity.",
    ),
    example(
        "KB507",
        "A source past its review",
        "Its 'review-by' date has gone by. Look whether it still says the same, and set a new date.",
        samples.SOURCE,
        "review-by: 2999-01",
        "review-by: 2020-01",
    ),
    example(
        "KB508",
        "An alias with capitals",
        "Aliases are compared in small letters; write them so.",
        samples.CONDITION,
        "[burnt by the sun]",
        "[Burnt by the sun]",
    ),
    example(
        "KB509",
        "Not one sentence",
        "A reason is one sentence with a full stop.",
        samples.RULE,
        "itch and burn.",
        "itch. It burns too.",
    ),
)
