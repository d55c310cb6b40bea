"""The process that opens one PDF document: bytes from standard input, JSON to standard output."""

from __future__ import annotations

import contextlib
import json
import sys
from typing import Any


def _bounded(octets: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # no such limits on Windows; a lower one may be set
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (octets, octets))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def extracted(data: bytes, most_pages: int, most_characters: int) -> dict[str, Any]:
    """The text of each page, the title and the author; or ``error`` and ``cure``."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            return {"error": "it is locked with a password", "cure": "save it without the password"}
        return {"error": "it is a broken PDF document", "cure": "get it again, or give its text"}
    try:
        if len(document) > most_pages:
            return {
                "error": f"it has {len(document)} pages, more than {most_pages}",
                "cure": "give the pages that matter, or raise FIRSTHAND_MAX_PAGES",
            }
        pages: list[str] = []
        for number in range(len(document)):
            try:
                pages.append(document[number].get_textpage().get_text_range())
            except pypdfium2.PdfiumError:
                return {"error": f"page {number + 1} is broken", "cure": "get it again, or give its text"}
            if sum(map(len, pages)) > most_characters:
                return {"error": "it holds more text than a report may", "cure": "raise FIRSTHAND_MAX_REPORT_MB"}
        about = document.get_metadata_dict()
        return {"pages": pages, "title": about.get("Title", ""), "author": about.get("Author", "")}
    finally:
        document.close()


if __name__ == "__main__":
    _bounded(int(sys.argv[3]))
    result = extracted(sys.stdin.buffer.read(), int(sys.argv[1]), int(sys.argv[2]))
    sys.stdout.buffer.write(json.dumps(result).encode("ascii"))
