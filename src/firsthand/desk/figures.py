"""Counts per week, type and actor, and how they are drawn (ECharts). Pure.

Names from reports are values in these options, never keys: NiceGUI runs what stands under a key that begins with a
colon.
"""

from __future__ import annotations

import datetime
import functools
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from firsthand.desk.briefs import Brief
from firsthand.exports import words

CHARTS = {
    "type": "Events by type",
    "type dead": "Dead by type",
    "actor": "Events by actor",
    "actor dead": "Dead by actor",
}
LONGEST = 520  # weeks: ten years; older events are counted in the first
BARS = 6
BLUE, RED = "#3d7ea6", "#c0493f"  # told apart by those who do not see green and red apart, and by their lightness


class Week(NamedTuple):
    """A week's Monday, its events and its dead."""

    day: str
    events: int
    dead: int


@functools.lru_cache(maxsize=8_192)
def monday(day: str) -> datetime.date:
    """The Monday of a day's week.

    >>> monday("2025-03-05")
    datetime.date(2025, 3, 3)
    """
    date = datetime.date.fromisoformat(day[:10])
    return date - datetime.timedelta(date.weekday())


def end_of_week(day: str) -> str:
    """The Sunday of a day's week.

    >>> end_of_week("2025-03-05")
    '2025-03-09'
    """
    return (monday(day) + datetime.timedelta(6)).isoformat()


def weeks(events: Sequence[Brief], axis: Sequence[str] = ()) -> list[Week]:
    """Every week from the first event to the last, also those without one; or the weeks of ``axis`` (Mondays)."""
    counted: Counter[datetime.date] = Counter()
    dead: Counter[datetime.date] = Counter()
    for one in events:
        if one.day is not None:
            counted[monday(one.day)] += 1
            dead[monday(one.day)] += one.toll
    days = [datetime.date.fromisoformat(day) for day in axis]
    if not days:
        if not counted:
            return []
        last = max(counted)
        first = max(min(counted), last - datetime.timedelta(7 * LONGEST))
        days = [first + datetime.timedelta(7 * n) for n in range((last - first).days // 7 + 1)]
    for early in [day for day in counted if day < days[0]]:
        counted[days[0]] += counted.pop(early)
        dead[days[0]] += dead.pop(early)
    return [Week(day.isoformat(), counted[day], dead[day]) for day in days]


_TEXT = {
    "axisLabel": {"fontSize": 11},
    "axisTick": {"show": False},
    "splitLine": {"lineStyle": {"color": "#8a857b", "opacity": 0.35}},
}


def bars(title: str, names: list[str], values: list[int], colour: str) -> dict[str, Any]:
    """Bars that lie, each with its name and its number."""
    label = {"fontSize": 11, "width": 128, "overflow": "truncate"}
    return {
        "animation": False,
        "title": {"text": title, "textStyle": {"fontSize": 12.5}, "left": 0, "top": 0},
        "grid": {"left": 138, "right": 40, "top": 24, "bottom": 4},
        "xAxis": {"type": "value", "show": False},
        "yAxis": {"type": "category", "data": names, "inverse": True, **_TEXT, "axisLabel": label},
        "series": [
            {
                "type": "bar",
                "data": values,
                "itemStyle": {"color": colour},
                "barMaxWidth": 16,
                "label": {"show": True, "position": "right", "fontSize": 11},
            }
        ],
    }


def chart(name: str, events: Sequence[Brief]) -> dict[str, Any]:
    """One of ``CHARTS`` of these events."""
    by, _, dead = name.partition(" ")
    counted: Counter[str] = Counter()
    for one in events:
        for key in (words.kind(one.event_type),) if by == "type" else one.actors:
            counted[key] += one.toll if dead else 1
    most = [(key, value) for key, value in counted.most_common(BARS) if value]
    names, values = [key for key, _ in most], [value for _, value in most]
    return bars(CHARTS[name], names, values, RED if dead else BLUE)


def timeline(found: Sequence[Week], start: str = "", end: str = "") -> dict[str, Any]:
    """The timeline: events and dead per week, with a slider that narrows it to the days from ``start`` to ``end``."""
    days = [week.day for week in found]
    inside = [at for at, day in enumerate(days) if (not start or end_of_week(day) >= start) and (not end or day <= end)]
    shown = (inside[0], inside[-1]) if inside else (0, max(0, len(days) - 1))
    axis = {"type": "value", "minInterval": 1, "splitNumber": 2, **_TEXT}
    return {
        "animation": False,
        "legend": {"data": ["events", "dead"], "right": 10, "top": 2},
        "grid": {"left": 38, "right": 42, "top": 26, "bottom": 58},
        "xAxis": {"type": "category", "data": days, **_TEXT},
        "yAxis": [axis, {**axis, "splitLine": {"show": False}}],
        "dataZoom": [{"type": "slider", "height": 20, "bottom": 6, "startValue": shown[0], "endValue": shown[1]}],
        "series": [
            {
                "name": "events",
                "type": "bar",
                "large": True,  # from 400 weeks on one shape, not one for each week
                "data": [week.events for week in found],
                "itemStyle": {"color": BLUE},
            },
            {
                "name": "dead",
                "type": "bar",
                "large": True,
                "yAxisIndex": 1,
                "data": [week.dead for week in found],
                "itemStyle": {"color": RED},
            },
        ],
    }
