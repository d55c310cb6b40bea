"""Whole claims on a hundred invented reports in many styles: floors under what the shipped model reaches, with slack.

Sixty are by the author of the rules (a: errors read; b: totals alone), forty by one who had not seen them (c: errors
read; d: totals alone).
"""

from __future__ import annotations

import pytest

from firsthand import Coder
from tests.quality.claims import FIELDS, Figures, measure

# A little below the figures in benchmarks/README.md, so that another parse of the same quality passes.
FLOORS = {
    "a": {"claims": 150, "f1": 0.92, "whole": 0.68, "field": 0.80},
    "b": {"claims": 150, "f1": 0.88, "whole": 0.54, "field": 0.80},
    "c": {"claims": 100, "f1": 0.84, "whole": 0.48, "field": 0.72},
    "d": {"claims": 80, "f1": 0.60, "whole": 0.30, "field": 0.65},
}


@pytest.fixture(scope="module")
def figures() -> dict[str, Figures]:
    coder = Coder()
    return {half: measure(coder, half) for half in FLOORS}


@pytest.mark.parametrize("half", FLOORS)
def test_claims_are_found_and_right(figures: dict[str, Figures], half: str) -> None:
    found = figures[half]
    assert found.expected >= FLOORS[half]["claims"]
    assert found.f1 >= FLOORS[half]["f1"], str(found)
    assert found.whole / found.expected >= FLOORS[half]["whole"], str(found)


@pytest.mark.parametrize("half", FLOORS)
@pytest.mark.parametrize("name", FIELDS)
def test_each_field(figures: dict[str, Figures], half: str, name: str) -> None:
    assert figures[half].rate(name) >= FLOORS[half]["field"], str(figures[half])
