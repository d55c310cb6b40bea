"""An expression found in a text, with its meaning: what the walk makes, and what ranges and relations look back at."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from firsthand.reading.times.meaning import Meaning
from firsthand.reading.times.spec import Element


@dataclass(slots=True)
class Found:
    """An expression in the text with its meaning. ``reach``: where the words end that name what it is counted from."""

    start: int
    end: int
    element: Element
    meaning: Meaning
    stamp: bool
    published: datetime.date | None
    reach: int
