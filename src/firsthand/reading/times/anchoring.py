"""Ties partial dates to the calendar: by their own year, the day of publication, the story so far, and the tense."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from firsthand.reading.times.feasts import days_of
from firsthand.reading.times.granules import Granule, day, season
from firsthand.reading.times.numerals import year_first
from firsthand.reading.times.region import UNKNOWN, Region
from firsthand.reading.times.spec import Spec

# How much nearer a future date must be than the past one of the same name to be preferred, by tense: reports tell what
# happened, yet "the fair opens, he said, on 15 December" in November is next month's, whatever the tense of its verbs.
# Of what has happened a week ahead is a slip (a report that was dated too early), no announcement.
_BIAS: dict[str | None, float] = {"happened": 60.0, "past": 4.0, None: 3.0, "future": 0.15, "coming": 0.01}
_AHEAD = ("future", "coming")

_FRESH = 31  # days around the publication in which a date without a year is the report's own news
_SIZE = {
    "day": 1, "weekend": 2, "week": 7, "month": 30, "quarter": 91, "season": 91, "southern season": 91, "half": 182,
    "year": 365, "decade": 3650, "century": 36500,
}  # fmt: skip


@dataclass(slots=True)
class Anchor:
    """What is known at one point of the reading.

    ``published`` is the day of the report; ``story`` what the last calendar expression meant, ``day`` the last that was
    a day; ``period`` the last quarter of a year spoken of, which a report on results compares with others; ``year`` the
    year of the history that the paragraph tells; ``tense`` the way the clause looks; ``region`` that of the report;
    ``history``: all of the report is one; ``morning``: the second day, where ``day`` is a night.
    """

    published: datetime.date | None = None
    story: Granule | None = None
    day: Granule | None = None
    period: Granule | None = None
    year: int | None = None
    tense: str | None = None
    region: Region = UNKNOWN
    history: bool = False
    morning: Granule | None = None

    @property
    def story_day(self) -> datetime.date | None:
        """The story's day where it has one, else the day of publication."""
        return self.day.first if self.day is not None else self.published

    def told(self, unit: str) -> Granule | None:
        """What the story last told of that is no coarser than a unit: "the same day" goes back to no month."""
        story = self.story
        if story is None or _SIZE[story.unit] <= _SIZE[unit]:
            return story
        return self.day if self.day is not None and story.first <= self.day.first <= story.last else None


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
            year = base.number
            if spec.names() <= {"near", "edge"}:
                return base
        elif near.unit == "month" and spec.day is not None:
            return day(base.first.year, base.first.month, spec.day)
        elif near.unit == "week" and spec.weekday is not None:
            return Granule("day", base.first.toordinal() + spec.weekday - 1)
        else:
            return base
    if spec.feast is not None:
        return _feast(spec, anchor)
    if spec.fixed is not None:
        return Granule.of("day", spec.fixed[0])
    if spec.digits is not None and anchor.region.order == "year first":
        told = year_first(spec.digits)
        return day(*told) if told is not None else None
    if spec.swap and anchor.region.order != "month first":
        if anchor.region.order != "day first":
            return None
        spec = replace(spec, month=spec.day, day=spec.month)
    if spec.month is not None:
        return _month(spec, year, anchor)
    if spec.quarter is not None or spec.half is not None or spec.season is not None:
        return _part_of_year(spec, year, anchor)
    if year is not None:
        return Granule("year", year)
    if spec.weekday is not None:
        return _weekday(spec, anchor) if spec.day is None else _friday_the_13th(spec, anchor)
    if spec.day is not None:
        return _day_of_month(spec.day, anchor)
    if spec.names() & {"part", "clock"}:
        date = anchor.story_day
        return Granule.of("day", date) if date else None
    return None


def _day_of_month(number: int, anchor: Anchor) -> Granule | None:
    """ "On the 7th", of no month: the last one before publication; in a history the next one of the story."""
    if anchor.history and anchor.day is not None:
        told = anchor.day.first
        if number < told.day:
            told = told.replace(day=28) + datetime.timedelta(days=4)
        return day(told.year, told.month, number)
    date = anchor.published
    if date is None:
        return None
    if number > date.day:
        date = date.replace(day=1) - datetime.timedelta(days=1)
    return day(date.year, date.month, number)


def _near(spec: Spec, anchor: Anchor) -> Granule | None:
    near = spec.near
    assert near is not None
    if near.story and near.unit == "quarter":
        if anchor.period is not None:
            return anchor.period.shift(near.steps)
        if anchor.published is not None:  # results are told of a quarter that is over
            return Granule.of("quarter", anchor.published).shift(near.steps - 1)
    if near.story:
        told = anchor.told(near.unit)
        if told is not None:
            return Granule.of(near.unit, told.first).shift(near.steps)
        if anchor.published is None or _SIZE[near.unit] < _SIZE["month"]:
            return None
        return Granule.of(near.unit, anchor.published).shift(near.steps)
    if anchor.published is None:
        return None
    if near.unit == "weekend" and near.steps == 0:
        return _weekend(anchor)
    return Granule.of(near.unit, anchor.published).shift(near.steps)


