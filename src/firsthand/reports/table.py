"""Tables (CSV, TSV): a report a row, in flat memory over any number of rows."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
from collections.abc import Iterator
from typing import BinaryIO

from firsthand.errors import ReportError
from firsthand.reports import html, metadata
from firsthand.reports.base import Outcomes, Reading, Received, cleaned
from firsthand.reports.decoding import text_of
from firsthand.reports.streams import peeked, whole

DELIMITERS = ",;\t|"


class _Lines:
    """The lines of a table as text, with the bytes of those that were used since the last row."""

    def __init__(self, file: BinaryIO, place: str, reading: Reading) -> None:
        self._file, self._place, self._reading = file, place, reading
        self.number = 0
        self.used: list[bytes] = []
        self._size = 0
        self.bad: ReportError | None = None  # of a line since the last row

    def __iter__(self) -> Iterator[str]:
        limit = self._reading.settings.max_report_bytes
        while line := self._file.readline(limit + 1):
            self.number += 1
            self.used.append(line)
            self._size += len(line)
            if self._size > limit:
                self._reading.too_large(f"{self._place}:{self.number} (is a quotation mark not closed?)")
            yield from re.findall(r"[^\n]*\n", self._text(line))  # more than one where a lone CR ends lines

    def _text(self, line: bytes) -> str:
        if not line.strip():
            return "\n"
        try:
            text = text_of(line, f"{self._place}:{self.number}", begins=self.number == 1)
        except ReportError as error:
            if self.number == 1:
                raise
            self.bad, text = error, line.decode("ascii", "replace").replace("\x00", "\ufffd")
        return text if text.endswith("\n") else text + "\n"

    def taken(self) -> bytes:
        """The bytes used since this was last asked."""
        raw, self.used, self._size = b"".join(self.used), [], 0
        return raw


def read(file: BinaryIO, place: str, reading: Reading) -> Outcomes:
    """The reports in a table with a header row. A row is kept together with the header, as bytes.

    Raises ``ReportError`` if there is no column with the text, or a row cannot be told from the next.
    """
    csv.field_size_limit(reading.settings.max_report_bytes)
    lines = _Lines(_as_utf8(file, place, reading), place, reading)
    text = iter(lines)
    first = next((line for line in text if line.strip()), "")
    if not first:
        raise ReportError(place, "it is empty", "give a table with a header row")
    delimiter = max(DELIMITERS, key=first.count)
    rows = csv.reader(itertools.chain([first], text), delimiter=delimiter)
    try:
        header = [name.strip() for name in next(rows)]
    except csv.Error as error:
        raise ReportError(place, f"its header cannot be read ({error})", "save the table anew") from error
    missing = [key for key in reading.given.columns.values() if key not in header]
    if missing:
        raise ReportError(place, f"it has no column {missing[0]}", f"its columns are {', '.join(header)[:300]}")
    if not metadata.has_text(header, reading.given.columns):
        raise ReportError(
            place, f"none of its columns ({', '.join(header)[:300]}) holds the text", "say which: --columns text=NAME"
        )
    head, found = lines.taken(), 0
    while True:
        at = f"{place}:{lines.number + 1}"
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            raise ReportError(
                at, f"its rows cannot be told apart from here ({error})", "save the table anew"
            ) from error
        raw = lines.taken()
        if not any(cell.strip() for cell in row):
            continue
        found += 1
        try:
            if lines.bad is not None:
                bad, lines.bad = lines.bad, None
                raise bad
            if len(row) > len(header):
                raise ReportError(
                    at, f"a row of {len(row)} cells under {len(header)} columns", "put quotes around its text"
                )
            yield from in_row(dict(zip(header, row, strict=False)), head + raw, at, reading)
        except ReportError as error:
            yield error
    if not found:
        raise ReportError(place, "it has a header and no rows", "give a table with reports")


def in_row(record: dict[str, str], raw: bytes, place: str, reading: Reading) -> Outcomes:
    """The report in a row, or the reports that it lists; ``raw`` is the row and the header as bytes."""
    found = metadata.several(record)
    for number, one in enumerate(found, 1):
        try:
            yield _report(one, raw, f"{place}#{number}" if len(found) > 1 else place, reading)
        except ReportError as error:
            yield error


def _report(record: dict[str, str], raw: bytes, place: str, reading: Reading) -> Received:
    known = metadata.of_record(record, reading.given.columns)
    if "text" not in known or not known["text"].strip():
        raise ReportError(place, "a row without text", "fill its text, or remove it")
    if html.looks_like_html(known["text"]):
        known["text"] = html.fragment_text(known["text"])
    return reading.report(cleaned(known), raw, "text/csv", place)


def _as_utf8(file: BinaryIO, place: str, reading: Reading) -> BinaryIO:
    """The file itself, or, of one in UTF-16, another with the same text: its lines do not end in single bytes."""
    start, file = peeked(file)
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if start.startswith(mark) and not start.startswith(codecs.BOM_UTF32_LE):
            data = whole(file, reading.settings.max_report_bytes)
            if data is None:
                reading.too_large(place)
            try:
                return io.BytesIO(data.decode(encoding).encode("utf-8"))
            except UnicodeError as error:
                raise ReportError(place, f"it says that it is {encoding}, and is not", "save it as UTF-8") from error
    return file
