"""The ledger keeps what it was given, whole, in order, and notices every change."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from firsthand.errors import LedgerError
from firsthand.ledger import Ledger
from firsthand.records import Report
from tests.around.fakes import FakeCoder

TEXT = "Rebels attacked a camp near Gao on Monday. Rebels killed 9 soldiers in Ansongo, the army said."


def filled(path: Path, count: int = 3) -> Path:
    coder = FakeCoder()
    with Ledger(path) as ledger:
        for number in range(count):
            report = Report(text=f"{TEXT} Report {number}.", published="2025-03-04", origin=f"{number}.txt")
            assert ledger.add(report, report.text.encode(), "text/plain", coder.code(report))
    return path


def test_what_was_added_comes_back(tmp_path: Path) -> None:
    report = Report(text=TEXT, published="2025-03-04", publisher="Example Wire", title="Ein Café", origin="a.txt")
    claims = FakeCoder().code(report)
    assert len(claims) == 2
    with Ledger(tmp_path / "a.db") as ledger:
        assert ledger.add(report, b"\xff raw", "text/plain", claims)
        assert not ledger.add(report, b"other", "text/plain", [])
        assert list(ledger.coded()) == [(report, claims)]
        assert ledger.counts() == (1, 2)
        assert ledger.verify() == []
    with Ledger(tmp_path / "a.db", create=False) as ledger:
        assert list(ledger.coded()) == [(report, claims)]


def test_a_file_that_is_no_ledger_gets_a_clear_word(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("not a database at all, but a longer text than a header is")
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger(tmp_path / "a.db")
    with sqlite3.connect(tmp_path / "b.db") as connection:
        connection.execute("create table other (x)")
    connection.close()
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger(tmp_path / "b.db")
    with pytest.raises(LedgerError, match="no such ledger"):
        Ledger(tmp_path / "c.db", create=False)
    with pytest.raises(LedgerError, match="no such folder"):
        Ledger(tmp_path / "none" / "c.db")
    path = filled(tmp_path / "d.db")
    change(path, "update meta set value = '99'")
    with pytest.raises(LedgerError, match="schema 99"):
        Ledger(path)


def change(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("pragma foreign_keys = off")
        connection.execute(statement)
    connection.close()


FIRST_REPORT = "report_id = (select min(report_id) from reports)"
FIRST_CLAIM = "claim_id = (select min(claim_id) from claims)"


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        *((f"update reports set {column} = 'x' where {FIRST_REPORT}", "report ") for column in (
            "sha256", "media_type", "received", "origin", "tool", "text"
        )),
        (f"update reports set raw = x'00' where {FIRST_REPORT}", "the bytes received were changed"),
        (f"update reports set about = replace(about, '2025', '2024') where {FIRST_REPORT}", "report "),
        (f"update claims set json = replace(json, 'Gao', 'Goa') where {FIRST_CLAIM}", "report "),
        (f"update claims set event_type = 'x' where {FIRST_CLAIM}", "its columns do not fit"),
        (f"update claims set json = '{{}}' where {FIRST_CLAIM}", "it is no claim any more"),
        (f"update claims set position = 7 where {FIRST_CLAIM}", "report "),
        (f"delete from claims where {FIRST_CLAIM}", "report "),
        (f"delete from reports where {FIRST_REPORT}", "it was added, and is gone"),
        ("update custody set at = 'x' where number = 2", "entry 2: its seal is broken"),
        ("update custody set content = 'x' where number = 3", "entry 3: its seal is broken"),
        ("update custody set previous = 'x' where number = 4", "entry 4: does not hold the seal"),
        ("delete from custody where number = 2", "entry 2 is missing"),
        ("delete from custody where number = 4", "it is not in the custody log"),
        ("delete from custody", "it is empty"),
    ],
)  # fmt: skip
def test_every_change_is_found_and_placed(tmp_path: Path, statement: str, place: str) -> None:
    path = filled(tmp_path / "a.db")
    change(path, statement)
    with Ledger(path) as ledger:
        problems = [str(problem) for problem in ledger.verify()]
    assert any(place in problem for problem in problems), problems


def test_any_changed_byte_of_the_kept_content_is_found(tmp_path: Path) -> None:
    """Bytes of the file itself, not through SQL: every place where the text of a report or claim lies."""
    path = filled(tmp_path / "a.db", 1)
    change(path, "pragma wal_checkpoint(truncate)")
    clean = path.read_bytes()
    needles = (b"Report 0.", b"2025-03-04", b"killed", b"added", b"Ansongo", b"text/plain")
    places = [at for needle in needles for at in range(len(clean)) if clean.startswith(needle, at)]
    assert len(places) > 10
    for at in places:
        path.write_bytes(clean[:at] + bytes([clean[at] ^ 1]) + clean[at + 1 :])
        with Ledger(path) as ledger:
            assert ledger.verify(), f"byte {at}: {clean[at - 20 : at + 20]!r}"
    path.write_bytes(clean)
    with Ledger(path) as ledger:
        assert ledger.verify() == []


def test_a_seal_noted_earlier_shows_that_nothing_was_cut_off(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.db")
    with Ledger(path) as ledger:
        number, seal = ledger.head()
        assert number == 4
        assert ledger.verify(seal) == []
    last = "(select subject from custody where number = 4)"
    change(path, f"delete from views where report_id = {last}")
    change(path, f"delete from claims where report_id = {last}")
    change(path, f"delete from reports where report_id = {last}")
    change(path, "delete from custody where number = 4")
    with Ledger(path) as ledger:
        assert ledger.verify() == []
        assert "cut off" in str(ledger.verify(seal)[0])


Start = Callable[..., subprocess.Popen[bytes]]


def corpus(folder: Path, count: int) -> Path:
    path = folder / "reports.jsonl"
    rows = ({"text": f"{TEXT} Report {n} of {folder.name}.", "published": "2025-03-04"} for n in range(count))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_a_kill_at_any_moment_leaves_whole_reports(tmp_path: Path, process: Start) -> None:
    path, reports = tmp_path / "a.db", corpus(tmp_path, 3000)
    counts = []
    for attempt in range(6):
        running = process("add", reports, "--ledger", path, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while _reports(path) < (counts[-1] if counts else 0) + 5 and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.007 * attempt)
        os.kill(running.pid, signal.SIGKILL)
        assert running.wait() == -signal.SIGKILL
        with Ledger(path) as ledger:
            assert ledger.verify() == []
            stored, claims = ledger.counts()
        assert claims == 2 * stored, "no report without its claims"
        counts.append(stored)
    assert 0 < counts[0] < counts[-1] < 3000, "each run went on where the last was killed"


def _reports(path: Path) -> int:
    if not path.is_file():
        return 0
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            return int(connection.execute("select count(*) from reports").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.Error:
        return 0


def test_two_processes_add_at_once(tmp_path: Path, process: Start) -> None:
    path = tmp_path / "a.db"
    both = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        reports = corpus(tmp_path / name, 150)
        both.append(process("add", reports, "--ledger", path, stderr=subprocess.PIPE))
    for running in both:
        _, messages = running.communicate(timeout=120)
        assert running.returncode == 0, messages
        assert b"150 reports with 300 claims added" in messages
    with Ledger(path) as ledger:
        assert ledger.counts() == (300, 600)
        assert ledger.verify() == []
