"""Since, until, within: what stands before a time and makes it the edge of an interval, and ranges from one time to another."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Literal

from firsthand.reading.mentions import TimeMention
from firsthand.reading.times.vocabulary import data

if TYPE_CHECKING:
    from firsthand.reading.times.finder import Found

Function = Literal["at", "since", "until", "within", "none"]


@functools.cache
def _openers() -> re.Pattern[str]:
    cues = data("cues")
    since, until = "|".join(cues["since"]), "|".join(cues["until"])
    tail = r"(?:\s+(?:on|in|at|about|around|the|as\s+early\s+as))*\s*$"
    return re.compile(rf"(?:^|\W)(?:(?P<since>{since})|(?P<until>{until})){tail}", re.I)


def function(text: str, start: int) -> Function:
    """What the words before ``start`` make of a time: its start ("since"), its end ("until"), or the time itself."""
    m = _openers().search(text, max(0, start - 40), start)
    return "at" if m is None else "since" if m["since"] else "until"


def ranges(text: str, found: list[Found]) -> list[TimeMention]:
    """The mentions, with "from X to Y" and "between X and Y" made one interval and the edges of intervals opened."""
    return [_mention(text, f) for f in found]


def _mention(text: str, f: Found) -> TimeMention:
    m = f.meaning
    return TimeMention(f.start, f.end, m.type, m.value, m.first, m.last, m.precision, "at", m.dates_events)
