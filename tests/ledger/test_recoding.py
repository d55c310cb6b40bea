"""Reports coded again: differences claim by claim, applied on request, and never over a person's decision."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from firsthand.errors import LedgerError
from firsthand.ledger import Ledger, pair_id
from firsthand.records import Claim, Report
from tests.around.fakes import FakeCoder

TEXT = (
    "Rebels attacked a camp near Gao on Monday. Rebels killed 9 soldiers in Ansongo, the army said. "
    "Gunmen shelled Bourem."
)
REPORT = Report(text=TEXT, published="2025-03-04", publisher="Example Wire")
OLD = FakeCoder().code(REPORT)
ATTACK, KILLING, SHELLING = OLD


def newer(version: str = "newer", **changes: str) -> list[Claim]:
    """The report as a newer coder codes it: ``attack="bombing"`` makes the attack a bombing, ``attack=""`` loses it."""
    found = [
        claim.model_copy(update={"event_type": changes.get(claim.event_type, claim.event_type)}).identified(version)
        for claim in OLD
    ]
    return [claim for claim in found if claim.event_type]


@pytest.fixture
def book(place: str) -> Iterator[Ledger]:
    with Ledger(place) as ledger:
        ledger.add(REPORT, TEXT.encode(), "text/plain", OLD)
        yield ledger
        assert ledger.verify() == []


def standing(book: Ledger) -> list[tuple[str, str]]:
    return [(one.claim.event_type, one.status) for one in book.reviewed()]


def test_the_same_content_keeps_its_ids(book: Ledger) -> None:
    before = book.head()
    changes = book.recode(REPORT.report_id, newer(), "newer", apply=True)
    assert {one.kind for one in changes} == {"same"}
    assert book.head() == before
    assert [claim for _, claims in book.coded() for claim in claims] == OLD


def test_differences_are_shown_and_only_applied_on_request(book: Ledger) -> None:
    coded = newer(attack="bombing", killing="")
    changes = book.recode(REPORT.report_id, coded, "newer")
    assert [(one.kind, one.fields) for one in changes] == [("changed", ("event_type",)), ("same", ()), ("gone", ())]
    assert [claim for _, claims in book.coded() for claim in claims] == OLD
    assert book.recode(REPORT.report_id, coded, "newer", apply=True) == changes
    assert standing(book) == [("bombing", "unreviewed"), ("shelling", "unreviewed")]
    assert [claim.claim_id for _, claims in book.coded() for claim in claims] == [coded[0].claim_id, SHELLING.claim_id]
    assert book.machine(KILLING.claim_id) == KILLING, "the older coding stays in the ledger"
    back = book.recode(REPORT.report_id, OLD, "old", apply=True)
    assert sorted(one.kind for one in back) == ["changed", "new", "same"]
    assert [claim for _, claims in book.coded() for claim in claims] == OLD
    with pytest.raises(LedgerError, match="no report"):
        book.recode("0" * 16, [], "newer")


def test_what_people_decided_on_stays(book: Ledger) -> None:
    book.decide("Ann", "claim", ATTACK.claim_id, "correct", "event_type", "arson")
    book.decide("Ann", "claim", KILLING.claim_id, "reject")
    changes = book.recode(
        REPORT.report_id, newer(attack="bombing", killing="", shelling="air_strike"), "newer", apply=True
    )
    assert [(one.kind, one.kept) for one in changes] == [("changed", True), ("changed", False), ("gone", True)]
    assert sorted(standing(book)) == [("air_strike", "unreviewed"), ("arson", "corrected"), ("killing", "rejected")]
    again = book.recode(REPORT.report_id, newer("newest"), "newest", apply=True)
    assert [(one.kind, one.kept) for one in again] == [("same", False), ("same", False), ("changed", False)]
    assert sorted(standing(book)) == [("arson", "corrected"), ("killing", "rejected"), ("shelling", "unreviewed")]


@pytest.mark.parametrize("action", ["must_link", "sensitive", "event"])
def test_links_and_marks_of_people_hold_their_claims(book: Ledger, action: str) -> None:
    from firsthand.records import digest

    if action == "must_link":
        book.decide("Ann", "pair", pair_id(ATTACK.claim_id, KILLING.claim_id), "must_link")
    elif action == "sensitive":
        book.decide("Ann", "claim", ATTACK.claim_id, "sensitive")
    else:
        book.decide("Ann", "event", digest("event", ATTACK.claim_id), "sensitive")
    book.recode(REPORT.report_id, newer(attack="bombing"), "newer", apply=True)
    assert book.claim(ATTACK.claim_id).claim.event_type == "attack"


def test_work_shared_out_holds_nothing_back(book: Ledger) -> None:
    book.decide("Editor", "claim", ATTACK.claim_id, "assign", value="Ann")
    undone = book.decide("Ann", "claim", ATTACK.claim_id, "reject")
    book.undo("Ann", undone.decision_id)
    book.recode(REPORT.report_id, newer(attack="bombing"), "newer", apply=True)
    assert ("bombing", "unreviewed") in standing(book)


def test_a_claim_that_a_person_added_is_not_added_again(book: Ledger) -> None:
    at = TEXT.index("Bourem")
    missed = {
        "event_type": "displacement", "trigger": {"text": "Bourem", "span": [at, at + 6]},
        "quote": {"text": None}, "attribution": [{"source": "Example Wire"}],
    }  # fmt: skip
    made = book.decide("Ann", "report", REPORT.report_id, "add", value=missed)
    found = Claim.model_validate({**made.value, "confidence": 0.9}).identified("newer")
    changes = book.recode(REPORT.report_id, [*newer(), found], "newer", apply=True)
    assert [(one.kind, one.kept) for one in changes][-1] == ("changed", True)
    assert [kind for kind, _ in standing(book)].count("displacement") == 1
    book.recode(REPORT.report_id, newer("newest", attack="bombing"), "newest", apply=True)
    assert ("displacement", "accepted") in standing(book)


def test_a_change_in_a_later_coding_is_found(book: Ledger, place: str, change: object) -> None:
    book.recode(REPORT.report_id, newer(attack="bombing"), "newer", apply=True)
    change(place, "update claims set event_type = 'arson' where coding is not null")  # type: ignore[operator]
    assert any("coding 3 of report" in str(problem) for problem in book.verify())
    change(place, "update claims set event_type = 'bombing' where coding is not null")  # type: ignore[operator]
