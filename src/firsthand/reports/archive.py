"""ZIP and gzip: what is in them, within limits. Names in an archive are shown to the user and are never a path."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import BinaryIO

from firsthand.errors import ReportError
from firsthand.reports import opendocument, warc, word, workbook
from firsthand.reports.base import Outcomes, Reading, Received
from firsthand.reports.members import BROKEN, member
from firsthand.reports.streams import gunzipped, seekable, whole

Office = Callable[[zipfile.ZipFile, bytes, str, Reading], Outcomes]


def _one(reader: Callable[[zipfile.ZipFile, bytes, str, Reading], Received]) -> Office:
    def read_one(archive: zipfile.ZipFile, data: bytes, place: str, reading: Reading) -> Outcomes:
        yield reader(archive, data, place, reading)

    return read_one


# Office documents by the part that no other archive has.
_OFFICE: dict[str, Office] = {
    word.MAIN: _one(word.report), workbook.MAIN: workbook.reports, opendocument.MAIN: _one(opendocument.report)
}  # fmt: skip
_OTHERS = {
    "xl/workbook.bin": ("an Excel workbook in binary", "save it as XLSX or CSV"),
    "ppt/presentation.xml": ("a presentation", "save it as PDF"),
    "META-INF/container.xml": ("an e-book", "give its text"),
}


def read(file: BinaryIO, place: str, reading: Reading) -> Outcomes:
    """The reports in a ZIP file: an office document (DOCX, ODT, XLSX), a WACZ collection, or an archive of any files.

    Raises ``ReportError`` if it is broken or beyond its limits.
    """
    inner = reading.inside(place)
    most = reading.settings.max_archive_mb * 1_000_000
    try:
        with seekable(file, place, most) as copy, zipfile.ZipFile(copy) as archive:
            names = {info.filename for info in archive.infolist()}
            kind = next((name for name in _OFFICE if name in names), None)
            if kind == opendocument.MAIN and not names & {"mimetype", opendocument.MANIFEST}:
                kind = None  # any archive may hold a file of that name
            if kind is not None:
                copy.seek(0)
                data = whole(copy, reading.settings.max_report_bytes)
                if data is None:
                    reading.too_large(place)
                yield from _OFFICE[kind](archive, data, place, inner)
                return
            for mark, (what, cure) in _OTHERS.items():
                if mark in names:
                    raise ReportError(place, f"it is {what}", cure)
            if "datapackage.json" in names and any(name.startswith("archive/") for name in names):
                yield from warc.collection(archive, place, inner)
                return
            yield from _members(archive, place, inner)
    except BROKEN as error:
        raise ReportError(place, f"it is a broken ZIP archive ({str(error)[:100]})", "get it again") from error


def _members(archive: zipfile.ZipFile, place: str, reading: Reading) -> Outcomes:
    found = 0
    for info in archive.infolist():
        parts = PurePosixPath(info.filename.replace("\\", "/")).parts
        if info.is_dir() or not parts or parts[0] == "__MACOSX" or parts[-1].startswith("."):
            continue
        found += 1
        at = f"{place}!{info.filename}"
        assert reading.budget is not None
        reading.budget.count(place)
        try:
            yield from member(archive, info, at, reading)
        except ReportError as error:
            yield error
            if reading.budget.octets < 0:
                raise ReportError(place, "the rest of it was left out", error.cure) from error
    if not found:
        raise ReportError(place, "no file in this archive", "give an archive with reports")


def read_gzip(file: BinaryIO, place: str, reading: Reading) -> Outcomes:
    """What is in a gzip file. Its length is bounded by its ratio only: dumps of news are long.

    Raises ``ReportError`` if it is broken or a bomb.
    """
    inner = reading.inside(place)
    name = PurePosixPath(place.lower())
    suffix = PurePosixPath(name.stem).suffix if name.suffix == ".gz" else ""
    budget = None if reading.budget is None else inner.budget  # inside another archive, its budget holds
    with gunzipped(file, place, budget) as opened:
        yield from inner.read(opened, place, suffix)
