"""Running the real program in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ENVIRONMENT = {
    **{
        k: v
        for k, v in os.environ.items()
        if not k.startswith(("MASSAGE_ADVISOR", "NO_COLOR", "FORCE_COLOR"))
    },
    "PYTHONUTF8": "1",
    "COLUMNS": "80",
}


def run(*arguments: str, stdin: str | None = None, **environ: str) -> subprocess.CompletedProcess[str]:
    """Runs `massage-advisor` without a terminal; ends within 60 s or fails."""
    return subprocess.run(
        [sys.executable, "-m", "massage_advisor", *arguments],
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env={**ENVIRONMENT, **environ},
    )


def advice(*settings: str, **more: Any) -> dict[str, Any]:
    """The JSON result for these answers, everything else open."""
    sets = [part for setting in settings for part in ("--set", setting)]
    done = run("ask", "--no-input", "-f", "json", *sets, **more)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def healthy_file(folder: Path, **answers: object) -> Path:
    """An answers file in which every health item that is not named is answered "no"."""
    from massage_advisor.casebook import healthy_rest
    from massage_advisor.loading import load_knowledge
    from massage_advisor.model import Responses

    values = {name.replace("__", ".").replace("_", "-"): value for name, value in answers.items()}
    full = healthy_rest(load_knowledge(), Responses(values)).values
    path = folder / "answers.json"
    path.write_text(json.dumps({k: v if isinstance(v, str) else _plain(v) for k, v in full.items()}))
    return path


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def verdicts(result: dict[str, Any]) -> dict[str, str | None]:
    return {massage["id"]: massage["verdict"] for massage in result["massages"]}


def so_far(result: dict[str, Any]) -> dict[str, str]:
    return {m["id"]: m["so_far"] for m in result["massages"] if m["applies"]}
