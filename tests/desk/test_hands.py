"""By hand: splitting, merging, sensitive marks, dates and tolls; tiles, addresses, and a desk on PostgreSQL."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from firsthand.ledger import Ledger
from firsthand.records import Claim, Link, Phrase, Report
from tests.desk.conftest import Common, Seat, sample, span

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


class _Site(http.server.BaseHTTPRequestHandler):
    """A site on this machine: tiles, and one report as a page."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        tile = self.path.startswith("/tiles/")
        page = (
            b"<html><head><title>Guards killed</title></head><body><article><p>Gunmen attacked Bourem on Monday and "
            b"killed 4 guards, the mayor said. The road was closed for two days.</p></article></body></html>"
        )
        self.send_response(200 if tile or self.path == "/report.html" else 404)
        self.send_header("Content-Type", "image/png" if tile else "text/html")
        self.end_headers()
        self.wfile.write(PIXEL if tile else page)

    def log_message(self, *_: object) -> None:
        """Not on the tests' terminal."""


@pytest.fixture(scope="session")
def site() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []
    made = http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("Site", (_Site,), {"asked": asked}))
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}", asked
    made.shutdown()
    made.server_close()
    thread.join(5)


def at_claim(seat: Seat, claim: Claim) -> None:
    seat.go(f"/report/{claim.report_id}?claim={claim.claim_id}", ".chip.now")


def test_a_claim_is_split_merged_and_marked_by_key(common: Common, sit: Callable[..., Any]) -> None:
    _, claims = common.fresh()
    attack, _, shells = claims
    ada = sit(common.address, "Ada S.")
    at_claim(ada, attack)
    # The words of a second happening make a second claim, and that is shown.
    ada.keys("h")
    ada.sees("[role=alert], [role=status]", "Select the words")
    ada.keys("f", *["ArrowRight"] * 10)
    ada.sees(".use q", "killed")
    ada.keys("h")
    ada.sees(".right .badge", "accepted")
    ada.sees(".field[data-lights=trigger]", "“killed”")
    assert ada.page.locator(".chip").count() == 5
    assert ada.page.locator(".chip.rejected").count() == 1
    with Ledger(common.place) as book:
        made = [one for one in book.reviewed(report_id=attack.report_id) if one.added_by]
        assert sorted(one.claim.trigger.text or "" for one in made) == ["attacked a camp", "killed"]
        assert book.claim(attack.claim_id).status == "rejected"
    ada.keys("u")
    ada.page.wait_for_function("document.querySelectorAll('.chip').length === 3")
    assert ada.page.locator(".chip.rejected").count() == 0
    # Merging: the claim goes into another, and undoing brings it back.
    at_claim(ada, shells)
    ada.keys("r")
    ada.page.wait_for_selector(".dialog select")
    ada.page.wait_for_function("document.activeElement.tagName === 'SELECT'")
    ada.keys("Enter")
    ada.page.wait_for_selector(".chip.rejected")
    ada.sees(".chip.now", "1")
    with Ledger(common.place) as book:
        assert [one.action for one in book.decisions(target_id=shells.claim_id)] == ["merge"]
    ada.keys("u")
    ada.page.wait_for_selector(".chip.rejected", state="detached")
    # Sensitive, and not.
    at_claim(ada, shells)
    ada.keys("z")
    ada.page.wait_for_selector(".right .badge:text('sensitive')")
    ada.page.wait_for_selector("footer [aria-pressed=true]")
    with Ledger(common.place) as book:
        assert shells.claim_id in book.sensitive().claims
    ada.keys("z")
    ada.page.wait_for_selector("footer [aria-pressed=false]")
    with Ledger(common.place) as book:
        assert shells.claim_id not in book.sensitive().claims
        assert book.verify() == []


