"""`kb`: the knowledge author's bench."""

from __future__ import annotations

from massage_advisor.cli import kb_look, kb_new, kb_prove, kb_test
from massage_advisor.cli.common import Common, Folder, with_formats
from massage_advisor.cli.edge import FAULTS, OK
from massage_advisor.cli.group import command_group


@with_formats("full, concise, json or github.")
def validate(path: Folder = None, *, common: Common) -> int:
    """Find every fault in the knowledge base, with its place.

    All in one run, each with what to do about it; warnings too. Exit code 1 on errors.
    """
    from massage_advisor.loading import check_knowledge
    from massage_advisor.render.problems import FORMATS, count, show_problems

    folder = path or common.folder()
    form = common.form(FORMATS)
    problems = check_knowledge(folder)
    common.emit(show_problems(problems, folder, form))
    if form in ("full", "concise"):
        common.note(count(problems))
    return FAULTS if any(problem.severity == "error" for problem in problems) else OK


app = command_group(
    "For knowledge authors: check, test and explore the knowledge base.",
    validate,
    kb_test.test,
    kb_prove.prove,
    kb_prove.diff,
    kb_look.trace,
    kb_look.explain,
    kb_look.schema,
    kb_new.new,
    kb_look.stats,
)
