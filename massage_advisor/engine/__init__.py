"""Rules and answers in, verdict intervals with reasons out."""

from massage_advisor.engine.assessment import (
    Assessment,
    Cause,
    Decision,
    RedFlag,
    applies,
    assess,
    disposition_bounds,
)
from massage_advisor.engine.compiling import compiled
from massage_advisor.engine.plain import Plain, Trace
from massage_advisor.engine.population import Population
from massage_advisor.engine.program import Program
from massage_advisor.engine.reading import numbered_reads, reads, rule_reads
from massage_advisor.engine.tally import Tally
from massage_advisor.engine.unsettled import open_rules

__all__ = [
    "Assessment",
    "Cause",
    "Decision",
    "Plain",
    "Population",
    "Program",
    "RedFlag",
    "Tally",
    "Trace",
    "applies",
    "assess",
    "compiled",
    "disposition_bounds",
    "numbered_reads",
    "open_rules",
    "reads",
    "rule_reads",
]
