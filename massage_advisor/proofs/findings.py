"""What a proof found: a statement that does not hold, and for whom."""

from __future__ import annotations

from massage_advisor.errors import Location
from massage_advisor.proofs.clients import Client
from massage_advisor.records import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold.

    `subject` is the id it is about; `client` a smallest person who shows it, where there is one; `massages`
    the ids it shows in, the first one for `client`; `help` what to do.
    """

    check: str
    subject: str
    message: str
    at: Location | None = None
    severity: str = "error"
    client: Client | None = None
    massages: tuple[str, ...] = ()
    help: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """One check over everything it is about: how many, and what was found."""

    check: str
    number: int
    findings: tuple[Finding, ...]
