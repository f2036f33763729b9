"""The catalogue of what can be wrong with knowledge files: one entry for each code, with examples.

A code never changes its meaning. The examples are its tests: the bad one has this fault and no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from massage_advisor.loading import samples
from massage_advisor.loading.samples import Sample


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of fault. `bad` and `good` are whole files under the name `file`; "" where none helps."""

    id: str
    title: str
    explanation: str
    file: str = ""
    bad: str = ""
    good: str = ""

    @property
    def severity(self) -> str:
        """Warnings are KB5xx, and files that are readable but oddly written; all else is an error."""
        return "warning" if self.id.startswith("KB5") or self.id in ("KB014", "KB015") else "error"


def find_code(id_: str) -> Code | None:
    """The entry for a code, in any case; None where there is none."""
    return next((code for code in CODES if code.id == id_.upper()), None)


def _code(
    id_: str, title: str, explanation: str, sample: Sample, right: str, wrong: str, file: str = ""
) -> Code:
    """An entry whose bad example is the sample with `wrong` in the place of `right`."""
    return Code(id_, title, explanation, file or sample.file, sample.text.replace(right, wrong), sample.text)


def _files() -> Iterator[Code]:
    yield Code(
        "KB001",
        "A file or folder cannot be read",
        "It is missing, is no file, or you have no right to read it. The system's reason is in the message.",
    )
    yield _code(
        "KB002",
        "Not UTF-8",
        "Knowledge files are UTF-8 text. Choose UTF-8 when you save the file.",
        samples.RULE,
        "itch",
        "\udce9tch",
    )
    yield Code(
        "KB003",
        "A file is too large",
        "No knowledge file needs more than 4 MB. Split it, or look for what was pasted into it.",
    )
    yield _code(
        "KB004",
        "Not valid YAML",
        "The line cannot be understood. Most often a text with ': ' or a comma in it needs double quotes, "
        "or the indentation is not the same as in the lines around it.",
        samples.RULE,
        "Heat makes",
        "Heat: it makes",
    )
    yield _code(
        "KB005",
        "A tab",
        "YAML is indented with spaces. Let your editor write two spaces for the Tab key.",
        samples.RULE,
        "  level: avoid",
        "\tlevel: avoid",
    )
    yield _code(
        "KB006",
        "An anchor or an alias",
        "&name and *name make one text stand in several places. Write the value out wherever it is meant. "
        "A text that starts with & or * needs quotes.",
        samples.RULE,
        "[book-2020]",
        "&same [book-2020]",
    )
    yield _code(
        "KB007",
        "A tag",
        "Every value is read as the text that is written; there are no types to name with '!'. "
        "A text that starts with ! needs quotes.",
        samples.RULE,
        "id: rash-no-heat",
        "id: !!str rash-no-heat",
    )
    yield _code(
        "KB008",
        "A key given twice",
        "Only one of the two could count. Delete one, or join them.",
        samples.RULE,
        "  feature: heat\n",
        "  feature: heat\n  feature: prone\n",
    )
    yield _code(
        "KB009",
        "Nested too deeply",
        "No knowledge file needs 40 levels inside each other.",
        samples.RULE,
        "[book-2020]",
        "[" * 50 + "]" * 50,
    )
    yield _code(
        "KB010",
        "A second document",
        "A line of three hyphens starts a second document. Keep one document in each file.",
        samples.RULE,
        "rules:\n",
        "rules: []\n---\nrules:\n",
    )
    yield _code(
        "KB011",
        "The file knowledge.yaml is missing",
        "It holds the edition of the knowledge, which every result names.",
        samples.EDITION,
        samples.EDITION.text,
        "",
    )
    yield _code(
        "KB012",
        "A file in the wrong place",
        "Every kind of knowledge has its file or folder. One elsewhere would be left unread.",
        samples.RULE,
        "",
        "",
        file="rules/example.yml",
    )
    yield _code(
        "KB013",
        "An empty file",
        "Delete it, or write what is missing.",
        samples.RULE,
        samples.RULE.text,
        "\n",
    )
    yield _code(
        "KB014",
        "A byte-order mark",
        "An invisible character at the start of the file. It does no harm here, but other tools stumble.",
        samples.RULE,
        "rules:\n",
        "\ufeffrules:\n",
    )
    yield _code(
        "KB015",
        "Windows line ends",
        "The file is read all the same, but every line looks changed to people with other systems.",
        samples.RULE,
        "rules:\n",
        "rules:\r\n",
    )


