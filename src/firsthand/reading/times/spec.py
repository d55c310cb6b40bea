"""What one expression says, before it is tied to a calendar: a partial date whose fields may be empty or relative."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, fields
from typing import NamedTuple

from firsthand.reading.times.quantities import Quantity


class Near(NamedTuple):
    """A unit so many steps from the anchor ("last week": week, -1), or from the story's own time ("the same day")."""

    unit: str
    steps: int
    story: bool


class Inner(NamedTuple):
    """A part of a longer time: "the first week of March" is (week, 1, 1), "the last three days of" (day, -1, 3)."""

    unit: str
    nth: int  # from the end where negative
    size: int


@dataclass(slots=True)
class Spec:
    """A partial date. Every field is None where the words do not say it."""

    near: Near | None = None
    feast: str | None = None  # a name of feasts.yaml
    century: int | None = None
    decade: int | None = None
    year: int | None = None
    year2: int | None = None  # 1994-95
    half: int | None = None
    season: str | None = None
    quarter: int | None = None
    month: int | None = None
    day: int | None = None
    day2: int | None = None  # 3 to 5 March
    weekday: int | None = None
    rel: int | None = None  # "last" Friday, "this" summer
    story: bool | None = None  # "the previous" Friday: told from the story's day
    part: str | None = None
    clock: tuple[int, int] | None = None
    edge: str | None = None
    inner: Inner | None = None
    digits: str | None = None  # 24/03/05, of which each number could be the year
    swap: bool | None = None  # 3/5/2024: month and day could be the other way round
    fixed: tuple[datetime.date, datetime.date] | None = None  # first and last day of a date of another calendar
    offset: int | None = None  # minutes east of Greenwich, where the text names a time zone

    def names(self) -> frozenset[str]:
        """The fields that are said."""
        return frozenset(f.name for f in fields(self) if getattr(self, f.name) is not None)


@dataclass(slots=True)
class Element:
    """A matched expression: tokens ``[first, last)``, its kind, and what it says in the fields that its kind uses."""

    first: int
    last: int
    kind: str
    spec: Spec = field(default_factory=Spec)
    quantity: Quantity | None = None
    unit: str = ""
    word: str = ""  # direction, window, reference or adverb
    age: bool = False
    flags: frozenset[str] = frozenset()
