"""From an element to what it means: TIMEX3 type and value, interval, precision."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from firsthand.reading.times.anchoring import Anchor, granule
from firsthand.reading.times.granules import Granule, move
from firsthand.reading.times.numerals import written_offset
from firsthand.reading.times.quantities import Quantity
from firsthand.reading.times.spec import Element, Inner, Spec
from firsthand.reading.times.values import duration, precision
from firsthand.reading.times.vocabulary import data
from firsthand.records import TimePrecision

Type = Literal["DATE", "TIME", "DURATION", "SET"]
_DAY = datetime.timedelta(days=1)
_CALENDAR = frozenset({"day", "week", "month", "quarter", "year", "decade", "century"})
_CLOCK_UNITS = frozenset({"second", "minute", "hour"})


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


def resolve(e: Element, anchor: Anchor) -> Meaning | None:
    """What an element means at a point of the story; None where it names no time that exists."""
    try:
        if e.kind == "point":
            return _point(e, anchor)
        if e.kind == "offset":
            return _offset(e, anchor)
        if e.kind == "window":
            return _window(e, anchor)
    except (ValueError, OverflowError):
        return None
    if e.kind == "tied" and "bare" in e.flags:
        return Meaning("DATE", "XXXX-XX-XX", dates_events=False)  # "the day of the attack", of which no day is told
    if e.kind in ("duration", "tied"):
        assert e.quantity is not None
        return Meaning("DURATION", duration(e.quantity.amount, e.unit), dates_events=False)
    if e.kind == "set":
        value = e.word or duration(e.quantity.amount if e.quantity else 1, e.unit)
        return Meaning("SET", value, dates_events=False)
    return Meaning("DATE", e.word, dates_events=False)


def _days(type_: Type, value: str, first: datetime.date, last: datetime.date, g: Granule | None) -> Meaning:
    return Meaning(type_, value, first.isoformat(), last.isoformat(), precision(first, last), g)


def _point(e: Element, anchor: Anchor) -> Meaning | None:
    spec = e.spec
    g = granule(spec, anchor)
    if "period" in e.flags and g is not None and anchor.period is not None:
        g = Granule(anchor.period.unit, anchor.period.number + 4 * (g.number - anchor.period.first.year))
    if spec.fixed is not None:
        first, last = spec.fixed
        if first == last:
            return _days("DATE", first.isoformat(), first, last, g)
        return _days("DATE", f"{first}/{last}", first, last, None)
    if spec.inner is not None:
        return _inner(spec.inner, g) if g is not None else None
    if spec.names() & {"part", "clock"}:
        return _time(spec, g)
    if g is None:
        return (
            Meaning("DATE", unknown(spec), dates_events=spec.names() != {"edge"})
            if spec.names() - {"edge", "rel"}
            else None
        )
    if spec.near is not None and anchor.published and "window" in e.flags:
        return _stretch("DATE", g.value, move(anchor.published, -1, spec.near.unit), anchor.published, g)
    if spec.day2 is not None and spec.day is not None:
        return _days("DATE", g.value, g.first, g.first + (spec.day2 - spec.day) * _DAY, g)
    if spec.year2 is not None:
        return _days("DATE", g.value, g.first, Granule("year", spec.year2).last, g)
    if spec.edge == "week":
        g = Granule.of("week", g.first)
        return _days("DATE", g.value, g.first, g.last, g)
    first, last = _narrowed(g, spec.edge, anchor)
    if spec.edge == "eve":
        g = Granule.of("day", first)
    return _days("DATE", g.value, first, last, g)


def _inner(inner: Inner, g: Granule) -> Meaning | None:
    """A part of a granule: "the first week of March" is its first seven days, "the last three days of" its last."""
    unit, nth, count = inner
    size = (g.last - g.first).days + 1
    if unit == "half":
        if g.unit == "month":
            middle = g.first + size // 2 * _DAY
        else:
            middle = move(g.first, {"year": 6, "decade": 60}.get(g.unit, 0), "month")
        first, last = (g.first, middle - _DAY) if nth == 1 else (middle, g.last)
        return _days("DATE", g.value, first, last, g)
    if unit in ("day", "week"):
        days = 7 if unit == "week" else 1
        first = g.first + (nth - 1) * days * _DAY if nth > 0 else g.last - (days * count - 1) * _DAY
        last = min(first + (days * count - 1) * _DAY, g.last)
        part = Granule.of(unit, first)
    else:
        part = Granule.of(unit, g.first).shift(nth - 1) if nth > 0 else Granule.of(unit, g.last).shift(1 - count)
        part = part if part.first >= g.first or unit != "weekend" else part.shift(1)
        first, last = part.first, part.shift(count - 1).last
    if not g.first <= first <= g.last:
        return None
    if count > 1:
        made = _days("DURATION", duration(count, unit), first, last, g)
        made.within = True
        return made
    return _days("DATE", part.value, first, last, part if unit == "day" else g)


def _narrowed(g: Granule, edge: str | None, anchor: Anchor) -> tuple[datetime.date, datetime.date]:
    """Early, mid- and late: the part of the granule that ``edges.yaml`` gives them."""
    first, last = g.first, g.last
    if edge is None or (g.unit == "day" and edge != "eve"):
        return first, last
    if edge in ("earlier", "later"):
        middle = anchor.published
        if middle is not None and first <= middle <= last:
            return (first, middle) if edge == "earlier" else (middle, last)
        return first, last
    if edge == "eve":
        return first - _DAY, first - _DAY
    low, high = data("edges")[edge].get(g.unit) or data("edges")[edge]["default"]
    size = (last - first).days + 1
    if g.unit in ("year", "decade"):
        months = 12 if g.unit == "year" else 120
        return move(first, round(low * months), "month"), move(first, round(high * months), "month") - _DAY
    return first + round(low * size) * _DAY, first + (round(high * size) - 1) * _DAY


def _time(spec: Spec, g: Granule | None) -> Meaning | None:
    """A time of day. Without its day, only the value can be said."""
    if g is not None and g.unit != "day":
        return None
    value = g.value if g else (unknown(spec) if spec.names() - {"part", "clock", "edge", "offset"} else "XXXX-XX-XX")
    if spec.clock is not None:
        hour, minute = spec.clock
        if g is None:
            return Meaning("TIME", f"{value}T{hour:02d}:{minute:02d}")
        at = datetime.datetime.combine(g.first, datetime.time()) + datetime.timedelta(hours=hour, minutes=minute)
        stamp = at.isoformat(timespec="minutes") + (written_offset(spec.offset) if spec.offset is not None else "")
        return Meaning("TIME", f"{value}T{hour:02d}:{minute:02d}", stamp, stamp, "time", g)
    part = data("edges")["parts"][spec.part]
    written = f"{value}T{part['value']}"
    if g is None:
        return Meaning("TIME", written)
    base = datetime.datetime.combine(g.first, datetime.time())
    first, last = (base + datetime.timedelta(minutes=m) for m in part["minutes"])
    return Meaning("TIME", written, first.isoformat(timespec="minutes"), last.isoformat(timespec="minutes"), "time", g)


def _offset(e: Element, anchor: Anchor) -> Meaning | None:
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
        return _days("DATE", g.value, g.first, g.last, g)
    if base is None:
        return Meaning("DURATION", duration(q.amount, e.unit))
    return _counted(q, e.unit, base, sign)


def counted(e: Element, base: Granule) -> Meaning | None:
    """So many units after or before a known day; None outside the calendar."""
    assert e.quantity is not None
    try:
        if e.word == "of":
            g = Granule.of("day", base.first)
            if e.unit == "night":
                return _time(Spec(part="NI"), g)
            g = Granule.of(e.unit, base.first)
            return _days("DATE", g.value, g.first, g.last, g)
        sign = -1 if e.word == "before" else 1
        made = _counted(e.quantity, "day" if e.unit == "night" else e.unit, base, sign)
    except (ValueError, OverflowError):
        return None
    if made is not None and "bare" not in e.flags:
        # TIMEX3 writes the length and leaves the event to a link; here both are one
        made.type, made.value = "DURATION", duration(e.quantity.amount, e.unit)
    return made


def period_to(e: Element, last: Granule) -> Meaning | None:
    """A period that ends with a known day: "the quarter ended 30 September", "the nine months ended 30 September"."""
    try:
        if e.kind == "point" and e.spec.near is not None and e.spec.near.unit in ("quarter", "week", "month"):
            g = Granule.of(e.spec.near.unit, last.last)
            return _days("DATE", g.value, g.first, g.last, g)
        bare_year = e.kind == "point" and e.spec.near is not None and e.spec.near.unit == "year"
        if bare_year or (e.kind == "duration" and e.quantity and e.quantity.amount and e.unit not in _CLOCK_UNITS):
            amount, unit = (1.0, "year") if bare_year or e.quantity is None else (e.quantity.amount or 1.0, e.unit)
            first = move(last.last + _DAY, -amount, unit)
            return _stretch("DURATION", duration(amount, unit), first, last.last, None)
    except (ValueError, OverflowError):
        return None
    return None


def _counted(q: Quantity, unit: str, base: Granule, sign: int) -> Meaning:
    back = sign < 0
    start = base.first
    if unit in _CLOCK_UNITS:
        # reports are dated to the day: fewer than 24 hours ago is that day
        per_day = {"hour": 24, "minute": 1440, "second": 86400}[unit]
        g = Granule("day", base.number if basunit == "day" else start.toordinal()).shift(sign * int(q.low / per_day))
        other = g.shift(sign * (int(q.high / per_day) - int(q.low / per_day)))
        value = g.value if q.amount is not None else ("PAST_REF" if back else "FUTURE_REF")
        return _days("DATE", value, min(g.first, other.first), max(g.first, other.first), g)
    near, far = move(start, sign * q.low, unit), move(start, sign * q.high, unit)
    low, high = min(near, far), max(near, far)
    if q.amount is None:
        return _days("DATE", "PAST_REF" if back else "FUTURE_REF", low, high, None)
    unit = unit if unit in ("day", "week", "month", "quarter", "year", "decade") else "day"
    unit = unit if q.low == int(q.low) else "month"
    g = Granule.of(unit, near)
    if unit == "week":
        # "two weeks ago" is that day give or take half a week, but before today
        return _days("DATE", g.value, low - 3 * _DAY, high + 3 * _DAY, g)
    first, last = Granule.of(unit, low).first, Granule.of(unit, high).last
    return _days("DATE", g.value, first, last, g)


def _window(e: Element, anchor: Anchor) -> Meaning | None:
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
    return _stretch(type_, value, first, last, None)


def _stretch(type_: Type, value: str, first: datetime.date, last: datetime.date, g: Granule | None) -> Meaning:
    """An interval counted back or forth from a day: "the past 24 hours" touches two dates, yet is one day long."""
    length = precision(first, last - _DAY) if last > first else "day"
    return Meaning(type_, value, first.isoformat(), last.isoformat(), length, g, within=True)


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
