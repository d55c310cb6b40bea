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

from firsthand.desk.work import Brief
from firsthand.exports import words

CHARTS = {
    "week": "Events per week",
    "dead": "Dead per week",
    "type": "Events by type",
    "actor": "Events by actor",
}
LONGEST = 520  # weeks: ten years; older events are counted in the first
BARS = 8
GREEN, RED = "#3f7d58", "#b4423c"


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


def weeks(events: Sequence[Brief]) -> list[Week]:
    """Every week from the first event to the last, also those without one."""
    counted: Counter[datetime.date] = Counter()
    dead: Counter[datetime.date] = Counter()
    for one in events:
        if one.day is not None:
            counted[monday(one.day)] += 1
            dead[monday(one.day)] += one.toll
    if not counted:
        return []
    last = max(counted)
    first = max(min(counted), last - datetime.timedelta(7 * LONGEST))
    for early in [day for day in counted if day < first]:
        counted[first] += counted.pop(early)
        dead[first] += dead.pop(early)
    days = [first + datetime.timedelta(7 * n) for n in range((last - first).days // 7 + 1)]
    return [Week(day.isoformat(), counted[day], dead[day]) for day in days]


_TEXT = {
    "axisLabel": {"fontSize": 11},
    "axisTick": {"show": False},
    "splitLine": {"lineStyle": {"color": "#8a857b", "opacity": 0.35}},
}


def _bars(title: str, names: list[str], values: list[int], colour: str, lying: bool) -> dict[str, Any]:
    names_axis = {"type": "category", "data": names, **_TEXT}
    values_axis = {"type": "value", "minInterval": 1, "splitNumber": 3, **_TEXT}
    if lying:
        names_axis["inverse"] = True
        names_axis["axisLabel"] = {"fontSize": 11, "width": 130, "overflow": "truncate"}
    return {
        "animation": False,
        "title": {"text": title, "textStyle": {"fontSize": 13}, "left": 0, "top": 0},
        "grid": {"left": 140 if lying else 30, "right": 12, "top": 28, "bottom": 22},
        "xAxis": values_axis if lying else names_axis,
        "yAxis": names_axis if lying else values_axis,
        "series": [{"type": "bar", "data": values, "itemStyle": {"color": colour}, "barMaxWidth": 22}],
    }


def chart(name: str, events: Sequence[Brief]) -> dict[str, Any]:
    """One of ``CHARTS`` of these events."""
    title = CHARTS[name]
    if name in ("week", "dead"):
        found = weeks(events)
        values = [week.events if name == "week" else week.dead for week in found]
        return _bars(title, [week.day for week in found], values, GREEN if name == "week" else RED, lying=False)
    counted: Counter[str] = Counter()
    for one in events:
        counted.update([words.kind(one.event_type)] if name == "type" else one.actors)
    most = counted.most_common(BARS)
    return _bars(title, [key for key, _ in most], [value for _, value in most], GREEN, lying=True)


def timeline(found: Sequence[Week]) -> dict[str, Any]:
    """The timeline: events and dead per week, with a slider that narrows it."""
    days = [week.day for week in found]
    axis = {"type": "value", "minInterval": 1, "splitNumber": 2, **_TEXT}
    return {
        "animation": False,
        "legend": {"data": ["events", "dead"], "right": 10, "top": 2},
        "grid": {"left": 34, "right": 40, "top": 26, "bottom": 62},
        "xAxis": {"type": "category", "data": days, **_TEXT},
        "yAxis": [axis, {**axis, "splitLine": {"show": False}}],
        "dataZoom": [{"type": "slider", "height": 22, "bottom": 8}],
        "series": [
            {"name": "events", "type": "bar", "data": [week.events for week in found], "itemStyle": {"color": GREEN}},
            {
                "name": "dead",
                "type": "bar",
                "yAxisIndex": 1,
                "data": [week.dead for week in found],
                "itemStyle": {"color": RED},
            },
        ],
    }
