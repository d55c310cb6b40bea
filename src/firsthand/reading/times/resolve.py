"""From an element to what it means: TIMEX3 type and value, interval, precision."""

from __future__ import annotations

import datetime

from firsthand.reading.times.anchoring import Anchor, granule
from firsthand.reading.times.counting import offset, window
from firsthand.reading.times.dayparts import time_of_day, unknown
from firsthand.reading.times.granules import Granule, move
from firsthand.reading.times.meaning import DAY, Meaning, days, stretch
from firsthand.reading.times.spec import Element, Inner
from firsthand.reading.times.values import duration
from firsthand.reading.times.vocabulary import data


def resolve(e: Element, anchor: Anchor) -> Meaning | None:
    """What an element means at a point of the story; None where it names no time that exists."""
    try:
        if e.kind == "point":
            made = _point(e, anchor)
            if made is not None and "fiscal" in e.flags:
                # whose year it is, and so when it began, a report does not say; TIMEX3 writes its number
                made.first = made.last = made.precision = None
                made.dates_events = False
            return made
        if e.kind == "offset":
            return offset(e, anchor)
        if e.kind == "window":
            return window(e, anchor)
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


def _point(e: Element, anchor: Anchor) -> Meaning | None:
    spec = e.spec
    g = granule(spec, anchor)
    if "period" in e.flags and g is not None and anchor.period is not None:
        g = Granule(anchor.period.unit, anchor.period.number + 4 * (g.number - anchor.period.first.year))
    if spec.fixed is not None:
        first, last = spec.fixed
        if first == last:
            return days("DATE", first.isoformat(), first, last, g)
        return days("DATE", f"{first}/{last}", first, last, None)
    if spec.inner is not None and spec.inner.unit == "weekday":
        return _nth_weekday(spec.inner.nth, spec.weekday, g) if g is not None and spec.weekday else None
    if spec.inner is not None:
        return _inner(spec.inner, g) if g is not None else None
    if spec.names() & {"part", "clock"}:
        return time_of_day(spec, g)
    if (
        g is None
        and spec.near is not None
        and spec.near.story
        and anchor.published
        and spec.near.unit in ("day", "week")
    ):
        # "the next day" of a story that has told no day: TIMEX3 counts from the publication, no event is dated so
        return Meaning("DATE", Granule.of(spec.near.unit, anchor.published).shift(spec.near.steps).value)
    if g is None:
        return (
            Meaning("DATE", unknown(spec), dates_events=spec.names() != {"edge"})
            if spec.names() - {"edge", "rel"}
            else None
        )
    if spec.near is not None and anchor.published and "window" in e.flags:
        return stretch("DATE", g.value, move(anchor.published, -1, spec.near.unit), anchor.published, g)
    if spec.day2 is not None and spec.day is not None:
        return days("DATE", g.value, g.first, g.first + (spec.day2 - spec.day) * DAY, g)
    if spec.year2 is not None:
        return days("DATE", g.value, g.first, Granule("year", spec.year2).last, g)
    if spec.edge == "week":
        g = Granule.of("week", g.first)
        return days("DATE", g.value, g.first, g.last, g)
    first, last = _narrowed(g, spec.edge, anchor)
    if spec.edge == "eve":
        g = Granule.of("day", first)
    return days("DATE", g.value, first, last, g)


def _nth_weekday(nth: int, weekday: int, g: Granule) -> Meaning | None:
    """ "The last Friday of March": so many weeks from the first or the last one."""
    if nth > 0:
        first = g.first + ((weekday - g.first.isoweekday()) % 7 + 7 * (nth - 1)) * DAY
    else:
        first = g.last - (g.last.isoweekday() - weekday) % 7 * DAY
    if not g.first <= first <= g.last:
        return None
    return days("DATE", first.isoformat(), first, first, Granule.of("day", first))


def _inner(inner: Inner, g: Granule) -> Meaning | None:
    """A part of a granule: "the first week of March" is its first seven days, "the last three days of" its last."""
    unit, nth, count = inner
    size = (g.last - g.first).days + 1
    if unit == "half":
        if g.unit == "month":
            middle = g.first + size // 2 * DAY
        else:
            middle = move(g.first, {"year": 6, "decade": 60}.get(g.unit, 0), "month")
        first, last = (g.first, middle - DAY) if nth == 1 else (middle, g.last)
        return days("DATE", g.value, first, last, g)
    if unit in ("day", "week"):
        one = 7 if unit == "week" else 1
        first = g.first + (nth - 1) * one * DAY if nth > 0 else g.last - (one * count - 1) * DAY
        last = min(first + (one * count - 1) * DAY, g.last)
        part = Granule.of(unit, first)
    else:
        part = Granule.of(unit, g.first).shift(nth - 1) if nth > 0 else Granule.of(unit, g.last).shift(1 - count)
        part = part if part.first >= g.first or unit != "weekend" else part.shift(1)
        first, last = part.first, part.shift(count - 1).last
    if not g.first <= first <= g.last:
        return None
    if count > 1:
        made = days("DURATION", duration(count, unit), first, last, g)
        made.within = True
        return made
    return days("DATE", part.value, first, last, part if unit == "day" else g)


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
        return first - DAY, first - DAY
    low, high = data("edges")[edge].get(g.unit) or data("edges")[edge]["default"]
    size = (last - first).days + 1
    if g.unit in ("year", "decade"):
        months = 12 if g.unit == "year" else 120
        return move(first, round(low * months), "month"), move(first, round(high * months), "month") - DAY
    return first + round(low * size) * DAY, first + (round(high * size) - 1) * DAY
