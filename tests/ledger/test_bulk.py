"""Many reports at once are the same ledger as one by one: every row, every seal."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from firsthand.cli.app import app
from firsthand.engines import coded
from firsthand.errors import LedgerError
from firsthand.ledger import ClaimFilter, Incoming, Ledger, schema, writing
from firsthand.ledger.engines import open_engine
from firsthand.records import Report
from firsthand.reports import Received
from tests.around.fakes import FakeCoder
from tests.ledger.conftest import Change

TEXT = "Rebels attacked a camp near Gao on Monday. Rebels killed 9 soldiers in Ansongo, the army said."
ODD = (
    'A\x00B \x01json:"x" \\N \\. \t\r\n % \' \U0001f54a é'  # what COPY, PostgreSQL or SQL could take for something else
)


def incoming(count: int) -> Iterator[Incoming]:
    for number in range(count):
        report = Report(
            text=f"{TEXT} {ODD} Report {number}.", title=ODD, published="2025-03-04", origin=f"{number}.txt"
        )
        claims = FakeCoder().code(report) if number % 3 else []
        yield Incoming(
            report, bytes(range(256)), "text/plain", claims, {"ETag": ODD} if number % 2 else None, "model 1"
        )


def contents(place: str) -> dict[str, list[tuple[Any, ...]]]:
    engine = open_engine(place, 10)
    with engine.connect() as connection:
        tables = {t.name: [tuple(r) for r in connection.execute(sa.select(t))] for t in schema.metadata.sorted_tables}
        if engine.dialect.name == "postgresql":
            tables["words"] = [tuple(row) for row in connection.execute(sa.text("SELECT number, text FROM words"))]
    engine.dispose()
    return {name: sorted(rows, key=repr) for name, rows in tables.items()}


@pytest.fixture(params=["sqlite", "postgresql"])
def two(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """Places for two ledgers on the same back end."""
    if request.param == "sqlite":
        return str(tmp_path / "a.db"), str(tmp_path / "b.db")
    server = request.getfixturevalue("server")
    return server.ledger(), server.ledger()


def test_many_at_once_are_the_same_as_one_by_one(two: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "now", lambda: "2025-03-05T00:00:00Z")
    with Ledger(two[0]) as single, Ledger(two[1]) as many:
        one_by_one = [
            single.add(one.report, one.raw, one.media_type, one.claims, one.headers, one.tool) for one in incoming(30)
        ]
        assert all(one_by_one)
        first = list(incoming(4))
        assert [one.report for one in many.add_many([*first, first[1]])] == [one.report for one in first]
        assert len(list(many.add_many(incoming(30), together=7))) == 26, "those that were there are passed over"
        assert list(many.add_many(incoming(30))) == []
        assert many.verify(single.head()[1]) == []
        assert many.claims_page(ClaimFilter(text="gao", place="gao")).total == 20
        assert list(many.coded(reviewed=True)) == list(single.coded(reviewed=True))
    assert contents(two[0]) == contents(two[1])


def test_a_batch_is_there_whole_or_not_at_all(place: str, change: Change) -> None:
    good = list(incoming(10))
    with Ledger(place) as ledger:
        stored = ledger.add_many(iter(good), together=5)
        assert len([next(stored) for _ in range(5)]) == 5
        claim = next(one for one in good[7:] if one.claims).claims[0]
        # a row that stands in the way of the second batch's
        columns = "(claim_id, report_id, position, event_type, stance, json)"
        change(place, f"insert into claims {columns} values (:id, 'r', 0, 'x', 'y', '{{}}')", id=claim.claim_id)
        with pytest.raises(LedgerError, match=r"5 reports were not added.*add them again"):
            next(stored)
        change(place, "delete from claims where claim_id = :id", id=claim.claim_id)
        assert ledger.counts()[0] == 5
        assert ledger.verify() == []
        assert len(list(ledger.add_many(good))) == 5
        assert ledger.verify() == []


def test_coded_reports_arrive_in_bulk_and_once(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    received = [Received(one.report, one.raw, one.media_type, one.headers) for one in incoming(120)]
    rows = [coded.row_of(one, FakeCoder().code(one.report), FakeCoder.version) for one in received]
    for start in (0, 50, 110):  # the third part is in the second, too
        table = pa.Table.from_batches(coded.batches(rows[start : start + 70], coded.COLUMNS))
        pq.write_table(table, tmp_path / f"part-{start}.parquet")
    monkeypatch.setattr(Ledger, "add", None)  # report by report takes several times as long
    for said in ("120 reports with 240 claims added", "0 reports with 0 claims added"):
        result = CliRunner().invoke(app, ["add", "--claims", str(tmp_path), "--ledger", place])
        assert result.exit_code == 0, result.output
        assert said in result.stderr
    assert "150 were there" in result.stderr
    with Ledger(place) as book:
        assert book.counts() == (120, 240)
        assert book.verify() == []


GROWTH = """
import os, sys
from pathlib import Path
from firsthand.ledger import Ledger
from firsthand.records import Report

def megabytes():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

with Ledger(sys.argv[1]) as book:
    for number in range(80):
        text = f"Shelling hit market {number}."
        report = Report(text=text)
        assert report.report_id not in book.having([report.report_id])
        book.add(report, os.urandom(1_000_000), "text/plain", [])
        if number == 20:
            before = megabytes()
    print(megabytes() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_memory_does_not_grow_with_what_was_added(tmp_path: Path) -> None:
    """60 MB more in the ledger; SQLite kept 64 MB of them for the connection."""
    command = [sys.executable, "-c", GROWTH, str(tmp_path / "a.db")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert float(done.stdout) < 10
