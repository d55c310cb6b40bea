"""Nothing of what people marked as sensitive reaches a reader: no page, no file, no message to the browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from firsthand.desk.accounts import Accounts, Person
from firsthand.desk.exporting import ENDINGS
from firsthand.desk.work import Work
from firsthand.ledger import ClaimFilter, Ledger
from firsthand.records import Actor, Claim, Harm, Link, Phrase, Place, Report, Span, When, digest
from tests.desk.test_plain import _Coder

PASSWORD = "a long enough password"
OPEN = "Quarry Lions"  # who is told of in the one claim that everybody may see
# One sentence a mark: the actor and the town stand nowhere else, so that a page that holds one of them tells too much.
TOLD = {
    "claim": ("Amber Foxes", "Fanfara"),
    "report": ("Birch Herons", "Gungara"),
    "event": ("Cedar Otters", "Hombara"),
    "publisher": ("Dune Jackals", "Intara"),
    "source": ("Elm Badgers", "Jelwara"),
    "split": ("Fern Martens", "Kolbara"),
}
WITNESS = "Sister Awa Nowhere"
MARKED = "Moussa Invented"


def _claim(report: Report, actor: str, town: str, day: str, *links: Link) -> Claim:
    text = report.text
    start = text.index(actor)
    end = text.index(".", start) + 1

    def span(words: str) -> dict[str, Any]:
        at = text.index(words, start)
        return {"text": words, "span": Span(at, at + len(words))}

    dead = f"{3 + len(actor)} people"
    return Claim(
        report_id=report.report_id, event_type="attack", trigger=Phrase(**span("raided")),
        quote=Phrase(text=text[start:end], span=Span(start, end)),
        actors=(Actor(role="initiator", name=actor, kind="rebel", **span(actor)),),
        when=When(text=day, start=day, end=day, precision="day"),
        where=Place(
            name=town, lat=16.0 + len(town) / 7, lon=0.1 * len(actor), country="MLI", precision="town", **span(town)
        ),
        harm=(Harm(outcome="killed", low=3 + len(actor), high=3 + len(actor), **span(dead)),),
        attribution=(Link(source=report.publisher or "", kind="media"), *links), confidence=0.5,
    ).identified("by hand")  # fmt: skip


def _sentence(kind: str) -> str:
    actor, town = TOLD[kind]
    return f"{actor} raided {town} and killed {3 + len(actor)} people."


@pytest.fixture
def team(tmp_path: Path) -> tuple[Path, dict[str, Claim]]:
    """A ledger with a mark of each kind, made by a coder; gives the claims by the kind of their mark."""
    place = tmp_path / "team.db"
    texts = {
        "wire": f"{OPEN} raided Labzara and killed {3 + len(OPEN)} people. Awa and {WITNESS} saw it. "
        + _sentence("claim"),
        "report": _sentence("report"),
        "event": _sentence("event"),
        "publisher": _sentence("publisher"),
        "source": f"{MARKED} writes: " + _sentence("source"),
        "split": _sentence("split"),
    }
    claims: dict[str, Claim] = {}
    with Ledger(place) as book:
        for number, (kind, text) in enumerate(texts.items()):
            publisher = "Hidden Post" if kind == "publisher" else f"Open Wire {number}"
            title = f"What {WITNESS} saw" if kind == "wire" else _sentence(kind)
            report = Report(
                text=text, published="2025-01-20", publisher=publisher, title=title, author=WITNESS,
                url="https://wire.example/1",
            )  # fmt: skip
            day = f"2025-01-{10 + number}"
            found = []
            if kind == "wire":
                link = Link(source=WITNESS, kind="witness")
                claims["open"] = _claim(report, OPEN, "Labzara", day, link)
                claims["claim"] = _claim(report, *TOLD["claim"], day)
                found = [claims["open"], claims["claim"]]
            else:
                between = (Link(source=MARKED, kind="media"), Link(source="army")) if kind == "source" else ()
                claims[kind] = _claim(report, *TOLD[kind], day, *between)
                found = [claims[kind]]
            book.add(report, text.encode(), "text/plain", found)
        book.decide("Ben", "claim", claims["split"].claim_id, "sensitive")
        two = [{"stage": "attempted"}, {"stage": "planned"}]
        book.decide("Ben", "claim", claims["split"].claim_id, "split", value=two)
        book.decide("Ben", "claim", claims["claim"].claim_id, "sensitive")
        book.decide("Ben", "report", claims["report"].report_id, "sensitive")
        book.decide("Ben", "event", digest("event", claims["event"].claim_id), "sensitive")
        book.decide("Ben", "source", "The Hidden Post", "sensitive")
        book.decide("Ben", "source", MARKED.upper(), "sensitive")
        for coder, value in (("Ann", "bombing"), ("Ben", "arson")):
            book.decide(coder, "claim", claims["claim"].claim_id, "correct", "event_type", value)
    return place, claims


def _secrets() -> set[str]:
    return {word for pair in TOLD.values() for word in pair} | {WITNESS, "Awa", MARKED, "Hidden Post"}


def _told(heard: str) -> set[str]:
    return {word for word in _secrets() if re.search(rf"\b{word}\b", heard, re.IGNORECASE)}


def test_nothing_sensitive_reaches_a_reader(
    team: tuple[Path, dict[str, Claim]], open_desk: Callable[..., Any], sit: Callable[..., Any]
) -> None:
    ledger, claims = team
    accounts = Accounts(ledger.parent / "accounts.json")
    for name, role in (("Rea", "reader"), ("Ada", "coder"), ("Eda", "editor")):
        accounts.set(name, role, PASSWORD)  # type: ignore[arg-type]
    desk = open_desk(ledger, "--accounts", str(accounts.path))

    reports = {one.report_id: f"/report/{one.report_id}?claim={one.claim_id}" for one in claims.values()}
    texts = [(path, ".review .right, .empty") for path in reports.values()]
    events = [(f"/event/{digest('event', one.claim_id)}", ".two, .empty") for one in claims.values()]
    lists = [("/", "a.item, .empty"), ("/events", "a.item, .empty"), ("/map", ".charts svg, .empty")]
    others = [("/coders", "[aria-pressed], .empty"), ("/add", ".drop, .empty")]

    def visit(name: str, pages: list[tuple[str, str]], files: Iterable[str] = ()) -> tuple[str, Any]:
        """All that reaches this person's browser from these pages and files, and their seat."""
        seat = sit(desk.address, name, password=PASSWORD)
        heard: list[str] = []
        seat.page.on("websocket", lambda socket: socket.on("framereceived", lambda data: heard.append(str(data))))
        for path, ready in pages:
            seat.go(path, ready)
            seat.page.wait_for_timeout(200)  # what comes after the page itself
            heard.append(seat.page.content())
        got = (seat.page.request.get(f"{desk.address}/export/{format}") for format in files)
        heard += [one.body().decode("utf-8", "replace") for one in got]
        return "\n".join(heard), seat

    heard, rea = visit("Rea", [*lists, *others, *texts, *events], ENDINGS)
    assert OPEN in heard, "what is not sensitive is read"
    assert _told(heard) == set()
    rea.go("/", "a.item")
    assert rea.page.locator("a.item").count() == 1
    assert "0 of 1 reviewed" in rea.page.inner_text(".side")
    heard, _ = visit("Ada", [*lists, *texts])
    assert _told(heard) == _secrets(), "coders see all of it"
    heard, _ = visit("Eda", [*lists[:1], *others])
    assert {TOLD[kind][0] for kind in ("report", "event", "publisher", "source")} <= _told(heard)


def test_maps_and_counts_of_a_large_ledger_hold_nothing_sensitive(team: tuple[Path, dict[str, Claim]]) -> None:
    ledger, claims = team
    work = Work(str(ledger), _Coder)
    sight = work.sight(Person("Rea", "reader"))
    wanted = sight.filter(ClaimFilter(origin="Moussa Invented", order="deadly"))
    page, counts, figures = (
        ask(wanted) for ask in (work.ledger.claims_page, work.ledger.progress, work.ledger.figures)
    )
    assert [one.claim.claim_id for one in page.claims] == [claims["open"].claim_id]
    assert (page.total, sum(counts.values()), figures.total) == (1, 1, 1)
    assert set(figures.actors) == {"quarry lions"}
    everything = work.sight(Person("Ada", "coder")).filter(ClaimFilter())
    assert work.ledger.claims_page(everything).total == 9
    work.close()
    vast = Work(str(ledger), _Coder, linked=3)  # which claims a marked event has cannot be known there
    assert vast.ledger.claims_page(vast.sight(Person("Rea", "reader")).filter(ClaimFilter())).claims == ()
    vast.close()
