"""What the benchmark of stages times is there: names move, and it would only be noticed when somebody runs it."""

from __future__ import annotations

import importlib
from typing import Any

import pytest
from benchmarks.stages import STAGES


@pytest.mark.parametrize("name", [name for names in STAGES.values() for name in names])
def test_every_function_that_is_timed_is_there(name: str) -> None:
    module, _, path = name.partition(":")
    found: Any = importlib.import_module(f"firsthand.{module}")
    for part in path.split("."):
        found = getattr(found, part)
    assert callable(found)
