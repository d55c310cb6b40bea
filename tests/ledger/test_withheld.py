"""What is withheld from readers: the same for every question, and up to date after every decision."""

from __future__ import annotations

import pytest

from firsthand.ledger import ClaimFilter, Ledger, reviewed_events
from firsthand.records import Report
from tests.around.fakes import FakeCoder
from tests.ledger.test_events import REPORTS, book

__all__ = ["book"]


def left(book: Ledger) -> set[str]:
    """The claims that a reader finds; every way to count them must come to the same."""
    wanted = ClaimFilter(withheld=book.withheld())
    found = {one.claim.claim_id for one in book.claims_page(wanted).claims}
    assert len(found) == sum(book.progress(wanted).values()) == book.figures(wanted).total
    split = {one.claim_id for _, claims in book.public() for one in claims}
    rejected = {one.claim.claim_id for one in book.reviewed() if one.status == "rejected"}
    assert found - rejected == split, "the public sees what readers see"
    return found


@pytest.mark.parametrize("target", ["claim", "report", "source", "publisher", "event"])
def test_readers_find_nothing_of_what_is_marked(book: Ledger, target: str) -> None:
    everything = left(book)
    attack = next(event for event in reviewed_events(book) if event.event_type == "attack")
    kind, marked, gone = {
        "claim": ("claim", attack.claims[0], 1),
        "report": ("report", REPORTS[0].report_id, 2),
        "source": ("source", "The Army", 1),
        "publisher": ("source", "example  post", 2),
        "event": ("event", attack.event_id, 2),
    }[target]
    made = book.decide("Ann", kind, marked, "sensitive")
    assert len(everything) - len(left(book)) == gone
    book.undo("Ann", made.decision_id)
    assert left(book) == everything


def test_what_comes_later_is_withheld_too(book: Ledger) -> None:
    book.decide("Ann", "source", "Example Radio", "sensitive")
    before = left(book)
    late = Report(text="Gunmen shelled Bourem on Friday.", published="2025-03-09", publisher="Example Radio")
    book.add(late, b"x", "text/plain", FakeCoder().code(late))
    assert left(book) == before
    claim_id = sorted(before)[0]
    made = book.decide("Ann", "claim", claim_id, "correct", "attribution", [{"source": "Example Radio"}])
    assert left(book) == before - {claim_id}, "a person says that it is theirs"
    book.undo("Ann", made.decision_id)
    assert left(book) == before
    report_id = book.claim(claim_id).claim.report_id
    link = [{"source": "the example radio"}]
    riot = {"event_type": "riot", "trigger": {}, "quote": {}, "confidence": 1.0, "attribution": link}
    book.decide("Ann", "report", report_id, "add", value=riot)
    assert left(book) == before


def test_parts_of_a_sensitive_claim_are_as_sensitive(book: Ledger) -> None:
    before = left(book)
    claim_id = sorted(before)[0]
    book.decide("Ann", "claim", claim_id, "sensitive")
    book.decide("Ben", "claim", claim_id, "split", value=[{"stage": "attempted"}, {"stage": "planned"}])
    assert left(book) == before - {claim_id}
