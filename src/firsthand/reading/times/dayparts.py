"""Times of day, and values of dates that nothing ties to the calendar."""

from __future__ import annotations

import datetime

from firsthand.reading.times.granules import Granule
from firsthand.reading.times.meaning import Meaning
from firsthand.reading.times.numerals import written_offset
from firsthand.reading.times.spec import Spec
from firsthand.reading.times.vocabulary import data


def time_of_day(spec: Spec, g: Granule | None) -> Meaning | None:
    """A time of day. Without its day, only the value can be said."""
    if g is not None and g.unit != "day":
        return None
    value = g.value if g else (unknown(spec) if spec.names() - {"part", "clock", "edge", "offset"} else "XXXX-XX-XX")
    if spec.clock is not None:
        hour, minute = spec.clock
        if g is None:
            return Meaning("TIME", f"{value}T{hour:02d}:{minute:02d}")
        if spec.part == "LASTNIGHT" and hour < 6:
            g = g.shift(1)  # "at 2 a.m. last night" is today's
            value = g.value
        at = datetime.datetime.combine(g.first, datetime.time()) + datetime.timedelta(hours=hour, minutes=minute)
        stamp = at.isoformat(timespec="minutes") + (written_offset(spec.offset) if spec.offset is not None else "")
        return Meaning("TIME", f"{value}T{hour:02d}:{minute:02d}", stamp, stamp, "time", g)
    # "the night of 3-4 March" is one night, over midnight
    over = spec.part == "NI" and spec.day2 is not None and spec.day is not None and spec.day2 == spec.day + 1
    part = data("edges")["parts"]["WHOLENIGHT" if over else spec.part]
    written = f"{value}T{part['value']}"
    if g is None:
        return Meaning("TIME", written)
    base = datetime.datetime.combine(g.first, datetime.time())
    first, last = (base + datetime.timedelta(minutes=m) for m in part["minutes"])
    return Meaning("TIME", written, first.isoformat(timespec="minutes"), last.isoformat(timespec="minutes"), "time", g)


def unknown(spec: Spec) -> str:
    """The TIMEX3 value of a partial date that nothing ties to the calendar, unknown digits written X."""
    year = f"{spec.year:04d}" if spec.year is not None else "XXXX"
    if spec.near is not None and spec.near.story:
        return "XXXX-XX-XX" if spec.near.unit == "day" else "XXXX"
    if spec.near is not None and spec.near.unit == "day" and spec.near.steps == 0:
        return "PRESENT_REF"
    if spec.near is not None and spec.near.steps < 0:
        return "PAST_REF"
    if spec.near is not None and spec.near.steps > 0:
        return "FUTURE_REF"
    if spec.swap:
        return f"{year}-XX-XX"
    if spec.month is not None:
        return f"{year}-{spec.month:02d}" + (f"-{spec.day:02d}" if spec.day else "")
    if spec.weekday is not None:
        return f"{year}-WXX-{spec.weekday}"
    if spec.quarter is not None:
        return f"{year}-Q{spec.quarter}"
    if spec.half is not None:
        return f"{year}-H{spec.half}"
    return f"{year}-{spec.season}" if spec.season else year
