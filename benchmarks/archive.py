"""A long archive through ``firsthand add``: ``python benchmarks/archive.py FOLDER [--reports N] [--interrupt AT]``.

So many short invented reports, one a file, coded for real by one process into a new ledger in FOLDER. At marks (1,000,
3,000, 10,000 ...) a line: processor seconds, reports a second, memory of the process now and at the most. With
``--interrupt`` the command is interrupted (SIGINT) at that number and started again. A FOLDER that is there already is
gone on with. At the end every report must be there once, the ledger whole, and the claims of a sample those that
another coder finds.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from benchmarks.linking_scale import name  # noqa: E402  the path is set above

from firsthand import Coder  # noqa: E402
from firsthand.ledger import Ledger  # noqa: E402

CLI = "from firsthand import cli; cli.main()"
MARKS = (100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
WHO = ("Gunmen", "Rebels", "Soldiers", "Police", "Militants", "Fighters of the {group} Front", "The {group} Brigade")
DID = (
    "attacked a market in {town}", "shelled the village of {town}", "abducted a teacher near {town}",
    "raided a camp outside {town}", "killed {n} people in {town}", "burned houses in {town}",
    "fired on a crowd in {town}", "bombed a bridge near {town}", "arrested {n} protesters in {town}",
)  # fmt: skip
WHEN = ("on Monday", "on Tuesday", "last week", "on 3 May", "overnight", "two days ago", "early on Sunday")
SAID = (
    "police said", "the mayor, {person}, said", "according to {outlet} Radio", "witnesses told {outlet} News",
    "a hospital official said", "the army said in a statement",
)  # fmt: skip
MORE = (
    "At least {m} people were wounded, {outlet} News reported.", "A spokesman of the group, {person}, denied it.",
    "{person}, a trader, said that {m} soldiers had died.", "No group claimed responsibility.",
    "The {group} Front claimed responsibility.", "Schools in {other} stayed closed.",
    "{m} others were missing, the governor of {other} said.",
)  # fmt: skip


def texts(count: int, seed: int = 3) -> Iterator[str]:
    """Short invented reports: two or three sentences, about 30 words, no two alike, with names that few others have."""
    draw = random.Random(seed)
    made: set[str] = set()
    while len(made) < count:
        words = {
            "town": name(draw, 3), "other": name(draw, 2), "group": name(draw, 2), "person": name(draw, 4),
            "outlet": name(draw, 2), "n": str(draw.randint(2, 40)), "m": str(draw.randint(3, 60)),
        }  # fmt: skip
        first = f"{draw.choice(WHO)} {draw.choice(DID)} {draw.choice(WHEN)}, {draw.choice(SAID)}."
        rest = draw.sample(MORE, draw.randint(1, 2))
        text = " ".join([first, *rest]).format(**words)
        if text not in made:
            made.add(text)
            yield text


def stored(ledger: Path) -> int:
    """How many reports are in the ledger now."""
    if not ledger.exists():
        return 0
    try:
        with sqlite3.connect(f"file:{ledger}?mode=ro", uri=True, timeout=20) as connection:
            entries = connection.execute("SELECT max(number) FROM custody").fetchone()[0] or 1
            return int(entries) - 1  # the first entry says that the ledger was made
    except sqlite3.OperationalError:  # not made yet
        return 0


def state(pid: int) -> tuple[float, float, float]:
    """Of a process (Linux): its processor seconds, its megabytes now and at the most."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    seconds = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    sizes = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return seconds, int(sizes["VmRSS"].split()[0]) / 1024, int(sizes["VmHWM"].split()[0]) / 1024


def run(folder: Path, count: int, interrupt: int | None) -> None:
    """Add the reports in ``folder``; a line at each mark."""
    ledger = folder / "archive.db"
    command = [sys.executable, "-c", CLI, "add", str(folder / "reports"), "--ledger", str(ledger)]
    command += ["--published", "2024-05-14", "--publisher", "Invented Wire"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    marks = [mark for mark in MARKS if stored(ledger) < mark < count]
    spent, started = 0.0, time.monotonic()
    while True:
        process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, preexec_fn=_heeds_interrupts)
        again = stored(ledger)
        seconds = now = most = 0.0
        asked = False
        while process.poll() is None:
            time.sleep(0.5)
            try:
                seconds, now, most = state(process.pid)
            except (OSError, KeyError):  # it has just ended
                continue
            there = stored(ledger)
            if again and there > again:
                print(json.dumps({"started again, first new one after": round(seconds, 1)}), flush=True)
                again = 0
            while marks and there >= marks[0]:
                marks.pop(0)
                _line(there, spent + seconds, time.monotonic() - started, now, most)
            if interrupt is not None and there >= interrupt and not asked:
                process.send_signal(signal.SIGINT)
                asked = True
        assert process.stderr is not None
        said = process.stderr.read().decode()
        spent += seconds
        if process.returncode == 130 and asked:
            print(json.dumps({"interrupted": stored(ledger), "said": said.splitlines()[-1:]}), flush=True)
            interrupt = None
            continue
        if process.returncode:
            raise SystemExit(said)
        _line(stored(ledger), spent, time.monotonic() - started, now, most)
        return


def _heeds_interrupts() -> None:
    """A shell's background jobs ignore SIGINT, and what they start would too."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _line(there: int, seconds: float, wall: float, now: float, most: float) -> None:
    row = {"n": there, "seconds": seconds, "wall": wall, "megabytes": most, "now": now}
    print(json.dumps({key: round(value, 1) for key, value in row.items()}), flush=True)


def check(folder: Path, count: int, sample: int = 200) -> None:
    """Every report once, with the claims that a coder finds in it alone. Raises ``AssertionError`` if not."""
    coder = Coder()
    every = max(1, count // sample)
    expected, found, compared = set(texts(count)), 0, 0
    with Ledger(folder / "archive.db", create=False) as book:
        assert book.verify() == []
        for report, claims in book.coded():
            expected.remove(report.text)
            found += 1
            if found % every == 0:
                assert [one.as_json() for one in claims] == [one.as_json() for one in coder.code(report)], report.text
                compared += 1
        reports, coded = book.counts()
    assert reports == found == count
    assert not expected
    print(json.dumps({"reports": reports, "claims": coded, "verified": True, "coded anew, the same": compared}))


def main() -> None:
    """Make the files, add them, check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--interrupt", type=int, help="interrupt it when so many are in the ledger")
    given = parser.parse_args()
    if not (given.folder / "reports").exists():
        (given.folder / "reports").mkdir(parents=True)
        for number, text in enumerate(texts(given.reports)):
            (given.folder / "reports" / f"{number:07}.txt").write_text(text, encoding="utf-8")
    run(given.folder, given.reports, given.interrupt)
    check(given.folder, given.reports)


if __name__ == "__main__":
    main()
