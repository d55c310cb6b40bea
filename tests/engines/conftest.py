from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import firsthand
from firsthand import samples
from firsthand.records import Claim, Report
from firsthand.reports import Received, read


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """One session on this machine for all tests: two workers, a lost task is tried again."""
    if shutil.which("java") is None:
        pytest.skip("no Java; for this test: sudo apt-get install openjdk-17-jre-headless")
    from firsthand.engines.spark import session

    # Java's second compiler and Spark's generated code pay off after minutes; here they would be most of the time
    settings = {
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "spark.sql.codegen.wholeStage": "false",
        "spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1", "spark.driver.memory": "1g",
    }  # fmt: skip
    found, mine = session("local[2]", settings=settings)
    assert mine
    yield found
    found.stop()


@pytest.fixture(scope="session")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample reports as JSON lines, some of them twice under other dates, with three lines that are no reports."""
    found = [one for one in read([samples.folder()]) if isinstance(one, Received)]
    rows = [
        {"text": one.report.text, "publisher": one.report.publisher, "date": date or one.report.published}
        for date in (None, "2025-04-02")
        for one in found
    ]
    written = [json.dumps(row, ensure_ascii=False) for row in rows]
    written[3:3] = ["{no JSON", '{"note": "no text"}', '{"text": "   "}']
    path = tmp_path_factory.mktemp("lines") / "reports.jsonl"
    path.write_text("\n".join(written) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def local(lines: Path) -> list[tuple[Report, list[Claim]]]:
    """What one process makes of the same lines."""
    coder = firsthand.Coder()
    return [(one.report, coder.code(one.report)) for one in read([lines]) if isinstance(one, Received)]


def environment() -> dict[str, str]:
    """For processes: the checkout, and warnings are errors."""
    root = Path(__file__).parents[2]
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)]), "PYTHONWARNINGS": "error"}
