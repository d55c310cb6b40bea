"""Pages, counts and figures are the same whichever way they are looked up: by few, by walking, counted or estimated."""

from __future__ import annotations

import functools
import random
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthand.errors import LedgerError
from firsthand.ledger import ClaimFilter, Incoming, Ledger, Reviewed, paging
from firsthand.ledger.store import EVERYTHING
from firsthand.ledger.withheld import Withheld
from firsthand.records import Actor, Claim, Harm, Link, Phrase, Place, Report, When
from tests.around.fakes import FakeCoder

TYPES = ("attack", "looting", "talks")
TOWNS = (("Gao", 16.3, 0.0, "MLI"), ("Kidal", 18.4, 1.4, "MLI"), ("Nuku", -21.1, -175.2, "TON"))
WORDS = ("market", "bridge", "school", "mill")


def invented(count: int) -> Iterator[Incoming]:
    """Reports with three claims each, all fields drawn."""
    draw = random.Random(5)
    for number in range(count):
        report = Report(text=f"Report {number} of a {draw.choice(WORDS)}.", published="2025-03-04")
        claims = []
        for _ in range(3):
            name, lat, lon, country = draw.choice(TOWNS)
            where = Place(name=name, lat=lat, lon=lon, country=country, geonameid=int(lat))
            month = draw.randrange(1, 10)
            when = draw.choice((
                None, When(start=f"2024-0{month}-05", end=f"2024-0{month}-06"), When(start=f"2024-0{month}-05"),
                When(start="2024-01-01", end="2024-12-31"), When(end=f"2024-0{month}-28"),
            ))  # fmt: skip
            claims.append(
                Claim(
                    report_id=report.report_id, event_type=draw.choice(TYPES), trigger=Phrase(), quote=Phrase(),
                    when=when, where=draw.choice((None, where)),
                    actors=tuple(Actor(role="initiator", name=draw.choice(("Rebels", "The army", "Reb 100%")))
                                 for _ in range(draw.randrange(3))),
                    harm=(Harm(outcome="killed", low=draw.randrange(4)),), confidence=draw.randrange(5) / 4,
                    attribution=(Link(source=draw.choice(("Wire", "Radio"))),),
                ).identified(f"claim {draw.random()}")
            )  # fmt: skip
        yield Incoming(report, b"x", "text/plain", claims)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger with some ninety claims, of which two people decided on a third."""
    sqlite = request.param == "sqlite"
    new = str(tmp_path_factory.mktemp("paging") / "a.db") if sqlite else request.getfixturevalue("server").ledger()
    with Ledger(new) as ledger:
        assert len(list(ledger.add_many(invented(30)))) == 30
        ids = sorted(one.claim.claim_id for one in ledger.reviewed())
        for n, claim_id in enumerate(ids[::4]):
            ledger.decide("Ann", "claim", claim_id, ("accept", "reject")[n % 2])
        for claim_id in ids[::6]:
            ledger.decide("Ben", "claim", claim_id, "correct", "event_type", "arson")
        ledger.decide("Ben", "claim", ids[1], "sensitive")
        report_id = ledger.claim(ids[0]).claim.report_id
        ledger.decide("Ed", "report", report_id, "assign", value="Ben")
        claim = {"event_type": "riot", "trigger": {}, "quote": {}, "confidence": 0.5}
        ledger.decide("Ann", "report", report_id, "add", value=claim)
        assert ledger.verify() == []
        yield ledger


@functools.cache
def whole(book: Ledger, coder: str | None) -> tuple[dict[str, str], list[Reviewed]]:
    """The texts of the reports, and what somebody sees."""
    return {report.report_id: report.text for report in book.reports()}, list(book.reviewed(coder))


def passes(one: Reviewed, wanted: ClaimFilter, words: dict[str, str]) -> bool:
    """The filter, said once more in plain Python."""
    claim, when, where = one.claim, one.claim.when, one.claim.where
    names = " ".join(
        f"|{name.lower().removeprefix('the ').strip('% ')}|" for a in claim.actors for name in [a.name or ""]
    )
    start, end = (when.start, when.end) if when else (None, None)
    killed = max((harm.low or 0 for harm in claim.harm), default=0)
    box = wanted.box
    lat, lon = (where.lat, where.lon) if where else (None, None)
    inside = box is None or (
        lat is not None and lon is not None and box[0] <= lat <= box[2]
        and (box[1] <= lon <= box[3] if box[1] <= box[3] else lon >= box[1] or lon <= box[3])
    )  # fmt: skip
    return (
        (not wanted.statuses or one.status in wanted.statuses)
        and (not wanted.event_types or claim.event_type in wanted.event_types)
        and (not (wanted.start or wanted.end) or bool(start or end))
        and (not wanted.start or (end or "9999") >= wanted.start)
        and (not wanted.end or (start or "0000") < wanted.end + "~")
        and (not wanted.place or (where is not None and wanted.place in (where.name or "").lower()))
        and (not wanted.actor or wanted.actor in names)
        and (wanted.country is None or (where is not None and where.country == wanted.country))
        and (wanted.min_killed is None or killed >= wanted.min_killed)
        and (wanted.sensitive is None or one.sensitive == wanted.sensitive)
        and (wanted.disputed is None or bool(one.disputed) == wanted.disputed)
        and (wanted.assigned is None or wanted.assigned in one.assigned)
        and (wanted.text is None or wanted.text in words[claim.report_id])
        and (wanted.withheld is None or not (one.sensitive or wanted.withheld.hides_claim(claim)))
        and inside
    )


def key(one: Reviewed, order: str) -> tuple[object, ...]:
    claim = one.claim
    killed = max((harm.low or 0 for harm in claim.harm), default=0)
    start = claim.when.start if claim.when else None
    return {
        "time": (start is None, start or "", claim.claim_id), "uncertain": (claim.confidence, claim.claim_id),
        "deadly": (-killed, -int(claim.claim_id, 16)), "report": (claim.report_id,),
    }[order]  # fmt: skip


def maybe(*values: object) -> st.SearchStrategy[object]:
    return st.one_of(st.none(), st.sampled_from(values))


FILTERS = st.builds(
    ClaimFilter,
    coder=maybe("Ann", "Ben", "Cleo"),
    statuses=st.lists(st.sampled_from(["unreviewed", "accepted", "corrected", "rejected"]), max_size=2, unique=True),
    event_types=st.lists(st.sampled_from([*TYPES, "arson", "riot"]), max_size=2, unique=True),
    start=maybe("2024-03-05", "2024-06", "2024", "2024-"),
    end=maybe("2024-06-05", "2024-03-04"),
    place=maybe("gao", "nu", "x"),
    country=maybe("MLI", "TON"),
    actor=maybe("reb", "army", "reb 100"),
    min_killed=maybe(1, 3),
    assigned=maybe("Ben", "Bo"),
    disputed=maybe(True),
    sensitive=maybe(True, False),
    text=maybe("market", "bridge", "nowhere"),
    box=maybe((10.0, -20.0, 20.0, 1.0), (-40.0, 170.0, 20.0, -170.0)),
    withheld=maybe(Withheld(), Withheld(claims=frozenset({"c"})), Withheld(everything=True)),
    order=st.sampled_from(["report", "time", "uncertain", "deadly"]),
)
WAYS = {"few": {}, "walk": {"MOST_FEW": 0, "MOST_NAMES": 0}}


@pytest.mark.parametrize("way", WAYS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=12)
@given(drawn=FILTERS, kept=st.sets(st.integers(0, 17), max_size=3))
def test_every_page_of_every_filter(book: Ledger, way: str, drawn: ClaimFilter, kept: set[int]) -> None:
    names = list(ClaimFilter.__dataclass_fields__)
    held = {name for n, name in enumerate(n for n in names if n not in ("coder", "order")) if n in kept}
    wanted = ClaimFilter(**{n: getattr(drawn, n) for n in (*held, "coder", "order")})
    words, every = whole(book, wanted.coder)
    expected = [one for one in every if passes(one, wanted, words)]
    expected.sort(key=lambda one: key(one, wanted.order))  # by report it is in order already
    with pytest.MonkeyPatch.context() as patch:
        for name, value in WAYS[way].items():
            patch.setattr(paging, name, value)
        found: list[Reviewed] = []
        after = None
        while True:
            page = book.claims_page(wanted, 30, after=after)
            assert (page.total, page.exact) == (len(expected), True)
            found += page.claims
            after = page.after
            if after is None:
                break
        assert found == expected
        assert list(book.claims_page(wanted, 7, offset=5).claims) == expected[5:12]
        assert book.progress(wanted) == Counter(one.status for one in expected)
        figures = book.figures(wanted)
        assert (figures.total, figures.share) == (len(expected), 1.0)
        assert figures.types == Counter(one.claim.event_type for one in expected)
        assert figures.dead == sum(max((h.low or 0 for h in one.claim.harm), default=0) for one in expected)
        assert sum(n for n, _ in figures.days.values()) == sum(
            one.claim.when is not None and bool(one.claim.when.start or one.claim.when.end) for one in expected
        )


def test_counts_of_large_ledgers_are_estimates_and_say_so(book: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "COUNTED", 10)
    monkeypatch.setattr(paging, "FIGURED", 10)
    monkeypatch.setattr(paging, "SAMPLE", 45)
    monkeypatch.setattr(paging, "MOST_FEW", 0)
    every = book.claims_page(EVERYTHING, 7)
    assert (every.total, every.exact) == (91, True), "counts that are kept are exact"
    few = book.claims_page(ClaimFilter(country="TON"), 90)
    assert (few.total, few.exact) == (len(few.claims), True), "what fits on a page is counted"
    page = book.claims_page(ClaimFilter(country="MLI"), 7)
    true = sum(1 for one in book.reviewed() if one.claim.where and one.claim.where.country == "MLI")
    assert not page.exact
    assert true / 2 < page.total < true * 2
    figures = book.figures(ClaimFilter(country="MLI"))
    assert figures.share == pytest.approx(45 / 91, abs=0.01)
    assert figures.total == page.total


@pytest.mark.parametrize("way", WAYS)
def test_words_whichever_way_they_are_looked_up(book: Ledger, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    for name, value in WAYS[way].items():
        monkeypatch.setattr(paging, name, value)
    words, every = whole(book, "Ann")
    for text, order in (("market", "time"), ("bridge", "uncertain"), ("report", "deadly")):
        expected = {one.claim.claim_id for one in every if text in words[one.claim.report_id].lower()}
        wanted = ClaimFilter(coder="Ann", text=f'"a {text}"' if text != "report" else "rep*", order=order)  # type: ignore[arg-type]
        first = book.claims_page(wanted, 9)
        rest = book.claims_page(wanted, 100, after=first.after)
        assert {one.claim.claim_id for one in (*first.claims, *rest.claims)} == expected
        assert first.total == len(expected) == len(first.claims) + len(rest.claims)
    assert book.claims_page(ClaimFilter(text="nowhere")).total == 0


def test_where_a_page_ended_is_checked(book: Ledger) -> None:
    after = book.claims_page(ClaimFilter(order="time"), 5).after
    assert after is not None
    for wrong in ("x", "[]", '["uncertain", 1]', '{"a": 1}'):
        with pytest.raises(LedgerError, match="begin again without it"):
            book.claims_page(ClaimFilter(order="uncertain"), 5, after=wrong)
    with pytest.raises(LedgerError, match="by uncertain"):
        book.claims_page(ClaimFilter(order="uncertain"), 5, after=after)


def test_what_is_counted_is_verified(place: str) -> None:
    from firsthand.ledger.engines import open_engine

    report = Report(text="Rebels attacked a camp near Gao on Monday.")
    with Ledger(place) as ledger:
        ledger.add(report, b"x", "text/plain", FakeCoder().code(report))
        engine = open_engine(place, 10)
        with engine.begin() as connection:
            connection.exec_driver_sql("update tallies set claims = claims + 1")
            connection.exec_driver_sql("delete from names where kind = 'place'")
        engine.dispose()
        found = [str(one) for one in ledger.verify()]
        assert found[0].startswith("tallies: they do not count")
        assert found[1].startswith("names: a claim's place is not among them")
        assert len(found) == 2
