"""The quality gate: a change that reads the hand-coded corpus (quality/reports.yaml, invented reports) worse fails.

The floors are what the shipped model and codebook reach, less one claim or one field; raise them with what you improve.
"""

from __future__ import annotations

import pytest

from tests import shipped
from tests.quality.scoring import Figures, measure

F1_FLOOR = 0.80
FLOORS = {
    "type": 0.95, "initiator": 0.92, "target": 0.80, "where": 0.80, "when": 0.80, "harm": 0.90, "origin": 0.85,
    "stance": 0.95, "stage": 0.90,
}  # fmt: skip


@pytest.fixture(scope="module")
def figures() -> Figures:
    return measure(shipped.coder())


def test_the_claims_of_the_corpus_are_found(figures: Figures) -> None:
    assert figures.expected >= 27
    assert figures.f1 >= F1_FLOOR, "\n".join(figures.faults)


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_each_field_of_the_claims_found(figures: Figures, name: str) -> None:
    assert figures.fields[name][1] >= 5, "too few to say anything"
    assert figures.rate(name) >= FLOORS[name], "\n".join(f for f in figures.faults if f.endswith(name))
