"""The ledger's commands, on both back ends, in this process and without the model."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from firsthand.ledger import Ledger
from firsthand.records import Claim, Report
from tests.around.fakes import FakeCoder

TEXT = "Rebels attacked a camp near Gao on Monday. Rebels killed 9 soldiers in Ansongo, the army said."
Run = Callable[..., Any]


@pytest.fixture
def filled(place: str, tmp_path: Path, firsthand: Run) -> str:
    (tmp_path / "one.txt").write_text(f"Date: 2025-03-04\nSource: Example Wire\n\n{TEXT}")
    (tmp_path / "two.txt").write_text(f"Date: 2025-03-05\nSource: Example Post\n\n{TEXT} Nothing new.")
    done = firsthand("add", tmp_path / "one.txt", tmp_path / "two.txt", "--ledger", place)
    assert done.exit_code == 0, done.stderr
    return place


def claims(place: str) -> list[str]:
    with Ledger(place) as ledger:
        return [one.claim.claim_id for one in ledger.reviewed()]


def test_the_ledger_is_on_either_back_end_by_its_address(filled: str, firsthand: Run) -> None:
    verified = firsthand("verify", "--ledger", filled)
    assert verified.exit_code == 0
    assert "2 reports and 4 claims are as they were sealed (3 entries)" in verified.stdout
    with Ledger(filled) as ledger:
        stored = [ledger.report(report.report_id) for report in ledger.reports()]
    assert {one.tool for one in stored} == {"fake"}, "the versions that coded it"
    assert all(one.raw.startswith(b"Date: 2025-03-0") for one in stored), "as received"
    assert all(one.report.text.startswith("Rebels") for one in stored), "the text beside it"


def test_decisions_on_the_command_line(filled: str, firsthand: Run) -> None:
    first, second, *_ = claims(filled)
    at = ("--ledger", filled, "--coder", "Ann")

    def decided(*arguments: str) -> str:
        done = firsthand("review", *arguments, *at)
        assert done.exit_code == 0, done.stderr
        return str(done.stdout.strip())

    decided("accept", first)
    fixed = decided("correct", first, "event_type", "shelling", "--reason", "mortars")
    decided("correct", first, "when", '{"start": "2025-03-01", "end": "2025-03-01", "precision": "day"}')
    decided("comment", first, "see below")
    decided("assign", first, "Ben")
    decided("adjudicate", first, "planned", "--field", "stage")
    decided("unlink", first, second)
    decided("reject", second)
    shown = firsthand("review", "show", first, "--ledger", filled)
    assert shown.exit_code == 0
    assert "shelling" in shown.stdout
    assert "status: corrected" in shown.stdout
    assert "Ann: correct event_type shelling (mortars)" in shown.stdout
    assert "assigned: Ben" in shown.stdout
    logged = firsthand("review", "log", first, "--ledger", filled).stdout.splitlines()
    assert [json.loads(line)["action"] for line in logged] == [
        "accept", "correct", "correct", "comment", "assign", "adjudicate"
    ]  # fmt: skip
    decided("undo", fixed)
    with Ledger(filled) as ledger:
        assert ledger.claim(first).claim.event_type == "attack"
        assert ledger.claim(first).claim.stage == "planned"
        assert len(ledger.links().must_not) == 1
        assert ledger.verify() == []
    parts = json.dumps([{"harm": []}, {"event_type": "abduction"}])
    decided("undo", decided("split", first, parts))
    decided("merge", first, second)
    decided("sensitive", "army", "--of", "source")
    with Ledger(filled) as ledger:
        assert ledger.sensitive().sources == {"army"}


def test_a_decision_that_is_none_gets_a_clear_word(filled: str, firsthand: Run) -> None:
    failed = firsthand("review", "correct", claims(filled)[0], "event_typ", "x", "--coder", "Ann", "--ledger", filled)
    assert failed.exit_code == 2
    assert "no field 'event_typ'" in failed.stderr
    assert firsthand("review", "accept", "x", "--ledger", filled).exit_code == 2, "nobody decides without a name"


def test_events_are_as_people_left_them(filled: str, firsthand: Run) -> None:
    def events(*options: str) -> list[dict[str, Any]]:
        done = firsthand("events", "--ledger", filled, "--format", "jsonl", *options)
        assert done.exit_code == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    before = events()
    assert {event["review"] for event in before} == {"unreviewed"}
    event = next(one for one in before if one["event_type"] == "killing")
    for claim in event["claims"]:
        firsthand("review", "accept", claim, "--coder", "Ann", "--ledger", filled)
    assert [one["review"] for one in events() if one["event_id"] == event["event_id"]] == ["accepted"]
    assert [one["review"] for one in events("--coder", "Ben") if one["event_id"] == event["event_id"]] == ["unreviewed"]
    at = ("--of", "event", "--coder", "Ann", "--ledger", filled)
    assert firsthand("review", "correct", event["event_id"], "event_type", "attack", *at).exit_code == 0
    after = next(one for one in events() if one["event_id"] == event["event_id"])
    assert (after["review"], after["event_type"]) == ("corrected", "attack")
    assert firsthand("review", "sensitive", event["event_id"], *at).exit_code == 0
    assert event["event_id"] in {one["event_id"] for one in events()}
    hidden = set(event["claims"])
    assert all(hidden.isdisjoint(one["claims"]) for one in events("--public"))


def test_find_and_agreement(filled: str, firsthand: Run) -> None:
    def found(*arguments: str) -> list[str]:
        done = firsthand("find", *arguments, "--ledger", filled)
        assert done.exit_code == 0, done.stderr
        return [json.loads(line)["event_type"] for line in done.stdout.splitlines()]

    assert sorted(found()) == ["attack", "attack", "killing", "killing"]
    assert found("nothing new", "--type", "attack") == ["attack"]
    assert found("--place", "gao", "--actor", "rebels", "--from", "2025-03-03", "--to", "2025-03-03") == ["attack"] * 2
    assert found("--near", "15.7,0.5,20", "--min-killed", "9", "--origin", "army") == ["killing"] * 2
    assert found("--status", "rejected") == []
    assert "no claim found" in firsthand("find", "--disputed", "--ledger", filled).stderr
    assert "4 claims found, 1 printed" in firsthand("find", "--limit", "1", "--ledger", filled).stderr
    first = claims(filled)[0]
    assert first in firsthand("find", "--format", "table", "--ledger", filled).stdout
    assert firsthand("find", "--near", "95,0,1", "--ledger", filled).exit_code == 2
    firsthand("review", "accept", first, "--coder", "Ann", "--ledger", filled)
    firsthand("review", "reject", first, "--coder", "Ben", "--ledger", filled)
    compared = firsthand("agreement", "Ann", "Ben", "--ledger", filled, "--format", "table")
    assert compared.exit_code == 0
    assert f"{first}  status: Ann: True; Ben: False" in compared.stdout
    rows = firsthand("agreement", "Ann", "machine", "--ledger", filled).stdout.splitlines()
    assert json.loads(rows[0])["claims"] == 1
    assert firsthand("agreement", "Ann", "--ledger", filled).exit_code == 2


class Newer(FakeCoder):
    """Sees bombings where the other saw attacks, and <b>no</b> killings."""

    version = "newer"

    def code(self, report: Report) -> list[Claim]:
        found = [one for one in super().code(report) if one.event_type != "killing"]
        return [one.model_copy(update={"event_type": "bombing"}).identified(self.version) for one in found]


def test_recode_shows_then_applies_and_leaves_decisions_alone(
    filled: str, firsthand: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    same = firsthand("recode", "--ledger", filled)
    assert (same.exit_code, same.stdout) == (0, "")
    assert "4 same, 0 changed, 0 new, 0 gone" in same.stderr
    first = claims(filled)[0]
    firsthand("review", "accept", first, "--coder", "Ann", "--ledger", filled)
    monkeypatch.setattr("firsthand.coder.Coder", Newer)
    shown = firsthand("recode", "--ledger", filled, "--format", "jsonl")
    rows = [json.loads(line) for line in shown.stdout.splitlines()]
    assert sorted((row["change"], row["kept"]) for row in rows) == [
        ("changed", False), ("changed", True), ("gone", False), ("gone", False)
    ]  # fmt: skip
    assert "--apply lets it stand" in shown.stderr
    assert len(claims(filled)) == 4
    table = firsthand("recode", "--ledger", filled, "--format", "table").stdout
    assert "(kept: decided" in re.sub(r"\s+", " ", table)
    page = firsthand("recode", "--ledger", filled, "--output", tmp_path / "a.html")
    assert page.exit_code == 0
    assert (tmp_path / "a.html").read_text().count("<tr>") == 2 + 6
    assert firsthand("recode", "--ledger", filled, "--apply").exit_code == 0
    with Ledger(filled) as ledger:
        assert sorted(one.claim.event_type for one in ledger.reviewed()) == ["attack", "bombing"]
        assert ledger.claim(first).status == "accepted"
        assert ledger.verify() == []


def test_no_password_is_shown(firsthand: Run) -> None:
    failed = firsthand("verify", "--ledger", "postgresql://desk:secret@127.0.0.1:1/none")
    assert failed.exit_code == 2
    assert "secret" not in failed.stderr + failed.stdout
    assert "desk:***@127.0.0.1" in failed.stderr


def test_a_missing_driver_gets_a_clear_word(firsthand: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    failed = firsthand("verify", "--ledger", "postgresql://desk@127.0.0.1/none")
    assert failed.exit_code == 2
    assert "pip install 'firsthand[postgresql]'" in failed.stderr


def test_what_is_no_address_gets_a_clear_word(firsthand: Run) -> None:
    failed = firsthand("verify", "--ledger", "postgresql://desk:secret@host:port/none")
    assert failed.exit_code == 2
    assert "postgresql://USER@HOST/DATABASE" in failed.stderr
    assert "secret" not in failed.stderr
