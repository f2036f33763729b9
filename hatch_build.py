"""Puts the knowledge into the wheel: the files, and the same compiled, so that nobody's run parses YAML."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class KnowledgeHook(BuildHookInterface[Any]):
    """Checks and compiles `data/`; a knowledge base with errors makes no wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the knowledge to a wheel. An editable install reads `data/` itself: a copy would go stale."""
        if version == "editable":
            return
        data = Path(self.root) / "data"
        self.folder = tempfile.TemporaryDirectory()
        compiled = Path(self.folder.name) / "knowledge.compiled"
        compiled.write_bytes(self._compiled(data))
        build_data["force_include"][str(data)] = "massage_advisor/data"
        build_data["force_include"][str(compiled)] = "massage_advisor/knowledge.compiled"

    def _compiled(self, data: Path) -> bytes:
        sys.path.insert(0, self.root)
        try:
            from massage_advisor.loading import compile_knowledge

            return compile_knowledge(data)
        finally:
            sys.path.remove(self.root)
