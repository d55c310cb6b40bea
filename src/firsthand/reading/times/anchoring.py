"""Ties partial dates to the calendar: by their own year, the day of publication, the story so far, and the tense."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from firsthand.reading.times.granules import Granule, day, season
from firsthand.reading.times.spec import Spec

# A future date must be this much nearer than the past one to be preferred where nothing says which way the clause looks:
# reports tell what happened.
_PAST_BIAS = 2.0


@dataclass(slots=True)
class Anchor:
    """What is known at one point of the reading.

    ``published`` is the day of the report; ``story`` what the last calendar expression meant; ``year`` a year that the same
    sentence named; ``tense`` the way the clause looks.
    """

    published: datetime.date | None = None
    story: Granule | None = None
    year: int | None = None
    tense: str | None = None

    @property
    def story_day(self) -> datetime.date | None:
        """The story's day where it is one, else the day of publication."""
        if self.story is not None and self.story.unit == "day":
            return self.story.first
        return self.published


def granule(spec: Spec, anchor: Anchor) -> Granule | None:
    """The finest granule that a partial date names, without its time of day; None where it cannot be known.

    Raises ``ValueError`` or ``OverflowError`` for a date that does not exist.
    """
    if spec.century is not None:
        return Granule("century", spec.century)
    if spec.decade is not None:
        return Granule("decade", spec.decade)
    year = spec.year
    near = spec.near
    if near is not None:
        base = _near(spec, anchor)
        if base is None:
            return None
        if near.unit == "year":
            year = base.index
            if spec.names() <= {"near", "edge"}:
                return base
        elif near.unit == "week" and spec.weekday is not None:
            return Granule("day", base.first.toordinal() + spec.weekday - 1)
        else:
            return base
    if spec.month is not None:
        return _month(spec, year, anchor)
    if spec.quarter is not None or spec.half is not None or spec.season is not None:
        return _part_of_year(spec, year, anchor)
    if year is not None:
        return Granule("year", year)
    if spec.weekday is not None:
        return _weekday(spec, anchor)
    if spec.day is not None:
        return None
    if spec.names() & {"part", "clock"}:
        date = anchor.story_day
        return Granule.of("day", date) if date else None
    return None


def _near(spec: Spec, anchor: Anchor) -> Granule | None:
    near = spec.near
    assert near is not None
    if near.story:
        if anchor.story is not None:
            date = anchor.story.first
            if near.unit == anchor.story.unit:
                return anchor.story.shift(near.steps)
            return Granule.of(near.unit, date).shift(near.steps)
        if anchor.published is None:
            return None
        return Granule.of(near.unit, anchor.published).shift(near.steps)
    if anchor.published is None:
        return None
    if near.unit == "weekend" and near.steps == 0:
        return _weekend(anchor)
    return Granule.of(near.unit, anchor.published).shift(near.steps)


def _weekend(anchor: Anchor) -> Granule:
    """"The weekend" is the one that is, or else the one that was, unless the clause looks ahead."""
    assert anchor.published is not None
    this = Granule.of("weekend", anchor.published)
    if anchor.tense == "future" or anchor.published >= this.first:
        return this
    return this.shift(-1)


def _choose(past: Granule, future: Granule, anchor: Anchor, rel: int | None) -> Granule:
    """Of two granules of one name around the publication, the one that is meant."""
    assert anchor.published is not None
    if rel == -1 or (rel is None and anchor.tense == "past"):
        return past
    if rel == 1 or (rel is None and anchor.tense == "future"):
        return future
    back = (anchor.published - past.last).days
    ahead = (future.first - anchor.published).days
    return future if ahead * _PAST_BIAS < back else past


def _around(options: list[Granule], anchor: Anchor, spec: Spec) -> Granule | None:
    """The right one of a name that comes round every year; a granule that holds the publication is taken for itself."""
    published = anchor.published
    if published is None:
        return None
    holding = [g for g in options if g.first <= published <= g.last]
    if spec.rel == 0:
        same = [g for g in options if g.first.year == published.year]
        return same[0] if same else None
    if holding and spec.rel is None:
        return holding[0]
    past = [g for g in options if g.last < published]
    future = [g for g in options if g.first > published]
    if not past or not future:
        return None
    return _choose(past[-1], future[0], anchor, spec.rel)


def _years(year: int | None, anchor: Anchor) -> list[int]:
    if year is not None:
        return [year]
    if anchor.year is not None:
        return [anchor.year]
    if anchor.published is not None:
        return [anchor.published.year + k for k in (-2, -1, 0, 1, 2)]
    if anchor.story is not None and anchor.story.unit in ("day", "month", "year", "season", "quarter"):
        return [anchor.story.first.year]
    return []


def _month(spec: Spec, year: int | None, anchor: Anchor) -> Granule | None:
    assert spec.month is not None
    options: list[Granule] = []
    for y in _years(year, anchor):
        if spec.day is None:
            options.append(Granule("month", y * 12 + spec.month - 1))
        else:
            try:
                options.append(day(y, spec.month, spec.day))
            except ValueError:  # 29 February
                continue
    if not options:
        return None
    if len(options) > 1 and spec.weekday is not None and spec.day is not None:
        options = [g for g in options if g.first.isoweekday() == spec.weekday] or options
    return options[0] if len(options) == 1 else _around(options, anchor, spec)


def _part_of_year(spec: Spec, year: int | None, anchor: Anchor) -> Granule | None:
    options = []
    for y in _years(year, anchor):
        if spec.quarter is not None:
            options.append(Granule("quarter", y * 4 + spec.quarter - 1))
        elif spec.half is not None:
            options.append(Granule("half", y * 2 + spec.half - 1))
        else:
            options.append(season(y, spec.season or "SU"))
    if not options:
        return None
    return options[0] if len(options) == 1 else _around(options, anchor, spec)


def _weekday(spec: Spec, anchor: Anchor) -> Granule | None:
    assert spec.weekday is not None
    published = anchor.published
    if published is None:
        return None
    today = published.toordinal()
    back = (published.isoweekday() - spec.weekday) % 7
    if spec.rel == -1:
        return Granule("day", today - (back or 7))
    if spec.rel == 1 or (spec.rel is None and anchor.tense == "future"):
        return Granule("day", today + (7 - back))
    if spec.rel == 0:
        return Granule("day", today - published.isoweekday() + spec.weekday)
    return Granule("day", today - back)