def _weekend(anchor: Anchor) -> Granule:
    """ "The weekend" is the one that is, or else the one that was, unless the clause looks ahead."""
    assert anchor.published is not None
    this = Granule.of("weekend", anchor.published)
    if anchor.tense in _AHEAD or anchor.published >= this.first:
        return this
    return this.shift(-1)


def _choose(past: Granule, future: Granule, anchor: Anchor, rel: int | None) -> Granule:
    """Of two granules of one name around the publication, the one that is meant."""
    assert anchor.published is not None
    if rel is not None and rel < 0:
        # the month just over is "last month": "last February", said in March, is the year before's
        adjacent = past.unit == "month" and past.shift(1) == Granule.of("month", anchor.published)
        return past.shift(-12) if adjacent and past.first.year == anchor.published.year else past
    if rel is not None:
        return future
    back = (anchor.published - past.last).days
    ahead = (future.first - anchor.published).days
    return future if ahead * _BIAS[anchor.tense] < back else past


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
    if year is None and anchor.year is not None:
        return _in_history(spec, options[0], anchor)
    if len(options) > 1 and spec.weekday is not None and spec.day is not None:
        options = [g for g in options if g.first.isoweekday() == spec.weekday] or options
    return options[0] if len(options) == 1 else _around(options, anchor, spec)


def _in_history(spec: Spec, there: Granule, anchor: Anchor) -> Granule | None:
    """A date without its year where the paragraph tells of another year: in that year or the next, as the story goes
    on.

    But where the same date of the publication's own time is near the publication, that is the more likely one.
    """
    now = (
        _month(spec, None, Anchor(anchor.published, tense=anchor.tense, region=anchor.region))
        if anchor.published
        else None
    )
    if (
        not anchor.history
        and now is not None
        and anchor.published is not None
        and -_FRESH <= (anchor.published - now.last).days <= _FRESH
    ):
        return now
    if anchor.story is not None and there.last < anchor.story.first:
        return _month(spec, there.first.year + 1, anchor)
    return there


def _feast(spec: Spec, anchor: Anchor) -> Granule | None:
    """The feast of the year named, or else the one that is meant of those around the publication."""
    assert spec.feast is not None
    options = [Granule.of("day", d) for y in _years(spec.year, anchor) for d in days_of(spec.feast, y)]
    return options[0] if len(options) == 1 else _around(options, anchor, spec)


def _part_of_year(spec: Spec, year: int | None, anchor: Anchor) -> Granule | None:
    options = []
    for y in _years(year, anchor):
        if spec.quarter is not None:
            options.append(Granule("quarter", y * 4 + spec.quarter - 1))
        elif spec.half is not None:
            options.append(Granule("half", y * 2 + spec.half - 1))
        else:
            options.append(season(y, spec.season or "SU", anchor.region.southern))
    if not options:
        return None
    return options[0] if len(options) == 1 else _around(options, anchor, spec)


def _friday_the_13th(spec: Spec, anchor: Anchor) -> Granule | None:
    """The nearest day of such number and weekday before the publication (after it, in a clause that looks ahead)."""
    if anchor.published is None:
        return None
    month = Granule.of("month", anchor.published)
    step = 1 if anchor.tense in _AHEAD else -1
    for k in range(15):
        date = month.shift(k * step).first + datetime.timedelta(days=(spec.day or 1) - 1)
        if date.isoweekday() == spec.weekday and (date <= anchor.published) == (step < 0) and date.day == spec.day:
            return Granule.of("day", date)
    return None


def _weekday(spec: Spec, anchor: Anchor) -> Granule | None:
    assert spec.weekday is not None
    published = anchor.published
    if published is None:
        return None
    today = published.toordinal()
    back = (published.isoweekday() - spec.weekday) % 7
    if spec.rel is not None and spec.story:
        base = anchor.story_day or published
        gap = (base.isoweekday() - spec.weekday) % 7
        shift = {-1: -(gap or 7), 1: 7 - gap}.get(spec.rel, -gap)
        return Granule("day", base.toordinal() + shift)
    if spec.rel == -1:
        return Granule("day", today - (back or 7))
    if spec.rel == 1 or (spec.rel is None and anchor.tense in _AHEAD):
        return Granule("day", today + (7 - back))
    if spec.rel == 0:
        this = today - published.isoweekday() + spec.weekday
        return Granule("day", this - 7 if anchor.tense in ("past", "happened") and this > today else this)
    return Granule("day", today - back)
