"""TIMEX3 values of durations and sets, and precision from length."""

from __future__ import annotations

import datetime
from typing import cast

from firsthand.records import TimePrecision

# Amounts in the unit that TIMEX3 writes: (prefix, letter, how many of them)
_LETTERS = {
    "second": ("PT", "S", 1), "minute": ("PT", "M", 1), "hour": ("PT", "H", 1), "day": ("P", "D", 1),
    "night": ("P", "D", 1), "week": ("P", "W", 1), "weekend": ("P", "W", 1), "fortnight": ("P", "W", 2),
    "month": ("P", "M", 1), "quarter": ("P", "Q", 1), "year": ("P", "Y", 1), "decade": ("P", "Y", 10),
    "century": ("P", "Y", 100), "summer": ("P", "SU", 1), "winter": ("P", "WI", 1),
}  # fmt: skip
_VAGUE = {"decade": "PXDE", "century": "PXCE"}
_HALVES = {"year": "6M", "minute": "30S", "hour": "30M", "month": "15D", "day": "T12H"}
_STEPS = ((1, "day"), (8, "week"), (31, "month"), (190, "season"), (366, "year"))


def duration(amount: float | None, unit: str) -> str:
    """The TIMEX3 value of so many units.

    >>> duration(2.5, "year"), duration(None, "week"), duration(24, "hour")
    ('P2Y6M', 'PXW', 'PT24H')
    """
    prefix, letter, factor = _LETTERS[unit]
    if amount is None:
        return _VAGUE.get(unit, f"{prefix}X{letter}")
    total = amount * factor
    if total == int(total):
        return f"{prefix}{int(total)}{letter}"
    if total % 1 == 0.5 and unit in _HALVES:
        whole = f"{int(total)}{letter}" if total > 1 else ""
        rest = _HALVES[unit]
        return prefix + whole + rest
    return f"{prefix}{total:g}{letter}"


def precision(first: datetime.date, last: datetime.date) -> TimePrecision:
    """How precise an interval of days is: by its length, so that "early May" is less than a month but no day."""
    days = (last - first).days + 1
    return cast(TimePrecision, next((name for limit, name in _STEPS if days <= limit), "longer"))
