"""Writes the README's example output from the program itself: ``python scripts/readme.py``; ``--check`` only compares.

The report stands in the README behind ``<!-- report -->``; what ``firsthand code`` makes of it goes behind
``<!-- output -->``, up to the end of the code block there.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

TARGET = Path(__file__).parents[1] / "README.md"
REPORT = re.compile(r"<!-- report -->\n```\n(.*?)```\n", re.S)
OUTPUT = re.compile(r"(<!-- output -->\n)(?:```\n.*?```\n)?", re.S)
WIDTH = "110"  # columns: a README's code block shows about that many


def output(text: str) -> str:
    """What the program prints for the README's report."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "report.txt").write_text(text, encoding="utf-8")
        command = [
            sys.executable, "-c", "from firsthand.cli import main; main()", "code", "report.txt",
            "--published", "2025-03-05", "--publisher", "Sahel Courier", "--format", "table",
        ]  # fmt: skip
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=True, env=os.environ | {"COLUMNS": WIDTH}
        )
    return "\n".join(line.rstrip() for line in done.stdout.strip("\n").splitlines())


def readme() -> str:
    """The whole page with fresh output."""
    page = TARGET.read_text(encoding="utf-8")
    report = REPORT.search(page)
    assert report is not None, "README.md: no report behind <!-- report -->"
    block = f"```\n{output(report[1])}\n```\n"
    return OUTPUT.sub(lambda found: found[1] + block, page)


def main() -> int:
    """Write or check the page."""
    made = readme()
    if "--check" in sys.argv[1:]:
        return 0 if TARGET.read_text(encoding="utf-8") == made else 1
    TARGET.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
