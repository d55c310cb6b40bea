"""A real desk in a process of its own, and a real browser in front of it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from firsthand.ledger import Ledger
from firsthand.records import Actor, Claim, Harm, Link, Phrase, Place, Report, Span, When
from tests.ledger.conftest import server

ROOT = Path(__file__).parents[2]
PROGRAM = "from firsthand import cli; cli.main()"
FAKE = "from firsthand import cli, coder; from tests.around import fakes; coder.Coder = fakes.FakeCoder; cli.main()"


__all__ = ["server"]


class Desk:
    """A desk that is open, at ``address``; ``errors`` is what it said on standard error."""

    def __init__(
        self, ledger: Path | str, *options: str, program: str = PROGRAM, settings: dict[str, str] | None = None
    ) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]), **(settings or {})}
        command = [sys.executable, "-c", program, "desk", "--ledger", str(ledger), "--port", "0", "--no-browser"]
        self.process = subprocess.Popen(
            [*command, *options],
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ledger.parent if isinstance(ledger, Path) else None,
        )
        self.errors: list[str] = []
        self.address = ""
        opened = threading.Event()

        def listen() -> None:
            assert self.process.stderr is not None
            for line in self.process.stderr:
                self.errors.append(line)
                if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                    self.address = found.group()
                    opened.set()
            opened.set()

        self._listener = threading.Thread(target=listen, daemon=True)
        self._listener.start()
        opened.wait(60)
        assert self.address, "".join(self.errors)

    def close(self) -> None:
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(20) == 0, "".join(self.errors)
        self._listener.join(5)
        assert self.process.stderr is not None
        self.process.stderr.close()


@pytest.fixture
def open_desk() -> Iterator[Callable[..., Desk]]:
    opened: list[Desk] = []

    def start(ledger: Path | str, *options: str, **more: Any) -> Desk:
        opened.append(Desk(ledger, *options, **{"program": FAKE, **more}))
        return opened[-1]

    yield start
    for desk in opened:
        desk.close()


class Seat:
    """Somebody at a desk: a page of the browser that has come in; no request may leave the machine."""

    def __init__(
        self,
        browser: Any,
        address: str,
        name: str,
        password: str = "",
        size: tuple[int, int] = (1280, 800),
        allowed: str = "data:",  # a tile server that the desk was told to use
    ):
        self.allowed = allowed
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]})
        self.page = self.context.new_page()
        self.page.set_default_timeout(30_000)  # a busy machine takes its time
        self.address = address
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("console", lambda m: self.faults.append(f"console: {m.text}") if m.type == "error" else None)
        self.page.on("request", self._watch)
        self.page.goto(address + "/")
        self.page.fill("#name", name)
        if password:
            self.page.fill("#password", password)
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector("header.top")

    def _watch(self, request: Any) -> None:
        if not request.url.startswith(
            (self.address, self.allowed, "data:", "blob:", self.address.replace("http", "ws"))
        ):
            self.faults.append(f"request: {request.url[:200]}")

    def go(self, path: str, wait_for: str) -> None:
        self.page.goto(self.address + path)
        self.page.wait_for_selector(wait_for)

    def keys(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def sees(self, selector: str, text: str) -> None:
        """Wait until an element of this kind holds this text."""
        self.page.locator(selector).filter(has_text=text).first.wait_for()

    def close(self) -> None:
        self.context.close()
        assert self.faults == []


@pytest.fixture
def sit(browser: Any) -> Iterator[Callable[..., Seat]]:
    seats: list[Seat] = []

    def down(address: str, name: str = "Ada", **more: Any) -> Seat:
        seats.append(Seat(browser, address, name, **more))
        return seats[-1]

    yield down
    for seat in seats:
        seat.close()


TEXT = (
    "Rebels of the Dry River Union attacked a camp near Gao on 3 March and killed nine soldiers, residents said. "
    "The army denied that the camp was attacked. Shells hit Bourem on 4 March, and two people died."
)


def span(words: str, text: str = TEXT) -> dict[str, Any]:
    start = text.index(words)
    return {"text": words, "span": Span(start, start + len(words))}


def sample(publisher: str = "Example Wire") -> tuple[Report, list[Claim]]:
    """An invented report with three claims, coded by hand."""
    report = Report(text=TEXT, published="2025-03-05", publisher=publisher, title="Attack near Gao")
    wire = Link(source=publisher, kind="media")
    first, second, third = (x + "." for x in TEXT.rstrip(".").split(". "))
    attack = Claim(
        report_id=report.report_id,
        event_type="attack",
        trigger=Phrase(**span("attacked a camp")),
        quote=Phrase(**span(first)),
        actors=(
            Actor(role="initiator", name="Dry River Union", kind="rebel", **span("Rebels of the Dry River Union")),
        ),
        when=When(start="2025-03-03", end="2025-03-03", precision="day", **span("3 March")),
        where=Place(
            name="Gao",
            geonameid=2457161,
            lat=16.27,
            lon=-0.05,
            country="MLI",
            precision="near",
            radius_km=15.0,
            **span("Gao"),
        ),
        harm=(Harm(outcome="killed", who="soldiers", party="target", low=9, high=9, **span("nine soldiers")),),
        attribution=(wire, Link(source="residents", kind="witness", cue="said", span=span("residents")["span"])),
        confidence=0.6,
    )
    denial = Claim(
        report_id=report.report_id,
        event_type="attack",
        stance="denies",
        trigger=Phrase(**span("attacked. ")),
        quote=Phrase(**span(second)),
        attribution=(wire, Link(source="army", kind="party", cue="denied")),
        confidence=0.4,
    )
    shells = Claim(
        report_id=report.report_id,
        event_type="shelling",
        trigger=Phrase(**span("Shells hit")),
        quote=Phrase(**span(third)),
        when=When(start="2025-03-04", end="2025-03-04", precision="day", **span("4 March")),
        where=Place(
            name="Bourem", geonameid=2460087, lat=16.95, lon=-0.35, country="MLI", precision="town", **span("Bourem")
        ),
        harm=(Harm(outcome="killed", low=2, high=2, **span("two people")),),
        attribution=(wire,),
        confidence=0.8,
    )
    return report, [claim.identified("by hand") for claim in (attack, denial, shells)]


class Common:
    """A desk for tests that can share one: each brings a report of its own and comes under a name of its own."""

    def __init__(self, folder: Path) -> None:
        self.place = folder / "common.db"
        self.count = 0
        self.add(*sample())
        self.desk = Desk(self.place, program=FAKE)
        self.address = self.desk.address

    def add(self, report: Report, claims: list[Claim]) -> None:
        with Ledger(self.place) as book:
            book.add(report, report.text.encode("utf-8", "replace"), "text/plain", claims)

    def fresh(self) -> tuple[Report, list[Claim]]:
        """The sample report once more, from another wire."""
        self.count += 1
        report, claims = sample(f"Wire {self.count}")
        self.add(report, claims)
        return report, claims


@pytest.fixture(scope="session")
def common(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Common]:
    made = Common(tmp_path_factory.mktemp("desk"))
    yield made
    made.desk.close()


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger with the sample report."""
    place = tmp_path / "sample.db"
    report, claims = sample()
    with Ledger(place) as book:
        book.add(report, report.text.encode(), "text/plain", claims)
    return place
