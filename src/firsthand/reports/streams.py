"""Open files that the readers are handed: looked at without being used up, and unpacked only within limits."""

from __future__ import annotations

import gzip
import io
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, Protocol

from firsthand.errors import ReportError
from firsthand.reports.base import Budget
from firsthand.reports.forms import HEAD

MOST_RATIO = 200  # unpacked to packed: repetitive JSON lines reach 40, a file of zeros 1,000
PIECE = 65_536  # bytes asked for at once: what is asked for is set aside first
FREE = 20_000_000  # unpacked bytes below which no ratio is looked at


class Readable(Protocol):
    """Anything with ``read``."""

    def read(self, size: int = -1, /) -> bytes:
        """Up to ``size`` bytes."""


class Counted:
    """What is read of a file, counted: streams cannot always tell where they are."""

    def __init__(self, file: Readable) -> None:
        self._file = file
        self.octets = 0

    def read(self, size: int = -1, /) -> bytes:
        """As of the file."""
        part = self._file.read(size)
        self.octets += len(part)
        return part


class _Raw(io.RawIOBase):
    """A raw stream of what ``head`` and then ``rest`` give, each part paid for out of ``budget``."""

    def __init__(self, head: bytes, rest: Readable, place: str, budget: Budget | None, packed: Counted | None) -> None:
        self._head, self._place, self._budget, self._packed = head, place, budget, packed
        # read1 gives what is there: read would lose it where the file breaks off
        self._read = getattr(rest, "read1", rest.read)
        self._total = 0

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        if self._head:
            part, self._head = self._head[: len(target)], self._head[len(target) :]
        else:
            try:
                part = self._read(min(len(target), PIECE))
            except (zlib.error, EOFError, OSError, ValueError) as error:
                raise ReportError(self._place, f"it cannot be unpacked ({error})", "get the file again") from error
            self._pay(len(part))
        target[: len(part)] = part
        return len(part)

    def _pay(self, octets: int) -> None:
        self._total += octets
        if self._budget is not None:
            self._budget.spend(octets, self._place)
        if self._packed is not None and self._total > FREE and self._total > MOST_RATIO * max(1, self._packed.octets):
            raise ReportError(
                self._place, f"it unpacks to more than {MOST_RATIO} times its size", "if that is right, unpack it"
            )


def unpacked(
    rest: Readable, place: str, budget: Budget | None = None, packed: Counted | None = None
) -> io.BufferedReader:
    """A stream over what an unpacker gives, which raises ``ReportError`` if that is broken or beyond its limits.

    ``packed`` is the file that it unpacks, to compare the two lengths.
    """
    return io.BufferedReader(_Raw(b"", rest, place, budget, packed))


@contextmanager
def gunzipped(file: Readable, place: str, budget: Budget | None = None) -> Iterator[io.BufferedReader]:
    """A stream over what a gzip file holds, within the same limits."""
    counted = Counted(file)
    with (
        gzip.GzipFile(mode="rb", fileobj=counted) as packed,  # type: ignore[call-overload]  # it needs no more than read
        unpacked(packed, place, budget, counted) as opened,
    ):
        yield opened


def peeked(file: BinaryIO) -> tuple[bytes, BinaryIO]:
    """The first bytes of a file, and the file with these bytes still in it."""
    if file.seekable():
        head = _full(file, HEAD)
        file.seek(-len(head), io.SEEK_CUR)
        return head, file
    head, rest, read = b"", file, getattr(file, "read1", file.read)
    try:
        while len(head) < HEAD and (part := read(HEAD - len(head))):
            head += part
    except ReportError as error:
        if not head:
            raise
        rest = _Broken(error)  # type: ignore[assignment]
    return head, io.BufferedReader(_Raw(head, rest, "", None, None))


class _Broken:
    """The rest of a file that broke off: what stood before is read, and then that is said."""

    def __init__(self, error: ReportError) -> None:
        self._error = error

    def read(self, size: int = -1, /) -> bytes:
        """Raises the error."""
        raise self._error


def _full(file: Readable, size: int) -> bytes:
    """``size`` bytes unless the file ends before: a pipe gives them in pieces.

    Never more than a piece is asked for: room for all of a limit, made for each small file and given back but for its
    end, lay in memory so that a folder's files took 2.6 kB each for good (24 MB after 10,000).
    """
    parts: list[bytes] = []
    while size > 0 and (part := file.read(min(size, PIECE))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def whole(file: Readable, limit: int) -> bytes | None:
    """All of a file, or None if it is larger than ``limit`` bytes."""
    data = _full(file, limit + 1)
    return None if len(data) > limit else data


@contextmanager
def seekable(file: BinaryIO, place: str, limit: int) -> Iterator[BinaryIO]:
    """The file itself if one can move in it, else a temporary copy.

    Raises ``ReportError`` if it is larger than ``limit`` bytes.
    """
    if file.seekable():
        yield file
        return
    with tempfile.SpooledTemporaryFile(max_size=FREE) as copy:
        size = 0
        while part := file.read(1_000_000):
            size += len(part)
            if size > limit:
                raise ReportError(place, "it is a larger archive than may be read from a stream", "give it as a file")
            copy.write(part)
        copy.seek(0)
        yield copy  # type: ignore[misc]
