"""The walk through a report's expressions, with the anchor that it carries along."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from firsthand.reading.times.anchoring import Anchor
from firsthand.reading.times.clause import aside, clause_tense
from firsthand.reading.times.counting import counted, period_to
from firsthand.reading.times.found import Found
from firsthand.reading.times.granules import Granule, move
from firsthand.reading.times.meaning import Meaning, days
from firsthand.reading.times.relations import Tie, dated_by, ended_by, told_before
from firsthand.reading.times.resolve import resolve
from firsthand.reading.times.spec import Element
from firsthand.reading.times.stamps import is_stamp
from firsthand.reading.times.tense import tense

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BRACKET = re.compile(r"\s*[(\[]\s*|\s*[/,]\s*")
_APPOSED = re.compile(r"\s*(?:,|[(\[])\s*")
_OPENS_RANGE = re.compile(r"\s*(?:-|–|—|to|until|through)\s*")  # "31 October – 6 November": no day of writing
_DELAY = 7  # days from writing to publication: a broadcast monitored, a wire report printed
_AFTER = re.compile(r"\b(?:after|past|since)\s+$", re.I)
_NEAR = 12  # characters
_DATED = frozenset({"day", "month", "year", "weekday", "near", "fixed"})
_PARAGRAPH = re.compile(r"\n")
Placed = tuple[int, int, Element]  # start and end in the text, and what stands there


class Walk:
    """Resolves one expression after the other; what was found so far is in ``found``."""

    def __init__(self, text: str, doc: Doc | None, anchor: Anchor) -> None:
        self._text, self._doc, self._anchor = text, doc, anchor
        self._end = 0
        self.found: list[Found] = []
        self._issued = anchor.published

    def through(self, elements: list[Placed]) -> None:
        """Goes on through the expressions of the next stretch of text."""
        for k, placed in enumerate(elements):
            self._step(placed, elements[k + 1] if k + 1 < len(elements) else None)

    def _step(self, placed: Placed, following: Placed | None) -> None:
        text, anchor = self._text, self._anchor
        start, end, e = placed
        if self._to_the_day(placed):
            return
        if not anchor.history and _PARAGRAPH.search(text, self._end, start):
            anchor.year = None
        self._end = end
        opens = following is not None and _OPENS_RANGE.fullmatch(text, end, following[0]) is not None
        stamp = e.kind == "point" and e.spec.day is not None and not opens and is_stamp(text, start, end)
        if stamp:
            anchor.published = self._issued  # the head of an entry: not that of the entry before
        meaning, reach = self._meaning(placed, following)
        if meaning is None:
            return
        self._beside(placed, meaning)
        self._past_midnight(placed, meaning)
        if stamp:
            meaning.dates_events = False
            if meaning.granule is not None and self._written(start, e, meaning.granule.first):
                anchor.published = meaning.granule.first
                self._issued = self._issued or anchor.published
        closes = anchor.history and e.spec.year is not None and self._closes(start)
        if meaning.granule is not None and not stamp and not closes and not self._aside(placed):
            _go_on(anchor, e, meaning.granule)
            if anchor.day == meaning.granule:
                anchor.morning = _morning(meaning)
        elif stamp and meaning.granule is not None and text.rfind("\n", 0, start) > 0:
            anchor.day = anchor.story = meaning.granule  # the head of an entry: "Mon 13 – Dori: fighting from 05:00"
        self.found.append(Found(start, end, e, meaning, stamp, anchor.published, reach))

    def _closes(self, start: int) -> bool:
        """Whether a date ends a stretch: of "12 November 1994 – 27 January 1995" a history tells from its beginning."""
        before = self.found[-1] if self.found else None
        return before is not None and _OPENS_RANGE.fullmatch(self._text, before.end, start) is not None

    def _written(self, start: int, e: Element, day: datetime.date) -> bool:
        """Whether the report was written on the day of a stamp, and "today" is that day: where nobody says when it was
        published, or the stamp is at its head and some days older."""
        published = self._anchor.published
        if published is None:
            return e.spec.year is not None
        return not self._text[:start].strip().count("\n") and 0 < (published - day).days <= _DELAY

    def _past_midnight(self, placed: Placed, meaning: Meaning) -> None:
        """ "Shortly after midnight on Friday" is when Friday begins; "at midnight on Friday" it ends."""
        start, _, e = placed
        if e.spec.part == "MIDNIGHT" and meaning.first and _AFTER.search(self._text, max(0, start - _NEAR), start):
            try:
                begins = datetime.datetime.fromisoformat(meaning.first) - datetime.timedelta(days=1)
            except OverflowError:
                return
            meaning.first = meaning.last = begins.isoformat(timespec="minutes")

    def _aside(self, placed: Placed) -> bool:
        """Whether the story stays where it is: "the judge, whose body was found days later", "the 2016 accord"."""
        start, end, e = placed
        told = e.kind == "point" and e.spec.weekday is not None
        return self._doc is not None and aside(
            self._doc, start, end, e.kind == "offset", told, self._anchor.history and e.spec.year is not None
        )

    def _to_the_day(self, placed: Placed) -> bool:
        """ "A week ago today" is one day: the expression before, made exact."""
        start, end, e = placed
        before, near, published = self.found[-1] if self.found else None, e.spec.near, self._anchor.published
        if before is None or near is None or near.unit != "day" or near.steps or near.story or published is None:
            return False
        count = before.element.quantity
        if before.element.kind != "offset" or before.element.word != "ago" or count is None or count.amount is None:
            return False
        if self._text[before.end : start].strip():
            return False
        day = Granule.of("day", move(published, -count.amount, before.element.unit))
        before.meaning, before.end = days("DATE", day.value, day.first, day.last, day), end
        _go_on(self._anchor, e, day)
        return True

    def _beside(self, placed: Placed, meaning: Meaning) -> None:
        """ "At 9.15 p.m. (0315 GMT)" is one moment: the hour in brackets may be the next or the last day's."""
        start, _, e = placed
        before = self.found[-1] if self.found else None
        if e.spec.clock is None or before is None or before.element.spec.clock is None or e.spec.names() & _DATED:
            return
        if not _BRACKET.fullmatch(self._text, before.end, start) or not (meaning.first and before.meaning.first):
            return
        told, other = (datetime.datetime.fromisoformat(x[:16]) for x in (before.meaning.first, meaning.first))
        apart = round((told - other) / datetime.timedelta(days=1))
        try:
            moved = (other + datetime.timedelta(days=apart)).isoformat(timespec="minutes")
        except OverflowError:
            return
        meaning.first = meaning.last = moved + meaning.first[16:]
        meaning.value = meaning.value.replace(other.date().isoformat(), moved[:10])

    def _meaning(self, placed: Placed, following: Placed | None) -> tuple[Meaning | None, int]:
        text, anchor = self._text, self._anchor
        start, end, e = placed
        if following is not None and ended_by(text, end, following):
            last = self._alone(following)
            told = period_to(e, last) if last is not None else None
            if told is not None:
                return told, end
        if following is not None and _named_again(text, placed, following):
            day = self._alone(following)
            if day is not None and day.unit == "day":
                return days("DATE", day.value, day.first, day.last, day), end
        if e.kind == "tied":
            tie = self._tie(end, following)
            return (counted(e, tie.base), tie.end) if tie else (resolve(e, anchor), end)
        anchor.tense = self._tense(start, end) if e.kind == "point" and e.spec.year is None else None
        return resolve(e, anchor), end

    def _tie(self, end: int, following: Placed | None) -> Tie | None:
        if following is not None and dated_by(self._text, end, following):
            day = self._alone(following)
            return Tie(day, following[1]) if day is not None and day.unit == "day" else None
        return told_before(self._text, end, self.found)

    def _alone(self, placed: Placed) -> Granule | None:
        """What an expression further on will mean, looked at before its turn."""
        start, end, e = placed
        anchor = replace(self._anchor, tense=self._tense(start, end))
        meaning = resolve(e, anchor)
        return meaning.granule if meaning else None

    def _tense(self, start: int, end: int) -> str | None:
        """By the parse where it says something, else by the words near."""
        if self._text[end : end + 2] in ("'s", "’s") and self._text[end + 2 : end + 3] == " ":
            return "happened"  # "for their part in January's bombing"
        by_parse = clause_tense(self._doc, start, end) if self._doc is not None else None
        return by_parse or tense(self._text, start, end)


