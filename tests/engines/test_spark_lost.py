"""A lost executor: on a real cluster of two, in a session of its own."""

from __future__ import annotations

from pathlib import Path

from firsthand.engines import spark as engine
from tests.engines.conftest import sparks
from tests.engines.lost import Coded, claim_lines, expected, killing


def test_a_lost_executor_loses_nothing(lines: Path, local: Coded, tmp_path: Path) -> None:
    with sparks("local-cluster[2,1,1024]") as session, killing(executor=True) as lost:
        found = engine.code(engine.reports(session, [str(lines)], "lines", 4))
        found.write.partitionBy("outcome").parquet(str(tmp_path / "coded"))
    assert len(lost) == 1, "no executor was killed at work"
    assert claim_lines(tmp_path / "coded") == expected(local)
