"""On Spark everything is as on one machine, record for record, whatever is lost on the way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from benchmarks.linking_scale import world
from typer.testing import CliRunner

from firsthand.cli.app import app
from firsthand.engines import coded, parts
from firsthand.engines import spark as engine
from firsthand.exports import jsonl
from firsthand.ledger import Ledger
from firsthand.linking import link
from firsthand.reports import Received
from tests.engines.lost import Coded, claim_lines, expected, killing


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(one) for one in arguments])


def invented(path: Path) -> None:
    """Coded reports that tell of the same events, some of them twice."""
    told = [(report, claims) for report, claims, _ in world(240)]
    rows = [
        coded.row_of(Received(one, one.text.encode(), "text/plain"), claims, "synthetic")
        for one, claims in [*told, *told[:5]]
    ]
    pq.write_table(pa.Table.from_batches(coded.batches(rows, coded.COLUMNS)).drop_columns(["outcome"]), path)


def test_from_lines_to_a_ledger_with_a_worker_killed_on_the_way(
    spark: Any, lines: Path, local: Coded, tmp_path: Path
) -> None:
    with killing(executor=False) as lost:
        result = run("spark", "code", lines, "--output", tmp_path / "coded", "--partitions", 3)
    assert len(lost) == 1, "no worker was killed at work"
    assert result.exit_code == 1, result.output
    assert "3 records could not be read" in result.stderr
    assert claim_lines(tmp_path / "coded") == expected(local)

    bad = spark.read.parquet(str(tmp_path / "coded")).where("outcome = 'bad'").collect()
    assert sorted((bytes(row["raw"]), row["reason"].split(" (")[0]) for row in bad) == [
        (b'{"note": "no text"}', "a record without text"), (b'{"text": "   "}', "it is empty"),
        (b"{no JSON", "not valid JSON"),
    ]  # fmt: skip
    assert all("reports.jsonl, line " in row["place"] and row["cure"] for row in bad)

    invented(tmp_path / "coded" / coded.PARTS / "world.parquet")
    ledger = tmp_path / "a.db"
    for said in ("added to", "0 reports with 0 claims added"):  # again: nothing twice
        result = run("add", "--claims", tmp_path / "coded", "--ledger", ledger)
        assert result.exit_code == 0, result.output
        assert said in result.stderr
    assert run("verify", "--ledger", ledger).exit_code == 0

    result = run("spark", "link", tmp_path / "coded", "--output", tmp_path / "events")
    assert result.exit_code == 0, result.output
    rows = [row.asDict() for row in spark.read.parquet(str(tmp_path / "events")).collect()]
    with Ledger(ledger) as book:
        told = list(book.coded())
    ours = link(told)
    assert {report.report_id for report, _ in told} > set(expected(local))
    assert {row["event_id"]: row["json"] for row in rows} == {
        event.event_id: line.strip() for event, line in zip(ours, jsonl.event_lines(ours), strict=True)
    }
    printed = run("events", "--ledger", ledger, "--format", "jsonl").stdout.splitlines()
    assert sorted(row["json"] for row in rows) == sorted(printed)
    assert max(len(event.reports) for event in ours) > 4
    assert any(row["independent_origins"] > 1 for row in rows)
    assert set(parts.EVENTS) <= set(rows[0])

    again = run("spark", "link", tmp_path / "coded", "--output", tmp_path / "events")
    assert again.exit_code == 2
    assert "it is there already; give a new folder" in again.stderr


def test_connected_parts_of_long_chains_and_stars(spark: Any) -> None:
    chain = [(f"a{i:02}", f"a{i + 1:02}") for i in range(12)]
    star = [("m", f"z{i}") for i in range(6)]
    frame = spark.createDataFrame(chain + star + [("b", "c"), ("c", "b")], "one string, other string")
    found = {row["member"]: row["part"] for row in engine.connected(frame).collect()}
    want = {f"a{i:02}": "a00" for i in range(13)} | dict.fromkeys(("m", *(f"z{i}" for i in range(6))), "m")
    assert found == want | {"b": "b", "c": "b"}
