"""Several programs at one ledger, and programs killed in the middle: nothing reported done is lost, nothing is half."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from firsthand.ledger import Ledger
from firsthand.records import Report
from tests.around.conftest import ROOT
from tests.around.fakes import FakeCoder

TEXT = "Rebels attacked a camp near Gao on Monday. Rebels killed 9 soldiers in Ansongo, the army said."
KILLS = 6
Start = Callable[..., subprocess.Popen[bytes]]

# Adds reports and decides on their claims without end, and says so only after the ledger has said so.
WRITER = """
import itertools, sys
from firsthand.ledger import Ledger
from firsthand.records import Report
from tests.around.fakes import FakeCoder
place, name = sys.argv[1:]
with Ledger(place) as ledger:
    print("open", flush=True)
    for number in itertools.count():
        report = Report(text=f"{TEXT} Report {number} of {name}.", published="2025-03-04")
        claims = FakeCoder().code(report)
        ledger.add(report, report.text.encode(), "text/plain", claims)
        print("report", report.report_id, flush=True)
        made = ledger.decide("Ann", "claim", claims[0].claim_id, "correct", "event_type", "shelling")
        print("decision", made.decision_id, flush=True)
""".replace("{TEXT}", TEXT)


def writer(place: str, name: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    command = [sys.executable, "-c", WRITER, place, name]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_kills_lose_nothing_that_was_reported_done(place: str) -> None:
    told: list[str] = []
    for kill in range(KILLS):
        running = writer(place, str(kill))
        assert running.stdout is not None
        # later and later, and each time at another point of the work
        told += [running.stdout.readline().decode() for _ in range(2 + 5 * kill)]
        os.kill(running.pid, signal.SIGKILL)
        rest, _ = running.communicate()
        told += [line for line in rest.decode().splitlines(keepends=True) if line.endswith("\n")]
        assert running.returncode == -signal.SIGKILL
        with Ledger(place) as ledger:
            assert ledger.verify() == []
            reports, claims = ledger.counts()
            assert claims == 2 * reports, "no report without its claims"
            assert reports - (kill + 1) <= len(ledger.decisions()) <= reports, "one for each report, but for the last"
    done = {line.split()[1] for line in told if line.startswith("report")}
    decided = {line.split()[1] for line in told if line.startswith("decision")}
    assert len(done) > KILLS
    with Ledger(place) as ledger:
        assert done <= {report.report_id for report in ledger.reports()}
        assert decided <= {one.decision_id for one in ledger.decisions()}


def corpus(folder: Path, count: int) -> Path:
    path = folder / "reports.jsonl"
    rows = ({"text": f"{TEXT} Report {n} of {folder.name}.", "published": "2025-03-04"} for n in range(count))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_two_programs_add_while_people_read_and_decide(place: str, tmp_path: Path, process: Start) -> None:
    report = Report(text=TEXT, published="2025-03-04")
    claims = FakeCoder().code(report)
    with Ledger(place) as desk:
        desk.add(report, TEXT.encode(), "text/plain", claims)
        reading = desk.coded()
        next(reading)  # left open: a reader that is not done must not hold up the writers
        both = []
        for name in ("one", "two"):
            (tmp_path / name).mkdir()
            file = corpus(tmp_path / name, 60)
            both.append(process("add", file, file, "--ledger", place, stderr=subprocess.PIPE))
        faults: list[BaseException] = []

        def decide() -> None:
            try:
                for number in range(20):
                    desk.decide("Ann", "claim", claims[0].claim_id, "correct", "confidence", number / 20)
                    assert desk.claim(claims[0].claim_id).claim.confidence == number / 20
            except BaseException as error:
                faults.append(error)

        person = threading.Thread(target=decide)
        person.start()
        for running in both:
            _, messages = running.communicate(timeout=120)
            assert running.returncode == 0, messages
            assert b"60 reports with 120 claims added" in messages
            assert b"60 were there" in messages
        person.join()
        assert faults == []
        assert list(reading) == [], "it sees the moment at which it began"
        assert desk.counts() == (121, 242)
        assert len(desk.decisions()) == 20
        assert desk.verify() == []


def test_the_same_reports_from_two_programs_are_there_once(place: str, tmp_path: Path, process: Start) -> None:
    file = corpus(tmp_path, 40)
    both = [process("add", file, "--ledger", place, stderr=subprocess.PIPE) for _ in range(2)]
    added = 0
    for running in both:
        _, messages = running.communicate(timeout=120)
        assert running.returncode == 0, messages
        added += int(messages.decode().split("firsthand: ")[-1].split()[0])
    assert added == 40
    with Ledger(place) as ledger:
        assert ledger.counts() == (40, 80)
        assert ledger.verify() == []


def test_a_large_folder_started_killed_started_stopped_started(tmp_path: Path, process: Start) -> None:
    """``add`` over a folder goes on where it was ended, however it was: nothing twice, nothing lost."""
    folder, ledger, texts = tmp_path / "reports", tmp_path / "a.db", set()
    folder.mkdir()
    for n in range(1200):
        text = f"{TEXT} Report {n}."
        (folder / f"{n:04}.txt").write_text(text)
        texts.add(text)
    seen = [0]
    for end, after in ((signal.SIGKILL, 150), (signal.SIGINT, 400), (signal.SIGKILL, 500), (None, 0)):
        running = process("add", folder, "--ledger", ledger, "--published", "2025-03-04", stderr=subprocess.PIPE)
        if end is not None:
            for _ in range(6000):
                if _count(ledger) >= after or running.poll() is not None:
                    break
                time.sleep(0.01)
            running.send_signal(end)
        _, messages = running.communicate()
        assert running.returncode == {signal.SIGKILL: -9, signal.SIGINT: 130, None: 0}[end], messages
        with Ledger(ledger) as book:
            assert book.verify() == []
        seen.append(_count(ledger))
    assert all(a < b < 1200 for a, b in itertools.pairwise(seen[:-1])), "each run was ended in the middle of its work"
    with Ledger(ledger) as book:
        assert book.counts() == (1200, 2400)
        assert {report.text for report in book.reports()} == texts
    assert f"{1200 - seen[3]} reports with {2 * (1200 - seen[3])} claims added" in messages.decode()


def _count(ledger: Path) -> int:
    """How many reports another program has put into the ledger so far."""
    if not ledger.is_file():
        return 0
    with contextlib.closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True, timeout=30)) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM reports").fetchone()[0])
        except sqlite3.OperationalError:  # it is being made
            return 0