def _forms() -> Iterator[Code]:
    yield _code(
        "KB101",
        "The wrong form",
        "A list, a map or a text stands where another of them belongs.",
        samples.RULE,
        "[{rash: no}]",
        "{rash: no}",
    )
    yield _code(
        "KB102",
        "An unknown key",
        "Keys that nobody reads are most often misspelt, and would be lost without a word.",
        samples.RULE,
        "feature: heat",
        "featur: heat",
    )
    yield _code(
        "KB103",
        "A missing key",
        "The record is not complete without it.",
        samples.RULE,
        "  because: Heat makes a rash itch and burn.\n",
        "",
    )
    yield _code(
        "KB104",
        "Not one of the allowed words",
        "Only the listed words mean something here.",
        samples.RULE,
        "level: avoid",
        "level: forbid",
    )
    yield _code(
        "KB105",
        "Not a number, or out of range",
        "Numbers are written with a point: 38.5. Of two numbers the smaller comes first.",
        samples.MASSAGE,
        "pressure: [2, 3]",
        "pressure: [2, 8]",
    )
    yield _code(
        "KB106",
        "Not of the right form",
        "Ids are small letters, digits and hyphens: low-platelets. Editions are three numbers: 1.0.0.",
        samples.CONDITION,
        "- id: sunburn\n",
        "- id: Sun_Burn\n",
    )
    yield _code("KB107", "Nothing there", "A value is missing.", samples.RULE, "level: avoid", "level:")
    yield _code(
        "KB108",
        "Too long",
        "The sentence that a person reads as the reason has at most 160 characters.",
        samples.RULE,
        "itch and burn",
        "itch and " * 20 + "burn",
    )
    yield _code(
        "KB109",
        "Too few or too many in a list",
        "The message says how many belong there. Every rule, for example, has a case where it fires and one "
        "where it stays silent.",
        samples.RULE,
        "fires: [{rash: yes}]",
        "fires: []",
    )
    yield _code(
        "KB110",
        "A character that cannot be seen",
        "Control characters and marks that turn the direction of text have no place in a sentence.",
        samples.RULE,
        "because: Heat makes a rash itch and burn.",
        'because: "Heat makes a rash \\x1b[2J itch."',
    )
    yield _code(
        "KB111",
        "Not a condition over facts",
        "A 'when' is {fact: option}, {fact: [options]}, {fact: {at-least: n}}, {fact: {under: n}}, "
        "{all: [...]} or {any: [...]}. There is no 'not': name the options that count.",
        samples.RULE,
        "when: {rash: yes}",
        "when: {not: [{rash: no}]}",
    )
    yield _code(
        "KB112",
        "Keys that do not fit together",
        "Some keys need others (adapt needs 'do', clearance 'do' and 'ask', red-flag 'act'), and some "
        "go only with certain values ('act' only with red-flag).",
        samples.RULE,
        "level: avoid",
        "level: adapt",
    )


def _names() -> Iterator[Code]:
    yield _code(
        "KB201",
        "The name of nothing",
        "No record has this id. Is it misspelt, or is the record still to be written?",
        samples.RULE,
        "feature: heat",
        "feature: hot-air",
    )
    yield _code(
        "KB202",
        "An id used twice",
        "Ids are unique over all kinds: massages, goals, conditions, rules, sources and the rest.",
        samples.RULE,
        "- id: rash-no-heat\n",
        "- id: rash\n",
    )
    yield _code(
        "KB203",
        "A fact or item that does not exist",
        "Facts are the ids of questions: conditions, families, follow-ups and the other items; rules read "
        "hazards too.",
        samples.RULE,
        "when: {rash: yes}",
        "when: {rush: yes}",
    )
    yield _code(
        "KB204",
        "An option that the item does not have",
        "A yes-no item has yes and no; the others have the options that stand beside the question.",
        samples.RULE,
        "when: {rash: yes}",
        "when: {rash: itchy}",
    )
    yield _code(
        "KB205",
        "A comparison that does not fit",
        "Numbers are compared with limits, other items with options. Rules cannot read a doctor's yes.",
        samples.RULE,
        "when: {rash: yes}",
        "when: {rash: {at-least: 1}}",
    )
    yield _code(
        "KB206",
        "A follow-up with a wrong id",
        "A follow-up starts with its condition and a dot. The doctor's yes (.cleared) is made by itself.",
        samples.NUMBERS,
        "  rules:\n",
        "  - {id: ankle.days, kind: yes-no, ask: Does it hurt?}\n  rules:\n",
    )
    yield _code(
        "KB207",
        "A placeholder for nothing",
        "A name in braces becomes the text of the threshold with this id.",
        samples.RULE,
        "itch and burn",
        "itch from {fever-form}",
    )


