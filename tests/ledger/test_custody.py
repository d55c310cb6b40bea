"""Whatever is changed behind the ledger's back is found, and placed, on both back ends."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from firsthand.errors import LedgerError
from firsthand.ledger import Ledger
from firsthand.records import Report
from tests.around.fakes import FakeCoder
from tests.ledger.conftest import Change, Tamper

TEXT = "Rebels attacked a camp near Gao on Monday. Rebels killed 9 soldiers in Ansongo, the army said."


def filled(place: str, count: int = 3, decide: bool = False) -> str:
    coder = FakeCoder()
    with Ledger(place) as ledger:
        for number in range(count):
            report = Report(text=f"{TEXT} Report {number}.", published="2025-03-04", origin=f"{number}.txt")
            assert ledger.add(report, report.text.encode(), "text/plain", coder.code(report), {"etag": "one"})
        if decide:
            first = min(one.claim.claim_id for one in ledger.reviewed())
            ledger.decide("Ann", "claim", first, "correct", "event_type", "shelling", "it says so further down")
    return place


FIRST_REPORT = "report_id = (select min(report_id) from reports)"
FIRST_CLAIM = "claim_id = (select min(claim_id) from claims)"
STATEMENTS = [
    *((f"update reports set {column} = 'x' where {FIRST_REPORT}", "report ") for column in (
        "sha256", "media_type", "received", "origin", "tool", "text"
    )),
    (f"update reports set about = replace(about, '2025', '2024') where {FIRST_REPORT}", "report "),
    (f"update reports set headers = null where {FIRST_REPORT}", "report "),
    (f"update claims set json = replace(json, 'Gao', 'Goa') where {FIRST_CLAIM}", "report "),
    (f"update claims set event_type = 'x' where {FIRST_CLAIM}", "its columns do not fit"),
    (f"update claims set json = '{{}}' where {FIRST_CLAIM}", "it is no claim any more"),
    (f"update claims set position = 7 where {FIRST_CLAIM}", "report "),
    (f"update claims set coding = 3 where {FIRST_CLAIM}", "report "),
    (f"delete from claims where {FIRST_CLAIM}", "report "),
    (f"delete from reports where {FIRST_REPORT}", "it was added, and is gone"),
    ("update custody set at = 'x' where number = 2", "entry 2: its seal is broken"),
    ("update custody set content = 'x' where number = 3", "entry 3: its seal is broken"),
    ("update custody set previous = 'x' where number = 4", "entry 4: does not hold the seal"),
    ("delete from custody where number = 2", "entry 2 is missing"),
    ("delete from custody where number = 4", "it is not in the custody log"),
    ("delete from custody", "it is empty"),
    *((f"update decisions set {column} = 'x'", "decision ") for column in (
        "at", "coder", "target_id", "action", "field", "reason", "decision_id"
    )),
    ("update decisions set target_type = 'event'", "decision "),
    ("update decisions set value = '\"arson\"'", "it was changed"),
    ("update decisions set number = 9", "it was changed"),
    ("delete from decisions", "it was made, and is gone"),
    ("insert into decisions select 9, 'd', at, coder, target_type, target_id, action, field, value, reason"
     " from decisions", "decision d of Ann on claim"),
    (f"insert into codings select 9, report_id, 'x', 'x', '[]' from reports where {FIRST_REPORT}", "coding 9 of"),
    ("update views set status = 'rejected' where view = 'all' and untouched = 1", "view all: it is not what"),
    (f"update views set json = null where view = 'all' and {FIRST_CLAIM}", "view all: it is not what"),
    (f"update views set killed = 99 where view = 'machine' and {FIRST_CLAIM}", "view machine: it is not what"),
    ("delete from views where view = 'coder:Ann'", "view coder:Ann: it is not what"),
    ("update views set view = 'coder:Ben' where view = 'coder:Ann'", "view coder:Ben: there is nothing"),
    ("update meta set key = 'x'", "meta"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "where"), STATEMENTS, ids=lambda value: str(value)[:60])
def test_every_change_is_found_and_placed(tamper: Tamper, statement: str, where: str) -> None:
    after = ["insert into meta values ('schema', (select value from meta))"] if "meta" in statement else []
    problems = tamper(statement, *after)
    assert any(where in problem for problem in problems), problems


def test_the_bytes_received_are_sealed(tamper: Tamper) -> None:
    problems = tamper(f"update reports set raw = :raw where {FIRST_REPORT}", raw=b"\x00")
    assert "the bytes received were changed" in problems[0]


def test_a_seal_noted_earlier_shows_that_nothing_was_cut_off(place: str, change: Change) -> None:
    filled(place)
    with Ledger(place) as ledger:
        number, seal = ledger.head()
        assert number == 4
        assert ledger.verify(seal) == []
    last = "(select subject from custody where number = 4)"
    change(place, f"delete from views where report_id = {last}")
    change(place, f"delete from claims where report_id = {last}")
    change(place, f"delete from reports where report_id = {last}")
    change(place, "delete from custody where number = 4")
    change(place, "update tallies set claims = claims - 1")
    with Ledger(place) as ledger:
        assert ledger.verify() == []
        assert "cut off" in str(ledger.verify(seal)[0])


def test_any_changed_byte_of_the_kept_content_is_found(tmp_path: Path, change: Change) -> None:
    """Bytes of the file itself, not through SQL: every place where a report, a claim or a decision lies."""
    path = Path(filled(str(tmp_path / "a.db"), 1, decide=True))
    change(str(path), "pragma wal_checkpoint(truncate)")
    clean = path.read_bytes()
    needles = (
        b"Report 0.",
        b"2025-03-04",
        b"killed",
        b"added",
        b"Ansongo",
        b"text/plain",
        b"further down",
        b"shelling",
    )
    places = [at for needle in needles for at in range(len(clean)) if clean.startswith(needle, at)]
    kept = _content(path)
    found = 0
    for at in places:
        path.write_bytes(clean[:at] + bytes([clean[at] ^ 1]) + clean[at + 1 :])
        if _content(path) == kept:
            continue  # a byte of an index that holds the same words again
        found += 1
        assert _verified(path), f"byte {at}: {clean[at - 20 : at + 20]!r}"
    assert found > 10
    path.write_bytes(clean)
    with Ledger(path) as ledger:
        assert ledger.verify() == []


def _content(path: Path) -> list[str] | None:
    """All rows of the tables; None if they cannot be read any more."""
    connection = sqlite3.connect(path)
    try:
        tables = ("meta", "reports", "claims", "codings", "decisions", "views", "custody")
        return [repr(row) for table in tables for row in connection.execute(f"select * from {table} not indexed")]
    except sqlite3.Error:
        return None
    finally:
        connection.close()


def _verified(path: Path) -> list[str]:
    """What verify finds, or why the file cannot even be opened: a byte of the tables' own description was changed."""
    try:
        with Ledger(path) as ledger:
            return [str(problem) for problem in ledger.verify()]
    except LedgerError as error:
        return [str(error)]
