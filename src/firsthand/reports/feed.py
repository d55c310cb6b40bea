"""RSS and Atom feeds: a report an entry, of what the feed itself carries. Nothing that a feed names is fetched here."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from firsthand.errors import ReportError
from firsthand.reports import html, metadata
from firsthand.reports.base import Outcomes, Reading, cleaned
from firsthand.reports.decoding import text_of
from firsthand.reports.safexml import refuse_entities
from firsthand.reports.streams import whole

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_WEB = re.compile(r"https?://", re.I)
# How teasers end that are cut on purpose.
_CUT = re.compile(r"(?:\[(?:\.\.\.|…)\]|(?:continue reading|read more|read on)\W{0,5}(?:\S+\W{0,3}){0,8})$", re.I)


class Entry(NamedTuple):
    """One entry of a feed: what identifies it there, what is known, and whether its text is the whole report."""

    key: str
    known: dict[str, str]
    whole: bool


def read(file: BinaryIO, place: str, reading: Reading) -> Outcomes:
    """The reports that the entries of a feed carry; an entry that carries a cut teaser only is named.

    Raises ``ReportError`` if it is no feed or has no entry.
    """
    data = whole(file, reading.settings.max_report_bytes)
    if data is None:
        reading.too_large(place)
    number = 0
    for number, entry in enumerate(entries(data, place), 1):
        at = f"{place}!{number}"
        try:
            if number > reading.settings.max_feed_entries:
                what = f"the feed has more than {reading.settings.max_feed_entries} entries, the rest was left out"
                raise ReportError(at, what, "raise FIRSTHAND_MAX_FEED_ENTRIES")
            text = entry.known.get("text", "")
            if not text or _CUT.search(text):
                raise ReportError(at, "the feed carries only the beginning of it", "use: firsthand watch FEEDS.toml")
            raw = json.dumps(entry.known, ensure_ascii=False).encode("utf-8", "replace")
            yield reading.report(entry.known, raw, "application/json", at)
        except ReportError as error:
            yield error
            if number > reading.settings.max_feed_entries:
                return
    if not number:
        raise ReportError(place, "a feed without an entry", "give a feed with entries")


def entries(data: bytes, place: str) -> Iterator[Entry]:
    """The entries of a feed, in its order.

    Raises ``ReportError`` if it is no feed, is broken before its first entry, or declares XML entities.
    """
    import feedparser

    refuse_entities(data, place)
    declared = _DECLARED.search(data[:1000])
    text = _DECLARATION.sub("", text_of(data, place, declared.group(1).decode("ascii") if declared else None))
    # As a stream: of a string feedparser would open the file or the address of that name.
    found = feedparser.parse(
        io.BytesIO(text.encode("utf-8")), response_headers={"content-type": "application/xml; charset=utf-8"},
        resolve_relative_uris=False, sanitize_html=False,
    )  # fmt: skip
    if not found.entries and (found.get("bozo") or not found.get("version")):
        raise ReportError(place, "it is a broken feed, or none", "check its address")
    about: Any = found.feed
    for one in found.entries:
        yield _entry(one, _str(about, "title"), _str(about, "language"))


def _entry(one: Any, feed_title: str, language: str) -> Entry:
    content = max((str(x.get("value") or "") for x in one.get("content") or []), key=len, default="")
    summary = _str(one, "summary")
    text = html.fragment_text(content or summary)
    title = html.fragment_text(_str(one, "title"))
    source = one.get("source")
    known = {
        "text": text,
        "title": title,
        "author": _str(one, "author"),
        "publisher": (_str(source, "title") if hasattr(source, "get") else "") or feed_title,
        "url": _str(one, "link") if _WEB.match(_str(one, "link")) else "",
        "language": language,
    }
    known = cleaned({name: value for name, value in known.items() if value.strip()})
    for key in ("published", "created", "date"):  # not "updated": that may be years later
        if stated := metadata.dated(_str(one, key), f"the feed entry's {key}"):
            known.update(stated)
            break
    key = _str(one, "id") or _str(one, "link") or f"{title}\n{text[:200]}"
    return Entry(key[:2_000], known, bool(content) and not _CUT.search(text))


def _str(record: Any, key: str) -> str:
    value = record.get(key) if hasattr(record, "get") else None
    return value.strip() if isinstance(value, str) else ""
