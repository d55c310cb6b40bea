"""Lists whose items share what the line above says: "Over the past day the Grey Hand has: - shelled X - abducted Y".

An item that opens with a verb has its subject there, and where it says no time or place of its own it has those, too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from firsthand.reading.arrays import SUBJECTS, Arrays
from firsthand.reading.predicates import fillers

_ITEM = re.compile(r"[ \t]*(?:[•*▪·◦‣]|[–—-]{1,2}|\(?(?:[a-z]|\d{1,2})[.)])[ \t]+(?=\S)")
_BULLET = re.compile(r"[ \t]*[•*▪·◦‣–—-]")
_HEADING = 6  # tokens of a line between a list and what leads to it: "Syria", "In Iraq:"
_OPENS = frozenset({"NUM", "DET", "NOUN", "PROPN", "ADJ", "PRON"})
_PAST = frozenset({"VBD", "VBN"})


class Lists:
    """The lists of one report, with a line above them that ends in a colon.

    >>> # "The army has:\\n- shelled Gao\\n- taken Kidal": Lists(a).above(token of "taken") -> (0, 3)
    """

    def __init__(self, a: Arrays) -> None:
        self._a = a
        self._items: list[tuple[int, int, tuple[int, int]]] = []  # first token, one past the last, the line above
        self._below: list[tuple[int, int, tuple[int, int]]] = []  # the same of the sentence that leads to a list
        above: tuple[int, int] | None = None
        before: tuple[int, int] | None = None
        at = 0
        for line in a.string.splitlines(keepends=True):
            start, end = at, at + len(line)
            at = end
            if not line.strip():
                continue
            item = _ITEM.match(line)
            if item is None:
                first, last = bisect_left(a.start, start), bisect_left(a.start, end)
                above = (first, last) if line.rstrip().endswith(":") and first < last else None
                told = line.rstrip().endswith((".", "!", "?"))  # a heading with the day of the report leads to nothing
                if told:
                    before = (first, last)
                elif above is None and last - first > _HEADING:
                    before = None
            elif above is not None:
                first = bisect_left(a.start, start + item.end())
                if first < a.n:
                    self._items.append((first, max(first + 1, bisect_left(a.start, end)), above))
            if item is not None and before is not None and _BULLET.match(line):
                self._below.append((bisect_left(a.start, start), bisect_left(a.start, end), before))
            if above is None and ";" in line:
                self._inline(bisect_left(a.start, start), bisect_left(a.start, end))

    def _inline(self, first: int, last: int) -> None:
        """ "The army conducted operations: killed 12 men; captured three", "had: a) retaken Kidal; b) killed 15"."""
        a = self._a
        colon = next((t for t in range(first + 1, last) if a.text[t] == ":"), None)
        if colon is None or not any(a.text[t] == ";" for t in range(colon, last)):
            return
        stops = [colon, *(t for t in range(colon, last) if a.text[t] == ";"), last]
        for at, end in pairwise(stops):
            t = at + 1
            if t + 1 < end and (a.text[t + 1] == ")" or a.text[t] == "("):
                t = next((x + 1 for x in range(t, min(end, t + 3)) if a.text[x] == ")"), t)
            if t < end and a.tag[t] in _PAST and a.pos[t] in ("VERB", "AUX"):
                self._items.append((t, end, (first, colon)))

    def above(self, t: int) -> tuple[int, int] | None:
        """The tokens ``[first, last)`` of the line above the item that ``t`` stands in, or None."""
        k = bisect_left(self._items, (t + 1,)) - 1
        return self._items[k][2] if k >= 0 and t < self._items[k][1] else None

    def leading(self, t: int) -> tuple[int, int] | None:
        """The tokens of the paragraph before the list that the item of ``t`` is in, past headings ("In Syria:")."""
        k = bisect_left(self._below, (t + 1,)) - 1
        return self._below[k][2] if k >= 0 and t < self._below[k][1] else None

    def mend(self) -> None:
        """Gives items that open with a verb the subject of the line above, in place."""
        a = self._a
        for first, last, above in self._items:
            verb = next((t for t in range(first, last) if a.text[t].strip()), first)
            if a.tag[verb] not in _PAST or verb + 1 >= last or a.pos[verb + 1] not in _OPENS:
                continue
            if any(a.dep[c] in ("aux", "aux:pass", *SUBJECTS) and c > above[1] for c in a.children[verb]):
                continue
            subject = self._subject(*above)
            if not subject:
                continue
            a.hang(verb, verb, "ROOT")
            a.pos[verb], a.tag[verb] = "VERB", "VBD"
            a.understood[verb] = subject
            self._gather(verb, last)

    def _gather(self, verb: int, last: int) -> None:
        """Hangs on the item's verb what the parser hung on another item's: "captured three; seized 14 rifles"."""
        a = self._a
        for t in range(verb + 1, last):
            if verb <= a.head[t] < last or a.pos[t] in ("PUNCT", "SPACE", "CCONJ"):
                continue
            a.hang(t, verb, a.dep[t])
            bare = a.pos[t] in ("NOUN", "NUM", "PROPN") and not any(a.dep[c] == "case" for c in a.children[t])
            if bare and not any(a.dep[c] == "obj" and verb < c < last for c in a.children[verb]):
                a.dep[t] = "obj"
            elif a.dep[t] in ("nmod", "obj", "ROOT"):
                a.dep[t] = "obl" if a.pos[t] in ("NOUN", "PROPN") else "parataxis"

    def _subject(self, first: int, last: int) -> tuple[int, ...]:
        """The subject of the last verb of a line, or the noun that it begins with."""
        a = self._a
        subjects = [t for t in range(first, last) if a.dep[t] in SUBJECTS]
        if subjects:
            return tuple(t for t in fillers(a, subjects[-1]) if t < last)
        nouns = (t for t in range(first, last) if a.pos[t] in ("NOUN", "PROPN"))
        head = next((t for t in nouns if not first <= a.head[t] < last or a.head[t] == t), None)
        return (head,) if head is not None and not any(a.dep[c] == "case" for c in a.children[head]) else ()
