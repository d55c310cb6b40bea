"""What of the desk needs no browser: marks, fields, agreement, figures, origins, accounts, work."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.desk import agreement, fields, figures, marks, origins
from firsthand.desk.accounts import Accounts, Limit, Person
from firsthand.desk.briefs import Head, Index, Made, brief
from firsthand.desk.making import Maker
from firsthand.desk.pages.event import near
from firsthand.desk.server import listen, tile_origin
from firsthand.desk.sight import Sight
from firsthand.desk.work import Work
from firsthand.errors import FirsthandError, ReportError
from firsthand.ledger import Ledger, Reviewed, reviewed_events
from firsthand.ledger.withheld import Withheld
from firsthand.linking import link
from firsthand.reading.counts import bounds_in
from firsthand.records import Actor, Claim, Harm, Link, Phrase, Place, Report, Span
from firsthand.reports import Received
from tests.desk.conftest import TEXT, sample


@st.composite
def _marked(draw: st.DrawFn) -> tuple[str, list[Claim]]:
    text = draw(st.text(max_size=80))
    place = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda x: Span(*sorted(x)))
    claims = [
        Claim(
            report_id="r",
            event_type="attack",
            trigger=Phrase(span=draw(place)),
            quote=Phrase(span=draw(place)),
            actors=tuple(Actor(role="target", span=one) for one in draw(st.lists(place, max_size=4))),
        )
        for _ in range(draw(st.integers(0, 4)))
    ]
    return text, claims


@given(_marked())
def test_pieces_are_the_text_and_hold_every_mark(case: tuple[str, list[Claim]]) -> None:
    text, claims = case
    found = marks.pieces(text, claims)
    assert "".join(one["t"] for one in found) == marks.plain(text)
    assert len(marks.plain(text)) == len(text)
    at = 0
    for one in found:
        assert one["s"] == at
        at += len(one["t"])
    for number, claim in enumerate(claims):
        for key, phrase in marks.phrases(claim).items():
            assert phrase.span is not None
            covered = {
                x
                for one in found
                if [number, key] in one.get("m", [])
                for x in range(one["s"], one["s"] + len(one["t"]))
            }
            assert covered == set(range(*phrase.span))


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_window_lies_in_the_text_and_holds_the_place(length: int, around: int) -> None:
    start, end = marks.window(length, min(around, length))
    assert 0 <= start <= min(around, length) <= end <= length
    assert end - start == min(length, marks.WINDOW)


@given(st.text(max_size=40), st.integers(-5, 50), st.integers(-5, 50))
def test_a_selection_is_trimmed_inside_the_text(text: str, start: int, end: int) -> None:
    found = fields.trimmed(text, start, end)
    assert 0 <= found.start <= max(found.end, 0) <= len(text) or found.start >= found.end
    assert found.of(text) == found.of(text).strip()


def test_words_become_fields_that_the_ledger_takes(ledger: Path) -> None:
    report, claims = sample()
    with Ledger(ledger) as book:
        for what, words in (
            ("when", "4 March"),
            ("harm", "two people"),
            ("initiator", "The army"),
            ("target", "Bourem"),
            ("source", "residents"),
            ("means", "Shells"),
            ("trigger", "hit"),
        ):
            start = TEXT.index(words)
            field, value = fields.from_words(claims[2], report, what, Span(start, start + len(words)))
            book.decide("Ada", "claim", claims[2].claim_id, "correct", field, value)
        now = book.claim(claims[2].claim_id).claim
        assert now.trigger.text == "hit"
        assert [(one.role, one.name) for one in now.actors] == [("target", "Bourem")]
        assert now.attribution[-1].source == "residents"
        assert (now.harm[-1].low, now.harm[-1].text) == (2, "two people")
        assert len(now.harm) == 1  # the same words again replace the toll that they told
        assert book.verify() == []


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("at least nine soldiers", 9, None),
        ("between 10 and 15", 10, 15),
        ("10–15 fighters", 10, 15),
        ("dozens", 24, None),
        ("no fewer than 40", 40, None),
        ("more than a hundred people", 101, None),
        ("two hundred and fifty", 250, 250),
        ("half a dozen", 6, 6),
        ("tens of thousands", 20_000, None),
        ("a dozen or more", 12, None),
        ("a guard", 1, 1),
        ("no one", 0, 0),
        ("15%", None, None),
        ("a 20-year-old", None, None),
        ("soldiers", None, None),
    ],
)
def test_words_selected_as_a_toll_give_their_bounds(words: str, low: int | None, high: int | None) -> None:
    assert (bounds_in(words) or (None, None)) == (low, high)
    text = f"Shells fell, and {words} were wounded."
    report = Report(text=text, published="2025-03-05")
    old = Harm(outcome="killed", unit="person", who="guards", low=1, high=1)
    claim = Claim(report_id=report.report_id, event_type="attack", trigger=Phrase(), quote=Phrase(), harm=(old,))
    start = text.index(words)
    field, value = fields.from_words(claim, report, "harm", Span(start, len(text) - 1))
    assert field == "harm"
    assert [(one["outcome"], one["low"], one["high"]) for one in value] == [("killed", 1, 1), ("injured", low, high)]


@given(st.integers(0, 10**9), st.sampled_from(["at least {}", "up to {}", "some {} people", "between {} and {}"]))
def test_bounds_of_numerals_are_those_numbers(number: int, phrase: str) -> None:
    found = bounds_in(phrase.format(number, number + 7))
    assert found is not None
    assert set(found) <= {number, number + 7, None}
    assert set(found) != {None}


@given(st.text(max_size=80))
def test_any_words_can_be_taken_as_a_toll(words: str) -> None:
    low, high = bounds_in(words) or (None, None)
    assert low is None or high is None or 0 <= low <= high


def test_a_claim_that_is_added_quotes_its_sentence(ledger: Path) -> None:
    report, _ = sample()
    start = TEXT.index("denied")
    with Ledger(ledger) as book:
        value = fields.blank(report, Span(start, start + 6), "rejection")
        book.decide("Ada", "report", report.report_id, "add", value=value)
        added = next(one.claim for one in book.reviewed() if one.added_by)
    assert added.quote.text == "The army denied that the camp was attacked."


def test_candidates_begin_with_the_claims_own_place_and_hold_its_namesakes() -> None:
    _, claims = sample()
    found = fields.candidates(claims[2], "Bourem")
    assert (found[0]["geonameid"], found[0]["lat"]) == (2460087, 16.95)
    assert len({(one["geonameid"], one["lat"]) for one in found}) == len(found)
    chosen = fields.chosen_place({"text": "Bourem", "span": [1, 7]}, found[0])
    assert Place.model_validate(chosen).name == "Bourem"


def test_readers_do_not_see_who_a_sensitive_source_is() -> None:
    _, claims = sample()
    rea = Sight(Withheld())
    (seen,) = rea.claims([Reviewed(claims[0])])
    assert [one.source for one in seen.claim.attribution] == ["Example Wire", "(witness withheld)"]
    mask = rea.mask([Reviewed(claims[0])])
    assert "residents" not in mask(TEXT)
    assert len(mask(TEXT)) == len(TEXT)
    assert rea.claims([Reviewed(claims[2])])[0].claim == claims[2]
    assert Sight().claims([Reviewed(claims[0])]) == [Reviewed(claims[0])]


def test_bars_by_actor_are_actors_and_kinds_and_no_heads(ledger: Path) -> None:
    def count(*told: tuple[str, str]) -> list[str]:
        actors = tuple(Actor(role="initiator" if n else "target", name=x, kind=y) for n, (x, y) in enumerate(told))  # type: ignore[arg-type]
        one = briefs[0].event().model_copy(update={"actors": actors})
        return list(figures.chart("actor", [brief(one)])["yAxis"]["data"])

    with Ledger(ledger) as book:
        briefs = [brief(event) for event in reviewed_events(book)]
    told = [("Two", "other"), ("trader", "civilian"), ("Four", "civilian"), ("Dry River Union", "rebel")]
    assert sorted(count(*told)) == ["Dry River Union", "civilians"]
    assert count(("a bridge", "other"), ("others", "other")) == ["unidentified"]
    assert count(("convoy", "military"), ("Mali", "state")) == ["military", "government"]


def test_agreement_is_counted_by_field_and_differences_are_named() -> None:
    _, claims = sample()
    other = claims[0].model_copy(update={"event_type": "killing", "where": None})
    pairs = [
        (Reviewed(claims[0]), Reviewed(other)),
        (Reviewed(claims[2]), Reviewed(claims[2])),
        (Reviewed(claims[1], "rejected"), Reviewed(claims[1])),
    ]
    found = {one.field: one for one in agreement.agreement(pairs)}
    assert (found["stands"].claims, found["stands"].share) == (3, 2 / 3)
    assert (found["type"].claims, found["type"].share, found["when"].share) == (2, 0.5, 1.0)
    named = [one.field for a, b in pairs for one in agreement.differences(a, b)]
    assert named == ["event_type", "where", "status"]


def test_origins_stand_left_of_those_who_cite_them_and_circles_are_marked() -> None:
    def claim(number: int, *names: str) -> Claim:
        links = tuple(Link(source=name, kind="media") for name in names)
        return Claim(
            claim_id=str(number),
            report_id="r",
            event_type="attack",
            trigger=Phrase(),
            quote=Phrase(),
            attribution=links,
        )

    found = origins.graph([claim(1, "Post", "Wire", "army"), claim(2, "Radio", "Post"), claim(3, "Post", "Radio")])
    columns = {node.name: node.column for node in found.nodes.values()}
    assert columns["army"] < columns["Wire"] < columns["Post"]
    assert found.circular == {("post", "radio"), ("radio", "post")}
    drawn = origins.picture(found)["series"][0]
    assert len(drawn["data"]) == 4
    assert {one["lineStyle"]["type"] for one in drawn["links"]} == {"solid", "dashed"}


def test_no_name_of_a_report_becomes_a_key_of_a_chart(ledger: Path) -> None:
    # NiceGUI runs what stands under a key that begins with a colon.
    name = ":alert(1)"
    report, claims = sample(publisher=name)
    claims = [one.model_copy(update={"actors": (Actor(role="initiator", name=name),)}) for one in claims]
    events = [brief(one) for one in link([(report, claims)])]
    options: list[Any] = [origins.picture(origins.graph(claims)), figures.timeline(figures.weeks(events))]
    options += [figures.chart(one, events) for one in figures.CHARTS]

    def keys(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            yield from value
            for one in value.values():
                yield from keys(one)
        elif isinstance(value, list):
            for one in value:
                yield from keys(one)

    assert name in json.dumps(options)
    assert not [key for one in options for key in keys(one) if key.startswith(":")]


def test_weeks_without_an_event_are_counted_too() -> None:
    report, claims = sample()
    early = claims[2].model_copy(
        update={"when": claims[2].when.model_copy(update={"start": "2025-01-01", "end": "2025-01-01"})}
    )  # type: ignore[union-attr]
    found = figures.weeks([brief(one) for one in link([(report, [claims[0], early])])])
    assert (found[0].day, found[-1].day, len(found)) == ("2024-12-30", "2025-03-03", 10)
    assert sum(week.events for week in found) == 2
    assert figures.weeks([]) == []


def test_accounts_keep_hashes_alone_and_refuse_what_will_not_do(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path / "accounts.json")
    accounts.set("Ada", "editor", "a long enough password")
    kept = accounts.path.read_text()
    assert "long enough" not in kept
    assert "$argon2id$" in kept
    assert accounts.path.stat().st_mode & 0o077 == 0
    assert accounts.check("Ada", "a long enough password") == Person("Ada", "editor")
    assert accounts.check("Ada", "another password") is None
    assert accounts.check("Eve", "a long enough password") is None
    with pytest.raises(FirsthandError, match="too short"):
        accounts.set("Ben", "coder", "short")
    with pytest.raises(FirsthandError, match="role"):
        accounts.set("Ben", "king", "a long enough password")
    accounts.remove("Ada")
    assert accounts.people() == []
    accounts.path.write_text("[]")
    with pytest.raises(FirsthandError, match="not a file of accounts"):
        accounts.people()


def test_guessing_is_slowed_down_by_name_and_by_address() -> None:
    now = [0.0]
    limit = Limit(clock=lambda: now[0])
    for _ in range(5):
        assert limit.wait_s("Ada", "10.0.0.1") == 0
        limit.failed("Ada", "10.0.0.1")
    assert limit.wait_s("Ada", "10.0.0.2") == 300
    assert limit.wait_s("Ben", "10.0.0.1") == 0
    for n in range(45):
        limit.failed(f"name {n}", "10.0.0.1")
    assert limit.wait_s("Ben", "10.0.0.1") == 300
    now[0] = 301
    assert limit.wait_s("Ada", "10.0.0.1") == 0


def test_a_taken_port_and_a_wrong_tile_server_are_named() -> None:
    with listen(0) as taken:
        taken.listen()
        with pytest.raises(FirsthandError, match="give another with --port"):
            listen(taken.getsockname()[1])
    with pytest.raises(FirsthandError, match="tile server"):
        tile_origin("https://tiles.example.org/map.png")


class _Coder:
    def code(self, report: Report) -> list[Claim]:
        if "UNREADABLE" in report.text:
            raise ReportError("a.txt", "it is unreadable", "say something else")
        return sample()[1] if report.text == TEXT else []


def test_what_is_added_and_what_could_not_be_read_is_told(tmp_path: Path) -> None:
    work = Work(str(tmp_path / "a.db"), _Coder)
    report, _ = sample()

    def reading(*found: Any) -> Any:
        return lambda: iter(found)

    one = Received(report, TEXT.encode(), "text/plain")
    bad = Received(Report(text="UNREADABLE"), b"", "text/plain")
    work.add(
        [
            ("a", reading(one)),
            ("b", reading(bad, ReportError("c.pdf", "it is empty", "give another"))),
            ("a", reading(one)),
        ]
    )
    states = [(job.state, job.what) for job in work.jobs]
    assert states[0] == ("added", "3 claims in 1 report")
    assert states[1][0] == "failed"
    assert "it is unreadable" in states[1][1]
    assert states[2] == ("there", "1 already in the ledger")
    events = work.index()
    assert {one for event in events.events for one in event.claims} == set(events.by_claim)
    assert work.index() is events  # nothing was decided since
    work.decide("Ada", next(iter(events.by_claim)), "reject")
    assert work.index() is not events
    assert work.last_of("Ada").action == "reject"  # type: ignore[union-attr]
    work.close()


def test_two_desks_and_an_adder_work_on_one_ledger_at_once(tmp_path: Path) -> None:
    place = str(tmp_path / "a.db")
    desks = [Work(place, _Coder) for _ in range(2)]
    report, claims = sample()
    desks[0].ledger.add(report, TEXT.encode(), "text/plain", claims)
    faults: list[BaseException] = []

    def review(desk: Work, name: str) -> None:
        try:
            for n in range(12):
                desk.decide(name, claims[n % 3].claim_id, ("accept", "reject")[n % 2])
                desk.index()
                desk.claims_of(report.report_id, name)
        except BaseException as error:
            faults.append(error)

    def add() -> None:
        try:
            with Ledger(place) as book:
                for n in range(12):
                    more, coded = sample(f"Wire {n}")
                    book.add(more, TEXT.encode(), "text/plain", coded)
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=review, args=(desk, f"coder {n}")) for n, desk in enumerate(desks)]
    threads.append(threading.Thread(target=add))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(desks[0].ledger.decisions()) == 24
    assert desks[1].ledger.counts() == (13, 39)
    assert desks[1].ledger.verify() == []
    for desk in desks:
        desk.close()


def test_pages_answer_while_events_are_being_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()

    def slow(self: Maker, known: Head | None) -> Made:
        assert go_on.wait(20)
        return at_once(self, known)

    at_once = Maker.made
    monkeypatch.setattr(Maker, "made", slow)
    monkeypatch.setattr("firsthand.desk.work.PATIENCE_S", 0.05)
    work = Work(str(tmp_path / "a.db"), _Coder)
    report, claims = sample()
    work.ledger.add(report, TEXT.encode(), "text/plain", claims)
    assert work.index().events == []
    assert work.stale
    go_on.set()
    until = time.monotonic() + 20
    while work.stale and time.monotonic() < until:
        time.sleep(0.01)
    assert {claim for event in work.index().events for claim in event.claims} == {one.claim_id for one in claims}
    work.close()


def test_another_process_makes_the_events_of_a_large_ledger_and_then_what_is_new(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("firsthand.desk.making.SMALL", 1)
    work = Work(str(ledger), _Coder)

    def settled() -> Index:
        until = time.monotonic() + 60
        while (now := work.index()).head != work.ledger.head() and time.monotonic() < until:
            time.sleep(0.05)
        return now

    before = settled()
    assert before.events == [brief(event) for event in reviewed_events(work.ledger)]
    gone = before.events[0]
    for claim in gone.claims:
        work.ledger.decide("Ada", "claim", claim, "reject")
    late, claims = sample("Late Wire")
    work.ledger.add(late, TEXT.encode(), "text/plain", claims)
    after = settled()
    assert after.events == [brief(event) for event in reviewed_events(work.ledger)]
    assert gone.claims[0] not in after.by_claim
    work.close()


def test_claims_that_do_not_belong_together_are_told_apart(tmp_path: Path) -> None:
    work = Work(str(tmp_path / "a.db"), _Coder)
    for n in range(2):
        report, claims = sample(f"Wire {n}")
        work.ledger.add(report, TEXT.encode(), "text/plain", claims)
    events = work.index().events
    several = next(one for one in events if len(one.claims) > 1)
    assert {one.event_id for one in near(several, events)} <= {one.event_id for one in events} - {several.event_id}
    rest, last = several.claims[:-1], several.claims[-1]
    work.ledger.decide("Ada", "event", several.event_id, "split", value=[list(rest), [last]])
    assert {tuple(sorted((one, last))) for one in rest} == set(work.ledger.links().must_not)
    work.close()


REA = Person("Rea", "reader")


def test_readers_see_no_event_that_rests_on_what_is_sensitive(ledger: Path) -> None:
    work = Work(str(ledger), _Coder)
    _, claims = sample()
    everything = work.events_for(REA)
    work.ledger.decide("Ada", "claim", claims[2].claim_id, "sensitive", value=True)
    left = work.events_for(REA)
    assert [claims[2].claim_id in one.claims for one in left] == [False] * (len(everything) - 1)
    assert len(work.events_for(Person("Ada", "coder"))) == len(everything)
    work.ledger.decide("Ada", "report", claims[0].report_id, "sensitive", value=True)
    assert work.events_for(REA) == []
    work.close()
