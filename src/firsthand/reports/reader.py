"""Files, folders, standard input and addresses to reports, one at a time: memory stays flat over any number of them."""

from __future__ import annotations

import heapq
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from firsthand.errors import ReportError
from firsthand.reports import (
    archive,
    feed,
    forms,
    html,
    lines,
    mail,
    markdown,
    metadata,
    pdf,
    sitemap,
    table,
    warc,
    web,
)
from firsthand.reports.addresses import is_address
from firsthand.reports.base import NOTHING, Given, Outcomes, Reading, Received
from firsthand.reports.decoding import text_of
from firsthand.reports.streams import peeked, whole
from firsthand.reports.visited import visited
from firsthand.settings import Settings

BATCH = 100_000  # names of a folder kept in memory at once; a larger folder is listed again for each so many


def _text(file: BinaryIO, place: str, reading: Reading) -> Outcomes:
    data = _whole(file, place, reading)
    known, body = metadata.head_of(text_of(data, place))
    yield reading.report({**known, "text": body}, data, "text/plain", place)


def _page(file: BinaryIO, place: str, reading: Reading) -> Outcomes:
    data = _whole(file, place, reading)
    yield html.report(text_of(data, place, html.charset_of(data)), data, place, reading)


def _whole(file: BinaryIO, place: str, reading: Reading) -> bytes:
    data = whole(file, reading.settings.max_report_bytes)
    if data is None:
        reading.too_large(place)
    return data


_READERS: dict[str, Callable[[BinaryIO, str, Reading], Outcomes]] = {
    "text": _text, "page": _page, "lines": lines.read, "json": lines.read_json, "table": table.read,
    "markdown": markdown.read, "mail": mail.read, "pdf": pdf.read, "zip": archive.read, "gzip": archive.read_gzip,
    "warc": warc.read, "feed": feed.read, "sitemap": sitemap.read,
}  # fmt: skip


def read(
    paths: Iterable[str | Path],
    given: Given = NOTHING,
    settings: Settings | None = None,
    any_language: bool = False,
) -> Iterator[Received | ReportError]:
    """The reports at ``paths``, in order: files, folders (all files, sorted, hidden ones left out), ``-``, addresses.

    What cannot be read comes as a ``ReportError`` in its place; nothing is raised for it. ``any_language`` lets reports
    through that are not in English.

    >>> [type(x).__name__ for x in read(["no-such-file.txt"])]
    ['ReportError']
    """
    reading = Reading(given, settings or Settings.from_environment(), any_language, opened)
    for path in paths:
        try:
            yield from _one(str(path), reading)
        except ReportError as error:
            yield error


def read_line(
    line: bytes, place: str, given: Given = NOTHING, settings: Settings | None = None, any_language: bool = False
) -> Received | ReportError:
    """The report in one line of JSON lines that was taken out of its file; ``place`` says where it stood.

    >>> read_line(b'{"text": "Shelling hit the market.", "date": "2024-03-05"}', "a line").report.published
    '2024-03-05'
    """
    try:
        return lines.line_of(line, place, Reading(given, settings or Settings.from_environment(), any_language, opened))
    except ReportError as error:
        return error


def read_bytes(
    data: bytes, place: str, given: Given = NOTHING, settings: Settings | None = None, any_language: bool = False
) -> Iterator[Received | ReportError]:
    """The reports in a file that is in memory, of any form; ``place`` is its name.

    >>> [one.report.text for one in read_bytes(b"Shelling hit the market.", "a.txt")]
    ['Shelling hit the market.']
    """
    reading = Reading(given, settings or Settings.from_environment(), any_language, opened)
    try:
        yield from opened(io.BytesIO(data), place, Path(place).suffix.lower(), reading)
    except ReportError as error:
        yield error


def opened(file: BinaryIO, place: str, suffix: str, reading: Reading) -> Outcomes:
    """The reports in an open file of any form.

    Raises ``ReportError`` if it cannot be read as a whole; yields one for each part that cannot.
    """
    head, file = peeked(file)
    form = forms.form_of(head, suffix, place)
    if form == "text" and suffix not in (".txt", ".text") and reading.given.columns:
        form = "table"
    try:
        yield from _READERS[form](file, place, reading)
    except (RecursionError, MemoryError) as error:
        raise ReportError(place, "it nests too deeply, or needs too much memory", "give its text") from error


def _one(path: str, reading: Reading) -> Outcomes:
    if path == "-":
        yield from opened(sys.stdin.buffer, "standard input", "", reading)
    elif is_address(path):
        found = web.fetch(path, reading.settings)
        yield from visited(found.data, found.url, found.media_type, found.charset, path, reading, found.headers)
    elif Path(path).is_dir():
        yield from _folder(path, reading)
    else:
        yield from _file(path, reading)


def _folder(folder: str, reading: Reading) -> Outcomes:
    files = 0
    for name in names_in(folder):
        if isinstance(name, ReportError):
            yield name
            return
        files += 1
        path = os.path.join(folder, name)  # noqa: PTH118  names may be no UTF-8
        try:
            if os.path.isdir(path) and not os.path.islink(path):  # noqa: PTH112, PTH114
                yield from _folder(path, reading)
            elif os.path.isfile(path):  # noqa: PTH113
                yield from _file(path, reading)
            else:
                yield ReportError(_shown(path), "it is not a file", "remove it, or give the files themselves")
        except ReportError as error:
            yield error
    if not files:
        yield ReportError(_shown(folder), "no file in this folder", "give a folder with reports")


def names_in(folder: str, batch: int = BATCH) -> Iterator[str | ReportError]:
    """The names in a folder but hidden ones, sorted as bytes; no more than ``batch`` of them are in memory.

    One ``ReportError`` if it cannot be listed.
    """
    last: bytes | None = None
    while True:
        try:
            with os.scandir(os.fsencode(folder)) as entries:
                visible = (e.name for e in entries if not e.name.startswith(b"."))
                found = heapq.nsmallest(batch, (name for name in visible if last is None or name > last))
        except OSError as error:
            yield ReportError(_shown(folder), f"the folder cannot be read ({error.strerror})", "check its permissions")
            return
        yield from map(os.fsdecode, found)
        if len(found) < batch:
            return
        last = found[-1]


def _file(path: str, reading: Reading) -> Outcomes:
    place = _shown(path)
    try:
        with Path(path).open("rb") as file:
            yield from opened(file, place, Path(path).suffix.lower(), reading)
    except FileNotFoundError as error:
        raise ReportError(place, "no such file", "check the name") from error
    except OSError as error:
        raise ReportError(place, f"it cannot be read ({error.strerror})", "check its permissions") from error


def _shown(path: str) -> str:
    """A file's name as text: bytes that are no UTF-8 are replaced, for they can stand in no record."""
    return os.fsencode(path).decode("utf-8", "replace")
