"""Sitemaps: the addresses that a site lists, with the day of their last change. Nothing is fetched here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from firsthand.errors import ReportError
from firsthand.reports.base import Outcomes, Reading
from firsthand.reports.metadata import date_of
from firsthand.reports.safexml import tree_of


class Listed(NamedTuple):
    """An address in a sitemap; ``more``: it is a further sitemap."""

    url: str
    changed: str | None
    more: bool


def read(file: BinaryIO, place: str, reading: Reading) -> Outcomes:
    """Always raises ``ReportError``: a sitemap holds no report, and what it names is fetched by ``watch`` only."""
    raise ReportError(
        place,
        "a sitemap lists addresses and holds no report",
        "name it in FEEDS.toml, and use: firsthand watch FEEDS.toml",
    )
    yield


def listed(data: bytes, place: str) -> Iterator[Listed]:
    """The addresses in a sitemap or an index of sitemaps.

    >>> xml = b"<urlset><url><loc>https://example.org/a</loc><lastmod>2024-10-14</lastmod></url></urlset>"
    >>> list(listed(xml, "sitemap.xml"))
    [Listed(url='https://example.org/a', changed='2024-10-14', more=False)]

    Raises ``ReportError`` if it is no sitemap.
    """
    root = tree_of(data, place)
    name = _local(root.tag)
    if name not in ("urlset", "sitemapindex"):
        raise ReportError(place, "it is no sitemap", "check its address")
    for node in root:
        values = {_local(child.tag): (child.text or "").strip() for child in node}
        if (url := values.get("loc", "")).lower().startswith(("http://", "https://")):
            yield Listed(url[:2_000], date_of(values.get("lastmod", "")), name == "sitemapindex")


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]
