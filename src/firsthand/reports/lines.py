"""JSON: a file of one record, of a list of records, or of a record a line."""

from __future__ import annotations

import io
import json
from typing import BinaryIO

from firsthand.errors import ReportError
from firsthand.reports import html, metadata
from firsthand.reports.base import Outcomes, Reading, Received, cleaned
from firsthand.reports.decoding import text_of
from firsthand.reports.streams import whole

# Where the records stand in answers of news services that are one object.
_LISTS = ("articles", "data", "results", "stories", "items")


def read(file: BinaryIO, place: str, reading: Reading) -> Outcomes:
    """The reports in JSON lines, in flat memory."""
    limit = reading.settings.max_report_bytes
    number = found = 0
    while line := file.readline(limit + 1):
        number += 1
        at = f"{place}:{number}"
        if len(line) > limit:
            while line and not line.endswith(b"\n"):  # skip the rest of it in bounded memory
                line = file.readline(io.DEFAULT_BUFFER_SIZE)
        elif not line.strip():
            continue
        found += 1
        try:
            if len(line) > limit or not line.strip():
                reading.too_large(at)
            yield line_of(line, at, reading)
        except ReportError as error:
            yield error
    if not found:
        raise ReportError(place, "it is empty", "give a file with text")


def read_json(file: BinaryIO, place: str, reading: Reading) -> Outcomes:
    """The report, or the list of reports, in a JSON file."""
    data = whole(file, reading.settings.max_report_bytes)
    if data is None:
        reading.too_large(place)
    value = _value(text_of(data, place), place)
    if isinstance(value, dict) and "text" not in metadata.of_record(value, reading.given.columns):
        value = next((value[key] for key in _LISTS if isinstance(value.get(key), list)), value)
    if not isinstance(value, list):
        yield record(value, data, place, reading)
        return
    if not value:
        raise ReportError(place, "a list without a record", "give a file with reports")
    for number, one in enumerate(value, 1):
        try:
            raw = json.dumps(one, ensure_ascii=False).encode("utf-8", "replace")
            yield record(one, raw, f"{place}:{number}", reading)
        except ReportError as error:
            yield error


def line_of(line: bytes, place: str, reading: Reading) -> Received:
    """The report in one line of JSON lines.

    Raises ``ReportError`` if it has none.
    """
    if len(line) > reading.settings.max_report_bytes:
        reading.too_large(place)
    return record(_value(text_of(line, place), place), line.strip(), place, reading)


def record(value: object, raw: bytes, place: str, reading: Reading) -> Received:
    """The report in one record.

    Raises ``ReportError`` if it has none.
    """
    known = metadata.of_record(value, reading.given.columns) if isinstance(value, dict) else {}
    if "text" not in known:
        raise ReportError(place, "a record without text", 'give objects such as {"text": "..."}, or --columns text=KEY')
    if html.looks_like_html(known["text"]):
        known["text"] = html.fragment_text(known["text"])
    return reading.report(cleaned(known), raw, "application/json", place)


def _value(text: str, place: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "too deep or too large"
        raise ReportError(place, f"not valid JSON ({reason})", "give one JSON object a line") from error
