from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from firsthand import samples
from firsthand.records import Claim, Report
from firsthand.reports import Received, read
from tests import shipped

# Java's second compiler, and plans and code that Spark makes anew on the way, pay off after minutes; here they would be
# most of the time
FRUGAL_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
FRUGAL = {
    "spark.sql.codegen.wholeStage": "false", "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
}  # fmt: skip


@contextlib.contextmanager
def sparks(master: str) -> Iterator[Any]:
    """A session of the tests' own; its Java process stays for the next one."""
    if shutil.which("java") is None:
        pytest.skip("no Java; for this test: sudo apt-get install openjdk-17-jre-headless")
    from firsthand.engines.spark import session

    root = Path(__file__).parents[2]
    settings = FRUGAL | {
        "spark.driver.extraJavaOptions": FRUGAL_JAVA, "spark.executor.extraJavaOptions": FRUGAL_JAVA,
        "spark.executorEnv.PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)]),
        "spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1", "spark.driver.memory": "1g",
    }  # fmt: skip
    found, mine = session(master, settings=settings)
    assert mine
    yield found
    found.stop()


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """One session on this machine for all tests of a module: two workers, a lost task is tried again."""
    with sparks("local[2]") as found:
        yield found


@pytest.fixture(scope="session")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample reports as JSON lines, with three lines that are no reports."""
    found = [one for one in read([samples.folder()]) if isinstance(one, Received)]
    rows = [{"text": one.report.text, "publisher": one.report.publisher, "date": one.report.published} for one in found]
    written = [json.dumps(row, ensure_ascii=False) for row in rows]
    written[3:3] = ["{no JSON", '{"note": "no text"}', '{"text": "   "}']
    path = tmp_path_factory.mktemp("lines") / "reports.jsonl"
    path.write_text("\n".join(written) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def local(lines: Path) -> list[tuple[Report, list[Claim]]]:
    """What one process makes of the same lines."""
    coder = shipped.coder()
    return [(one.report, coder.code(one.report)) for one in read([lines]) if isinstance(one, Received)]