def _laws() -> Iterator[Code]:
    yield _code(
        "KB301",
        "A red-flag rule without a red-flag item",
        "Red flags are asked of everybody, first. A red-flag rule that hangs on anything else could stay "
        "open until the end, so its outermost 'all' has to name a condition with 'red-flag: true'.",
        samples.RED_FLAG,
        "{fever: yes}, {pregnancy: yes}",
        "{rash: yes}, {pregnancy: yes}",
    )
    yield _code(
        "KB302",
        "'area: where' without places",
        "'where' means the places named in the follow-up <condition>.where, of kind areas: of the condition, "
        "or of every condition that makes the hazard.",
        samples.PLACE_RULE,
        "{sore-place: yes}",
        "{bleeds-easily: yes}",
    )
    yield _code(
        "KB303",
        "A red-flag item in the wrong place",
        "Conditions with 'red-flag: true' are rows of the red-flag screens, and no others are.",
        samples.CONDITION,
        "  family: fam-skin\n",
        "  family: fam-skin\n  red-flag: true\n",
    )
    yield _code(
        "KB304",
        "On no screen, or on two",
        "A condition is asked once: as a member of its family, or as a row of one screen.",
        samples.CONDITION,
        "  family: fam-skin\n",
        "",
    )
    yield _code(
        "KB305",
        "A family that is empty or too large",
        "A family opens a screen of its members: at least 1, at most 12.",
        samples.FAMILIES,
        "pregnancy]\nfamilies:\n",
        "pregnancy, fam-heart]\nfamilies:\n- {id: fam-heart, ask: A heart problem, title: Your heart}\n",
    )
    yield _code(
        "KB306",
        "A loop",
        "Something hangs on itself, so it could never be decided.",
        samples.HAZARD,
        "when: {age: {at-least: 90}}",
        "when: {bleeds-easily: yes}",
    )
    yield _code(
        "KB307",
        "A massage that contradicts itself",
        "A feature is essential or avoidable, not both, and the file is called like the massage.",
        samples.MASSAGE,
        "essential: []",
        "essential: [deep-pressure]",
    )


def _doubts() -> Iterator[Code]:
    yield _code(
        "KB501",
        "A hazard that nothing makes",
        "No condition makes it and it has no 'when', so its rules can never fire.",
        samples.HAZARD,
        "  label: A place to leave alone\n",
        "  label: A place to leave alone\n- id: needs-care\n  label: Needs care\n",
    )
    yield _code(
        "KB502",
        "A rule without a source",
        "It is shown as unsourced. Look for a source, or keep the cautious level.",
        samples.RULE,
        "sources: [book-2020]",
        "sources: unsourced",
    )
    yield _code(
        "KB503",
        "Nothing reads it",
        "Whatever the answer is, nothing changes: the question only takes the person's time.",
        samples.CONDITION,
        "  makes: [sore-place]\n",
        "",
    )
    yield _code(
        "KB504",
        "An alias of two things",
        "When a person writes it, nobody can tell which one is meant.",
        samples.CONDITION,
        "[burnt by the sun]",
        "[burnt by the sun, warfarin]",
    )
    yield _code(
        "KB505",
        "An alias that matches too much",
        "Everyday words and abbreviations of two letters turn up in sentences that mean something else.",
        samples.CONDITION,
        "[burnt by the sun]",
        "[burnt by the sun, sore]",
    )
    yield _code(
        "KB506",
        "Hard to read",
        "The reason should be plain to a person of 14. Long words and long sentences make it hard.",
        samples.RULE,
        "Heat makes a rash itch and burn.",
        "Thermotherapeutic stimulation exacerbates dermatological hypersensitivity.",
    )
    yield _code(
        "KB507",
        "A source past its review",
        "Its 'review-by' date has gone by. Look whether it still says the same, and set a new date.",
        samples.SOURCE,
        "review-by: 2999-01",
        "review-by: 2020-01",
    )
    yield _code(
        "KB508",
        "An alias with capitals",
        "Aliases are compared in small letters; write them so.",
        samples.CONDITION,
        "[burnt by the sun]",
        "[Burnt by the sun]",
    )
    yield _code(
        "KB509",
        "Not one sentence",
        "A reason is one sentence with a full stop.",
        samples.RULE,
        "itch and burn.",
        "itch. It burns too.",
    )


CODES: tuple[Code, ...] = (*_files(), *_forms(), *_names(), *_laws(), *_doubts())
