"""Events as people left them, and what the public may see."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from firsthand.ledger import Ledger, pair_id, reviewed_events
from firsthand.records import Event, Report
from tests.around.fakes import FakeCoder

TEXTS = {
    "Example Wire": "Rebels attacked a camp near Gao on Monday, the army said. Gunmen shelled Bourem on Friday.",
    "Example Post": "Rebels attacked a camp in Gao on Monday. River Front abducted 3 herders in Ansongo on Wednesday.",
}
REPORTS = [Report(text=text, published="2025-03-08", publisher=name) for name, text in TEXTS.items()]


@pytest.fixture
def book(place: str) -> Iterator[Ledger]:
    with Ledger(place) as ledger:
        for report in REPORTS:
            ledger.add(report, report.text.encode(), "text/plain", FakeCoder().code(report))
        yield ledger
        assert ledger.verify() == []


def kinds(events: list[Event]) -> list[str]:
    return sorted(event.event_type for event in events)


def event_of(book: Ledger, kind: str) -> Event:
    return next(event for event in reviewed_events(book) if event.event_type == kind)


def test_events_are_made_of_reviewed_claims(book: Ledger) -> None:
    assert kinds(reviewed_events(book)) == ["abduction", "attack", "shelling"]
    assert len(event_of(book, "attack").claims) == 2
    (shelling,) = event_of(book, "shelling").claims
    book.decide("Ann", "claim", shelling, "reject")
    assert kinds(reviewed_events(book)) == ["abduction", "attack"]
    assert kinds(reviewed_events(book, "Ben")) == ["abduction", "attack", "shelling"]
    (abduction,) = event_of(book, "abduction").claims
    book.decide("Ann", "claim", abduction, "correct", "event_type", "arrest")
    arrest = event_of(book, "arrest")
    assert arrest.review == "corrected"
    assert event_of(book, "attack").review == "unreviewed"


def test_a_decision_on_an_event_follows_its_claims(book: Ledger) -> None:
    attack = event_of(book, "attack")
    book.decide("Ann", "event", attack.event_id, "accept")
    assert event_of(book, "attack").review == "accepted"
    older = Report(text="Rebels attacked a camp near Gao on Monday.", published="2025-03-04", publisher="Example Radio")
    book.add(older, b"x", "text/plain", FakeCoder().code(older))
    found = event_of(book, "attack")
    assert len(found.claims) == 3
    assert found.event_id != attack.event_id, "another claim is its first now"
    assert found.review == "accepted"
    made = book.decide("Ann", "event", found.event_id, "reject")
    assert event_of(book, "attack").review == "rejected"
    assert "attack" not in kinds(reviewed_events(book, public=True))
    book.undo("Ann", made.decision_id)
    assert event_of(book, "attack").review == "accepted"
    book.decide("Ann", "event", found.event_id, "correct", "where", {"name": "Gao", "precision": "town"})
    changed = event_of(book, "attack")
    assert changed.where is not None
    assert (changed.where.name, changed.where.lat, changed.review) == ("Gao", None, "corrected")


@pytest.mark.parametrize("what", ["claim", "report", "source", "publisher", "event", "other claim's event"])
def test_what_is_sensitive_is_not_for_the_public(book: Ledger, what: str) -> None:
    attack = event_of(book, "attack")
    wire, post = REPORTS
    hidden = {
        "claim": ("claim", attack.claims[0]),
        "report": ("report", wire.report_id),
        "source": ("source", "The Army"),
        "publisher": ("source", "Example Post"),
        "event": ("event", attack.event_id),
        "other claim's event": ("event", attack.event_id),
    }[what]
    if what == "other claim's event":
        book.decide("Ann", "claim", attack.claims[0], "sensitive")
    made = book.decide("Ann", *hidden, "sensitive")
    seen = {report.report_id: [claim.event_type for claim in claims] for report, claims in book.public()}
    if what == "claim":
        assert sum(kinds.count("attack") for kinds in seen.values()) == 1
    elif what == "report":
        assert list(seen) == [post.report_id]
    elif what == "source":
        assert seen == {wire.report_id: ["shelling"], post.report_id: ["attack", "abduction"]}
    elif what == "publisher":
        assert list(seen) == [wire.report_id]
    else:
        assert seen == {wire.report_id: ["shelling"], post.report_id: ["abduction"]}
        assert kinds(reviewed_events(book, public=True)) == ["abduction", "shelling"]
    assert kinds(reviewed_events(book)) == ["abduction", "attack", "shelling"], "people who work on it see all"
    if what != "other claim's event":
        book.decide("Ben", *hidden, "sensitive", value=False)
        assert sum(len(claims) for _, claims in book.public()) == 4
        book.undo("Ann", made.decision_id)
        assert sum(len(claims) for _, claims in book.public()) == 4


def test_linking_is_told_what_people_said(book: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = event_of(book, "attack").claims
    told: list[object] = []

    def link(coded: object, must: object = (), must_not: object = ()) -> list[Event]:
        told.append((must, must_not))
        return []

    monkeypatch.setattr("firsthand.linking.link", link)
    book.decide("Ann", "pair", pair_id(one, other), "must_not_link")
    pair = tuple(sorted((one, other)))
    assert reviewed_events(book) == []
    assert reviewed_events(book, "Ben") == []
    assert told == [((), (pair,)), ((), ())]
