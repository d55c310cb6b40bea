"""Since, until, within: times that are the edge of an interval, and ranges from one time to another."""

from __future__ import annotations

import datetime
import functools
import re
from typing import Literal

from firsthand.reading.mentions import TimeMention
from firsthand.reading.times.found import Found
from firsthand.reading.times.granules import move
from firsthand.reading.times.spec import Spec
from firsthand.reading.times.values import precision
from firsthand.reading.times.vocabulary import data

Function = Literal["at", "since", "until", "within", "none"]

_REACH = 40  # characters before an expression in which its preposition stands
_JOINT = re.compile(r"\s*(?:(and|to|until|till|through|up to)\s+(?:on\s+|in\s+|the\s+)?|[-\u2010-\u2014]\s*)", re.I)
# "As laid down by the 23 February accord": a date that says which thing, and no day until which
_BY = re.compile(r"\b(?:by|through)\s+(the\s+)?$", re.I)
_THING = re.compile(
    r"\s+(?!(?:and|or|in|on|at|but|when|if|for|from|to|as|after|before|because|unless|until|the|an?|with|of|by|who|which"
    r"|that|was|were|is|are|had|has|have|would|will|could|said|local|gmt|est|deadline|date|cut-?off|target)\b)"
    r"[^\W\d_]{3,}", re.I,
)  # fmt: skip
_POSSESSIVE = re.compile(r"['\u2019]s\b")


@functools.cache
def _openers() -> re.Pattern[str]:
    cues = data("cues")
    kinds = "|".join(f"(?P<{kind}>{'|'.join(cues[kind])})" for kind in ("since", "after", "until", "before", "between"))
    return re.compile(rf"(?:^|\W)(?:{kinds})(?:\s+(?:on|in|at|about|around|early|late|the|as\s+early\s+as))*\s*$", re.I)


def opener(text: str, start: int) -> str | None:
    """The kind of word before ``start`` that makes an edge of a time: since, after, until, before or between."""
    m = _openers().search(text, max(0, start - _REACH), start)
    return m.lastgroup if m else None


def mentions(text: str, found: list[Found]) -> list[TimeMention]:
    """The expressions as mentions: "from X to Y" and "between X and Y" made one, the edges of open intervals opened."""
    out: list[TimeMention] = []
    i = 0
    while i < len(found):
        if out and found[i].start < out[-1].end:  # "two days after Friday": Friday is in it
            i += 1
            continue
        if i + 1 < len(found):
            joined = _range(text, found[i], found[i + 1])
            if joined is not None:
                out.append(joined)
                i += 2
                continue
        out.append(_mention(text, found[i]))
        i += 1
    return out


def _range(text: str, a: Found, b: Found) -> TimeMention | None:
    """One interval of two times, where "from", "between" or a joint such as "to" says so; None where it does not."""
    if (
        b.start - a.end > 12
        or a.stamp
        or b.stamp
        or a.meaning.type not in ("DATE", "TIME")
        or b.meaning.type != a.meaning.type
    ):
        return None
    joint = _JOINT.fullmatch(text, a.end, b.start)
    if joint is None:
        return None
    word = (joint[1] or "-").lower()
    opened = opener(text, a.start)
    if word == "and" and opened != "between":
        return None
    if (
        word == "to"
        and opened not in ("since", "between")
        and a.element.spec.names() - {"year"} != b.element.spec.names() - {"year"}
    ):
        return None
    first, last = _with_other_end(a.meaning.first, a.element.spec, b), b.meaning.last
    if first is None or last is None:
        return None
    opening = a.meaning.value if first == a.meaning.first else first
    value = f"{opening}/{b.meaning.value}"
    if first > last and a.element.spec.year is None:
        # "from Monday to Wednesday" said on a Tuesday: the first of the two was looked for on the wrong side
        first = _earlier(first, a.element.spec)
        value = f"{first}/{last}"
    if first > last:
        return None
    if a.meaning.type == "TIME":
        return TimeMention(a.start, b.end, "TIME", value, first, last, "time", "within")
    length = precision(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))
    return TimeMention(a.start, b.end, "DATE", value, first, last, length, "within")


def _with_other_end(first: str | None, spec: Spec, b: Found) -> str | None:
    """The beginning of a range with what only its end says: "from 9 a.m. to 5 p.m. on Friday", "March to May 2023"."""
    last, other = b.meaning.last, b.element.spec
    if last is None:
        return first
    if spec.names() <= {"clock", "part"} and other.names() - {"clock", "part", "offset"} and first is not None:
        first = last[:10] + first[10:]
    if spec.clock is not None and spec.offset is None and other.offset is not None and first is not None:
        return first + last[16:]
    if spec.month is not None and spec.year is None and other.year is not None and first is not None:
        year = other.year - (spec.month > (other.month or 12))
        try:
            return datetime.date.fromisoformat(first[:10]).replace(year=year).isoformat()
        except ValueError:  # 29 February
            return None
    return first


def _earlier(first: str, spec: Spec) -> str:
    """The day one round of its name earlier: a week for weekdays, a year for dates."""
    date = datetime.date.fromisoformat(first[:10])
    if spec.weekday is not None and spec.day is None:
        return move(date, -1, "week").isoformat() + first[10:]
    return move(date, -1, "year").isoformat() + first[10:] if spec.month is not None else first


def _mention(text: str, f: Found) -> TimeMention:
    m = f.meaning
    first, last = m.first, m.last
    named: str | None = None
    function: Function = "none" if first is None and not m.dates_events else "within" if m.within else "at"
    if f.element.spec.day2 is not None or f.element.spec.year2 is not None:
        function = "within"
    if function == "at" and not f.stamp and not _POSSESSIVE.match(text, f.end):
        kind = opener(text, f.start)
        if kind == "until" and _says_which(text, f):
            kind = None
        if kind == "since" or (kind == "after" and m.type == "DATE"):
            function, named = "since", last
            if first is not None:
                published = f.published.isoformat() + ("T23:59" if m.type == "TIME" else "") if f.published else None
                last = published if published and published >= first else None
        elif (kind == "until" and (m.type == "DATE" or _is(text, f.start, "until|till"))) or (
            kind == "before" and m.type == "DATE"
        ):
            function = "until"
            if first is not None and kind == "before":
                opens = datetime.date.fromisoformat(first).toordinal()
                last = datetime.date.fromordinal(opens - 1).isoformat() if opens > 1 else None
            first = None
    return TimeMention(
        f.start, max(f.end, f.reach), m.type, m.value, first, last, m.precision, function, named, m.dates_events
    )


def _says_which(text: str, f: Found) -> bool:
    """ "By the 23 February accord"; not "by the end of May rebels had left"."""
    own = text[f.start : f.end].lower()
    by = _BY.search(text, max(0, f.start - _REACH), f.start)
    the = by is not None and (by[1] is not None or own.startswith("the "))
    dated = f.element.spec.month is not None or f.element.spec.year is not None
    return the and dated and " of " not in own and _THING.match(text, f.end) is not None


def _is(text: str, start: int, words: str) -> bool:
    return re.search(rf"\b(?:{words})\b[\s\w]{{0,12}}$", text[max(0, start - _REACH) : start], re.I) is not None
