"""The line of place and date at the head of a report, where the parser has it in the first sentence."""

from __future__ import annotations

import re
from bisect import bisect_left

from firsthand.reading.arrays import Arrays

# "IRBIL, Iraq, March 22, 2018 — ": a town in capitals, two to five parts between commas, a dash between spaces.
_DATED = re.compile(r"\s*[A-Z][A-Z .'’-]{2,40}(?:,[ ][\w. ]{2,30}){2,5}\s*(?:\s--?|–|—)\s+(?=\S)")
_PARAGRAPH = re.compile(r"\n\s*\n(?=[A-Z]{3})")
_REACH = 120  # characters


def mend_datelines(a: Arrays) -> None:
    """Take, in place, such a line out of the tree of the sentence behind it.

    >>> # "IRBIL, Iraq, March 22, 2018 — A task force conducted strikes": the force did, and not the town
    """
    if not a.n:
        return
    for at in (0, *(m.end() for m in _PARAGRAPH.finditer(a.string))):
        found = _DATED.match(a.string[at : at + _REACH])
        if found is not None:
            _apart(a, bisect_left(a.start, at), bisect_left(a.start, at + found.end()))


def _apart(a: Arrays, first: int, body: int) -> None:
    """Hang what stands from ``body`` on together, and what stands before it on its root."""
    if body >= a.n or first >= body or a.sent[first] != a.sent[body]:
        return
    last = a.sentence(body)[1]
    tops = [t for t in range(body, last) if a.head[t] < body or a.head[t] == t]
    verbs = [t for t in tops if a.pos[t] in ("VERB", "AUX")]
    if not tops:
        return
    root = (verbs or tops)[0]
    for t in range(first, body):
        if a.head[t] >= body or a.head[t] == t:
            a.hang(t, root, "dep")
    for t in tops:
        a.hang(t, t if t == root else root, "ROOT" if t == root else a.dep[t])
    a.hang(first, root, "dep")
