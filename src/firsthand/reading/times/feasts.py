"""The days of feasts: fixed ones, the n-th weekday of a month, those that go by Easter, by the moon, or by the Persian
new year."""

from __future__ import annotations

import calendar
import datetime
from typing import Any

from firsthand.reading.times.calendars import span
from firsthand.reading.times.vocabulary import data


def days_of(name: str, year: int) -> list[datetime.date]:
    """The days on which a feast of feasts.yaml falls in a year of our calendar, in order: none, one, or two by the
    moon.

    >>> days_of("easter", 2024), days_of("thanksgiving", 2024)
    ([datetime.date(2024, 3, 31)], [datetime.date(2024, 11, 28)])
    """
    ((how, given),) = data("feasts")[name].items()
    if how == "fixed":
        return [datetime.date(year, *given)]
    if how == "nth":
        return [_nth(year, *given)]
    if how == "easter":
        return [easter(year) + datetime.timedelta(days=given)]
    return _of_other_calendar(how, given, year)


def _nth(year: int, month: int, weekday: int, which: int) -> datetime.date:
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    days = [d for week in weeks for d in week if d.month == month and d.isoweekday() == weekday]
    return days[which if which < 0 else which - 1]


def easter(year: int) -> datetime.date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm, Meeus 1991, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return datetime.date(year, f // 31, f % 31 + 1)


def _of_other_calendar(how: str, given: Any, year: int) -> list[datetime.date]:
    middle = year - 621 if how == "jalali" else (year - 622) * 33 // 32
    found = (span(how, y, *given) for y in range(middle - 1, middle + 3))
    return [days[0] for days in found if days is not None and days[0].year == year]
