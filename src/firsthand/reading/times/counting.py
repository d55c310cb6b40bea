"""Times counted from another: "three days ago", "two days after the attack", "the past week"."""

from __future__ import annotations

import datetime
import re

from firsthand.reading.times.anchoring import Anchor
from firsthand.reading.times.dayparts import time_of_day
from firsthand.reading.times.granules import Granule, move
from firsthand.reading.times.meaning import DAY, Meaning, Type, days, stretch
from firsthand.reading.times.quantities import Quantity
from firsthand.reading.times.spec import Element, Spec
from firsthand.reading.times.values import duration
from firsthand.reading.times.vocabulary import data

_CALENDAR = frozenset({"day", "week", "month", "quarter", "year", "decade", "century"})
_CLOCK_UNITS = frozenset({"second", "minute", "hour"})


def offset(e: Element, anchor: Anchor) -> Meaning | None:
    """So many units from the publication ("ago") or from the story's own time ("later", "earlier")."""
    q = e.quantity
    assert q is not None
    back = e.word in ("ago", "earlier", "previously", "before")
    sign = -1 if back else 1
    if e.word in ("ago", "hence", "from now", "from today"):
        base = Granule.of("day", anchor.published) if anchor.published else None
    else:
        base = anchor.told(e.unit if e.unit in _CALENDAR else "day")
        if base is None and e.unit in ("year", "decade", "century") and anchor.published:
            base = Granule.of("day", anchor.published)
    if e.unit == "year" and q.amount == 1 and back and anchor.period is not None:
        # results are compared with the same quarter of the year before
        g = Granule.of(anchor.period.unit, move(anchor.period.first, -1, "year"))
        return days("DATE", g.value, g.first, g.last, g)
    if base is None:
        return Meaning("DURATION", duration(q.amount, e.unit))
    if anchor.morning is not None and sign > 0 and e.unit in _CLOCK_UNITS and base == anchor.day:
        base = anchor.morning  # hours after the night of 3 to 4 May are those of the 4th
    return _counted(q, e.unit, base, sign)


def counted(e: Element, base: Granule) -> Meaning | None:
    """So many units after or before a known day; None outside the calendar."""
    assert e.quantity is not None
    try:
        if e.word == "of":
            g = Granule.of("day", base.first)
            if e.unit == "night":
                return time_of_day(Spec(part="NI"), g)
            g = Granule.of(e.unit, base.first)
            return days("DATE", g.value, g.first, g.last, g)
        sign = -1 if e.word == "before" else 1
        made = _counted(e.quantity, "day" if e.unit == "night" else e.unit, base, sign)
    except (ValueError, OverflowError):
        return None
    if made is not None and "bare" not in e.flags:
        # TIMEX3 writes the length and leaves the event to a link; here both are one
        made.type, made.value = "DURATION", duration(e.quantity.amount, e.unit)
    return made


_LENGTH = re.compile(r"P(\d+)([DWMY])|PT(?:\d+|X)[HM]")
_UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}


def so_far_from(value: str, day: datetime.date, sign: int) -> Meaning | None:
    """What lies a TIMEX3 length before (-1) or after (1) a day; hours and minutes make no other day.

    >>> so_far_from("P3D", datetime.date(2024, 5, 20), -1).first
    '2024-05-17'
    """
    m = _LENGTH.fullmatch(value)
    if m is None:
        return None
    base = Granule.of("day", day)
    if m[1] is None:
        return days("DATE", base.value, base.first, base.last, base)
    n, unit = float(m[1]), _UNITS[m[2]]
    if (n, unit) == (1.0, "week"):
        n, unit = 7.0, "day"  # "a week after" is the same day of the week
    try:
        return _counted(Quantity(n, n, n), unit, base, sign)
    except (ValueError, OverflowError):
        return None


def period_to(e: Element, last: Granule) -> Meaning | None:
    """A period that ends with a known day: "the quarter ended 30 September", "the nine months ended 30 September"."""
    try:
        if e.kind == "point" and e.spec.near is not None and e.spec.near.unit in ("quarter", "week", "month"):
            g = Granule.of(e.spec.near.unit, last.last)
            return days("DATE", g.value, g.first, g.last, g)
        bare_year = e.kind == "point" and e.spec.near is not None and e.spec.near.unit == "year"
        if bare_year or (e.kind == "duration" and e.quantity and e.quantity.amount and e.unit not in _CLOCK_UNITS):
            amount, unit = (1.0, "year") if bare_year or e.quantity is None else (e.quantity.amount or 1.0, e.unit)
            first = move(last.last + DAY, -amount, unit)
            return stretch("DURATION", duration(amount, unit), first, last.last, None)
    except (ValueError, OverflowError):
        return None
    return None


def _counted(q: Quantity, unit: str, base: Granule, sign: int) -> Meaning:
    back = sign < 0
    start = base.first
    if unit in _CLOCK_UNITS:
        # reports are dated to the day: fewer than 24 hours ago is that day
        per_day = {"hour": 24, "minute": 1440, "second": 86400}[unit]
        g = Granule("day", base.number if base.unit == "day" else start.toordinal()).shift(sign * int(q.low / per_day))
        other = g.shift(sign * (int(q.high / per_day) - int(q.low / per_day)))
        value = g.value if q.amount is not None else ("PAST_REF" if back else "FUTURE_REF")
        return days("DATE", value, min(g.first, other.first), max(g.first, other.first), g)
    near, far = move(start, sign * q.low, unit), move(start, sign * q.high, unit)
    low, high = min(near, far), max(near, far)
    if q.amount is None:
        return days("DATE", "PAST_REF" if back else "FUTURE_REF", low, high, None)
    unit = unit if unit in ("day", "week", "month", "quarter", "year", "decade") else "day"
    unit = unit if q.low == int(q.low) else "month"
    g = Granule.of(unit, near)
    if unit == "week":
        # "two weeks ago" is that day give or take half a week, but before today
        return days("DATE", g.value, low - 3 * DAY, high + 3 * DAY, g)
    first, last = Granule.of(unit, low).first, Granule.of(unit, high).last
    return days("DATE", g.value, first, last, g)


def window(e: Element, anchor: Anchor) -> Meaning | None:
    """The stretch of so many units up to the publication, or from it."""
    q = e.quantity
    assert q is not None
    which = data("windows")[e.word.split()[0]]
    value = duration(q.amount, e.unit)
    type_: Type = "DURATION"
    if e.word == "recent" or (e.word == "coming" and q.amount is None):
        type_, value = "DATE", "PAST_REF" if e.word == "recent" else "FUTURE_REF"
    if anchor.published is None or which == "none":
        return Meaning(type_, value, dates_events=False)
    high = q.high
    if e.word == "recent":
        high = data("windows")["recent_length"].get(e.unit, 3)
    if which == "future":
        first, last = anchor.published, move(anchor.published, high, e.unit)
    else:
        first, last = move(anchor.published, -high, e.unit), anchor.published
    return stretch(type_, value, first, last, None)
