"""OpenDocument texts (ODT): the running text as it stands, and the properties that a person fills in."""

from __future__ import annotations

import zipfile
from typing import Any

from firsthand.errors import ReportError
from firsthand.reports import metadata
from firsthand.reports.base import Reading, Received
from firsthand.reports.decoding import clean
from firsthand.reports.safexml import tree_of
from firsthand.reports.word import part

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
MAIN, PROPERTIES, MANIFEST = "content.xml", "meta.xml", "META-INF/manifest.xml"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PARAGRAPHS = (_TEXT + "p", _TEXT + "h")
# Deleted text, notes at the foot, comments, and what is made again from the text (an index).
_LEFT_OUT = frozenset(
    [_TEXT + name for name in ("tracked-changes", "note", "table-of-content", "alphabetical-index")]
    + [_OFFICE + name for name in ("annotation", "forms", "scripts")]
)
_MOST_SPACES = 100  # that one element may stand for


def report(archive: zipfile.ZipFile, data: bytes, place: str, reading: Reading) -> Received:
    """The report in an OpenDocument text; ``data`` is the whole file.

    Raises ``ReportError`` if it is broken, locked, no text document, or empty.
    """
    names = archive.namelist()
    if MANIFEST in names and b"encryption-data" in part(archive, MANIFEST, place, reading):
        raise ReportError(place, "it is locked with a password", "save it without the password")
    root = tree_of(part(archive, MAIN, place, reading), place)
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise ReportError(place, "it is an OpenDocument file, and no text", "save it as CSV, XLSX or PDF")
    text = clean("\n".join(line for one in _paragraphs(body) if (line := _line(one).strip())))
    if not text:
        raise ReportError(place, "it holds no text", "give a document with text")
    known, rest = metadata.head_of(text)
    if PROPERTIES in names:
        about = tree_of(part(archive, PROPERTIES, place, reading), place)
        for name, tag in (("title", "title"), ("author", "creator"), ("language", "language")):
            # dc:date says when the file was saved, which is not when the report was published
            found = about.find(f".//{_DC}{tag}")
            if found is not None and (value := (found.text or "").strip()):
                known.setdefault(name, clean(value))
    return reading.report({**known, "text": rest}, data, MEDIA_TYPE, place)


def _paragraphs(body: Any) -> list[Any]:
    """Paragraphs and headings in the order of the text; one in a frame within another comes after it."""
    found: list[Any] = []
    stack = [iter(body)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
        elif node.tag not in _LEFT_OUT:
            if node.tag in _PARAGRAPHS:
                found.append(node)
            stack.append(iter(node))
    return found


def _line(paragraph: Any) -> str:
    parts = [paragraph.text or ""]
    stack = [iter(paragraph)]
    open_nodes: list[Any] = []
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
            if open_nodes:
                parts.append(open_nodes.pop().tail or "")
        elif node.tag in _LEFT_OUT or node.tag in _PARAGRAPHS:
            parts.append(node.tail or "")
        else:
            parts.append(_special(node) or node.text or "")
            stack.append(iter(node))
            open_nodes.append(node)
    return "".join(parts)


def _special(node: Any) -> str:
    if node.tag == _TEXT + "s":
        count = node.get(_TEXT + "c", "1")
        return " " * (min(int(count), _MOST_SPACES) if count.isdecimal() and len(count) < 9 else 1)
    return {_TEXT + "tab": "\t", _TEXT + "line-break": "\n"}.get(node.tag, "")
