"""Dates of the Islamic and of the Solar Hijri calendar, written out: "12 Ramadan 1445", "Mehr 3, 1403", "Ramadan"."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from firsthand.reading.times.vocabulary import data

_YEAR = re.compile(r"\b1[34]\d\d\b")
_WINDOW = 40  # characters: no such date is longer
_OPENS = re.compile(r"\b(?:during|in|since|until|before|after|of|for|this|last|next)\s+$", re.I)


class Written(NamedTuple):
    """A date of another calendar at ``text[start:end]``, as days of this one, both included."""

    start: int
    end: int
    first: datetime.date
    last: datetime.date


@functools.cache
def _dates() -> tuple[re.Pattern[str], dict[str, tuple[str, int]]]:
    """The pattern of a date with its year, and what each of its groups of month names stands for."""
    groups = {
        f"{kind}{number}": (kind, int(number)) for kind in ("hijri", "jalali") for number in data("calendars")[kind]
    }
    names = "|".join(
        f"(?P<{kind}{number}>{'|'.join(spellings)})"
        for kind in ("hijri", "jalali")
        for number, spellings in data("calendars")[kind].items()
    )
    pattern = (
        rf"(?<![\w-])(?:the\s+(?:holy\s+)?(?:month\s+of\s+)?)?(?:(?P<before>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?:{names})"
        r"(?:\s+(?P<after>\d{1,2})(?:st|nd|rd|th)?)?,?\s+(?:of\s+)?(?P<year>1[34]\d\d)(?:\s?(?:A\.?H\.?|A\.?P\.?|S\.?H\.?|hijri|h\.)(?!\w))?(?!\w)"
    )
    return re.compile(pattern, re.I), groups


def written(text: str, start: int, stop: int, published: datetime.date | None) -> list[Written]:
    """The dates of other calendars in ``text[start:stop]``, in order, none overlapping."""
    found = list(_with_year(text, start, stop))
    if published is not None:
        found.extend(
            w
            for w in _without(text, start, stop, published)
            if not any(w.start < f.end and f.start < w.end for f in found)
        )
    return sorted(found)


def _with_year(text: str, start: int, stop: int) -> Iterator[Written]:
    pattern, groups = _dates()
    at = start
    for year in _YEAR.finditer(text, start, stop):  # few texts have such years; only there the months are looked for
        for m in pattern.finditer(text, max(at, year.start() - _WINDOW), min(stop, year.end() + 8)):
            if m.start("year") != year.start():
                continue
            name = next(n for n in groups if m[n] is not None)
            kind, month = groups[name]
            days = span(kind, int(m["year"]), month, int(m["before"] or m["after"] or 0))
            if days is not None:
                yield Written(m.start(), m.end(), *days)
                at = m.end()


def _without(text: str, start: int, stop: int, published: datetime.date) -> Iterator[Written]:
    """ "During Ramadan": the month of that name in which the report was published, or the last before."""
    pattern, alone = _names_alone()
    small = text[start:stop].lower()
    if not any(name in small for name in alone):  # a look that costs nothing, before the pattern that does
        return
    for m in pattern.finditer(text, start, stop):
        days = _latest(alone[m["name"].lower()], published)
        # a surname or a square is called so too: only after a preposition, or as "the month of"
        if days is not None and (m["month"] or _OPENS.search(text, max(0, m.start() - 12), m.start())):
            yield Written(m.start(), m.end(), *days)


@functools.cache
def _names_alone() -> tuple[re.Pattern[str], dict[str, int]]:
    alone: dict[str, int] = data("calendars")["alone"]
    pattern = (
        rf"(?<![\w-])(?P<month>the\s+(?:holy\s+|fasting\s+)*month\s+of\s+)?(?P<name>{'|'.join(alone)})(?![\w-]|\s+\d)"
    )
    return re.compile(pattern, re.I), alone


def _latest(month: int, published: datetime.date) -> tuple[datetime.date, datetime.date] | None:
    year = (published.year - 622) * 33 // 32
    for y in range(year + 2, year - 3, -1):
        days = span("hijri", y, month, 0)
        if days is not None and days[0] <= published:
            return days
    return None


def span(kind: str, year: int, month: int, day: int) -> tuple[datetime.date, datetime.date] | None:
    """First and last day of a date; ``day`` 0: of the whole month. None where there is no such date, or none known.

    >>> span("hijri", 1445, 9, 12)
    (datetime.date(2024, 3, 22), datetime.date(2024, 3, 22))
    """
    convert = _hijri if kind == "hijri" else _jalali
    first = convert(year, month, day or 1)
    if first is None or day:
        return (first, first) if first is not None else None
    following = convert(year + month // 12, month % 12 + 1, 1)
    return (first, following - datetime.timedelta(days=1)) if following is not None else None


def _hijri(year: int, month: int, day: int) -> datetime.date | None:
    from hijridate import Hijri

    try:
        made = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return datetime.date(made.year, made.month, made.day)


def _jalali(year: int, month: int, day: int) -> datetime.date | None:
    from persiantools.jdatetime import JalaliDate

    try:
        made = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
    except (ValueError, OverflowError):
        return None
    return datetime.date(made.year, made.month, made.day)
