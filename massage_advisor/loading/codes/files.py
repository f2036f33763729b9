"""Codes about files and their YAML (KB0xx)."""

from __future__ import annotations

from massage_advisor.loading.codes import samples
from massage_advisor.loading.codes.code import Code, example

FILE_CODES: tuple[Code, ...] = (
    Code(
        "KB001",
        "A file or folder cannot be read",
        "It is missing, is no file, or you have no right to read it. The system's reason is in the message.",
    ),
    example(
        "KB002",
        "Not UTF-8",
        "Knowledge files are UTF-8 text. Choose UTF-8 when you save the file.",
        samples.RULE,
        "itch",
        "\udce9tch",
    ),
    Code(
        "KB003",
        "A file is too large",
        "No knowledge file needs more than 4 MB. Split it, or look for what was pasted into it.",
    ),
    example(
        "KB004",
        "Not valid YAML",
        "The line cannot be understood. Most often a text with ': ' or a comma in it needs double quotes, "
        "or the indentation is not the same as in the lines around it.",
        samples.RULE,
        "Heat makes",
        "Heat: it makes",
    ),
    example(
        "KB005",
        "A tab",
        "YAML is indented with spaces. Let your editor write two spaces for the Tab key.",
        samples.RULE,
        "  level: avoid",
        "\tlevel: avoid",
    ),
    example(
        "KB006",
        "An anchor or an alias",
        "&name and *name make one text stand in several places. Write the value out wherever it is meant. "
        "A text that starts with & or * needs quotes.",
        samples.RULE,
        "[book-2020]",
        "&same [book-2020]",
    ),
    example(
        "KB007",
        "A tag",
        "Every value is read as the text that is written; there are no types to name with '!'. "
        "A text that starts with ! needs quotes.",
        samples.RULE,
        "id: rash-no-heat",
        "id: !!str rash-no-heat",
    ),
    example(
        "KB008",
        "A key given twice",
        "Only one of the two could count. Delete one, or join them.",
        samples.RULE,
        "  feature: heat\n",
        "  feature: heat\n  feature: prone\n",
    ),
    example(
        "KB009",
        "Nested too deeply",
        "No knowledge file needs 40 levels inside each other.",
        samples.RULE,
        "[book-2020]",
        "[" * 50 + "]" * 50,
    ),
    example(
        "KB010",
        "A second document",
        "A line of three hyphens starts a second document. Keep one document in each file.",
        samples.RULE,
        "rules:\n",
        "rules: []\n---\nrules:\n",
    ),
    example(
        "KB011",
        "The file knowledge.yaml is missing",
        "It holds the edition of the knowledge, which every result names.",
        samples.EDITION,
        samples.EDITION.text,
        "",
    ),
    example(
        "KB012",
        "A file in the wrong place",
        "Every kind of knowledge has its file or folder. One elsewhere would be left unread.",
        samples.RULE,
        "",
        "",
        file="rules/example.yml",
    ),
    example(
        "KB013",
        "An empty file",
        "Delete it, or write what is missing.",
        samples.RULE,
        samples.RULE.text,
        "\n",
    ),
    example(
        "KB014",
        "A byte-order mark",
        "An invisible character at the start of the file. It does no harm here, but other tools stumble.",
        samples.RULE,
        "rules:\n",
        "\ufeffrules:\n",
    ),
    example(
        "KB015",
        "Windows line ends",
        "The file is read all the same, but every line looks changed to people with other systems.",
        samples.RULE,
        "rules:\n",
        "rules:\r\n",
    ),
)
