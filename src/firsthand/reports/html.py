"""The report in a web page: its running text without navigation, and what the page says about its publication."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Iterator
from typing import Any

from firsthand.errors import ReportError
from firsthand.reports import walls
from firsthand.reports.addresses import same_host
from firsthand.reports.base import Reading, Received
from firsthand.reports.decoding import clean
from firsthand.reports.metadata import dated

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
# (?>...): a comment is taken as a whole or not at all, else many of them would be tried in every combination
_LOOKS = re.compile(
    r"\s*+(?:<\?xml[^>]{0,300}>\s*+)?(?>(?:<!--(?:(?!-->).){0,2000}+-->\s*+)*+)<(?:!doctype\s+html|html|head|body|article)\b",
    re.I | re.S,
)

MOST_ELEMENTS = 50_000  # large live pages have 20,000; 100,000 empty paragraphs take 8 s
MOST_LINKS = 500  # looked at to tell navigation
FEWEST_WORDS = 3  # of a line beside its links: "Five killed in Gao" is a report, "Home | World" is none
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


def report(page: str, raw: bytes, place: str, reading: Reading, url: str | None = None) -> Received:
    """The report in a web page that was fetched from ``url``, if from one.

    Raises ``ReportError`` if the page holds no report, or a wall in place of one.
    """
    known = page_of(page, place, url)
    return reading.report(known, raw, "text/html", place)


def page_of(page: str, place: str, url: str | None = None) -> dict[str, str]:
    """Text and metadata of a page. The date is one that the page states (meta tag, JSON-LD, ``time``), never a guess.

    Raises ``ReportError`` if the page holds no running text, or a wall instead. Source of the method: trafilatura.
    """
    import trafilatura

    tree = _tree(page)
    found = None
    if tree is not None and sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        raise ReportError(place, f"the page has more than {MOST_ELEMENTS:,} elements", "give its text")
    if tree is not None:
        with _quiet():
            found = trafilatura.bare_extraction(
                tree, url=url, with_metadata=True, include_comments=False, include_tables=True, deduplicate=False,
                date_extraction_params={"extensive_search": False, "original_date": True},
            )  # fmt: skip
    text = clean(getattr(found, "text", None) or "").strip()
    tree = _tree(page)  # trafilatura takes the tree apart
    text = text or _paragraphs(tree)
    if reason := walls.wall(text, page):
        raise ReportError(place, reason, "open it in a browser, and save the page once the article shows")
    if not text:
        raise ReportError(place, "no running text in this page", "give the text, or a page that carries an article")
    text = walls.without_notices(text)
    if _navigation(text, tree):
        raise ReportError(place, "nothing but navigation in this page", "give a page that carries an article")
    known = {"text": text}
    if found is not None:
        for name, attribute in _FIELDS.items():
            if value := getattr(found, attribute):
                known[name] = clean(str(value))
    if language := (tree.get("lang") if tree is not None else None):
        known["language"] = language
    known.pop("url", None)
    if address := _address(tree, url):
        known["url"] = address
    return {**known, **_published(page, tree)}


def _navigation(text: str, tree: Any) -> bool:
    """Is ``text`` made of links only? A report has a line of its own, of some words."""
    links = [" ".join(link.text_content().split()) for link in tree.iter("a")] if tree is not None else []
    known = {link for link in links if link}
    longest = sorted(known, key=len, reverse=True)[:MOST_LINKS]
    for line in text.split("\n"):
        left = " ".join(line.strip(" -|•*").split())
        if len(left.split()) < FEWEST_WORDS or left in known:
            continue
        for link in longest:
            left = left.replace(link, " ")
        if len(left.split()) >= FEWEST_WORDS:
            return False
    return True


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """trafilatura warns about pages that it cannot make anything of; we say so ourselves."""
    logger = logging.getLogger("trafilatura")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def _address(tree: Any, url: str | None) -> str | None:
    """The page's canonical address. Of a page that was fetched, only one on the same host: no page may pass itself off
    as another outlet's."""
    canonical = ""
    if tree is not None:
        for link in tree.iter("link"):
            if "canonical" in (link.get("rel") or "").lower().split():
                canonical = canonical or (link.get("href") or "").strip()
        for meta in tree.iter("meta"):
            if (meta.get("property") or "").lower() == "og:url":
                canonical = canonical or (meta.get("content") or "").strip()
    if not canonical.lower().startswith(("http://", "https://")):
        return url
    return canonical if url is None or same_host(canonical, url) else url


def _tree(page: str) -> Any:
    from lxml import html

    try:
        return html.fromstring(page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (ValueError, html.etree.LxmlError):
        return None


def _published(page: str, tree: Any) -> dict[str, str]:
    """The date that the page states in its head, its JSON-LD or a ``time`` element marked as such.

    Not trafilatura's: it falls back on any date in the text, also that of a copyright line.
    """
    if tree is None:
        return {}
    stated = []
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name in _DATED_META:
            stated.append((meta.get("content", ""), f"meta {name}"))
    stated += [(match.group(1), "JSON-LD datePublished") for match in _JSON_LD_DATE.finditer(page)]
    stated += [
        (time.get("datetime", ""), "time element")
        for time in tree.iter("time")
        if "pubdate" in time.attrib or (time.get("itemprop") or "").lower() == "datepublished"
    ]
    found = [known for known in (dated(value, where) for value, where in stated) if known]
    return next((known for known in found if "published" in known), found[0] if found else {})


def _paragraphs(tree: Any) -> str:
    """The page's paragraphs: for pages of a few lines, which trafilatura takes for navigation."""
    rows = [" ".join(p.text_content().split()) for p in tree.iter("p")] if tree is not None else []
    return clean("\n\n".join(row for row in rows if row))


_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "section",
        "article",
        "ul",
        "ol",
        "table",
    ]
)
_NO_TEXT = frozenset(
    ["script", "style", "nav", "form", "button", "noscript", "iframe", "svg", "figure", "template", "head"]
)


def fragment_text(fragment: str) -> str:
    """The text of a piece of HTML, as feeds and mails carry it, its blocks apart.

    >>> fragment_text("<p>Rebels <b>attacked</b>.</p><script>x()</script><p>Nine died.</p>")
    'Rebels attacked.\\n\\nNine died.'
    """
    from lxml import html

    try:
        tree = html.fragment_fromstring(
            fragment.encode("utf-8", "replace"), create_parent="div", parser=html.HTMLParser(encoding="utf-8")
        )
    except (ValueError, html.etree.LxmlError):
        return ""
    parts: list[str] = []
    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        node, left = stack.pop()
        block = node.tag in _BLOCKS
        if left:
            parts.append("\n\n" if block else "")
            parts.append(node.tail or "")
            continue
        if not isinstance(node.tag, str) or node.tag in _NO_TEXT:
            parts.append(node.tail or "")
            continue
        parts.append("\n\n" if block else "")
        parts.append(node.text or "")
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node))
    blocks = (" ".join(block.split()) for block in "".join(parts).split("\n\n"))
    return clean("\n\n".join(block for block in blocks if block))
