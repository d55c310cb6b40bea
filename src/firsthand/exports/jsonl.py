"""JSON lines: one claim or event a line, the bytes of the contract."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from firsthand.records import Claim, Event


def claim_lines(claims: Iterable[Claim]) -> Iterator[str]:
    """Each claim as one line, with its line end."""
    for claim in claims:
        yield claim.as_json() + "\n"


def event_lines(events: Iterable[Event]) -> Iterator[str]:
    """Each event as one line, with its line end."""
    for event in events:
        yield json.dumps(event.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":")) + "\n"
