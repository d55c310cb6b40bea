"""WARC files and WACZ collections: the pages that a crawler kept, with the addresses that they were kept from.

Pictures, styles and scripts in them are parts of pages and are passed over; so are answers other than 200. The date of
the crawl is not a date of publication and is not taken for one.
"""

from __future__ import annotations

import json
import zipfile
from typing import Any, BinaryIO

from firsthand.errors import ReportError
from firsthand.reports import encodings
from firsthand.reports.base import Outcomes, Reading
from firsthand.reports.members import member
from firsthand.reports.streams import PIECE, gunzipped, unpacked, whole
from firsthand.reports.visited import visited

_DOCUMENTS = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf", "text/markdown")
_KINDS = ("response", "resource", "conversion")
MOST_HEAD = 1_000_000  # bytes: real ones have a few thousand
MOST_PAGES_LISTED = 1_000_000


class _Heads:
    """A file for warcio, which keeps the whole head of a record in memory: not more than ``MOST_HEAD`` of it here."""

    def __init__(self, file: BinaryIO, place: str) -> None:
        self._place = place
        self._read = getattr(file, "read1", file.read)  # where the file breaks off, read would lose what stood before
        self._left: int | None = None

    def head(self, records: Any) -> Any:
        """The next record, its body unread; None at the end."""
        self._left = MOST_HEAD
        record = next(iter(records), None)
        self._left = None
        return record

    def read(self, size: int = -1) -> bytes:
        """As of the file."""
        part = self._read(size)
        if self._left is not None:
            self._left -= len(part)
            if self._left < 0:
                raise ReportError(self._place, "the head of a record never ends", "get it again")
        return part


def read(file: BinaryIO, place: str, reading: Reading, only: frozenset[str] | None = None) -> Outcomes:
    """The reports in a WARC file, packed or not; ``only`` those of these addresses, if given.

    Raises ``ReportError`` if it breaks off or is no WARC file.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    inner = reading if reading.depth else reading.inside(place)
    stream = _Heads(file, place)
    records = ArchiveIterator(stream)
    number = found = 0
    try:
        while (record := stream.head(records)) is not None:
            number += 1
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            kind = _media_type(record) if record.rec_type in _KINDS and (only is None or url in only) else None
            if kind is not None:
                found += 1
                at = f"{place}!{number}:{url[:300]}"
                try:
                    data = _body(record, reading.settings.max_report_bytes)
                    if data is None:
                        reading.too_large(at)
                    yield from visited(data, url, kind, _charset(record), at, inner)
                except ReportError as error:
                    yield error
            while record.raw_stream.read(PIECE):
                pass
    except (ArchiveLoadFailed, ValueError, EOFError, OSError, LookupError, TypeError, AttributeError) as error:
        raise ReportError(
            place, f"it breaks off in record {number + 1}", "get it again; what stood before is read"
        ) from error
    if not found:
        raise ReportError(place, "no page in this WARC file", "give a crawl that kept pages")


def _body(record: Any, most: int) -> bytes | None:
    """What a record holds, unpacked, or None if it is larger. warcio would unpack brotli without a limit."""
    from warcio.bufferedreaders import ChunkedDataReader

    head = record.http_headers
    if head is None or (head.get_header("Content-Encoding") or "").strip().lower() != "br":
        return whole(record.content_stream(), most)
    in_parts = (head.get_header("Transfer-Encoding") or "").lower() == "chunked"
    data = whole(ChunkedDataReader(record.raw_stream) if in_parts else record.raw_stream, most)
    if data is None:
        return None
    try:
        return encodings.decoded(data, "br", most)
    except ValueError:
        return data  # some crawlers keep the head as it came, and the body unpacked


def _media_type(record: Any) -> str | None:
    """The media type of a record that is a document, else None."""
    head = record.http_headers if record.rec_type == "response" else None
    if record.rec_type == "response":
        if head is None or head.get_statuscode() != "200":
            return None
        kind = head.get_header("Content-Type") or "text/html"
    else:
        kind = record.rec_headers.get_header("Content-Type") or ""
    kind = kind.split(";")[0].strip().lower()
    return kind if kind in _DOCUMENTS else None


def _charset(record: Any) -> str | None:
    head = record.http_headers or record.rec_headers
    kind = head.get_header("Content-Type") or ""
    _, found, charset = kind.lower().partition("charset=")
    return charset.strip("\"' ;")[:40] or None if found else None


def collection(archive: zipfile.ZipFile, place: str, reading: Reading) -> Outcomes:
    """The reports in a WACZ collection: of its WARC files, those that its list of pages names, if it has one."""
    only = _pages(archive, place, reading)
    names = [info for info in archive.infolist() if info.filename.startswith("archive/") and not info.is_dir()]
    for info in names:
        at = f"{place}!{info.filename}"

        def use(file: BinaryIO, place: str, suffix: str, reading: Reading) -> Outcomes:
            if suffix != ".gz":
                yield from read(file, place, reading, only)
                return
            with gunzipped(file, place) as opened:
                yield from read(opened, place, reading, only)

        try:
            yield from member(archive, info, at, reading, use)
        except ReportError as error:
            yield error


def _pages(archive: zipfile.ZipFile, place: str, reading: Reading) -> frozenset[str] | None:
    urls: set[str] = set()
    for name in ("pages/pages.jsonl", "pages/extraPages.jsonl"):
        if name not in archive.namelist():
            continue
        with archive.open(name) as packed, unpacked(packed, place, reading.budget) as lines:
            while (line := lines.readline(100_000)) and len(urls) < MOST_PAGES_LISTED:
                try:
                    url = json.loads(line).get("url")
                except (ValueError, AttributeError, RecursionError):
                    continue
                if isinstance(url, str):
                    urls.add(url)
    return frozenset(urls) or None
