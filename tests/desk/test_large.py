"""The desk on a team's PostgreSQL, and on a ledger with more claims than it links: real server, real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from firsthand.ledger import ClaimFilter, Ledger
from tests.desk.conftest import sample
from tests.ledger.conftest import place, server

__all__ = ["place", "server"]


@pytest.fixture
def team(place: str) -> str:
    """A ledger with 60 reports of three claims each, in a file and on a server."""
    with Ledger(place) as book:
        for number in range(60):
            report, claims = sample(f"Wire {number}")
            book.add(report, report.text.encode(), "text/plain", claims)
    return place


def test_the_queue_turns_its_pages_and_the_map_shows_claims_where_they_are_too_many(
    team: str, open_desk: Callable[..., Any], sit: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRSTHAND_DESK_LINKED", "100")
    desk = open_desk(Path(team) if team.endswith(".db") else team)
    seat = sit(desk.address)
    seat.sees("main", "1–40 of 180")
    with Ledger(team) as book:
        ids = [one.claim.claim_id for one in book.claims_page(ClaimFilter(order="uncertain"), 180).claims]
    shown: list[str] = []
    for first in range(0, 180, 40):
        last = min(180, first + 40)
        seat.sees("main", f"{first + 1}–{last} of 180")
        links = seat.page.locator("a.item").evaluate_all("found => found.map(one => one.getAttribute('href'))")
        shown += [link.split("claim=")[1] for link in links]
        seat.keys("]")
    assert shown == ids, "every claim once, in the order of the queue"
    seat.keys("[")
    seat.sees("main", "121–160 of 180")
    seat.go("/map", ".leaflet-container")
    seat.sees("main", "180 claims that tell of 660 dead")
    seat.sees("main", "60 without a place")
    seat.sees("main", "claims, not events")
    seat.page.wait_for_selector(".charts svg")
    seat.page.wait_for_selector(".timeline svg")
    seat.page.fill("input[type=search] >> nth=0", "Bourem")
    seat.keys("Enter")
    seat.sees("main", "60 claims that tell of 120 dead")
    seat.go("/events", ".empty")
    seat.sees(".empty", "180 claims")


def test_decisions_on_a_server_are_seen_by_the_team(
    place: str, open_desk: Callable[..., Any], sit: Callable[..., Any]
) -> None:
    report, claims = sample()
    with Ledger(place) as book:
        book.add(report, report.text.encode(), "text/plain", claims)
    desk = open_desk(Path(place) if place.endswith(".db") else place)
    seat = sit(desk.address, "Ann")
    seat.go(f"/report/{report.report_id}?claim={claims[0].claim_id}", ".chip.now")
    seat.keys("a")
    seat.page.wait_for_selector(".chip.accepted")
    seat.go("/events", "a.item")
    seat.go("/map", ".leaflet-container")
    with Ledger(place) as book:
        assert book.claim(claims[0].claim_id).by == ("Ann",)
        assert book.verify() == []
