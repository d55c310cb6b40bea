"""Times told by another time or by an event of the report: "the quarter ended 30 September", "two days after Friday's
blast", "three days after the attack"."""

from __future__ import annotations

import re
from typing import NamedTuple

from firsthand.reading.times.found import Found
from firsthand.reading.times.granules import Granule
from firsthand.reading.times.spec import Element

_ENDED = re.compile(r"\s*,?\s*(?:that |which )?(?:ended|ending|ends|to)\s+(?:on\s+)?(?:the\s+)?", re.I)
_DIRECTION = re.compile(r"\s+(?:after|before|following|of)\s+", re.I)
# What may stand between "after" and the date of the event, or between the two and its noun
_DETERMINER = re.compile(r"(?:the|that|this|these|those|his|her|their|its)\s+", re.I)
_NOUN = re.compile(
    r"(?:[^\W\d_]+[\s-]+){0,3}?([^\W\d_]{4,})(?=['\u2019]?[.,;:!?)\n]|\s+(?:of|in|on|at|by|that|which|who|near|against|when|to|"
    r"was|were|had|and|but|for|from|as|he|she|they|the|a|it|troops|police|it)\b|\s*$)", re.I,
)  # fmt: skip
_SENTENCE = re.compile(r"[.!?][\"'\u201d]?\s+(?=[A-Z\"'\u201c(])|\n\s*\n")
_REACH = 60  # characters from "after" to the end of what it names
_MEMORY = 8000  # characters back in which an event named again is looked for
_OCCURRENCES = 6  # of its noun, the latest first


class Tie(NamedTuple):
    """The day that an expression is counted from, and where in the text the words end that name it."""

    base: Granule
    end: int


def ended_by(text: str, end: int, following: tuple[int, int, Element] | None) -> bool:
    """Whether the next expression is the last day of the period that ends at ``end``: "the quarter ended Sept. 30"."""
    return (
        following is not None
        and following[2].kind == "point"
        and bool(following[2].spec.day or following[2].spec.near or following[2].spec.month)
        and _ENDED.fullmatch(text, end, following[0]) is not None
    )


def dated_by(text: str, end: int, following: tuple[int, int, Element] | None) -> bool:
    """Whether the next expression dates the event that "after" names: "two days after the 5 October attack"."""
    if following is None or following[2].kind != "point" or following[0] - end > _REACH:
        return False
    between = text[end : following[0]]
    m = _DIRECTION.match(between)
    # "after Friday's blast", "before the election on 5 November": nothing but a short noun phrase between
    return (
        m is not None
        and re.fullmatch(r"(?:the\s+)?(?:[^\W\d_]+\s+){0,3}(?:on\s+|in\s+)?", between[m.end() :]) is not None
    )


def told_before(text: str, end: int, found: list[Found]) -> Tie | None:
    """The day on which the report told the event named after ``end`` ("three days after the attack"); None if it did
    not."""
    m = _DIRECTION.match(text, end, end + 20)
    d = _DETERMINER.match(text, m.end(), end + _REACH) if m else None
    noun = _NOUN.match(text, d.end(), d.end() + _REACH) if d else None
    if noun is None:
        return None
    stem = re.escape(noun[1][:-1] if noun[1][-1] in "sS" else noun[1])
    earlier = list(re.finditer(rf"\b{stem}", text[max(0, end - _MEMORY) : end], re.I))
    shift = max(0, end - _MEMORY)
    for occurrence in reversed(earlier[-_OCCURRENCES:]):
        first, last = _sentence(text, occurrence.start() + shift, end)
        days = []
        for f in reversed(found):
            if f.start < first:
                break
            granule = f.meaning.granule
            if (
                f.start < last
                and not f.stamp
                and f.meaning.dates_events
                and granule is not None
                and granule.unit == "day"
            ):
                days.append(f)
        if days:
            near = min(days, key=lambda f: abs(f.start - shift - occurrence.start()))
            assert near.meaning.granule is not None
            return Tie(near.meaning.granule, noun.end(1))
    return None


def _sentence(text: str, at: int, limit: int) -> tuple[int, int]:
    """Start and end of the sentence around ``at``, at most 600 characters to either side."""
    first = max(0, at - 600)
    for m in _SENTENCE.finditer(text, first, at):
        first = m.end()
    stop = _SENTENCE.search(text, at, min(limit, at + 600))
    return first, stop.end() if stop else min(limit, at + 600)
