"""PDF documents: their text, by pages, and their title.

The parser is native code that meets hostile files, so it runs in a process of its own with limits of time and memory.
Scripts in a document are not run: pdfium is built without an interpreter for them, and only its text is asked.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import BinaryIO, NamedTuple

from firsthand.errors import ReportError
from firsthand.reports import metadata, pdfworker
from firsthand.reports.base import Outcomes, Reading
from firsthand.reports.decoding import clean
from firsthand.reports.pages import running_text
from firsthand.reports.streams import whole
from firsthand.settings import Settings


class Extracted(NamedTuple):
    """What the worker found in a document."""

    pages: list[str]
    scans: list[int]
    title: str
    author: str


def read(file: BinaryIO, place: str, reading: Reading) -> Outcomes:
    """The report in a PDF document.

    Raises ``ReportError`` if it is broken, locked, too long, or a scan; after the report if some pages are scans.
    """
    data = whole(file, reading.settings.max_report_bytes)
    if data is None:
        reading.too_large(place)
    found = _extracted(data, place, reading)
    text = clean(running_text(found.pages))
    if not text.strip():
        what = "it is a scan: pictures of pages without text" if found.scans else "it holds no text"
        raise ReportError(place, what, "run text recognition (OCR) over it first")
    known, body = metadata.head_of(text)
    for name, value in (("title", found.title), ("author", found.author)):
        if value.strip():
            known.setdefault(name, clean(value))
    yield reading.report({**known, "text": body}, data, "application/pdf", place)
    if found.scans:
        which = ", ".join(map(str, found.scans[:10])) + (", ..." if found.scans[10:] else "")
        raise ReportError(
            place, f"{len(found.scans)} of its pages are scans ({which}) and were not read, the others were",
            "run text recognition (OCR) over it first",
        )  # fmt: skip


def command(limits: Settings) -> list[str]:
    """How the worker is started.

    -P: a file beside the documents must not be taken for a module. The worker is run by itself, for the package around
    it would take as long to import as a document takes to read.
    """
    memory = limits.pdf_memory_mb * 1_000_000
    arguments = [str(limits.max_pages), str(limits.max_report_bytes), str(memory)]
    return [sys.executable, "-P", pdfworker.__file__, *arguments]


def _extracted(data: bytes, place: str, reading: Reading) -> Extracted:
    limits = reading.settings
    try:
        done = subprocess.run(  # noqa: S603  the command is ours, the document comes through its standard input
            command(limits), input=data, capture_output=True, timeout=limits.pdf_timeout_s, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ReportError(
            place,
            f"reading it took more than {limits.pdf_timeout_s} s",
            "raise FIRSTHAND_PDF_TIMEOUT_S, or print it anew",
        ) from error
    try:
        found = json.loads(done.stdout)
    except ValueError as error:
        raise ReportError(
            place,
            "its parser broke down over it",
            "print it anew as PDF, or give its text",
        ) from error
    if "error" in found:
        raise ReportError(place, found["error"], found["cure"])
    return Extracted(found["pages"], found["scans"], found["title"], found["author"])
