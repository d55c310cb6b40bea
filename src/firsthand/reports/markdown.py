"""Markdown: its words without its marks. Code blocks and raw HTML are no report text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO

from firsthand.errors import ReportError
from firsthand.reports import metadata
from firsthand.reports.base import Outcomes, Reading
from firsthand.reports.decoding import text_of
from firsthand.reports.streams import whole

if TYPE_CHECKING:
    from markdown_it.token import Token

MOST_CHARACTERS = 2_000_000  # nothing but brackets takes 40 s; a book has a million
_TAG = re.compile(r"<[^<>]{0,500}>")


def read(file: BinaryIO, place: str, reading: Reading) -> Outcomes:
    """The report in a Markdown file; its title is the first heading, unless the front matter has one."""
    data = whole(file, reading.settings.max_report_bytes)
    if data is None:
        reading.too_large(place)
    known, body = metadata.head_of(text_of(data, place))
    if len(body) > MOST_CHARACTERS:
        raise ReportError(place, f"it has more than {MOST_CHARACTERS:,} characters", "split it into its reports")
    title, text = plain(body)
    if title:
        known.setdefault("title", title)
    yield reading.report({**known, "text": text}, data, "text/markdown", place)


def plain(text: str) -> tuple[str | None, str]:
    r"""The first heading, and the running text.

    >>> plain("# Attack\n\n**Rebels** attacked [a camp](https://example.org).\n\n- Nine died\n")
    ('Attack', 'Attack\n\nRebels attacked a camp.\n\nNine died')
    """
    from markdown_it import MarkdownIt

    title: str | None = None
    blocks: list[str] = []
    heading = False
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "heading_open":
            heading = True
        elif token.type == "inline":
            words = _inline(token.children or []).strip()
            if heading and title is None and words:
                title = " ".join(words.split())
            if words:
                blocks.append(words)
            heading = False
    return title, "\n\n".join(blocks)


def _inline(tokens: list[Token]) -> str:
    parts: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" " if token.type == "softbreak" else "\n")
    return _TAG.sub("", "".join(parts))