def test_a_date_is_given_in_words_by_clock_and_on_the_calendar(common: Common, sit: Callable[..., Any]) -> None:
    _, claims = common.fresh()
    claim = claims[0]
    ada = sit(common.address, "Ada D.")

    def when() -> tuple[Any, ...]:
        with Ledger(common.place) as book:
            held = book.claim(claim.claim_id).claim.when
            return (held.start, held.end, held.precision, held.text) if held else ()

    def opened() -> None:
        ada.keys("d")
        ada.page.wait_for_selector(".calendar")

    def saved() -> None:
        ada.page.get_by_role("button", name="Save").click()
        ada.page.wait_for_selector(".dialog", state="detached")

    at_claim(ada, claim)
    opened()
    ada.sees(".told", "Mon 3 March 2025")
    ada.page.get_by_label("In words").fill("4 March, 14:30 to 16:00")
    ada.sees(".told", "Tue 4 March 2025, 14:30 to 16:00")
    ada.page.get_by_label("In words").press("Enter")
    ada.sees(".field", "2025-03-04 14:30 to 16:00 (time)")
    assert when() == ("2025-03-04T14:30", "2025-03-04T16:00", "time", "3 March")
    # The clock alone.
    opened()
    ada.page.get_by_label("from").fill("05:15")
    ada.page.get_by_label("to", exact=True).fill("")
    ada.sees(".told", "05:15")
    saved()
    assert when()[:3] == ("2025-03-04T05:15", "2025-03-04T05:15", "time")
    # A precision makes the interval whole.
    opened()
    ada.page.get_by_label("Precision").select_option("month")
    ada.sees(".told", "Sat 1 March to Mon 31 March 2025, 31 days")
    saved()
    assert when()[:3] == ("2025-03-01", "2025-03-31", "month")
    # Two days on the calendar.
    opened()
    ada.page.locator(".calendar [data-day='2025-03-02']").click()
    ada.sees(".told", "Sun 2 March 2025")
    ada.page.locator(".calendar [data-day='2025-03-04']").click()
    ada.sees(".told", "Sun 2 March to Tue 4 March 2025, 3 days")
    saved()
    assert when()[:3] == ("2025-03-02", "2025-03-04", "week")
    # The first after the last is refused; no date at all is an answer.
    opened()
    ada.page.get_by_label("First day").fill("2025-03-09")
    ada.page.get_by_role("button", name="Save").click()
    ada.sees(".told", "The first is after the last")
    ada.page.get_by_role("button", name="The report says no date").click()
    saved()
    assert when() == (None, None, None, "3 March")


def test_words_selected_give_the_bounds_they_tell(common: Common, sit: Callable[..., Any]) -> None:
    text = "Shells hit the market of Bourem and wounded between 10 and 15 traders, of whom at least nine died."
    report = Report(text=text, published="2025-03-05", publisher="Bounds Wire")
    claim = Claim(
        report_id=report.report_id,
        event_type="shelling",
        trigger=Phrase(**span("Shells hit", text)),
        quote=Phrase(**span(text, text)),
        attribution=(Link(source="Bounds Wire", kind="media"),),
    ).identified("by hand")
    common.add(report, [claim])
    ada = sit(common.address)
    at_claim(ada, claim)
    for words in ("between 10 and 15 traders", "at least nine died"):
        ada.page.evaluate(
            "([start, end]) => { const node = (at) => [...document.querySelectorAll('.report-text [data-s]')].filter("
            "one => Number(one.dataset.s) <= at).pop(); const range = document.createRange(); const put = (how, at) => "
            "range[how](node(at).firstChild, at - Number(node(at).dataset.s)); put('setStart', start); "
            "put('setEnd', end); getSelection().removeAllRanges(); getSelection().addRange(range); "
            "document.dispatchEvent(new MouseEvent('mouseup')); }",
            [text.index(words), text.index(words) + len(words)],
        )
        ada.sees(".use q", words)
        ada.keys("t")
        ada.page.wait_for_selector(".use", state="detached")
        if ada.page.locator(".dialog").count():  # the first toll opens its editor, for what it is to be looked at
            ada.page.wait_for_function("document.activeElement.type === 'number'")
            ada.keys("Escape")
            ada.page.wait_for_selector(".dialog", state="detached")
    ada.sees(".field", "killed 9+")
    with Ledger(common.place) as book:
        harm = book.claim(claim.claim_id).claim.harm
    assert [(one.outcome, one.low, one.high) for one in harm] == [("injured", 10, 15), ("killed", 9, None)]


