"""FEEDS.toml: which feeds and sitemaps ``watch`` polls, and how. Pure but for reading the file."""

from __future__ import annotations

import datetime
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firsthand.errors import FirsthandError
from firsthand.reports.addresses import host_of, is_address

EXAMPLE = """\
every_minutes = 30                           # how often each is asked; 60 if this line is missing
contact = "mailto:desk@example.org"          # told to the servers, so that they can write to you

[[feed]]
url = "https://wire.example.org/rss.xml"     # RSS or Atom
publisher = "Example Wire"                   # who publishes it; else what the feed says
pages = true                                 # fetch the page of each entry (else what the feed itself carries)
hosts = ["cdn.example.org"]                  # further hosts that its entries may lead to

[[sitemap]]
url = "https://monitor.example.org/sitemap.xml"
since = 2025-01-01                           # only pages changed since then
under = "https://monitor.example.org/news/"  # only addresses that begin so
"""
_KEYS = {
    "url": str, "publisher": str, "pages": bool, "hosts": list, "since": datetime.date, "under": str,
    "every_minutes": int,
}  # fmt: skip
_ONLY_SITEMAP = frozenset(["since", "under"])


@dataclass(frozen=True, slots=True)
class Watched:
    """A feed or a sitemap to poll."""

    url: str
    sitemap: bool = False
    publisher: str | None = None
    pages: bool = True
    hosts: tuple[str, ...] = ()
    since: str | None = None
    under: str = ""
    every_minutes: int = 60


@dataclass(frozen=True, slots=True)
class FeedList:
    """What FEEDS.toml says."""

    watched: tuple[Watched, ...]
    contact: str | None = None


def load(path: Path) -> FeedList:
    """The feeds that a file lists.

    Raises ``FirsthandError`` that names the file, the entry and the key if it cannot be used.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FirsthandError(f"{path}: it cannot be read ({error.strerror}); write one such as\n\n{EXAMPLE}") from error
    except ValueError as error:
        raise FirsthandError(f"{path}: not valid TOML ({error}); write one such as\n\n{EXAMPLE}") from error
    unknown = set(data) - {"feed", "sitemap", "every_minutes", "contact"}
    if unknown:
        raise FirsthandError(f"{path}: '{sorted(unknown)[0]}' is not known here; write one such as\n\n{EXAMPLE}")
    every, contact = data.get("every_minutes", 60), data.get("contact")
    if not _minutes(every):
        raise FirsthandError(f"{path}: every_minutes is no whole number of 1 or more; give one such as 60")
    if contact is not None and not (isinstance(contact, str) and contact.isprintable() and contact.isascii()):
        raise FirsthandError(f"{path}: contact is no line of plain text; give one such as mailto:desk@example.org")
    watched = [
        _watched(one, kind == "sitemap", every, f"{path}: {kind} {number}")
        for kind in ("feed", "sitemap")
        for number, one in enumerate(_tables(data, kind, path), 1)
    ]
    if not watched:
        raise FirsthandError(f"{path}: no [[feed]] and no [[sitemap]] in it; write one such as\n\n{EXAMPLE}")
    if len({one.url for one in watched}) < len(watched):
        raise FirsthandError(f"{path}: an address stands there twice; leave one of them out")
    return FeedList(tuple(watched), contact)


def _tables(data: dict[str, Any], kind: str, path: Path) -> list[Any]:
    found = data.get(kind, [])
    if not isinstance(found, list):
        raise FirsthandError(f"{path}: '{kind}' is no list; begin each with [[{kind}]]")
    return found


def _minutes(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _watched(one: Any, sitemap: bool, every: int, place: str) -> Watched:
    if (
        not isinstance(one, dict)
        or not isinstance(one.get("url"), str)
        or not is_address(one["url"])
        or not host_of(one["url"])
    ):
        raise FirsthandError(f'{place}: it has no web address; write url = "https://..."')
    for key, value in one.items():
        if key not in _KEYS or (key in _ONLY_SITEMAP and not sitemap):
            known = ", ".join(name for name in _KEYS if sitemap or name not in _ONLY_SITEMAP)
            raise FirsthandError(f"{place}: '{key}' is not known there; known are {known}")
        if not isinstance(value, _KEYS[key]) or (key == "every_minutes" and not _minutes(value)):
            raise FirsthandError(f"{place}: {key} is not what it should be; see the example in docs/inputs.md")
    return Watched(
        url=one["url"],
        sitemap=sitemap,
        publisher=one.get("publisher"),
        pages=one.get("pages", True),
        hosts=tuple(str(host).lower() for host in one.get("hosts", ())),
        since=one["since"].isoformat()[:10] if "since" in one else None,
        under=one.get("under", ""),
        every_minutes=one.get("every_minutes", every),
    )
