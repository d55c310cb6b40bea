"""Files, folders, standard input and addresses to reports, one at a time: memory stays flat over any number of them."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from firsthand.errors import ReportError
from firsthand.records import Report
from firsthand.reports import english, html, metadata, web
from firsthand.reports.decoding import clean, text_of
from firsthand.settings import Settings

_LINES = (".jsonl", ".ndjson")
_SMALLER = "split it into its reports, or raise FIRSTHAND_MAX_REPORT_MB"


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says about every report of a call; it outranks what the reports say themselves."""

    published: str | None = None
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """A report with the bytes that it came as."""

    report: Report
    raw: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class _Reading:
    """How one call reads."""

    given: Given
    settings: Settings
    any_language: bool

    def report(self, known: dict[str, str], raw: bytes, media_type: str, place: str) -> Received:
        text = known.get("text", "")
        if not text.strip():
            raise ReportError(place, "it is empty", "give a report with text")
        if not self.any_language and (other := english.other_language(text)):
            raise ReportError(place, f"put aside, it is not in English ({other})", "translate it, or give --model")
        fields = {**known, **{k: v for k in ("published", "publisher", "url") if (v := getattr(self.given, k))}}
        return Received(Report(**{**fields, "text": text, "origin": place}), raw, media_type)

    def bare(self, text: str, raw: bytes, place: str) -> Received:
        known, body = metadata.head_of(text)
        return self.report({**known, "text": body}, raw, "text/plain", place)

    def page(self, text: str, raw: bytes, place: str, url: str | None = None) -> Received:
        known = html.page_of(text, place, url)
        return self.report({**known, **({"url": url} if url else {})}, raw, "text/html", place)

    def record(self, value: object, raw: bytes, place: str) -> Received:
        known = metadata.of_record(value) if isinstance(value, dict) else {}
        if "text" not in known:
            raise ReportError(place, "a record without text", 'give objects such as {"text": "..."}')
        return self.report({name: clean(x) for name, x in known.items()}, raw, "application/json", place)


def read(
    paths: Iterable[str | Path],
    given: Given = Given(),
    settings: Settings | None = None,
    any_language: bool = False,
) -> Iterator[Received | ReportError]:
    """The reports at ``paths``, in order: files, folders (all files, sorted, hidden ones left out), ``-``, addresses.

    What cannot be read comes as a ``ReportError`` in its place; nothing is raised for it. ``any_language`` lets reports
    through that are not in English.

    >>> [type(x).__name__ for x in read(["no-such-file.txt"])]
    ['ReportError']
    """
    reading = _Reading(given, settings or Settings.from_environment(), any_language)
    for path in paths:
        try:
            yield from _one(str(path), reading)
        except ReportError as error:
            yield error


def _one(path: str, reading: _Reading) -> Iterator[Received | ReportError]:
    if path == "-":
        yield from _stream(sys.stdin.buffer, "standard input", "", reading)
    elif web.is_address(path):
        yield _fetched(path, reading)
    elif Path(path).is_dir():
        yield from _folder(path, reading)
    else:
        yield from _file(path, reading)


def _fetched(url: str, reading: _Reading) -> Received:
    found = web.fetch(url, reading.settings)
    text = text_of(found.data, url, found.charset or html.charset_of(found.data))
    if "html" in found.media_type or html.looks_like_html(text):
        return reading.page(text, found.data, url, found.url)
    got = reading.bare(text, found.data, url)
    if got.report.url:
        return got
    return Received(got.report.model_copy(update={"url": found.url}), got.raw, got.media_type)


def _folder(folder: str, reading: _Reading) -> Iterator[Received | ReportError]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield ReportError(_shown(folder), f"the folder cannot be read ({error.strerror})", "check its permissions")
        return
    files = 0
    for entry in entries:
        if entry.name.startswith("."):
            continue
        files += 1
        if entry.is_dir(follow_symlinks=False):
            yield from _folder(entry.path, reading)
        elif entry.is_file():
            try:
                yield from _file(entry.path, reading)
            except ReportError as error:
                yield error
        else:
            yield ReportError(_shown(entry.path), "it is not a file", "remove it, or give the files themselves")
    if not files:
        yield ReportError(_shown(folder), "no file in this folder", "give a folder with reports")


def _file(path: str, reading: _Reading) -> Iterator[Received | ReportError]:
    place = _shown(path)
    try:
        with Path(path).open("rb") as file:
            yield from _stream(file, place, Path(path).suffix.lower(), reading)
    except FileNotFoundError as error:
        raise ReportError(place, "no such file", "check the name") from error
    except OSError as error:
        raise ReportError(place, f"it cannot be read ({error.strerror})", "check its permissions") from error


def _stream(file: BinaryIO, place: str, suffix: str, reading: _Reading) -> Iterator[Received | ReportError]:
    """The reports in an open file: many for JSON lines, else one."""
    limit = reading.settings.max_report_bytes
    first = file.readline(limit + 1)
    if suffix in _LINES or (suffix == "" and _is_record(first)):
        yield from _lines(first, file, place, reading)
        return
    data = first + file.read(max(0, limit + 1 - len(first)))
    if len(data) > limit:
        raise ReportError(place, f"it is larger than {reading.settings.max_report_mb} MB", _SMALLER)
    text = text_of(data, place, html.charset_of(data) if data.lstrip()[:1] == b"<" else None)
    if suffix == ".json":
        yield from _json(text, data, place, reading)
    elif suffix in (".html", ".htm", ".xhtml") or html.looks_like_html(text):
        yield reading.page(text, data, place)
    else:
        yield reading.bare(text, data, place)


def _is_record(line: bytes) -> bool:
    if not line.lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _lines(first: bytes, file: BinaryIO, place: str, reading: _Reading) -> Iterator[Received | ReportError]:
    limit = reading.settings.max_report_bytes
    line, number, found = first, 0, 0
    while line:
        number += 1
        at = f"{place}:{number}"
        if len(line) > limit:
            while line and not line.endswith(b"\n"):  # skip the rest of it in bounded memory
                line = file.readline(io.DEFAULT_BUFFER_SIZE)
            found += 1
            yield ReportError(at, f"it is larger than {reading.settings.max_report_mb} MB", _SMALLER)
        elif line.strip():
            found += 1
            try:
                yield reading.record(_value(text_of(line, at), at), line.strip(), at)
            except ReportError as error:
                yield error
        line = file.readline(limit + 1)
    if not found:
        raise ReportError(place, "it is empty", "give a file with text")


def _json(text: str, data: bytes, place: str, reading: _Reading) -> Iterator[Received | ReportError]:
    value = _value(text, place)
    if not isinstance(value, list):
        yield reading.record(value, data, place)
        return
    for number, one in enumerate(value, 1):
        try:
            raw = json.dumps(one, ensure_ascii=False).encode("utf-8", "replace")
            yield reading.record(one, raw, f"{place}:{number}")
        except ReportError as error:
            yield error


def _value(text: str, place: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "too deep or too large"
        raise ReportError(place, f"not valid JSON ({reason})", "give one JSON object a line") from error


def _shown(path: str) -> str:
    """A file's name as text: bytes that are no UTF-8 are replaced, for they can stand in no record."""
    return os.fsencode(path).decode("utf-8", "replace")
