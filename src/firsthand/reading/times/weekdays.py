"""Weekdays of what is yet to come."""

from __future__ import annotations

import datetime

from firsthand.reading.times.vocabulary import data


def week_on(words: str, day: str) -> str | None:
    """The day a week later where ``words`` are nothing but a weekday; None for every other expression.

    >>> week_on("Thursday", "2024-06-20"), week_on("last Thursday", "2024-06-20")
    ('2024-06-27', None)
    """
    if words.strip().lower() not in data("vocabulary")["classes"]["WEEKDAY"]:
        return None
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=7)).isoformat()
