"""Coded reports as rows: what travels arrives, and what was changed on the way is found out. Without Spark."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from firsthand.engines import coded, coding
from firsthand.errors import ReportError
from firsthand.ledger import Ledger
from firsthand.reports import Given, read
from firsthand.settings import Settings
from tests.around.conftest import fake_coder, firsthand  # noqa: F401
from tests.around.fakes import FakeCoder
from tests.reports import making

TEXT = "Rebels attacked a camp in Gao on Monday, the army said. They killed 9 soldiers in Gao."
JOB = coding.Job(Given(), Settings())


@pytest.fixture
def coder(fake_coder: None) -> Iterator[None]:  # noqa: F811
    coding.coder_of.cache_clear()
    yield
    coding.coder_of.cache_clear()


def code(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = coding.code_batches([pa.RecordBatch.from_pylist(records)], JOB)
    return [row for batch in found for row in batch.to_pylist()]


def written(folder: Path, rows: list[dict[str, Any]]) -> Path:
    path = folder / "part-0.parquet"
    pq.write_table(pa.Table.from_batches(coded.batches(rows, coded.COLUMNS)), path)
    return path


@pytest.mark.usefixtures("coder")
def test_every_form_of_record_gives_the_reports_that_reading_the_file_gives(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<html><body><p>{TEXT}</p></body></html>", encoding="utf-8")
    crawl = tmp_path / "crawl.warc.gz"
    crawl.write_bytes(making.warc([("https://a.example/1", "text/html", page.read_bytes())]))
    for path in (page, crawl):
        here = [one for one in read([path]) if not isinstance(one, ReportError)]
        want = [coded.row_of(one, FakeCoder().code(one.report), "fake") for one in here]
        assert len(want) == 1
        assert want[0]["claims"]
        for record in ({"path": str(path)}, {"path": str(path), "content": path.read_bytes()}):
            (row,) = code([record])
            assert row == row | want[0]
    day = datetime.date(2025, 3, 5)
    (row,) = code([{"text": TEXT, "published": day, "publisher": "Example Wire", "note": None}])
    assert (row["published"], row["publisher"], len(row["claims"])) == ("2025-03-05", "Example Wire", 2)


@pytest.mark.usefixtures("coder")
def test_bad_records_come_with_the_reason_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = code([
        {"path": "a.jsonl", "line": b'{"text": "UNREADABLE"}'},
        {"path": "a.jsonl", "line": b"\xff\xfe\x00"},
        {"path": "a.jsonl", "line": b"  "},
        {"path": "a.jsonl", "line": b'{"text": "Rebels attacked Gao."}'},
    ])  # fmt: skip
    assert [row["outcome"] for row in rows] == ["bad", "bad", "coded"]
    assert [row["reason"] is None for row in rows] == [False, False, True]
    assert rows[0]["reason"] == "it says that it is unreadable"
    assert rows[0]["raw"] == b'{"text": "UNREADABLE"}'

    def fault(self: FakeCoder, report: object) -> object:
        raise ZeroDivisionError("a fault of the coder's own")

    monkeypatch.setattr(FakeCoder, "code", fault)
    (row,) = code([{"path": "a.jsonl", "line": b'{"text": "Rebels attacked Gao."}'}])
    assert row["reason"] == "the coder failed (ZeroDivisionError: a fault of the coder's own)"


@pytest.mark.usefixtures("coder")
def test_what_was_coded_elsewhere_is_the_same_in_the_ledger(tmp_path: Path, firsthand: Callable[..., Any]) -> None:  # noqa: F811
    report = tmp_path / "a.txt"
    report.write_text(TEXT, encoding="utf-8")
    rows = code([{"path": str(report)}])
    (tmp_path / "coded" / coded.PARTS).mkdir(parents=True)
    written(tmp_path / "coded" / coded.PARTS, rows)
    assert firsthand("add", report, "--ledger", tmp_path / "here.db").exit_code == 0
    result = firsthand("add", "--claims", tmp_path / "coded", "--ledger", tmp_path / "there.db")
    assert result.exit_code == 0, result.output
    with Ledger(tmp_path / "here.db") as here, Ledger(tmp_path / "there.db") as there:
        assert list(there.coded()) == list(here.coded())
        (one,) = (found.report_id for found, _ in here.coded())
        assert there.report(one).raw == here.report(one).raw == TEXT.encode()
        assert there.report(one).tool == here.report(one).tool
        assert there.verify() == []


CHANGES: dict[str, Callable[[dict[str, Any]], None]] = {
    "its bytes": lambda row: row.update(raw=row["raw"] + b" "),
    "its text or date": lambda row: row.update(text=row["text"].replace("Gao", "Goa")),
    "claim": lambda row: row.update(claims=[row["claims"][0].replace('"attack"', '"killing"')]),
    "Invalid JSON": lambda row: row.update(claims=["{"]),
}


@pytest.mark.usefixtures("coder")
@pytest.mark.parametrize("reason", CHANGES)
def test_what_was_changed_on_the_way_is_not_added(reason: str, tmp_path: Path, firsthand: Callable[..., Any]) -> None:  # noqa: F811
    good, bad = code([{"text": TEXT}, {"text": TEXT + " It rained."}])
    CHANGES[reason](bad)
    path = written(tmp_path, [good, bad])
    result = firsthand("add", "--claims", path, "--ledger", tmp_path / "a.db")
    assert result.exit_code == 1
    assert f"report {bad['report_id']}: not as it was coded" in result.stderr
    assert reason in result.stderr
    assert "1 reports with 2 claims added" in result.stderr


def test_files_that_are_no_coded_reports_are_named(tmp_path: Path, firsthand: Callable[..., Any]) -> None:  # noqa: F811
    (tmp_path / "text.parquet").write_text("no Parquet", encoding="utf-8")
    pq.write_table(pa.table({"a": [1]}), tmp_path / "other.parquet")
    result = firsthand("add", "--claims", tmp_path, tmp_path / "none", "--ledger", tmp_path / "a.db")
    assert result.exit_code == 1
    for said in (
        "it cannot be read as Parquet",
        "not a table of coded reports (no column report_id)",
        "no Parquet file",
    ):
        assert said in result.stderr


@pytest.mark.parametrize("option", [("--publisher", "X"), ("--ask",), ("--jobs", "2"), ("--date-order", "dmy")])
def test_what_would_say_how_to_code_is_refused(
    option: tuple[str, ...],
    tmp_path: Path,
    firsthand: Callable[..., Any],  # noqa: F811
) -> None:
    result = firsthand("add", "--claims", tmp_path, *option, "--ledger", tmp_path / "a.db")
    assert result.exit_code == 2
    assert f"{option[0]}: coded reports are added as they were coded" in " ".join(result.stderr.split())
    assert not (tmp_path / "a.db").exists()
