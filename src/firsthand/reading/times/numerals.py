"""Dates and times of day written in digits."""

from __future__ import annotations

import re


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

    With slashes the month comes first, as in the United States, unless it cannot be one.
    """
    date, _, time = text.partition("t")
    parts = [int(p) for p in re.split(r"[-/.]", date)]
    if len(re.split(r"[-/.]", date)[0]) == 4:
        year, month, day = parts
    else:
        month, day, year = parts if "/" in date else [parts[1], parts[0], parts[2]]
        if month > 12:
            month, day = day, month
        if year < 100:
            year += 1900 if year > 40 else 2000
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return year, month, day, clock(time[:5]) if time else None
