"""Codes about the form of values and records (KB1xx)."""

from __future__ import annotations

from massage_advisor.loading.codes import samples
from massage_advisor.loading.codes.code import Code, example

FORM_CODES: tuple[Code, ...] = (
    example(
        "KB101",
        "The wrong form",
        "A list, a map or a text stands where another of them belongs.",
        samples.RULE,
        "[{rash: no}]",
        "{rash: no}",
    ),
    example(
        "KB102",
        "An unknown key",
        "Keys that nobody reads are most often misspelt, and would be lost without a word.",
        samples.RULE,
        "feature: heat",
        "featur: heat",
    ),
    example(
        "KB103",
        "A missing key",
        "The record is not complete without it.",
        samples.RULE,
        "  because: Heat makes a rash itch and burn.\n",
        "",
    ),
    example(
        "KB104",
        "Not one of the allowed words",
        "Only the listed words mean something here.",
        samples.RULE,
        "level: avoid",
        "level: forbid",
    ),
    example(
        "KB105",
        "Not a number, or out of range",
        "Numbers are written with a point: 38.5. Of two numbers the smaller comes first.",
        samples.MASSAGE,
        "pressure: [2, 3]",
        "pressure: [2, 8]",
    ),
    example(
        "KB106",
        "Not of the right form",
        "Ids are small letters, digits and hyphens: low-platelets. Editions are three numbers: 1.0.0.",
        samples.CONDITION,
        "- id: sunburn\n",
        "- id: Sun_Burn\n",
    ),
    example("KB107", "Nothing there", "A value is missing.", samples.RULE, "level: avoid", "level:"),
    example(
        "KB108",
        "Too long",
        "The sentence that a person reads as the reason has at most 160 characters.",
        samples.RULE,
        "itch and burn",
        "itch and " * 20 + "burn",
    ),
    example(
        "KB109",
        "Too few or too many in a list",
        "The message says how many belong there. Every rule, for example, has a case where it fires and one "
        "where it stays silent.",
        samples.RULE,
        "fires: [{rash: yes}]",
        "fires: []",
    ),
    example(
        "KB110",
        "A character that cannot be seen",
        "Control characters and marks that turn the direction of text have no place in a sentence.",
        samples.RULE,
        "because: Heat makes a rash itch and burn.",
        'because: "Heat makes a rash \\x1b[2J itch."',
    ),
    example(
        "KB111",
        "Not a condition over facts",
        "A 'when' is {fact: option}, {fact: [options]}, {fact: {at-least: n}}, {fact: {under: n}}, "
        "{all: [...]} or {any: [...]}. There is no 'not': name the options that count.",
        samples.RULE,
        "when: {rash: yes}",
        "when: {not: [{rash: no}]}",
    ),
    example(
        "KB112",
        "Keys that do not fit together",
        "Some keys need others (adapt needs 'do', clearance 'do' and 'ask', red-flag 'act'), and some "
        "go only with certain values ('act' only with red-flag).",
        samples.RULE,
        "level: avoid",
        "level: adapt",
    ),
)
