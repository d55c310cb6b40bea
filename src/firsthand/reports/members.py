"""One file of a ZIP archive, within limits."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import BinaryIO

from firsthand.errors import ReportError
from firsthand.reports.base import Outcomes, Reading
from firsthand.reports.streams import unpacked

MOST_MEMBER_RATIO = 1100  # of one member: deflate cannot reach more than 1,032, so that a higher one is a lie
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    LookupError,
)


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
    except BROKEN as error:
        raise ReportError(place, f"it cannot be unpacked ({str(error)[:100]})", "pack it again") from error
