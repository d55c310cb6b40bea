"""How fast the desk answers on a large ledger, and how its memory grows: ``python benchmarks/desk.py [CLAIMS]``.

Makes a ledger of synthetic claims (invented names at real places), opens the desk on it, and asks for its pages as a
browser does. Prints the time of each page (by the clock and by the processor), of the first linking, of what a decision
makes the desk link again, and the memory after each 200 pages.
"""

from __future__ import annotations

import datetime
import http.cookiejar
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

from firsthand.ledger import Ledger
from firsthand.records import Actor, Claim, Harm, Link, Phrase, Place, Report, Span, When, digest

TYPES = ("attack", "shelling", "armed_clash", "killing", "abduction", "air_strike", "looting", "protest")
A_REPORT = 20  # claims


def made(number: int, rng: random.Random) -> tuple[Report, list[Claim]]:
    """A report with its claims."""
    sentences, claims = [], []
    at = 0
    day = datetime.date(2015, 1, 1) + datetime.timedelta(rng.randrange(3650))
    publisher = f"Wire {rng.randrange(40)}"
    rows = []
    for _ in range(A_REPORT):
        kind, group, dead = rng.choice(TYPES), f"Group {rng.randrange(60)}", rng.randrange(1, 40)
        sentence = f"Fighters of {group} struck place {rng.randrange(900)} and killed {dead} people, residents said. "
        rows.append((at, sentence, kind, group, dead, day - datetime.timedelta(rng.randrange(5))))
        sentences.append(sentence)
        at += len(sentence)
    report = Report(text="".join(sentences), published=day.isoformat(), publisher=publisher, title=f"Report {number}")
    for start, sentence, kind, group, dead, when in rows:
        verb = start + sentence.index("struck")
        lat, lon = rng.uniform(10, 24), rng.uniform(-10, 20)
        claim = Claim(
            report_id=report.report_id,
            event_type=kind,
            trigger=Phrase(text="struck", span=Span(verb, verb + 6)),
            quote=Phrase(text=sentence.strip(), span=Span(start, start + len(sentence) - 1)),
            actors=(Actor(role="initiator", name=group, kind="rebel"),),
            when=When(start=when.isoformat(), end=when.isoformat(), precision="day"),
            where=Place(name=f"Place {round(lat * 10)}", lat=lat, lon=lon, country="MLI", precision="town"),
            harm=(Harm(outcome="killed", low=dead, high=dead),),
            attribution=(Link(source=publisher, kind="media"), Link(source="residents", kind="witness")),
            confidence=round(rng.random(), 2),
        )
        claims.append(claim.identified("synthetic"))
    return report, claims


class Visitor:
    """Somebody who has come in."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())).open
        with self.open(address + "/start") as answer:
            found = re.search(r'name="token" value="([^"]+)"', answer.read().decode())
        assert found is not None
        form = {"name": "Ada", "token": found.group(1), "next": "/map"}
        self.first = self.timed("/start", urllib.parse.urlencode(form).encode())

    def timed(self, path: str, form: bytes | None = None) -> float:
        """Ask for a page; the seconds until it is there."""
        started = time.monotonic()
        with self.open(self.address + path, form) as answer:
            answer.read()
        return time.monotonic() - started

    def says(self, path: str, words: str) -> bool:
        """Does a page hold these words?"""
        with self.open(self.address + path) as answer:
            return words in str(answer.read().decode())


def memory_mb(process: int) -> float:
    """Resident memory of a process."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    return int(found.group(1)) / 1024 if found else 0.0


def processor_s(process: int) -> float:
    """Seconds of processor time that a process has used; on a machine with other work the fairer figure."""
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def of_children(process: int) -> float:
    """The same of the processes that it has started and that still run."""
    threads = Path(f"/proc/{process}/task").iterdir()
    found = [child for thread in threads for child in (thread / "children").read_text().split()]
    return sum(processor_s(int(child)) for child in found)


def main(claims: int) -> int:
    """Run it all."""
    rng = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "large.db"
        started = time.monotonic()
        with Ledger(place) as ledger:
            for number in range(claims // A_REPORT):
                report, coded = made(number, rng)
                ledger.add(report, report.text.encode(), "text/plain", coded)
            first = next(iter(ledger.reviewed())).claim
        print(f"{claims} claims written in {time.monotonic() - started:.0f} s")
        program = "from firsthand import cli; cli.main()"
        command = [sys.executable, "-c", program, "desk", "--ledger", str(place), "--port", "0", "--no-browser"]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        try:
            assert process.stderr is not None
            address = re.search(r"http://127\.0\.0\.1:\d+", process.stderr.readline())
            assert address is not None
            visitor = Visitor(address.group())
            print(f"first map, before there are events: {visitor.first:.1f} s")
            started = time.monotonic()
            while visitor.says("/events", "being made"):
                time.sleep(1)
            took = of_children(process.pid)
            print(f"all events linked {time.monotonic() - started:.0f} s later, processor {took:.0f} s", flush=True)
            with visitor.open(visitor.address + "/events") as answer:
                event = re.search(r"/event/[0-9a-f]{16}", answer.read().decode())
            assert event is not None
            report_page = f"/report/{first.report_id}?claim={first.claim_id}"
            for path in ("/", "/events", "/map", event.group(), report_page):
                before = processor_s(process.pid)
                times = [visitor.timed(path) for _ in range(5)]
                took = (processor_s(process.pid) - before) / len(times)
                figures = f"median {statistics.median(times):.2f} s, slowest {max(times):.2f} s"
                print(f"{path[:24]:<26} {figures}, processor {took:.2f} s", flush=True)
            its_event, gone = "/event/" + digest("event", first.claim_id), "no such event now"
            assert not visitor.says(its_event, gone)
            with Ledger(place) as ledger:
                ledger.decide("Bob", "claim", first.claim_id, "reject")
            started, before = time.monotonic(), of_children(process.pid)
            while not visitor.says(its_event, gone):
                time.sleep(0.1)
            took = of_children(process.pid) - before
            print(
                f"a rejected claim: its event is gone after {time.monotonic() - started:.1f} s, processor {took:.1f} s"
            )
            for round_ in range(3):
                for number in range(200):
                    visitor.timed(("/", report_page, event.group())[number % 3])
                time.sleep(75)  # pages that no browser connected to are forgotten after a minute
                visitor.timed("/")
                print(f"memory after {200 * (round_ + 1)} pages: {memory_mb(process.pid):.0f} MB", flush=True)
        finally:
            process.terminate()
            process.wait(20)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
