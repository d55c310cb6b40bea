"""The commands as a user calls them: results, messages, exit status."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from firsthand import samples
from firsthand.exports.shown import UNSAFE

Run = Callable[..., Any]
Start = Callable[..., "subprocess.Popen[bytes]"]
TEXT = "Rebels attacked a camp near Gao on Monday. Rebels killed 9 soldiers in Ansongo, the army said."


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    return path


def test_piped_it_prints_json_lines_by_the_contract(firsthand: Run, report: Path) -> None:
    result = firsthand("code", report, "--published", "2025-03-04", "--publisher", "Wire", "--url", "https://e.org/a")
    assert result.exit_code == 0
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["event_type"] for row in rows] == ["attack", "killing"]
    for row in rows:
        assert row["schema"] == 1
        for part in (row["trigger"], row["quote"], *row["actors"], *row["harm"], row["where"]):
            assert TEXT[part["span"][0] : part["span"][1]] == part["text"]
    assert rows[1]["attribution"][0]["source"] == "Wire"
    assert rows[0]["when"]["start"] == "2025-03-03"


def test_table_html_and_output_files(firsthand: Run, report: Path, tmp_path: Path) -> None:
    table = firsthand("code", report, "--format", "table").stdout
    assert "according to" in table
    assert "Rebels attacked a camp" in table
    assert "Rebels attacked a camp" not in firsthand("code", report, "-f", "table", "--no-quotes").stdout
    page = tmp_path / "out.html"
    assert firsthand("code", report, "--output", page).stdout == ""
    assert page.read_text().startswith("<!DOCTYPE html>")
    lines = tmp_path / "out.jsonl"
    firsthand("code", report, "-o", lines)
    assert len(lines.read_text().splitlines()) == 2
    text = tmp_path / "out.txt"
    firsthand("code", report, "-o", text, "--format", "table")
    assert "according to" in text.read_text()
    assert firsthand("code", report, "-o", tmp_path / "none" / "x").exit_code == 2
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == [], "no temporary file is left"


def test_some_reports_that_cannot_be_read(firsthand: Run, report: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "c.txt").write_text("")
    (tmp_path / "d.txt").write_text("This one is UNREADABLE to the coder.")
    (tmp_path / "e.txt").write_text("It rained in Gao on Monday and the market was closed.")
    result = firsthand("code", tmp_path)
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2, "the rest is coded"
    assert "b.txt: it is a PNG picture" in result.stderr
    assert "c.txt: it is empty" in result.stderr
    assert "d.txt: it says that it is unreadable" in result.stderr
    assert "no claim found in 1 of 2 reports" in result.stderr
    assert "e.txt" in result.stderr
    assert "2 of 2 reports do not say when they were published" in result.stderr
    assert "3 of 5 reports could not be read" in result.stderr


def test_a_report_without_an_event_is_no_failure(firsthand: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It rained in Gao.")
    result = firsthand("code", tmp_path / "a.txt", "--published", "2025-03-04")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "no claim found" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["code"], ["code", "x", "--format", "xml"], ["code", "x", "--published", "yesterday"], ["nothing"],
        ["code", "x", "--jobs", "0"], ["events", "--ledger", "none.db"], ["verify", "--ledger", "none.db"],
        ["add", "x", "--ledger", "none/none.db"], ["code", "x", "--no-such-option"], ["codebook", "show", "picnic"],
    ],
)  # fmt: skip
def test_wrong_usage_is_2(firsthand: Run, arguments: list[str]) -> None:
    result = firsthand(*arguments)
    assert result.exit_code == 2
    assert result.stdout == "" or "Usage" in result.stdout
    assert result.stderr


def test_standard_input(firsthand: Run) -> None:
    result = firsthand("code", "-", input=f"date 2025-03-04 {TEXT}")
    assert json.loads(result.stdout.splitlines()[0])["when"]["start"] == "2025-03-03"
    assert firsthand("code", "-", input=b"").exit_code == 1


def test_same_bytes_alone_and_in_company_in_any_order(firsthand: Run) -> None:
    files = sorted(samples.folder().glob("*.txt"))
    alone = {str(path): firsthand("code", path).stdout for path in files}
    assert firsthand("code", *files).stdout == "".join(alone.values())
    assert firsthand("code", *reversed(files)).stdout == "".join(alone[str(path)] for path in reversed(files))
    assert firsthand("code", samples.folder()).stdout == "".join(alone.values())


def test_ledger_round(firsthand: Run, tmp_path: Path) -> None:
    ledger = tmp_path / "a.db"
    first = firsthand("add", samples.folder(), "--ledger", ledger)
    assert first.exit_code == 0
    assert "12 reports" in first.stderr
    before = firsthand("events", "--ledger", ledger).stdout
    again = firsthand("add", samples.folder(), "--ledger", ledger)
    assert "0 reports with 0 claims added" in again.stderr
    assert "12 were there" in again.stderr
    assert firsthand("events", "--ledger", ledger).stdout == before
    fields = {
        "event_id", "event_type", "actors", "when", "where", "harm", "claims", "reports", "origins",
        "independent_origins", "contested", "review", "why_linked",
    }  # fmt: skip
    for line in before.splitlines():
        assert set(json.loads(line)) == fields
    assert "contested" in firsthand("events", "--ledger", ledger, "--format", "table").stdout
    verified = firsthand("verify", "--ledger", ledger)
    assert verified.exit_code == 0
    seal = re.findall(r"[0-9a-f]{64}", verified.stdout)[0]
    assert firsthand("verify", "--ledger", ledger, "--seal", seal).exit_code == 0
    assert firsthand("verify", "--ledger", ledger, "--seal", "0" * 64).exit_code == 1


def test_demo(firsthand: Run, tmp_path: Path) -> None:
    result = firsthand("demo", "--no-browser", "--folder", tmp_path / "demo")
    assert result.exit_code == 0
    assert "12 reports" in result.stdout
    assert "independent origin" in result.stdout
    assert (tmp_path / "demo" / "claims.html").read_text().count("<article") == 12
    assert (tmp_path / "demo" / "demo.db").is_file()
    again = firsthand("demo", "--no-browser", "--folder", tmp_path / "demo")
    assert again.exit_code == 0


def test_the_samples_say_that_they_are_invented() -> None:
    files = sorted(samples.folder().glob("*.txt"))
    assert len(files) == 12
    assert all("Invented for demonstrations" in path.read_text() for path in files)


def test_messages_about_hostile_names_are_harmless(firsthand: Run, tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J\u202e[red].txt").write_bytes(b"\x7fELF")
    result = firsthand("code", tmp_path)
    assert result.exit_code == 1
    assert not UNSAFE.search(result.stderr.replace("\n", ""))
    assert "[red]" in result.stderr


def test_version_and_help(firsthand: Run) -> None:
    from firsthand import __version__

    assert firsthand("--version").stdout == f"firsthand {__version__}\n"
    assert "demo" in firsthand("--help").stdout
    assert firsthand("code", "-h").exit_code == 0


def test_a_closed_pipe_ends_in_silence(process: Start, tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"text": f"{TEXT} {n}", "date": "2025-03-04"}) + "\n" for n in range(2000)))
    running = process("code", path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.readline()
    running.stdout.close()
    assert running.stderr.read() == b""
    assert running.wait(30) == 141
    running.stderr.close()


def test_an_interrupt_ends_cleanly(process: Start, tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"text": f"{TEXT} {n}", "date": "2025-03-04"}) + "\n" for n in range(200_000)))
    with process("code", path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        running.stdout.readline()
        running.send_signal(signal.SIGINT)
        _, messages = running.communicate(timeout=120)
        assert running.returncode == 130
        assert b"Traceback" not in messages


def test_any_locale(process: Start, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rebels attacked Ménaka on Monday “again”.", encoding="utf-8")
    for form in ("jsonl", "table"):
        with process("code", tmp_path, "-f", form, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
            out, messages = running.communicate(timeout=120)
            assert running.returncode == 0, messages
            assert "Ménaka" in out.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
def test_on_a_terminal_it_prints_a_table_that_cannot_disturb_it(process: Start, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Rebels \x1b]0;owned\x07\u202e attacked [red]Gao[/red] on Monday.", encoding="utf-8"
    )
    ours, theirs = pty.openpty()
    with process("code", tmp_path, stdout=theirs, stderr=theirs, stdin=subprocess.DEVNULL) as running:
        os.close(theirs)
        screen = _until_the_end(ours, running)
    assert running.returncode == 0, screen
    assert "according to" in screen
    assert "[red]Gao[/red]" in screen
    plain = re.sub(r"\x1b\[[0-9;?]*[mhl]", "", screen).replace("\r", "").replace("\n", "")
    assert not UNSAFE.search(plain), repr(plain)


def _until_the_end(terminal: int, running: subprocess.Popen[bytes]) -> str:
    screen = b""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                part = os.read(terminal, 65536)
            except OSError:  # the other side is closed
                break
            if not part:
                break
            screen += part
        elif running.poll() is not None:
            break
    running.wait(10)
    os.close(terminal)
    return screen.decode("utf-8", "replace")


def test_gazetteer_find(firsthand: Run) -> None:
    found = firsthand("gazetteer", "find", "Tombouctou")
    assert found.exit_code == 0
    assert "MLI" in found.stdout
    assert firsthand("gazetteer", "find", "Qqqqzx Vvvw").exit_code == 1


def test_gazetteer_import(firsthand: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTHAND_GAZETTEER", str(tmp_path / "own.sqlite"))
    (tmp_path / "a.csv").write_text("name,lat,lon,country\nWellmark Camp,16.5,-3.1,MLI\n")
    assert "1 places added" in firsthand("gazetteer", "import", tmp_path / "a.csv").stdout
    (tmp_path / "b.csv").write_text("name,lat\nx,1\n")
    bad = firsthand("gazetteer", "import", tmp_path / "b.csv")
    assert bad.exit_code == 2
    assert "no column lon" in bad.stderr


def test_codebook_list_and_show(firsthand: Run) -> None:
    assert "drone_strike" in firsthand("codebook", "list").stdout
    shown = firsthand("codebook", "show", "drone_strike").stdout
    assert "acled" in shown
    assert "example" in shown


def test_codebook_check_names_the_examples_that_fail(firsthand: Run, tmp_path: Path) -> None:
    (tmp_path / "codebook.yaml").write_text("standalone: true\n")
    example = "examples: [{text: Rebels attacked Gao., claims: [{trigger: attacked}]}]"
    (tmp_path / "attack.yaml").write_text(
        f"id: attack\ndefinition: An attack.\ntriggers: [{{verbs: [attack]}}]\n{example}\n"
    )
    assert firsthand("codebook", "check", tmp_path).exit_code in (0, 1)
    text = (tmp_path / "attack.yaml").read_text()
    (tmp_path / "attack.yaml").write_text(text.replace("trigger: attacked", "trigger: stormed"))
    bad = firsthand("codebook", "check", tmp_path)
    assert bad.exit_code == 1
    assert "stormed" in bad.stderr
