"""What an expression means: TIMEX3 type and value, interval and precision."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from firsthand.reading.times.granules import Granule
from firsthand.reading.times.values import precision
from firsthand.records import TimePrecision

Type = Literal["DATE", "TIME", "DURATION", "SET"]
DAY = datetime.timedelta(days=1)


@dataclass(slots=True)
class Meaning:
    """What an expression means. ``granule`` is what the story goes on from."""

    type: Type
    value: str
    first: str | None = None
    last: str | None = None
    precision: TimePrecision | None = None
    granule: Granule | None = None
    dates_events: bool = True
    within: bool = False


def days(type_: Type, value: str, first: datetime.date, last: datetime.date, g: Granule | None) -> Meaning:
    return Meaning(type_, value, first.isoformat(), last.isoformat(), precision(first, last), g)


def stretch(type_: Type, value: str, first: datetime.date, last: datetime.date, g: Granule | None) -> Meaning:
    """An interval counted back or forth from a day: "the past 24 hours" touches two dates, yet is one day long."""
    length = precision(first, last - DAY) if last > first else "day"
    return Meaning(type_, value, first.isoformat(), last.isoformat(), length, g, within=True)
