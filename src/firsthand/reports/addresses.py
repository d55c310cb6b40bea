"""Addresses as text: their hosts compared. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit


def same_host(one: str, other: str) -> bool:
    """Do two addresses lie on one host, its www, mobile and amp names taken as one?

    >>> same_host("https://www.example.org/a", "https://m.example.org/b"), same_host("https://a.org/", "https://b.org/")
    (True, False)
    """
    return host_of(one) == host_of(other) != ""


def host_of(url: str) -> str:
    """The host of an address, without www, m, mobile or amp in front; empty if it has none."""
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
    for prefix in ("www.", "m.", "mobile.", "amp."):
        if host.startswith(prefix) and host.count(".") >= 2:
            return host.removeprefix(prefix)
    return host


def is_address(path: str) -> bool:
    """Is this an address to fetch rather than a file?

    >>> is_address("https://example.org/a"), is_address("reports/a.txt")
    (True, False)
    """
    return path.lower().startswith(("http://", "https://"))
