"""Seals: what is hashed, and how one entry of the custody log holds the one before. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

FIRST = "0" * 64  # what the first entry holds as the seal before it
_SEALED = ("number", "at", "action", "subject", "content", "previous")
# Columns that schema 2 added to tables that were sealed before: they count where they hold something, so that what was
# sealed without them is still as it was sealed, and nothing can be put into them unseen.
_LATER = ("headers", "coding")


def sha256(data: bytes) -> str:
    """The SHA-256 of some bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def _canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode("ascii")


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in row.items() if value is not None or name not in _LATER}
    return {
        name: sha256(bytes(value)) if isinstance(value, bytes | memoryview) else value for name, value in kept.items()
    }


def content_of(report: Mapping[str, Any], claims: Sequence[Mapping[str, Any]]) -> str:
    """One hash of a report's row and of its claims' rows: every column, in order."""
    return sha256(_canonical([_plain(report), [_plain(claim) for claim in claims]]))


def content_of_row(row: Mapping[str, Any]) -> str:
    """One hash of every column of a row."""
    return sha256(_canonical(_plain(row)))


def seal_of(entry: Mapping[str, Any]) -> str:
    """The seal of a log entry: a hash of its fields, of which one is the seal of the entry before.

    >>> one = {"number": 1, "at": "2024-03-05T10:00:00Z", "action": "added", "subject": "r", "content": "c",
    ...     "previous": FIRST}
    >>> seal_of(one) == seal_of({**one, "subject": "s"})
    False
    """
    return sha256(_canonical({name: entry[name] for name in _SEALED}))


def entry(number: int, at: str, action: str, subject: str, content: str, previous: str) -> dict[str, Any]:
    """A sealed entry of the log."""
    made = {
        "number": number, "at": at, "action": action, "subject": subject, "content": content, "previous": previous,
    }  # fmt: skip
    return {**made, "seal": seal_of(made)}
