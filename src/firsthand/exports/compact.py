"""JSON as one run of bytes, whatever a stranger's text holds."""

from __future__ import annotations

import json
import re
from typing import Any

_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f\ud800-\udfff]+")  # characters that an IRI can hold


def compact(value: Any) -> bytes:
    r"""A value as JSON in UTF-8 without spaces; half a surrogate pair, which UTF-8 cannot hold, becomes a "?".

    >>> compact({"text": "Ménaka \ud800"}).decode()
    '{"text":"Ménaka ?"}'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def address(url: str | None) -> str | None:
    """An address that can stand as the name of a thing in JSON-LD, or None.

    >>> address("https://wire.example/1"), address("https://wire.example/<1>"), address(None)
    ('https://wire.example/1', None, None)
    """
    return url if url and _ADDRESS.fullmatch(url) else None
