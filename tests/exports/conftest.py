"""The world of the exports' tests, linked once and kept in a ledger once."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.exports.material import Material
from firsthand.ledger import Ledger
from tests.exports import world


@pytest.fixture(scope="session")
def material() -> Material:
    """The invented events with their claims and reports."""
    return world.material()


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that holds them."""
    path = tmp_path_factory.mktemp("exports") / "world.db"
    with Ledger(path) as book:
        for report, claims in world.coded():
            book.add(report, report.text.encode(), "text/plain", claims, tool="tests 1, codebook 2, model 3")
    return path
