"""Seals: what is hashed, and how one entry of the custody log holds the one before. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

FIRST = "0" * 64  # what the first entry holds as the seal before it
_SEALED = ("number", "at", "action", "subject", "content", "previous")


def sha256(data: bytes) -> str:
    """The SHA-256 of some bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def _canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode("ascii")


def content_of(report: Mapping[str, Any], claims: Sequence[Mapping[str, Any]]) -> str:
    """One hash of all that the ledger keeps of a report: every column of its row and of its claims, in order."""
    row = {name: sha256(value) if isinstance(value, bytes) else value for name, value in report.items()}
    return sha256(_canonical([row, [dict(claim) for claim in claims]]))


def seal_of(entry: Mapping[str, Any]) -> str:
    """The seal of a log entry: a hash of its fields, of which one is the seal of the entry before.

    >>> one = {"number": 1, "at": "2024-03-05T10:00:00Z", "action": "added", "subject": "r", "content": "c",
    ...     "previous": FIRST}
    >>> seal_of(one) == seal_of({**one, "subject": "s"})
    False
    """
    return sha256(_canonical({name: entry[name] for name in _SEALED}))
