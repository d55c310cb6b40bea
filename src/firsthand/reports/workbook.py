"""Excel workbooks (XLSX): a report a row, as in a CSV table, of every sheet that has a column for the text."""

from __future__ import annotations

import csv
import datetime
import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from firsthand.errors import ReportError
from firsthand.reports import metadata, table
from firsthand.reports.base import Outcomes, Reading
from firsthand.reports.safexml import refuse_entities
from firsthand.reports.word import part

MAIN = "xl/workbook.xml"
# Cells of a sheet, empty ones between others counted. Those that 20 MB of XML really hold are a million; but 30 bytes
# can name a cell in Excel's last column, and every such row is 16,384 cells long.
MOST_CELLS = 20_000_000


def reports(archive: zipfile.ZipFile, data: bytes, place: str, reading: Reading) -> Outcomes:
    """The reports in a workbook; ``data`` is the whole file. Of a formula its last result is read, nothing is computed.

    Raises ``ReportError`` if it is broken or beyond its limits, or no sheet has a column with the text.
    """
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")) and name.startswith(("xl/", "_rels/")):
            # unpacked once here, within the limits and looked at, before openpyxl unpacks it again without any
            refuse_entities(part(archive, name, place, reading), place)
    import openpyxl

    heads: list[str] = []
    found = 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it cannot keep when it would write the file again
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            for sheet in book.worksheets:
                at = f"{place}!{sheet.title}"
                rows = _rows(sheet, at)
                header = next((cells for _, cells in rows if any(cells)), [])
                if not metadata.has_text(header, reading.given.columns) or not _has_all(header, reading):
                    heads += [name for name in header if name]
                    continue
                found += 1
                yield from _sheet(rows, header, at, reading)
    except ReportError:
        raise
    except Exception as error:  # openpyxl raises whatever comes up
        raise ReportError(place, f"it is a broken workbook ({str(error)[:100]})", "save it anew, or as CSV") from error
    if not found and not heads:
        raise ReportError(place, "it is empty", "give a workbook with a header row and reports")
    if not found:
        named = ", ".join(heads)[:300]
        raise ReportError(place, f"none of its columns ({named}) holds the text", "say which: --columns text=NAME")


def _has_all(header: Sequence[str], reading: Reading) -> bool:
    return all(name in header for name in reading.given.columns.values())


def _rows(sheet: Any, place: str) -> Iterator[tuple[int, list[str]]]:
    """The rows as text, with their numbers. What the file says of its own size is not believed.

    Raises ``ReportError`` if its cells are spread too far.
    """
    sheet.reset_dimensions()
    left = MOST_CELLS
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        left -= 1 + len(cells)
        if left < 0:
            raise ReportError(place, f"its cells are spread over more than {MOST_CELLS:,}", "save its table as CSV")
        row = [_text(cell) for cell in cells]
        while row and not row[-1]:
            row.pop()
        if row:
            yield number, row


def _text(cell: object) -> str:
    """A cell as a CSV file of it would have it: dates as ISO 8601, whole numbers without a point.

    >>> _text(datetime.datetime(2025, 3, 4)), _text(12.0), _text(None)
    ('2025-03-04', '12', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _sheet(rows: Iterator[tuple[int, list[str]]], header: list[str], place: str, reading: Reading) -> Outcomes:
    """The reports of a sheet. Each is kept with the header, as the two rows of a CSV file."""
    header = [name.strip() for name in header]
    found = 0
    for number, cells in rows:
        found += 1
        at = f"{place}:{number}"
        try:
            if len(cells) > len(header):
                raise ReportError(at, f"a row of {len(cells)} cells under {len(header)} columns", "name its columns")
            raw = io.StringIO()
            csv.writer(raw).writerows([header, cells])
            yield from table.in_row(dict(zip(header, cells, strict=False)), raw.getvalue().encode(), at, reading)
        except ReportError as error:
            yield error
    if not found:
        yield ReportError(place, "it has a header and no rows", "give a table with reports")
