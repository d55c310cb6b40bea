"""On Spark everything is as on one machine, record for record, whatever is lost on the way."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from benchmarks.linking_scale import world
from typer.testing import CliRunner

from firsthand.cli.app import app
from firsthand.engines import coded, parts
from firsthand.engines import spark as engine
from firsthand.exports import jsonl
from firsthand.linking import link
from firsthand.records import Claim, Report
from firsthand.reports import Received
from tests.engines.conftest import environment
from tests.engines.lost import kill_at_work

Coded = list[tuple[Report, list[Claim]]]


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(one) for one in arguments])


def claim_lines(folder: Path) -> dict[str, list[str]]:
    """By report, the claims that lie in a folder of coded reports."""
    found = [one for one in coded.read_coded([str(folder)]) if not isinstance(one, Exception)]
    return {one.received.report.report_id: [claim.as_json() for claim in one.claims] for one in found}


def expected(local: Coded) -> dict[str, list[str]]:
    return {report.report_id: [claim.as_json() for claim in claims] for report, claims in local}


def test_from_lines_to_a_ledger_with_a_worker_killed_on_the_way(
    spark: Any, lines: Path, local: Coded, tmp_path: Path
) -> None:
    done, lost = threading.Event(), list[int]()
    killer = threading.Thread(target=lambda: lost.extend(kill_at_work(os.getpid(), False, done)))
    killer.start()
    result = run("spark", "code", lines, "--output", tmp_path / "coded", "--partitions", 3)
    done.set()
    killer.join()
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

    ledger = tmp_path / "a.db"
    for added, there in ((24, ""), (0, ", 24 were there")):
        result = run("add", "--claims", tmp_path / "coded", "--ledger", ledger)
        assert result.exit_code == 0, result.output
        assert f"{added} reports" in result.stderr
        assert there in result.stderr
    assert run("verify", "--ledger", ledger).exit_code == 0

    result = run("spark", "link", tmp_path / "coded", "--output", tmp_path / "events")
    assert result.exit_code == 0, result.output
    rows = spark.read.parquet(str(tmp_path / "events")).collect()
    printed = run("events", "--ledger", ledger, "--format", "jsonl").stdout.splitlines()
    assert sorted(row["json"] for row in rows) == sorted(printed)
    assert len(printed) > 12
    assert any(row["independent_origins"] > 1 for row in rows)

    again = run("spark", "link", tmp_path / "coded", "--output", tmp_path / "events")
    assert again.exit_code == 2
    assert "it is there already; give a new folder" in again.stderr


def test_linking_is_that_of_one_machine(spark: Any, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    told = [(report, claims) for report, claims, _ in world(240)]
    told += told[:5]  # the same report twice is one
    rows = [coded.row_of(Received(one, one.text.encode(), "text/plain"), claims, "x") for one, claims in told]
    pq.write_table(pa.Table.from_batches(coded.batches(rows, coded.COLUMNS)), tmp_path / "coded.parquet")
    found = engine.link(spark.read.parquet(str(tmp_path / "coded.parquet"))).collect()
    ours = link(told)
    want = {event.event_id: line.strip() for event, line in zip(ours, jsonl.event_lines(ours), strict=True)}
    assert {row["event_id"]: row["json"] for row in found} == want
    assert max(len(event.reports) for event in ours) > 4
    assert {name for name in parts.EVENTS if name != "json"} <= set(found[0].asDict())


def test_connected_parts_of_long_chains_and_stars(spark: Any) -> None:
    chain = [(f"a{i:02}", f"a{i + 1:02}") for i in range(30)]
    star = [("m", f"z{i}") for i in range(6)]
    frame = spark.createDataFrame(chain + star + [("b", "c"), ("c", "b")], "one string, other string")
    found = {row["member"]: row["part"] for row in engine.connected(frame).collect()}
    want = {f"a{i:02}": "a00" for i in range(31)} | dict.fromkeys(("m", *(f"z{i}" for i in range(6))), "m")
    assert found == want | {"b": "b", "c": "b"}


@pytest.mark.skipif(shutil.which("java") is None, reason="no Java")
def test_a_lost_executor_loses_nothing(lines: Path, local: Coded, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.engines.lost", str(lines), str(tmp_path / "coded")],
        env=environment(), capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert done.stdout.strip() == "1", "no executor was killed at work"
    assert claim_lines(tmp_path / "coded") == expected(local)
