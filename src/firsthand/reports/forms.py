"""Which form a file has: its first bytes decide; its name is asked only where bytes leave it open."""

from __future__ import annotations

import json
import re

from firsthand.errors import ReportError
from firsthand.reports import html

# Forms that a name promises and bytes can refute.
_PROMISED = {
    ".pdf": "pdf", ".docx": "zip", ".docm": "zip", ".odt": "zip", ".xlsx": "zip",
    ".xlsm": "zip", ".zip": "zip", ".wacz": "zip", ".gz": "gzip",
}  # fmt: skip
_NAMED = {
    ".jsonl": "lines", ".ndjson": "lines", ".json": "json", ".csv": "table", ".tsv": "table", ".tab": "table",
    ".md": "markdown", ".markdown": "markdown", ".html": "page", ".htm": "page", ".xhtml": "page", ".eml": "mail",
    ".warc": "warc", ".rss": "feed", ".atom": "feed",
}  # fmt: skip
_WORDS = {"pdf": "a PDF document", "zip": "a ZIP archive or an office document", "gzip": "a gzip archive"}
_XML = re.compile(
    r"(?>(?:\s++|<\?[^>]{0,500}+>|<!--(?:(?!-->).){0,2000}+-->|<!DOCTYPE[^>\[]{0,500}+(?:\[[^\]]*+\]\s*+)?>)*+)<([\w:]+)",
    re.S,
)
_ROOTS = {"rss": "feed", "feed": "feed", "rdf:RDF": "feed", "urlset": "sitemap", "sitemapindex": "sitemap"}
_MAIL = re.compile(
    rb"(?:[A-Za-z-]{2,40}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){0,40}?(?:MIME-Version|Message-ID|Received):", re.I
)
HEAD = 4096  # bytes that tell a form
FORMS = tuple(sorted({"text", "sitemap", *_PROMISED.values(), *_NAMED.values()}))


def form_of(head: bytes, suffix: str, place: str) -> str:
    r"""The form of a file that begins with ``head`` and whose name ends with ``suffix``.

    >>> form_of(b"%PDF-1.7\n", "", "a"), form_of(b"<rss version='2.0'>", ".xml", "a"), form_of(b"a,b\n", ".csv", "a")
    ('pdf', 'feed', 'table')

    Raises ``ReportError`` if the bytes refute what the name promises.
    """
    form = _by_bytes(head)
    if suffix in _PROMISED and form != _PROMISED[suffix]:
        raise ReportError(
            place,
            f"its name says that it is {_WORDS[_PROMISED[suffix]]}, and its content is not"
            if head.strip()
            else "it is empty",
            "rename it after what it is, or get it again",
        )
    if form is not None:
        return form
    text = head.replace(b"\x00", b"").decode("utf-8", "replace").removeprefix("\ufeff").removeprefix("\ufffd\ufffd")
    named = _NAMED.get(suffix)
    if (root := _XML.match(text)) and root.group(1) in _ROOTS and named in (None, "feed"):
        return _ROOTS[root.group(1)]
    if named in (None, "markdown") and html.looks_like_html(text):
        return "page"
    if named:
        return named
    if suffix == "" and (_MAIL.match(head) or _is_record(head)):
        return "mail" if _MAIL.match(head) else "lines"
    return "text"


def _by_bytes(head: bytes) -> str | None:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"WARC/"):
        return "warc"
    # The mark may stand behind some bytes of rubbish, but not behind prose that speaks of it.
    if head.startswith(b"%PDF-") or (b"%PDF-" in head[:1024] and not head[:64].isascii()):
        return "pdf"
    return None


def _is_record(head: bytes) -> bool:
    line, end, _ = head.partition(b"\n")
    if not line.lstrip().startswith(b"{"):
        return False
    if not end:  # a line longer than what was looked at: its first key tells
        return re.match(rb'\s*\{\s*"[^"\n]{1,100}"\s*:', line) is not None
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