def test_tiles_come_from_the_server_that_was_set_and_from_no_other(
    ledger: Path, open_desk: Callable[..., Any], sit: Callable[..., Any], site: tuple[str, list[str]]
) -> None:
    address, asked = site
    desk = open_desk(ledger, "--tiles", address + "/tiles/{z}/{x}/{y}.png", "--tiles-credit", "Tiles: nobody")
    ada = sit(desk.address, allowed=address + "/tiles/")
    with ada.page.expect_response(desk.address + "/map") as answer:
        ada.go("/map", ".world img.leaflet-tile-loaded")
    rules = dict(rule.split(" ", 1) for rule in answer.value.headers["content-security-policy"].split("; "))
    assert rules["img-src"].split() == ["'self'", "data:", "blob:", address]
    assert [name for name, value in rules.items() if address in value] == ["img-src"]
    assert any(path.startswith("/tiles/") for path in asked)
    ada.sees(".leaflet-control-attribution", "Tiles: nobody")
    assert ada.page.locator(".mapname").count() == 0  # the tiles have names of their own
    # Addresses: private ones are refused before anything is asked, others that are none are named.
    ada.go("/add", "textarea")
    ada.page.get_by_label("One a line").fill("file:///etc/passwd")
    ada.page.get_by_role("button", name="Fetch and add").click()
    ada.sees("[role=alert], [role=status]", "is no address")
    wanted = [f"{address}/report.html", "http://169.254.169.254/latest/", "http://[::1]:1/x"]
    ada.page.get_by_label("One a line").fill("\n".join(wanted))
    ada.page.get_by_role("button", name="Fetch and add").click()
    ada.page.wait_for_function("document.querySelectorAll('.history .badge.rejected').length === 3")
    told = ada.page.locator(".history li").all_inner_texts()
    assert all("it leads to a private or local address" in one for one in told)
    assert "/report.html" not in asked


def test_the_desk_works_on_postgresql(
    server: Any, open_desk: Callable[..., Any], sit: Callable[..., Any], site: tuple[str, list[str]]
) -> None:
    place = server.ledger()
    report, claims = sample()
    with Ledger(place) as book:
        book.add(report, report.text.encode(), "text/plain", claims)
    desk = open_desk(place, settings={"FIRSTHAND_ALLOW_PRIVATE_ADDRESSES": "1"})
    ada = sit(desk.address)
    ada.page.wait_for_selector("a.item")
    ada.keys("/")
    ada.page.wait_for_function("document.activeElement.tagName === 'INPUT'")
    ada.page.keyboard.type("bourem")
    ada.keys("Enter")
    ada.page.wait_for_function("document.querySelectorAll('a.item').length === 1")
    ada.page.locator("a.item").click()
    ada.page.wait_for_selector(".chip.now")
    ada.keys("a")
    ada.page.wait_for_selector(".chip.accepted")
    ada.keys("u")
    ada.page.wait_for_selector(".chip.accepted", state="detached")
    # An address is fetched when it is asked for, and coded into the same ledger.
    ada.go("/add", "textarea")
    ada.page.get_by_label("One a line").fill(f"{site[0]}/report.html\n{site[0]}/nothing.html")
    ada.page.get_by_role("button", name="Fetch and add").click()
    ada.sees(".history li", "1 claim in 1 report")
    ada.sees(".history li", "404")
    ada.go("/events", "a.item")
    ada.keys("Enter")
    ada.page.wait_for_selector(".two svg")
    ada.go("/map", ".charts svg")
    with Ledger(place) as book:
        assert [one.action for one in book.decisions()] == ["accept", "undo"]
        assert book.counts()[0] == 2
        assert book.verify() == []
