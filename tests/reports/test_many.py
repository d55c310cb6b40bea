"""Some hundred files of every form, a sixth of them with faults: every good one read, every bad one named."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from scripts.make_inputs import make

from firsthand.errors import ReportError
from firsthand.ledger import Ledger
from firsthand.reports import Received, read
from tests.around.conftest import PROGRAM, ROOT
from tests.reports.making import story

MARK = re.compile(r"message\s+number\s+(\d+)")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, tuple[list[int], list[str]]]]:
    folder = tmp_path_factory.mktemp("many")
    return folder, make(folder, 360)


def test_every_good_one_is_read_and_every_bad_one_is_named(
    made: tuple[Path, dict[str, tuple[list[int], list[str]]]],
) -> None:
    folder, expected = made
    got: dict[str, tuple[list[int], list[str]]] = {name: ([], []) for name in expected}
    for one in read([folder / "inputs"]):
        place = one.place if isinstance(one, ReportError) else one.report.origin or ""
        name = next(x for x in expected if place.startswith(str(folder / "inputs" / x)))
        if isinstance(one, ReportError):
            got[name][1].append(str(one))
        else:
            numbers = {int(x) for x in MARK.findall(one.report.text)}
            assert len(numbers) == 1, (name, one.report)
            got[name][0].extend(numbers)
    for name, (numbers, words) in expected.items():
        assert sorted(got[name][0]) == numbers, name
        assert len(got[name][1]) == len(words), (name, got[name][1])
        assert all(any(word in error for error in got[name][1]) for word in words), (name, got[name][1])


def test_an_interrupted_add_goes_on_where_it_was(tmp_path: Path) -> None:
    folder, expected = tmp_path, make(tmp_path, 60)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    command = [sys.executable, "-c", PROGRAM, "add", str(folder / "inputs"), "--ledger", str(tmp_path / "a.db")]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as running:
        until = time.monotonic() + 60
        while time.monotonic() < until and _count(tmp_path / "a.db") < 20:
            time.sleep(0.1)
        before = _count(tmp_path / "a.db")
        running.send_signal(signal.SIGINT)
        _, messages = running.communicate(timeout=60)
        assert running.returncode == 130, messages
        assert b"Traceback" not in messages
    assert 0 < before <= _count(tmp_path / "a.db")
    again = subprocess.run(command, env=environment, capture_output=True, timeout=120)
    stories = {n for numbers, _ in expected.values() for n in numbers}
    assert again.returncode == 1, "there are faults among them"
    assert _count(tmp_path / "a.db") == len(stories)
    assert f"{sum(len(words) for _, words in expected.values())} of".encode() in again.stderr
    assert b"do not say who published them" in again.stderr
    with Ledger(tmp_path / "a.db", create=False) as book:
        assert book.verify() == []
        found = {int(n) for report, _ in book.coded() for n in MARK.findall(report.text)}
    assert found == stories


def test_a_small_file_takes_little_memory(tmp_path: Path) -> None:
    """Room for the largest report that may be was set aside for each."""
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(story(number).text, encoding="utf-8")
    assert len(list(read([tmp_path]))) == 3  # what is loaded on first use
    tracemalloc.start()
    try:
        assert all(isinstance(one, Received) for one in read([tmp_path]))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1_000_000


def _count(path: Path) -> int:
    if not path.exists():
        return 0
    try:
        with Ledger(path, create=False) as book:
            return book.counts()[0]
    except Exception:  # it is being made
        return 0


def test_columns_on_the_command_line(tmp_path: Path, firsthand: Callable[..., object]) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'memo,day\n"{story(1).text}",2025-03-04\n')
    result = firsthand("code", path, "--columns", "text=memo,published=day")
    assert result.exit_code == 0, result.stderr  # type: ignore[attr-defined]
    first = json.loads(result.stdout.splitlines()[0])  # type: ignore[attr-defined]
    assert first["when"]["start"] == "2025-03-03"
    for wrong in ("memo", "body=memo", "text="):
        assert firsthand("code", path, "--columns", wrong).exit_code == 2  # type: ignore[attr-defined]
    assert firsthand("code", path).exit_code == 1  # type: ignore[attr-defined]


def test_the_ledger_keeps_where_a_date_was_stated(tmp_path: Path, firsthand: Callable[..., object]) -> None:
    (tmp_path / "a.txt").write_text(f"Date: 4 March 2025\n\n{story(1).text}")
    assert firsthand("add", tmp_path / "a.txt", "--ledger", tmp_path / "a.db").exit_code == 0  # type: ignore[attr-defined]
    with Ledger(tmp_path / "a.db", create=False) as book:
        assert book.verify() == []
        [(report, _)] = book.coded()
    assert (report.published, report.published_stated) == ("2025-03-04", "4 March 2025")
    assert (report.published_precision, report.published_from) == ("day", "a leading line")
