"""DOCX documents: the running text of the main part, as accepted, and the properties that a person fills in."""

from __future__ import annotations

import zipfile
from typing import Any

from firsthand.errors import ReportError
from firsthand.reports import metadata
from firsthand.reports.base import Reading, Received
from firsthand.reports.decoding import clean
from firsthand.reports.safexml import tree_of
from firsthand.reports.streams import unpacked, whole

MAIN = "word/document.xml"
PROPERTIES = "docProps/core.xml"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_LEFT_OUT = frozenset(_W + name for name in ("del", "moveFrom", "instrText", "footnotePr", "txbxContent", "rPr", "pPr"))
_BREAKS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}


def report(archive: zipfile.ZipFile, data: bytes, place: str, reading: Reading) -> Received:
    """The report in a DOCX document; ``data`` is the whole file.

    Raises ``ReportError`` if it is broken or holds no text.
    """
    paragraphs = [_text(p).strip() for p in tree_of(part(archive, MAIN, place, reading), place).iter(_W + "p")]
    text = clean("\n".join(line for line in paragraphs if line))
    if not text:
        raise ReportError(place, "it holds no text", "give a document with text")
    known, body = metadata.head_of(text)
    if PROPERTIES in archive.namelist():
        root = tree_of(part(archive, PROPERTIES, place, reading), place)
        for name, tag in (("title", "title"), ("author", "creator"), ("language", "language")):
            # The dates in there say when the file was made, which is not when the report was published.
            if value := (root.findtext(_DC + tag) or "").strip():
                known.setdefault(name, clean(value))
    return reading.report({**known, "text": body}, data, MEDIA_TYPE, place)


def part(archive: zipfile.ZipFile, name: str, place: str, reading: Reading) -> bytes:
    """One part of an office document, unpacked within the limits.

    Raises ``ReportError`` if it is broken or too large.
    """
    try:
        with archive.open(name) as part:
            data = whole(unpacked(part, place, reading.budget), reading.settings.max_report_bytes)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, KeyError, OSError) as error:
        raise ReportError(place, f"it is a broken document ({error})", "save it anew") from error
    if data is None:
        reading.too_large(place)
    return data


def _text(paragraph: Any) -> str:
    parts: list[str] = []
    stack = [iter(paragraph)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
        elif node.tag == _W + "t":
            parts.append(node.text or "")
        elif node.tag in _BREAKS:
            parts.append(_BREAKS[node.tag])
        elif node.tag not in _LEFT_OUT and node.tag != _W + "p":  # a paragraph in a text box is met by itself
            stack.append(iter(node))
    return "".join(parts)
