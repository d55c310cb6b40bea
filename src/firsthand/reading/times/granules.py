"""The calendar as granules: days, weeks, months, quarters, seasons, years..., each numbered without gaps.

A granule knows its first and last day, its neighbours and how TIMEX3 writes it, so that "last week" is the week of the
anchor moved by minus one. Seasons are the meteorological ones: summer is June to August, in the south December to
February; a season over the turn of the year is named after the year in which it begins.
"""

from __future__ import annotations

import datetime
from typing import NamedTuple

_DAY = datetime.timedelta(days=1)
_MONTHS = {
    "month": 1,
    "quarter": 3,
    "season": 3,
    "southern season": 3,
    "half": 6,
    "year": 12,
    "decade": 120,
    "century": 1200,
}
_SEASONS = {"season": ("SP", "SU", "FA", "WI"), "southern season": ("FA", "WI", "SP", "SU")}
_SHIFT = {"season": 2, "southern season": 2}  # the seasons of a year begin in March: two months after its quarters


class Granule(NamedTuple):
    """The ``number``-th day, week, weekend, month, quarter, season, half, year, decade or century.

    >>> Granule.of("week", datetime.date(2024, 10, 14)).shift(-1).value
    '2024-W41'
    """

    unit: str
    number: int

    @classmethod
    def of(cls, unit: str, day: datetime.date) -> Granule:
        """The granule of a unit in which a day falls. Raises ``KeyError`` for a unit that is none of the calendar's."""
        if unit == "day":
            return cls(unit, day.toordinal())
        if unit in ("week", "weekend"):
            return cls(unit, (day.toordinal() - 1) // 7)
        months = day.year * 12 + day.month - 1 - _SHIFT.get(unit, 0)
        return cls(unit, months // _MONTHS[unit])

    @property
    def first(self) -> datetime.date:
        """Its first day. Raises ``ValueError`` or ``OverflowError`` outside the years 1 to 9999."""
        if self.unit == "day":
            return datetime.date.fromordinal(self.number)
        if self.unit == "week":
            return datetime.date.fromordinal(self.number * 7 + 1)
        if self.unit == "weekend":
            return datetime.date.fromordinal(self.number * 7 + 6)
        months = self.number * _MONTHS[self.unit] + _SHIFT.get(self.unit, 0)
        return datetime.date(months // 12, months % 12 + 1, 1)

    @property
    def last(self) -> datetime.date:
        """Its last day. Raises as ``first`` does."""
        if self.unit == "weekend":
            return self.first + _DAY
        return self.shift(1).first - _DAY

    def shift(self, n: int) -> Granule:
        """The granule ``n`` places later (earlier where ``n`` is negative)."""
        return Granule(self.unit, self.number + n)

    @property
    def value(self) -> str:
        """As TIMEX3 writes it: 1989-10-26, 1989-W43, 1989-W43-WE, 1989-10, 1989-Q4, 1989-SU, 1989-H2, 1989, 198, 19."""
        unit, number = self
        if unit == "day":
            return self.first.isoformat()
        if unit in ("week", "weekend"):
            year, week, _ = self.first.isocalendar()
            return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "weekend" else "")
        if unit == "month":
            return f"{number // 12:04d}-{number % 12 + 1:02d}"
        if unit == "quarter":
            return f"{number // 4:04d}-Q{number % 4 + 1}"
        if unit in _SEASONS:
            return f"{number // 4:04d}-{_SEASONS[unit][number % 4]}"
        if unit == "half":
            return f"{number // 2:04d}-H{number % 2 + 1}"
        return f"{number:0{ {'year': 4, 'decade': 3, 'century': 2}[unit] }d}"


def season(year: int, name: str, southern: bool = False) -> Granule:
    """The season SP, SU, FA or WI that begins in a year."""
    unit = "southern season" if southern else "season"
    return Granule(unit, year * 4 + _SEASONS[unit].index(name))


def day(year: int, month: int, dom: int) -> Granule:
    """A day of the calendar. Raises ``ValueError`` where there is none such (31 April)."""
    return Granule("day", datetime.date(year, month, dom).toordinal())


def add_months(date: datetime.date, months: int) -> datetime.date:
    """The same day some months later; the last of the month where that month is shorter."""
    total = date.year * 12 + date.month - 1 + months
    granule = Granule("month", total)
    return min(granule.first + datetime.timedelta(days=date.day - 1), granule.last)


def move(date: datetime.date, n: float, unit: str) -> datetime.date:
    """A date ``n`` units later; hours and shorter are rounded down to days, and so is half a month."""
    unit = "year" if unit in ("summer", "winter") else unit
    if unit in _MONTHS:
        months = n * _MONTHS[unit]
        return (
            add_months(date, round(months))
            if months == int(months)
            else date + datetime.timedelta(days=int(months * 30.4))
        )
    days = {
        "day": 1.0,
        "night": 1.0,
        "week": 7.0,
        "weekend": 7.0,
        "fortnight": 14.0,
        "hour": 1 / 24,
        "minute": 1 / 1440,
        "second": 1 / 86400,
    }
    total = n * days[unit]
    return date + datetime.timedelta(days=int(total // 1) if total >= 0 else -int(-total // 1) - (total % 1 > 0))