def _morning(meaning: Meaning) -> Granule | None:
    """The second day of a night."""
    first, last = (meaning.first or "")[:10], (meaning.last or "")[:10]
    return Granule.of("day", datetime.date.fromisoformat(last)) if meaning.type == "TIME" and first < last else None


def _named_again(text: str, placed: Placed, following: Placed) -> bool:
    """Whether the next expression says the date of this one: "yesterday (5 October)", "Wednesday [4 October]"."""
    (_, end, e), (start, _, other) = placed, following
    if e.kind != "point" or other.kind != "point" or not (other.spec.day and other.spec.month):
        return False
    names = e.spec.names()
    name = e.spec.near is not None and e.spec.near.unit == "day" and names == {"near"}
    return (name or {"weekday"} <= names <= {"weekday", "rel"}) and _APPOSED.fullmatch(text, end, start) is not None


def _go_on(anchor: Anchor, e: Element, granule: Granule) -> None:
    """Makes what was just told the story's time; a comparison ("a year earlier", "last year") moves no story."""
    if (e.kind == "offset" and e.unit == "year") or (
        e.spec.near is not None and e.spec.near.unit in ("year", "decade", "century")
    ):
        return
    if "period" in e.flags:
        return
    anchor.story = granule
    if granule.unit == "day":
        anchor.day = granule
    if granule.unit == "quarter":
        anchor.period = granule
    if e.spec.year is not None:
        history = anchor.published is None or e.spec.year <= anchor.published.year - 2
        units = ("day", "month", "quarter", "season", "half", "year") if anchor.history else ("day", "month")
        anchor.year = e.spec.year if history and granule.unit in units else None
