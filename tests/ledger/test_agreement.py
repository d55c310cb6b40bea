"""Agreement of coders: the worked example of the method's author, and what its definition demands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.ledger import Ledger
from firsthand.ledger.agreement import agreement, alpha, interval
from firsthand.records import Report
from tests.around.fakes import FakeCoder

# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section C: four observers, twelve units.
OBSERVERS = ["123321412000", "123322412503", "033323422510", "123324412510"]


def test_the_worked_example_of_krippendorff() -> None:
    units = [[int(row[at]) for row in OBSERVERS if row[at] != "0"] for at in range(12)]
    assert alpha(units) == pytest.approx(0.743, abs=0.0005)
    assert alpha(units, interval) == pytest.approx(0.849, abs=0.0005)


UNITS = st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=4), min_size=1, max_size=12)


@given(units=UNITS)
def test_alpha_is_at_most_one_and_one_only_where_all_agree(units: list[list[int]]) -> None:
    for distance in ({}, {"distance": interval}):
        found = alpha(units, **distance)  # type: ignore[arg-type]
        if found is None:
            assert len({value for unit in units for value in unit}) == 1
        else:
            assert found <= 1 + 1e-9
            assert (abs(found - 1) < 1e-9) == all(len(set(unit)) == 1 for unit in units)


def test_coders_and_the_machine_are_compared(place: str) -> None:
    report = Report(
        text="Rebels attacked a camp near Gao on Monday. Rebels killed 9 soldiers in Ansongo. Gunmen shelled Bourem.",
        published="2025-03-04",
    )
    coded = FakeCoder().code(report)
    attack, killing, shelling = (claim.claim_id for claim in coded)
    with Ledger(place) as book:
        book.add(report, b"x", "text/plain", coded)
        for coder in ("Ann", "Ben"):
            book.decide(coder, "claim", killing, "accept")
            book.decide(coder, "claim", shelling, "accept")
        book.decide("Ann", "claim", attack, "correct", "event_type", "bombing")
        book.decide("Ben", "claim", attack, "accept")
        book.decide("Ben", "claim", shelling, "reject")
        book.decide("Ann", "claim", killing, "correct", "harm.0.low", 7)
        people = agreement(book.codings(["Ann", "Ben"]))
        assert people.claims == 3
        assert {(one.claim_id, one.field) for one in people.differences} == {
            (attack, "event_type"), (killing, "killed, at least"), (shelling, "status")
        }  # fmt: skip
        assert people.alphas["stage"] is None, "but one value"
        assert people.alphas["where"] == 1
        assert people.alphas["status"] is not None
        assert people.alphas["status"] < 1
        machine = agreement(book.codings(["machine", "Ben"]))
        assert [(one.claim_id, one.field) for one in machine.differences] == [(shelling, "status")]
