"""Several programs at one ledger, and programs killed in the middle: nothing reported done is lost, nothing is half."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
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


# ``firsthand add`` with a coder that ends its own process at its n-th report: always in the middle, on any machine.
ENDING = """
import os, signal, sys
from firsthand import cli, coder
from tests.around import fakes
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs begin without it
number, left = int(sys.argv.pop(1)), int(sys.argv.pop(1))
class Ending(fakes.FakeCoder):
    def code(self, report):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), number)
        return super().code(report)
coder.Coder = Ending
cli.main()
"""


def test_a_large_folder_started_killed_stopped_killed_started(tmp_path: Path) -> None:
    """``add`` over a folder goes on where it was ended, however it was: nothing twice, nothing lost."""
    folder, ledger, texts = tmp_path / "reports", tmp_path / "a.db", set()
    folder.mkdir()
    for n in range(1200):
        text = f"{TEXT} Report {n}."
        (folder / f"{n:04}.txt").write_text(text)
        texts.add(text)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    there = 0
    for end, after in ((signal.SIGKILL, 151), (signal.SIGINT, 301), (signal.SIGKILL, 207), (0, -1)):
        command = ["add", str(folder), "--ledger", str(ledger), "--published", "2025-03-04"]
        running = subprocess.run(
            [sys.executable, "-c", ENDING, str(int(end)), str(after), *command],
            env=environment, capture_output=True, check=False,
        )  # fmt: skip
        assert running.returncode == {signal.SIGKILL: -9, signal.SIGINT: 130, 0: 0}[end], running.stderr
        left = 1200 - there
        there += after - 1 if end else left
        with Ledger(ledger) as book:
            assert book.verify() == []
            assert book.counts() == (there, 2 * there), (
                "what was coded before the end is there, and no half of a report"
            )
    with Ledger(ledger) as book:
        assert book.counts() == (1200, 2400)
        assert {report.text for report in book.reports()} == texts
    assert f"{left} reports with {2 * left} claims added" in running.stderr.decode()
