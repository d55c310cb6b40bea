"""What the head of an entry says of all that the entry tells: "Mon 13 – North Wollo: militia and soldiers fought".

Situation reports and timelines put day and place before a colon or a dash, once for every sentence of the line. The
first line of a report is none: its dateline says where and when it was written.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TypeVar

from firsthand.reading.mentions import FINENESS, PlaceMention, TimeMention
from firsthand.reading.scene import Scene

_HEAD = re.compile(r"^[\s•*\-–—·▪►]*[^\n]{2,70}?(?::|\s[–—-])\s")  # the first part before a colon or a dash
_SECOND = re.compile(r"[^\n:–—]{2,50}:\s")  # "Mon 13 – North Wollo: ..."
_ITEM = re.compile(
    r"^\s*(?:\(?\d{1,2}[.)]|[•*▪►–-])\s+[^\n.]{5,90}?\.\s"
)  # "1. April 3, 2017, near Mosul, Iraq. During ..."
_WORDS = 4  # of a head that are neither its day nor its place; with more it is a sentence
_WORDS_ITEM = 7  # the same of an item without a verb: "near Raqqah, Syria, via social media report"
_M = TypeVar("_M", TimeMention, PlaceMention)


class Headings:
    """The days and places of the heads of a report's lines.

    >>> # Headings(scene).place(token) -> the place before the colon of the token's line
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._times = sorted(scene.times, key=lambda t: t.start)
        self._places = sorted(scene.places, key=lambda p: p.start)
        text = scene.a.string
        self._lines: list[tuple[int, int]] = []  # characters: where a line's head ends, where the line ends
        self._heads: list[tuple[TimeMention | None, PlaceMention | None]] = []
        start = text.find("\n")
        while start >= 0:
            end = text.find("\n", start + 1)
            end = len(text) if end < 0 else end
            self._line(start + 1, end)
            start = text.find("\n", start + 1)

    def _line(self, start: int, end: int) -> None:
        line = self._scene.a.string[start:end]
        item = _ITEM.match(line)
        found = item or _HEAD.match(line)
        if found is None:
            return
        if item is not None and self._has_verb(start, start + item.end()):
            return
        close = start + found.end()
        second = _SECOND.match(self._scene.a.string[close:end])
        if second is not None:
            close += second.end()
        times = [t for t in _between(self._times, start, close) if t.first is not None]
        places = _between(self._places, start, close)
        spans = [(t.start, t.end) for t in times] + [(p.start, p.end) for p in places]
        told = sum(len(self._scene.a.string[first:last].split()) for first, last in spans)
        if not times and not places:
            return
        dated = times and not re.search(r"\w", self._scene.a.string[start : times[0].start])
        bare = item or (dated and not self._has_verb(start, close))  # "19 July, Mali, between Gao and the river: ..."
        if len(re.findall(r"\w+", self._scene.a.string[start:close])) - told > (_WORDS_ITEM if bare else _WORDS):
            return
        self._lines.append((close, end))
        self._heads.append((times[0] if len(times) == 1 else None, _finest(places)))

    def _has_verb(self, start: int, end: int) -> bool:
        a = self._scene.a
        return any(a.pos[t] in ("VERB", "AUX") for t in range(bisect_left(a.start, start), bisect_left(a.start, end)))

    def _of(self, token: int) -> tuple[TimeMention | None, PlaceMention | None]:
        at = self._scene.a.start[token]
        k = bisect_right(self._lines, at, key=lambda line: line[0]) - 1
        return self._heads[k] if k >= 0 and at < self._lines[k][1] else (None, None)

    def time(self, token: int) -> TimeMention | None:
        """The day in the head of the token's line, if there is just one."""
        return self._of(token)[0]

    def place(self, token: int) -> PlaceMention | None:
        """The last place in the head of the token's line."""
        return self._of(token)[1]


def _finest(places: list[PlaceMention]) -> PlaceMention | None:
    """The last of the finest: "Mosul" of "near Mosul, Iraq"."""
    return min(reversed(places), key=lambda p: FINENESS[p.precision or "near"], default=None)


def _between(mentions: list[_M], start: int, end: int) -> list[_M]:
    """The mentions that lie in the characters ``[start, end)``, of a list in the order of the text."""
    first = bisect_left(mentions, start, key=lambda m: m.start)
    last = bisect_left(mentions, end, key=lambda m: m.start)
    return [m for m in mentions[first:last] if m.end <= end]
