"""People's decisions: appended, sealed, applied field by field, taken back by appending; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthand.errors import LedgerError
from firsthand.ledger import ClaimFilter, Ledger, pair_id
from firsthand.ledger.decisions import Decision, standing
from firsthand.ledger.judgements import links
from firsthand.ledger.review import apply
from firsthand.records import Claim, Report
from tests.around.fakes import FakeCoder
from tests.ledger.conftest import Change

TEXT = "Rebels attacked a camp near Gao on Monday. Rebels killed 9 soldiers in Ansongo, the army said."
REPORT = Report(text=TEXT, published="2025-03-04", publisher="Example Wire")
ATTACK, KILLING = (claim.claim_id for claim in FakeCoder().code(REPORT))


@pytest.fixture
def book(place: str) -> Iterator[Ledger]:
    with Ledger(place) as ledger:
        ledger.add(REPORT, TEXT.encode(), "text/plain", FakeCoder().code(REPORT))
        yield ledger
        assert ledger.verify() == []


def test_a_claim_is_accepted_corrected_and_rejected(book: Ledger) -> None:
    assert book.claim(ATTACK).status == "unreviewed"
    book.decide("Ann", "claim", ATTACK, "accept")
    assert book.claim(ATTACK).status == "accepted"
    book.decide("Ann", "claim", ATTACK, "correct", "event_type", "shelling", "mortars")
    book.decide("Ann", "claim", ATTACK, "correct", "where.name", "Gao town")
    found = book.claim(ATTACK)
    assert (found.status, found.corrected, found.by) == ("corrected", ("event_type", "where.name"), ("Ann",))
    assert found.claim.event_type == "shelling"
    assert found.claim.where is not None
    assert (found.claim.where.name, found.claim.where.geonameid) == ("Gao town", 2457161)
    machine = book.machine(ATTACK)
    assert machine is not None
    assert machine.event_type == "attack", "nothing is overwritten"
    book.decide("Ann", "claim", ATTACK, "reject", reason="a rumour")
    assert book.claim(ATTACK).status == "rejected"
    assert [claim.claim_id for _, claims in book.coded(reviewed=True) for claim in claims] == [KILLING]
    assert len(book.decisions(ATTACK)) == 4
    assert [one.action for one in book.decisions(ATTACK, coder="Ben")] == []


def test_a_field_that_the_report_does_not_state_can_be_given(book: Ledger) -> None:
    when = {"start": "2025-03-01", "end": "2025-03-02", "precision": "day"}
    book.decide("Ann", "claim", KILLING, "correct", "when", when)
    assert book.claim(KILLING).claim.when is not None
    book.decide("Ann", "claim", KILLING, "correct", "means", [{"kind": "drone"}])
    assert book.claim(KILLING).claim.means[0].kind == "drone"
    book.decide("Ann", "claim", KILLING, "correct", "harm.0.high", 12)
    assert book.claim(KILLING).claim.harm[0].high == 12
    found = book.claims_page(ClaimFilter(start="2025-03-02", end="2025-03-02"))
    assert [one.claim.claim_id for one in found.claims] == [KILLING], "filters see what people set"


def test_undo_is_a_decision_too(book: Ledger) -> None:
    first = book.decide("Ann", "claim", ATTACK, "correct", "event_type", "shelling")
    second = book.decide("Ann", "claim", ATTACK, "reject")
    undone = book.undo("Ann", second.decision_id, "by mistake")
    assert book.claim(ATTACK).status == "corrected"
    book.undo("Ann", first.decision_id)
    assert book.claim(ATTACK).status == "unreviewed"
    book.undo("Ann", undone.decision_id)
    assert book.claim(ATTACK).status == "rejected", "undoing an undo brings the decision back"
    assert [one.action for one in book.decisions(ATTACK)] == ["correct", "reject", "undo", "undo", "undo"]


def test_coders_are_blind_to_each_other_and_differences_are_adjudicated(book: Ledger) -> None:
    book.decide("Ann", "claim", ATTACK, "correct", "event_type", "shelling")
    book.decide("Ben", "claim", ATTACK, "accept")
    assert book.claim(ATTACK, "Ann").claim.event_type == "shelling"
    assert (book.claim(ATTACK, "Ben").status, book.claim(ATTACK, "Ben").claim.event_type) == ("accepted", "attack")
    assert book.claim(ATTACK, "Cleo").status == "unreviewed"
    assert book.claim(ATTACK).disputed == ("event_type",)
    assert book.claims_page(ClaimFilter(disputed=True)).total == 1
    book.decide("Cleo", "claim", ATTACK, "adjudicate", "event_type", "bombing")
    book.decide("Ben", "claim", ATTACK, "correct", "event_type", "arson")
    found = book.claim(ATTACK)
    assert (found.claim.event_type, found.disputed) == ("bombing", ()), "it outranks what comes later too"
    assert book.claim(ATTACK, "Cleo").status == "unreviewed", "an adjudication is not a reading of one's own"
    book.decide("Ann", "claim", KILLING, "reject")
    book.decide("Ben", "claim", KILLING, "accept")
    assert book.claim(KILLING).disputed == ("status",)
    book.decide("Cleo", "claim", KILLING, "adjudicate", value="reject")
    assert (book.claim(KILLING).status, book.claim(KILLING).disputed) == ("rejected", ())
    assert {one.claim.claim_id: one.status for one in book.reviewed("Ben")} == {
        ATTACK: "corrected",
        KILLING: "accepted",
    }
    assert book.progress(ClaimFilter(coder="Ann")) == {"corrected": 1, "rejected": 1}


def test_a_missed_claim_is_added_and_taken_back(book: Ledger) -> None:
    at = TEXT.index("killed")
    value = {
        "event_type": "shelling", "trigger": {"text": "killed", "span": [at, at + 6]}, "quote": {"text": None},
        "attribution": [{"source": "Example Wire"}],
    }  # fmt: skip
    made = book.decide("Ann", "report", REPORT.report_id, "add", value=value)
    claim_id = made.value["claim_id"]
    assert (book.claim(claim_id).status, book.claim(claim_id).added_by) == ("accepted", "Ann")
    assert book.machine(claim_id) is None
    assert [one.claim.claim_id for one in book.reviewed()] == [ATTACK, KILLING, claim_id]
    assert len(list(book.reviewed("Ben"))) == 2, "Ben codes blind"
    book.decide("Ann", "claim", claim_id, "correct", "event_type", "bombing")
    assert book.claim(claim_id).claim.event_type == "bombing"
    undone = book.undo("Ann", made.decision_id)
    assert [one.claim.claim_id for one in book.reviewed()] == [ATTACK, KILLING]
    with pytest.raises(LedgerError, match="no claim"):
        book.decide("Ann", "claim", claim_id, "accept")
    book.undo("Ann", undone.decision_id)
    assert book.claim(claim_id).claim.event_type == "bombing"


def test_a_claim_is_split_and_merged(book: Ledger) -> None:
    parts = [{"harm": []}, {"event_type": "abduction", "harm": []}]
    made = book.decide("Ann", "claim", KILLING, "split", value=parts)
    ids = [one["claim_id"] for one in made.value]
    assert book.claim(KILLING).status == "rejected"
    assert book.claim(KILLING).replaced_by == tuple(ids)
    assert {one.claim.event_type for one in book.reviewed() if one.claim.claim_id in ids} == {"killing", "abduction"}
    book.undo("Ann", made.decision_id)
    assert book.claim(KILLING).status == "unreviewed"
    assert book.progress() == {"unreviewed": 2}
    book.decide("Ann", "claim", KILLING, "merge", value=ATTACK)
    assert book.claim(KILLING).replaced_by == (ATTACK,)
    assert book.progress() == {"unreviewed": 1, "rejected": 1}


NONE: list[tuple[tuple[object, ...], str]] = [
    (("", "claim", ATTACK, "accept"), "coder's name"),
    (("Ann", "claim", "0" * 16, "accept"), "no claim"),
    (("Ann", "claim", ATTACK, "destroy"), "no decision"),
    (("Ann", "report", REPORT.report_id, "accept"), "not for a report"),
    (("Ann", "claim", ATTACK, "correct"), "needs a field"),
    (("Ann", "claim", ATTACK, "correct", "event_typ", "x"), "no field 'event_typ'"),
    (("Ann", "claim", ATTACK, "correct", "claim_id", "x"), "no field 'claim_id'"),
    (("Ann", "claim", ATTACK, "correct", "stage", "maybe"), "stage"),
    (("Ann", "claim", ATTACK, "correct", "where.lat", "north"), "where.lat"),
    (("Ann", "claim", ATTACK, "correct", "harm.4.low", 1), "harm.4.low"),
    (("Ann", "claim", ATTACK, "correct", "trigger", {"text": "attacked", "span": [0, 8]}), "not what stands"),
    (("Ann", "claim", ATTACK, "correct", "trigger", {"text": None, "span": [0, 999]}), "outside"),
    (("Ann", "claim", ATTACK, "accept", "stage"), "takes no field"),
    (("Ann", "claim", ATTACK, "merge", None, ATTACK), "another claim"),
    (("Ann", "claim", ATTACK, "split", None, [{}]), "two or more"),
    (("Ann", "claim", ATTACK, "split", None, [{}, {}]), "must differ"),
    (("Ann", "claim", ATTACK, "undo", None, "nothing"), "no decision nothing"),
    (("Ann", "claim", ATTACK, "adjudicate", None, "maybe"), "accept or reject"),
    (("Ann", "report", "0" * 16, "add", None, {}), "no report"),
    (("Ann", "report", REPORT.report_id, "add", None, {"event_type": "attack"}), "no claim"),
    (("Ann", "pair", f"{ATTACK}+{ATTACK}", "must_link"), "no pair"),
    (("Ann", "pair", pair_id(ATTACK, "0" * 16), "must_link"), "no claim"),
    (("Ann", "event", "e", "correct", "claims", []), "cannot be corrected"),
    (("Ann", "event", "e", "correct", "when", "Monday"), "when cannot be"),
    (("Ann", "event", "e", "split", None, [[ATTACK], [ATTACK]]), "none in two"),
]


def test_what_is_no_decision_changes_nothing(book: Ledger) -> None:
    before = book.head()
    for decision, word in NONE:
        with pytest.raises(LedgerError, match=word):
            book.decide(*decision)  # type: ignore[arg-type]
    assert book.head() == before
    assert book.decisions() == []


def test_work_is_assigned_by_claim_and_by_report(book: Ledger) -> None:
    book.decide("Editor", "claim", ATTACK, "assign", value="Ann")
    book.decide("Editor", "report", REPORT.report_id, "assign", value="Ben")
    assert book.claim(ATTACK).assigned == ("Ann", "Ben")
    assert book.claims_page(ClaimFilter(coder="Ben", assigned="Ben", statuses=["unreviewed"])).total == 2
    assert book.claims_page(ClaimFilter(coder="Ann", assigned="Ann")).total == 1
    book.decide("Ann", "claim", ATTACK, "accept")
    assert book.claims_page(ClaimFilter(coder="Ann", assigned="Ann", statuses=["unreviewed"])).total == 0
    assert book.claims_page(ClaimFilter(coder="Ben", statuses=["unreviewed"])).total == 2
    book.decide("Ann", "claim", ATTACK, "comment", reason="see the second paragraph")
    assert book.claim(ATTACK).comments == ("see the second paragraph",)


def test_pages_are_filtered_and_ordered(book: Ledger) -> None:
    def found(**wanted: object) -> set[str]:
        page = book.claims_page(ClaimFilter(**wanted))  # type: ignore[arg-type]
        assert page.total == len(page.claims)
        return {one.claim.claim_id for one in page.claims}

    both = {ATTACK, KILLING}
    assert found() == both
    assert found(event_types=["attack"]) == {ATTACK}
    assert found(place="ANSONGO") == {KILLING}
    assert found(country="MLI") == both
    assert found(geonameid=2457161) == {ATTACK}
    assert found(near=(16.3, 0.0, 15.0)) == {ATTACK}
    assert found(near=(16.3, 0.0, 5.0)) == set()
    assert found(actor="rebels") == both
    assert found(origin="army") == {KILLING}
    assert found(min_killed=9) == {KILLING}
    assert found(min_killed=10) == set()
    assert found(start="2025-03-03", end="2025-03-03") == {ATTACK}
    assert found(start="2025-03-04") == set()
    assert found(report_id="0" * 16) == set()
    assert found(place="%") == set(), "no wild card of SQL"
    assert found(text="ANSONGO soldiers") == both
    assert found(text='"soldiers in ansongo" attack*') == both
    assert found(text='"ansongo in soldiers"') == set()
    assert found(text="attack") == set()
    assert found(text="army", event_types=["killing"]) == {KILLING}
    assert found(text="' OR \"") == set()
    assert found(text="") == set()
    deadly = book.claims_page(ClaimFilter(order="deadly"), limit=1)
    assert (deadly.total, [one.claim.claim_id for one in deadly.claims]) == (2, [KILLING])
    second = book.claims_page(ClaimFilter(order="deadly"), limit=1, offset=1)
    assert [one.claim.claim_id for one in second.claims] == [ATTACK]


def test_links_of_people(book: Ledger) -> None:
    pair = tuple(sorted((ATTACK, KILLING)))
    made = book.decide("Ann", "pair", pair_id(ATTACK, KILLING), "must_link")
    assert (book.links().must, book.links().must_not) == ((pair,), ())
    book.decide("Ben", "pair", pair_id(ATTACK, KILLING), "must_not_link")
    assert (book.links().must, book.links().must_not) == ((), (pair,)), "the last word counts"
    assert book.links("Ann").must == (pair,)
    book.undo("Ann", made.decision_id)
    assert book.links("Ann").must == ()
    book.decide("Ann", "event", "e", "merge", value=[ATTACK, KILLING])
    assert book.links().must == (pair,)
    book.decide("Ann", "event", "e", "split", value=[[ATTACK], [KILLING]])
    assert book.links().must_not == (pair,)


LINKS = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.booleans()), max_size=14)


@given(said=LINKS)
def test_links_never_contradict_each_other_and_the_last_word_counts(said: list[tuple[str, str, bool]]) -> None:
    said = [(a, b, together) for a, b, together in said if a != b]
    made = [
        Decision(
            decision_id=str(n), at="", coder="Ann", target_type="pair", target_id=pair_id(a, b), number=n,
            action="must_link" if together else "must_not_link",
        )
        for n, (a, b, together) in enumerate(said)
    ]  # fmt: skip
    found = links(made)
    group = {name: {name} for name in "abcdef"}
    for a, b in found.must:
        both = group[a] | group[b]
        group.update(dict.fromkeys(both, both))
    assert all(b not in group[a] for a, b in found.must_not)
    if said:
        a, b, together = said[-1]
        assert ((a, b) if a < b else (b, a)) in (found.must if together else found.must_not)


def test_what_a_report_holds_comes_back_whatever_it_is(place: str) -> None:
    report = Report(text='A\x00B \x01json:"x" \\ % \' \U0001f54a é', title="\x01json:1", origin="b.txt")
    with Ledger(place) as ledger:
        assert ledger.add(report, bytes(range(256)), "text/plain", [], {"ETag": "\x00"}, "firsthand 1, model 2")
        stored = ledger.report(report.report_id)
        assert (stored.report, stored.raw, stored.headers) == (report, bytes(range(256)), {"ETag": "\x00"})
        assert stored.tool == "firsthand 1, model 2"
        assert list(ledger.coded()) == [(report, [])]
        assert ledger.verify() == []
        with pytest.raises(LedgerError, match="no report"):
            ledger.report("0" * 16)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["Ann", "Ben"]),
        st.sampled_from(["accept", "reject", "correct", "undo", "adjudicate"]),
        st.sampled_from(["event_type", "stage", "confidence"]),
        st.integers(0, 9),
    ),
    max_size=12,
)
VALUES = {"event_type": ["attack", "arson"], "stage": ["occurred", "planned"], "confidence": [0.25, 0.75]}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(steps=STEPS)
def test_any_row_of_decisions_gives_a_claim_and_undoing_all_gives_the_machines(
    steps: list[tuple[str, str, str, int]],
) -> None:
    claim = FakeCoder().code(REPORT)[0]
    made: list[Decision] = []

    def append(coder: str, action: str, field: str | None = None, value: object = None) -> None:
        made.append(Decision(
            decision_id=f"d{len(made)}", at="", coder=coder, target_type="claim", target_id=claim.claim_id,
            action=action, field=field, value=value, number=len(made),  # type: ignore[arg-type]
        ))  # fmt: skip

    for coder, action, field, number in steps:
        if action == "undo":
            if made:
                append(coder, "undo", value=f"d{number % len(made)}")
        elif action in ("correct", "adjudicate"):
            append(coder, action, field, VALUES[field][number % 2])
        else:
            append(coder, action)
    for coder in (None, "Ann", "Ben"):
        found = apply(claim, made, coder)
        assert isinstance(found.claim, Claim)
        assert (found.status == "unreviewed") <= (found.claim == claim)
        assert {field.split(".")[0] for field in found.corrected} >= {
            name for name in VALUES if getattr(found.claim, name) != getattr(claim, name)
        }
    while left := standing(made):
        append("Cleo", "undo", value=left[-1].decision_id)
    assert apply(claim, made).claim == claim
    assert apply(claim, made).status == "unreviewed"


def test_a_correction_whose_ground_is_undone_changes_nothing(book: Ledger, change: Change) -> None:
    first = book.decide("Ann", "claim", ATTACK, "correct", "harm", [{"outcome": "killed", "low": 2, "high": 2}])
    book.decide("Ann", "claim", ATTACK, "correct", "harm.0.high", 4)
    book.undo("Ann", first.decision_id)
    assert book.claim(ATTACK).claim.harm == ()


@pytest.mark.parametrize("order", ["report", "time", "uncertain", "deadly"])
def test_the_pages_of_a_coder_are_the_whole_in_pieces(place: str, order: str) -> None:
    with Ledger(place) as book:
        for number in range(4):
            report = Report(text=f"{TEXT} Gunmen killed {number} herders. {number}", published="2025-03-04")
            book.add(report, b"x", "text/plain", FakeCoder().code(report))
        ids = sorted(one.claim.claim_id for one in book.reviewed())
        for claim_id in ids[::3]:
            book.decide("Ann", "claim", claim_id, "correct", "confidence", 0.1)
        for claim_id in ids[::2]:
            book.decide("Ben", "claim", claim_id, "reject")
        for coder in (None, "Ann", "Cleo"):
            wanted = ClaimFilter(coder=coder, order=order)  # type: ignore[arg-type]
            whole = book.claims_page(wanted, limit=100)
            assert (whole.total, len(whole.claims)) == (12, 12)
            pages = [one for offset in range(0, 12, 5) for one in book.claims_page(wanted, 5, offset).claims]
            assert pages == list(whole.claims)
            assert {one.claim.claim_id: one for one in whole.claims} == {
                one.claim.claim_id: one for one in book.reviewed(coder)
            }
            assert sum(book.progress(wanted).values()) == 12
