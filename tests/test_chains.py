"""The gate for chains of sources: invented reports coded by hand (quality/chains.yaml)."""

from __future__ import annotations

import pytest

from firsthand import Report
from tests import shipped
from tests.quality.chains import PUBLISHER, Figures, measure


@pytest.fixture(scope="module")
def figures() -> Figures:
    return measure(shipped.coder())


def test_chains_of_two_and_more_are_right(figures: Figures) -> None:
    """The publisher is the first of a chain: two and more are one link behind it and more."""
    assert sum(every for length, (_, every) in figures.chains.items() if length) >= 170
    assert figures.rate(1) >= 0.95, "\n".join(figures.faults)


def test_chains_of_three_and_more_are_right(figures: Figures) -> None:
    assert sum(every for length, (_, every) in figures.chains.items() if length > 1) >= 50
    assert figures.rate(2) >= 0.90, "\n".join(figures.faults)


def test_denials_are_linked_to_what_they_counter(figures: Figures) -> None:
    right, every = figures.disputes
    assert every >= 12
    assert right >= every - 2


def test_what_a_denial_counters_is_no_part_of_its_identity() -> None:
    text = "Police said rebels shelled a market in Gao. The rebels denied shelling the market."
    report = Report(text=text, published="2024-05-20", publisher=PUBLISHER)
    told, denial = (c for c in shipped.coder().code(report) if c.event_type == "shelling")
    assert denial.disputes == told.claim_id
    assert told.disputes is None
    alone = denial.model_copy(update={"disputes": None}).identified("x")
    assert denial.identified("x").claim_id == alone.claim_id


def test_nobody_counters_himself() -> None:
    text = "The army said it shelled Gao. The army denied that it shelled Gao."
    denials = [c for c in shipped.coder().code(Report(text=text, publisher=PUBLISHER)) if c.stance == "denies"]
    assert [c.disputes for c in denials] == [None]
