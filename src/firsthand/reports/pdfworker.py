"""The process that opens one PDF document: bytes from standard input, JSON to standard output."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
import time
from typing import Any

LOOK_S = 0.02  # between two looks at the memory; a parser fills some 20 MB in that time
SCAN = 0.8  # of a page's area: a picture that covers so much, with no text, is a scan


def _bounded(octets: int) -> None:
    """No more memory than ``octets``. The system's own limit counts what is set aside, is not kept everywhere (macOS,
    some containers) and shows as any breakdown of the parser; so a thread looks at what is used, and says so."""
    threading.Thread(target=_watch, args=(octets,), daemon=True).start()
    with contextlib.suppress(ImportError, ValueError, OSError):  # no such limits on Windows; a lower one may be set
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        spare = octets + 1_000_000_000  # for libraries, and so that the thread is the first to see it
        resource.setrlimit(resource.RLIMIT_AS, (spare, spare))


def _watch(octets: int) -> None:
    while used() <= octets:
        time.sleep(LOOK_S)
    told = {
        "error": f"reading it takes more than {octets // 1_000_000} MB of memory",
        "cure": "print it anew as PDF, or raise FIRSTHAND_PDF_MEMORY_MB",
    }
    os.write(1, json.dumps(told).encode("ascii"))
    os._exit(0)  # the parser cannot be asked to stop


def used() -> int:
    """Bytes of memory that this process holds, or 0 where that cannot be told (Windows)."""
    with contextlib.suppress(OSError, ValueError, IndexError), open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    try:
        import resource
    except ImportError:
        return 0
    # The most it ever held, in bytes on macOS. (Linux would count what its parent held before the start, too.)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def extracted(data: bytes, most_pages: int, most_characters: int) -> dict[str, Any]:
    """The text of each page, the numbers of those that are scans, title and author; or ``error`` and ``cure``."""
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
        scans: list[int] = []
        for number in range(len(document)):
            try:
                page = document[number]
                pages.append(page.get_textpage().get_text_range())
                if not pages[-1].strip() and _is_scan(page):
                    scans.append(number + 1)
            except pypdfium2.PdfiumError:
                return {"error": f"page {number + 1} is broken", "cure": "get it again, or give its text"}
            if sum(map(len, pages)) > most_characters:
                return {"error": "it holds more text than a report may", "cure": "raise FIRSTHAND_MAX_REPORT_MB"}
        about = document.get_metadata_dict()
        return {"pages": pages, "scans": scans, "title": about.get("Title", ""), "author": about.get("Author", "")}
    finally:
        document.close()


def _is_scan(page: Any) -> bool:
    """Does a picture cover the page? (Pieces of a page that was scanned in strips count together.)"""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    width, height = page.get_size()
    covered = 0.0
    for number, shape in enumerate(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=3)):
        left, bottom, right, top = shape.get_bounds()
        covered += max(0.0, min(right, width) - max(left, 0.0)) * max(0.0, min(top, height) - max(bottom, 0.0))
        if covered >= SCAN * width * height:
            return True
        if number >= 1000:
            break
    return False


if __name__ == "__main__":
    _bounded(int(sys.argv[3]))
    result = extracted(sys.stdin.buffer.read(), int(sys.argv[1]), int(sys.argv[2]))
    sys.stdout.buffer.write(json.dumps(result).encode("ascii"))
