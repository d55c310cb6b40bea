"""Whole claims on 284 invented reports in many styles: floors under what the shipped model reaches, with slack.

Sixty are by the author of the rules (a: errors read; b: totals alone), the others by authors who had not seen them
(c, d, e, h, i, j, k: errors read; g: totals alone; h is written for rare wordings, j and k for press releases of
commands and ministries, articles of encyclopaedias, old newswire and monitored broadcasts).
"""

from __future__ import annotations

import pytest

from tests import shipped
from tests.quality.claims import FIELDS, Figures, measure

# A little below the figures in benchmarks/README.md, so that another parse of the same quality passes.
FLOORS = {
    "a": {"claims": 150, "f1": 0.92, "whole": 0.68, "field": 0.80},
    "b": {"claims": 150, "f1": 0.88, "whole": 0.54, "field": 0.80},
    "c": {"claims": 100, "f1": 0.84, "whole": 0.48, "field": 0.72},
    "d": {"claims": 80, "f1": 0.62, "whole": 0.34, "field": 0.65},
    "e": {"claims": 290, "f1": 0.87, "whole": 0.42, "field": 0.75},
    "g": {"claims": 300, "f1": 0.83, "whole": 0.32, "field": 0.75},
    "h": {"claims": 280, "f1": 0.74, "whole": 0.24, "field": 0.55},
    "i": {"claims": 290, "f1": 0.86, "whole": 0.46, "field": 0.75},
    "j": {"claims": 400, "f1": 0.83, "whole": 0.36, "field": 0.70},
    "k": {"claims": 280, "f1": 0.84, "whole": 0.39, "field": 0.70},
}


@pytest.fixture(scope="module")
def figures() -> dict[str, Figures]:
    coder = shipped.coder()
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
