"""The report in a web page: its running text without navigation, and what the page says about its publication."""

from __future__ import annotations

import re
from typing import Any

from firsthand.errors import ReportError
from firsthand.reports.decoding import clean
from firsthand.reports.metadata import date_of

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
_LOOKS = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b", re.I | re.S
)

_FIELDS = {  # of a Report, and what trafilatura calls it
    "publisher": "sitename", "title": "title", "author": "author", "url": "url", "language": "language",
}  # fmt: skip
# Where pages state when they were published: Open Graph, Dublin Core, schema.org and what large publishers use.
_DATED_META = frozenset(
    [
        "article:published_time",
        "og:published_time",
        "og:article:published_time",
        "datepublished",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.date",
        "dcterms.created",
        "dcterms.issued",
        "dc.created",
        "pubdate",
        "publishdate",
        "publish_date",
        "publish-date",
        "publication_date",
        "parsely-pub-date",
        "sailthru.date",
        "cxenseparse:recs:publishtime",
        "citation_publication_date",
    ]
)
_JSON_LD_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')


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
            if value := getattr(found, attribute):
                known[name] = clean(str(value))
    if published := _published(page):
        known["published"] = published
    return known


def _tree(page: str) -> Any:
    from lxml import html

    try:
        return html.fromstring(page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (ValueError, html.etree.LxmlError):
        return None


def _published(page: str) -> str | None:
    """The date that the page states in its head, its JSON-LD or a ``time`` element marked as such.

    Not trafilatura's: it falls back on any date in the text, also that of a copyright line.
    """
    tree = _tree(page)
    if tree is None:
        return None
    stated = [
        meta.get("content", "")
        for meta in tree.iter("meta")
        if (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower() in _DATED_META
    ]
    stated += [match.group(1) for match in _JSON_LD_DATE.finditer(page)]
    stated += [
        time.get("datetime", "")
        for time in tree.iter("time")
        if "pubdate" in time.attrib or (time.get("itemprop") or "").lower() == "datepublished"
    ]
    return next((date for date in map(date_of, stated) if date), None)


def _paragraphs(page: str) -> str:
    """The page's paragraphs: for pages of a few lines, which trafilatura takes for navigation."""
    tree = _tree(page)
    rows = [" ".join(p.text_content().split()) for p in tree.iter("p")] if tree is not None else []
    return clean("\n\n".join(row for row in rows if row))
