"""What ``watch`` remembers between its runs: a small SQLite file beside the ledger.

What a feed lists is written down as waiting in the same transaction as the feed's ETag, and crossed out only when it is
in the ledger: whenever the process ends, nothing that was seen is lost and nothing that was done is done again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from firsthand.errors import FirsthandError

VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS feeds (url TEXT PRIMARY KEY, etag TEXT, modified TEXT, due REAL NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS items (feed TEXT NOT NULL, key TEXT NOT NULL, known TEXT, whole INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'waiting', due REAL NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0, reason TEXT,
  PRIMARY KEY (feed, key));
CREATE INDEX IF NOT EXISTS waiting ON items (state, due);
CREATE TABLE IF NOT EXISTS robots (
  site TEXT PRIMARY KEY, rules TEXT NOT NULL, status INTEGER NOT NULL, until REAL NOT NULL);
"""


class Feed(NamedTuple):
    """What is remembered of a feed; ``due`` in seconds since 1970."""

    etag: str | None
    modified: str | None
    due: float
    failures: int


class Item(NamedTuple):
    """Something that a feed listed and that is not done yet."""

    feed: str
    key: str
    known: dict[str, str]
    whole: bool
    tries: int


class State:
    """The file, open until ``close``.

    Raises ``FirsthandError`` if it cannot be used.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._db = sqlite3.connect(path, timeout=30, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=WAL")
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            if version not in (0, VERSION):
                raise FirsthandError(f"{path}: made by a newer firsthand; use that, or give another --state")
            self._db.executescript(_SCHEMA)
            self._db.execute(f"PRAGMA user_version={VERSION}")
        except sqlite3.Error as error:
            raise FirsthandError(
                f"{path}: what was seen cannot be kept there ({error}); give another --state"
            ) from error

    def close(self) -> None:
        """Give the file back."""
        self._db.close()

    def feed(self, url: str) -> Feed:
        """What is remembered of a feed."""
        row = self._db.execute("SELECT etag, modified, due, failures FROM feeds WHERE url = ?", (url,)).fetchone()
        return Feed(*row) if row else Feed(None, None, 0, 0)

    def keep_feed(self, url: str, feed: Feed, new: Iterable[Item] = ()) -> int:
        """Remember a feed together with what it newly lists; how many of these were new."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            before = self._db.total_changes
            self._db.executemany(
                "INSERT OR IGNORE INTO items (feed, key, known, whole) VALUES (?, ?, ?, ?)",
                [(url, one.key, json.dumps(one.known), one.whole) for one in new],
            )
            count = self._db.total_changes - before
            self._db.execute("INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?, ?)", (url, *feed))
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        return count

    def has(self, feed: str, key: str) -> bool:
        """Was this listed before?"""
        return self._db.execute("SELECT 1 FROM items WHERE feed = ? AND key = ?", (feed, key)).fetchone() is not None

    def waiting(self, feed: str, now: float) -> Iterator[Item]:
        """What a feed listed and is due, the oldest first."""
        due = "SELECT rowid FROM items WHERE feed = ? AND state = 'waiting' AND due <= ? ORDER BY rowid"
        one = "SELECT key, known, whole, tries FROM items WHERE rowid = ? AND state = 'waiting'"
        for (number,) in self._db.execute(due, (feed, now)).fetchall():
            if row := self._db.execute(one, (number,)).fetchone():
                yield Item(feed, row[0], json.loads(row[1]), bool(row[2]), row[3])

    def done(self, item: Item) -> None:
        """It is in the ledger; its text is not kept twice."""
        self._settle(item, "done", None)

    def put_aside(self, item: Item, reason: str) -> None:
        """It can never be read."""
        self._settle(item, "aside", reason)

    def _settle(self, item: Item, state: str, reason: str | None) -> None:
        query = "UPDATE items SET state = ?, reason = ?, known = NULL WHERE feed = ? AND key = ?"
        self._db.execute(query, (state, reason, item.feed, item.key))

    def later(self, item: Item, due: float, reason: str) -> None:
        """It could not be read now; try again from ``due`` on."""
        query = "UPDATE items SET due = ?, tries = tries + 1, reason = ? WHERE feed = ? AND key = ?"
        self._db.execute(query, (due, reason, item.feed, item.key))

    def next_due(self, feeds: Iterable[str]) -> float | None:
        """When the next feed or waiting item is due."""
        found = [self.feed(url).due for url in feeds]
        row = self._db.execute("SELECT MIN(due) FROM items WHERE state = 'waiting'").fetchone()
        return min([*found, *([row[0]] if row and row[0] is not None else [])], default=None)

    def robots(self, site: str, now: float) -> tuple[str, int] | None:
        """The site's robots.txt and the status it came with, if it was fetched not too long ago."""
        row = self._db.execute("SELECT rules, status FROM robots WHERE site = ? AND until > ?", (site, now)).fetchone()
        return (row[0], row[1]) if row else None

    def keep_robots(self, site: str, rules: str, status: int, until: float) -> None:
        """Remember a site's robots.txt."""
        self._db.execute("INSERT OR REPLACE INTO robots VALUES (?, ?, ?, ?)", (site, rules, status, until))
