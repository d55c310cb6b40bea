"""Opens our CSV exports in LibreOffice, and reads what LibreOffice writes: ``python scripts/spreadsheets.py``.

It needs LibreOffice (Debian: ``apt-get install --no-install-recommends libreoffice-calc libreoffice-writer``), which is
too large to be asked of every test run. Formulas are let loose on purpose: what is one then would be one in Excel.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Comma, quotation marks, UTF-8, from the first line, no columns fixed, ..., formulas evaluated.
CSV_FILTER = "CSV:44,34,UTF8,1,,0,false,true,false,false,false,-1,true"
FORMATS = ("acled", "ucdp", "csv", "hxl")


def convert(source: Path, kind: str, out: Path, infilter: str | None = None) -> Path:
    """``source`` as LibreOffice saves it."""
    program = shutil.which("soffice")
    if program is None:
        raise SystemExit(
            "soffice: not found; apt-get install --no-install-recommends libreoffice-calc libreoffice-writer"
        )
    command = [program, "--headless", f"-env:UserInstallation={(out / 'profile').as_uri()}", "--convert-to", kind]
    command += [f"--infilter={infilter}"] if infilter else []
    subprocess.run([*command, "--outdir", str(out), str(source)], check=True, capture_output=True, timeout=300)
    return out / f"{source.stem}.{kind}"


def exports_open(folder: Path) -> None:
    """Every CSV export as a sheet: the same columns, rows and letters, and no formula."""
    import openpyxl
    from tests.exports import world

    from firsthand.exports import formats
    from firsthand.exports.cells import safe
    from firsthand.exports.job import Job, Options

    for name in FORMATS:
        path = folder / f"{name}.csv"
        formats.write_file(Job(world.material(), name, Options(bom=True)), path)
        sheet = openpyxl.load_workbook(convert(path, "xlsx", folder, CSV_FILTER)).worksheets[0]
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert [cell.value for cell in sheet[1]] == rows[0], (name, "columns")
        assert sheet.max_row == len(rows), (name, "rows")
        assert not [cell.value for cell in cells if cell.data_type == "f"], (name, "formulas")
        texts = {str(cell.value) for cell in cells if isinstance(cell.value, str)}
        assert any("Ménaka" in text for text in texts), (name, "letters")
        assert any(safe("=CMD|Front") in text or "- =CMD|Front" in text for text in texts), (name, "its own text")
        print(f"{name}: {len(rows[0])} columns and {len(rows)} rows open, no formula")


def documents_are_read(folder: Path) -> None:
    """A workbook and a text that LibreOffice wrote, read as reports."""
    from tests.reports import making
    from tests.reports.making import story

    from firsthand.reports import Received, read

    stories = [story(1), story(4)]
    table, text = folder / "reports.csv", folder / "report.txt"
    table.write_bytes(making.table([making.row(one) for one in stories]))
    text.write_text(stories[1].text, encoding="utf-8")
    book = convert(table, "xlsx", folder, CSV_FILTER)
    found = [one.report for one in read([book]) if isinstance(one, Received)]
    assert [one.text for one in found] == [one.text for one in stories]
    assert [one.published for one in found] == [one.date for one in stories]
    print("xlsx: rows that LibreOffice wrote are read, with dates")
    [one] = [x.report for x in read([convert(text, "odt", folder)]) if isinstance(x, Received)]
    assert " ".join(one.text.split()) == " ".join(stories[1].text.split())
    print("odt: a text that LibreOffice wrote is read")


def main() -> int:
    """Check, and say what was checked."""
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as folder:
        exports_open(Path(folder))
        documents_are_read(Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
