"""`kb prove` and `kb diff`: what holds for all clients, and what changes for them."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from massage_advisor.cli.common import Common, Folder, with_formats, write_file
from massage_advisor.cli.edge import FAULTS, OK
from massage_advisor.cli.options import argument, option
from massage_advisor.cli.progress import busy
from massage_advisor.errors import FileError

if TYPE_CHECKING:
    from massage_advisor.model import KnowledgeBase
    from massage_advisor.proofs import Finding

Save = Annotated[
    Path | None,
    option(
        "--save", help="Write each client to DIR: an answers file, and all in casebook.yaml.", metavar="DIR"
    ),
]


@with_formats("full, concise, json or github.")
def prove(path: Folder = None, save: Save = None, *, common: Common) -> int:
    """Prove over all possible answers that the knowledge is safe.

    "Not sure" included: invariants hold; every rule can fire and none is always covered by a stricter one;
    none stays in doubt where the answer cannot matter; every massage, goal and question is good for
    something. What does not hold comes with a smallest client: replay it with ask --answers. Exit
    code 1 on errors.
    """
    from massage_advisor.loading import load_knowledge
    from massage_advisor.loading.places import shown
    from massage_advisor.proofs import prove as proofs
    from massage_advisor.render.proof_pages import FORMATS, show_checked, summary

    form = common.form(FORMATS)
    folder = path or common.folder()
    kb = load_knowledge(folder)
    started, checks = time.monotonic(), []
    for checked in proofs(kb):
        common.note(summary(checked))
        checks.append(checked)
    common.note(f"{time.monotonic() - started:.0f} s")
    findings = [finding for checked in checks for finding in checked.findings]
    common.emit(show_checked(kb, checks, shown(folder), form))
    if save is not None:
        _save(kb, findings, save, common)
    return FAULTS if any(finding.severity == "error" for finding in findings) else OK


def _save(kb: KnowledgeBase, findings: Iterable[Finding], folder: Path, common: Common) -> None:
    from massage_advisor.render.proof_pages import casebook_file, client_file

    shown = [(finding, finding.client) for finding in findings if finding.client is not None]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"cannot write to {folder}: {error.strerror}") from error
    for finding, client in shown:
        name = folder / f"{finding.check}-{finding.subject}.yaml"
        write_file(name, client_file(kb, finding, client), force=common.force)
        common.note(f"replay: massage-advisor ask --no-input --answers {name}")
    if shown:
        write_file(folder / "casebook.yaml", casebook_file(kb, (f for f, _ in shown)), force=common.force)


@with_formats("full, concise or json.")
def diff(
    old: Annotated[Path, argument(help="The folder of the older edition, or: shipped.", metavar="OLD")],
    new: Annotated[Path, argument(help="The folder of the newer edition.", metavar="NEW")],
    *,
    common: Common,
) -> int:
    """Tell what changes for clients from one edition to another.

    Each change comes with a smallest client, and with how many people of the casebook see it. The edition
    number must go up in its first place when a verdict gets milder for somebody, a red flag goes, or a
    massage, goal, question or answer is gone; in its second when a verdict gets stricter, something is new or
    decided otherwise; in its third when only texts or sources differ. Exit code 1 when it has not.
    The word shipped stands for the knowledge that came with the program.
    """
    from massage_advisor.loading import load_knowledge
    from massage_advisor.proofs.editions import compare
    from massage_advisor.render.difference_pages import FORMATS, show_difference

    form = common.form(FORMATS)
    before, after = (load_knowledge(_edition(folder)) for folder in (old, new))
    with busy("Comparing over all possible answers", quiet=common.quiet):
        found = compare(before, after)
    common.emit(show_difference(before, after, found, form))
    return OK if found.enough else FAULTS


def _edition(folder: Path) -> Path:
    """The folder that is meant; a folder of one's own that is called so is ./shipped."""
    from massage_advisor.loading.places import shipped_folder

    return shipped_folder() if str(folder) == "shipped" else folder
