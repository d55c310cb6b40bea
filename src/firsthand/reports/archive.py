"""ZIP and gzip: what is in them, within limits. Names in an archive are shown to the user and are never a path."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import BinaryIO

from firsthand.errors import ReportError
from firsthand.reports import opendocument, word, workbook
from firsthand.reports.base import Outcomes, Reading, Received
from firsthand.reports.streams import gunzipped, seekable, unpacked, whole

MOST_MEMBER_RATIO = 1100  # of one member: deflate cannot reach more than 1,032, so that a higher one is a lie
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    LookupError,
)
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
                from firsthand.reports import warc

                yield from warc.collection(archive, place, inner)
                return
            yield from _members(archive, place, inner)
    except _BROKEN as error:
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


def member(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    place: str,
    reading: Reading,
    use: Callable[[BinaryIO, str, str, Reading], Outcomes] | None = None,
) -> Outcomes:
    """What is in one file of an archive, read by ``use`` or by what its form asks for.

    Raises ``ReportError`` if it is locked, a link, a bomb or broken.
    """
    if stat.S_ISLNK(info.external_attr >> 16):
        raise ReportError(place, "it is a link, not a file", "pack the file itself")
    if info.flag_bits & 1:
        raise ReportError(place, "it is locked with a password", "unpack it yourself")
    if info.file_size > 1_000_000 and info.file_size > MOST_MEMBER_RATIO * max(1, info.compress_size):
        raise ReportError(place, "it says that it unpacks to more than can be packed so small", "leave it out")
    suffix = PurePosixPath(info.filename.replace("\\", "/")).suffix.lower()
    try:
        with archive.open(info) as packed, unpacked(packed, place, reading.budget) as file:
            yield from (use or reading.open)(file, place, suffix, reading)
    except _BROKEN as error:
        raise ReportError(place, f"it cannot be unpacked ({str(error)[:100]})", "pack it again") from error


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
