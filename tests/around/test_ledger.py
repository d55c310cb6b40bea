"""The ledger keeps what it was given, whole, in order, and notices every change."""

from __future__ import annotations

import sqlite3
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
