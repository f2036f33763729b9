"""Asks the questions of the small knowledge base and writes the outcome to a file, for the pty tests."""

import json
import os
import sys
from pathlib import Path

from massage_advisor import sessions
from massage_advisor.model import Responses
from massage_advisor.terminal import line_mode, run
from tests.support.small import KB

if __name__ == "__main__":
    result, known = Path(sys.argv[1]), json.loads(sys.argv[2])
    values = {item: tuple(value) if isinstance(value, list) else value for item, value in known.items()}
    session = Path(os.environ["SESSION"]) if "SESSION" in os.environ else None
    accessible = line_mode(accessible=False, environ=os.environ, stdin=sys.stdin, stderr=sys.stderr)
    outcome = run(
        KB,
        Responses(values),
        accessible=accessible,
        width=None,
        ascii_only="ASCII_ONLY" in os.environ,
        stdin=sys.stdin,
        stderr=sys.stderr,
        can_save=True,
        checkpoint=(lambda responses: sessions.save(session, KB, responses)) if session else None,
    )
    result.write_text(json.dumps({"ended": outcome.ended, "values": dict(outcome.responses.values)}))
