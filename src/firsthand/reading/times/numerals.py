"""Dates and times of day written in digits."""

from __future__ import annotations

import re
from typing import Literal


def clock(text: str) -> tuple[int, int] | None:
    """Hours and minutes of "11 a.m.", "7:15 p.m.", "15:30" or "1530"; None where there is no such time."""
    m = re.match(r"(\d{1,2})[:.]?(\d\d)?(?::\d\d)?\s*([ap])?", text)
    if m is None:
        return None
    hour, minute = int(m[1]), int(m[2] or 0)
    if m[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if m[3] == "p" else 0)
    return (hour, minute) if hour <= 24 and minute < 60 else None


def numeric_date(text: str) -> tuple[int, int, int, tuple[int, int] | None] | None:
    """Year, month, day and time of 2024-10-14T10:30, 2024/10/14, 14.10.2024 or 10/14/2024; None where there is no such.

    With slashes the month comes first, as in the United States, unless it cannot be one; see ``has_two_readings``.
    """
    date, _, time = text.partition("t")
    parts = [int(p) for p in re.split(r"[-/.]", date)]
    if len(re.split(r"[-/.]", date)[0]) == 4:
        year, month, day = parts
    else:
        month, day, year = [parts[1], parts[0], parts[2]] if "." in date else parts
        if month > 12:
            month, day = day, month
        if year < 100:
            year += 1900 if year > 40 else 2000
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return year, month, day, clock(time[:5]) if time else None


def has_two_readings(text: str) -> bool:
    """Whether day and month of a date in digits could change places: 3/5/2024, but not 3/3/2024, 13/5/2024, 3.5.2024.

    With full stops, as with the year in front, the order is the same everywhere.
    """
    m = re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}", text)
    return m is not None and m[1].lstrip("0") != m[2].lstrip("0") and 0 < int(m[1]) <= 12 and 0 < int(m[2]) <= 12


def all_short(text: str) -> bool:
    """Whether a date has three numbers of two digits, so that the year could stand in front: 24/03/05."""
    return re.fullmatch(r"\d\d([/-])\d\d\1\d\d", text) is not None


def year_first(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of 24/03/05 with its year in front; None where there is no such.

    >>> year_first("24/03/05")
    (2024, 3, 5)
    """
    year, month, day = (int(p) for p in re.split(r"[/-]", text))
    return (year + (1900 if year > 40 else 2000), month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def order_shown(text: str) -> Literal["month first", "day first"] | None:
    """The order that a text's own dates show: "25/12/2023" has its day first. None: none shows it, or both."""
    shown: set[Literal["month first", "day first"]] = set()
    for m in re.finditer(r"(?<![\w/.-])(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d\d)(?![\w/-])", text):
        first, second = int(m[1]), int(m[3])
        if 12 < first <= 31 and 0 < second <= 12:
            shown.add("day first")
        elif 12 < second <= 31 and 0 < first <= 12:
            shown.add("month first")
    return shown.pop() if len(shown) == 1 else None


def iso_offset(text: str) -> int | None:
    """Minutes east of Greenwich at the end of 2024-03-05T10:00+02:00; None where there is none."""
    m = re.search(r"t\d\d:\d\d\S*?(?:(z)|([+-])(\d\d):?(\d\d))$", text)
    if m is None:
        return None
    return 0 if m[1] else (1 if m[2] == "+" else -1) * (int(m[3]) * 60 + int(m[4]))


def written_offset(minutes: int) -> str:
    """As ISO 8601 writes it: Z, +03:00, -04:00."""
    return f"{'+' if minutes > 0 else '-'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}" if minutes else "Z"
