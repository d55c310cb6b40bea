"""The report in a web page: its running text without navigation, and what the page says about its publication."""

from __future__ import annotations

import re

from firsthand.errors import ReportError
from firsthand.reports.decoding import clean
from firsthand.reports.metadata import date_of

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
_LOOKS = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b", re.I | re.S
)

_FIELDS = {  # of a Report, and what trafilatura calls it
    "published": "date", "publisher": "sitename", "title": "title", "author": "author", "url": "url",
    "language": "language",
}  # fmt: skip


def looks_like_html(text: str) -> bool:
    """Does the text begin as a web page does?

    >>> looks_like_html("<!DOCTYPE html><p>Shelling."), looks_like_html("Troops moved < 5 km.")
    (True, False)
    """
    return _LOOKS.match(text[:4_000]) is not None


def charset_of(data: bytes) -> str | None:
    """The charset that the page's own ``meta`` tag names, if any."""
    match = _CHARSET.search(data[:4_096])
    return match.group(1).decode("ascii") if match else None


def page_of(page: str, place: str, url: str | None = None) -> dict[str, str]:
    """Text and metadata of a page. The date is one that the page states (meta tag, JSON-LD, ``time``), never a guess.

    Raises ``ReportError`` if the page holds no running text. Source of the method: trafilatura.
    """
    import trafilatura

    found = trafilatura.bare_extraction(
        page, url=url, with_metadata=True, include_comments=False, include_tables=True, deduplicate=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )  # fmt: skip
    text = clean(getattr(found, "text", None) or "").strip()
    if not text:
        text = _paragraphs(page)
    if not text:
        raise ReportError(place, "no running text in this page", "give the text, or a page that carries an article")
    known = {"text": text}
    if found is not None:
        for name, attribute in _FIELDS.items():
            value = getattr(found, attribute)
            if value and (stated := date_of(value) if name == "published" else clean(str(value))):
                known[name] = stated
    return known


def _paragraphs(page: str) -> str:
    """The page's paragraphs: for pages of a few lines, which trafilatura takes for navigation."""
    from lxml import html

    try:
        tree = html.fromstring(page)
    except (ValueError, html.etree.ParserError):
        return ""
    rows = [" ".join(p.text_content().split()) for p in tree.iter("p")]
    return clean("\n\n".join(row for row in rows if row))
