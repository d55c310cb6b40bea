"""What reports do not say is asked for, if somebody wants to be asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from firsthand import coder
from firsthand.cli import asking
from firsthand.cli.app import app
from firsthand.ledger import Ledger
from firsthand.records import Report
from tests.around.fakes import FakeCoder

TEXT = "Rebels attacked a camp in the hills on Monday and killed nine soldiers, the army said in a statement."
Add = Callable[..., tuple[Result, dict[str, Report]]]


@pytest.fixture
def add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Add:
    """Add three reports, of which one says all, answering ``typed``."""
    monkeypatch.setattr(coder, "Coder", FakeCoder)
    monkeypatch.setattr(asking, "possible", lambda: True)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(f"{TEXT} One.")
    (folder / "b.txt").write_text(f"Date: 2025-03-04\nSource: Example Wire\n\n{TEXT} Two.")
    (folder / "c.txt").write_text(f"Date: 2025-03-05\n\n{TEXT} Three.")

    def run(typed: str, *more: str) -> tuple[Result, dict[str, Report]]:
        command = ["add", str(folder), "--ledger", str(tmp_path / "a.db"), "--ask", *more]
        result = CliRunner().invoke(app, command, input=typed)
        if not (tmp_path / "a.db").exists():
            return result, {}
        with Ledger(tmp_path / "a.db", create=False) as book:
            found = {Path(report.origin or "").name: report for report, _ in book.coded()}
        return result, found

    return run


def test_what_is_answered_is_kept_and_enter_leaves_it_open(add: Add) -> None:
    result, found = add("soon\n14 October 2024\n\nDelta Post\n")
    assert result.exit_code == 0, result.stderr
    assert "'soon' is not a date such as 2024-10-14" in result.stderr
    assert (found["a.txt"].published, found["a.txt"].publisher) == ("2024-10-14", None)
    assert (found["a.txt"].published_stated, found["a.txt"].published_from) == ("14 October 2024", "said by the user")
    assert (found["b.txt"].published, found["b.txt"].publisher) == ("2025-03-04", "Example Wire")
    assert (found["c.txt"].published, found["c.txt"].publisher) == ("2025-03-05", "Delta Post")
    assert "1 of 3 reports do not say who published them" in result.stderr
    assert "do not say when" not in result.stderr


def test_an_answer_can_hold_for_all_that_follow(add: Add) -> None:
    result, found = add("!\nDelta Post!\n")
    assert result.exit_code == 0, result.stderr
    assert found["a.txt"].published is None
    assert [found[name].publisher for name in ("a.txt", "c.txt")] == ["Delta Post", "Delta Post"]
    assert result.stderr.count("published by whom?") == 1


def test_where_nobody_can_be_asked_it_is_said(add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "possible", lambda: False)
    result, found = add("")
    assert result.exit_code == 2
    assert "nobody can be asked here" in result.stderr
    assert found == {}
