"""Whole claims on sixty invented reports in many styles: floors under what the shipped model reaches, with slack."""

from __future__ import annotations

import pytest

from firsthand import Coder
from tests.quality.claims import FIELDS, Figures, measure

# A little below the figures in benchmarks/README.md, so that another parse of the same quality passes.
FLOORS = {"a": {"f1": 0.92, "whole": 0.68}, "b": {"f1": 0.88, "whole": 0.54}}
FIELD_FLOOR = 0.80


@pytest.fixture(scope="module")
def figures() -> dict[str, Figures]:
    coder = Coder()
    return {half: measure(coder, half) for half in FLOORS}


@pytest.mark.parametrize("half", FLOORS)
def test_claims_are_found_and_right(figures: dict[str, Figures], half: str) -> None:
    found = figures[half]
    assert found.expected >= 150
    assert found.f1 >= FLOORS[half]["f1"], str(found)
    assert found.whole / found.expected >= FLOORS[half]["whole"], str(found)


@pytest.mark.parametrize("half", FLOORS)
@pytest.mark.parametrize("name", FIELDS)
def test_each_field(figures: dict[str, Figures], half: str, name: str) -> None:
    assert figures[half].rate(name) >= FIELD_FLOOR, str(figures[half])
