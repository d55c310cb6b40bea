"""Datelines and publication stamps: dates that say when the report was written, not when anything happened."""

from __future__ import annotations

import functools
import re

from firsthand.reading.monitored import heading
from firsthand.reading.times.vocabulary import data

_REACH = 120  # characters: no dateline is longer
# After the date: an agency in brackets, a dash, or both
_AFTER = re.compile(r"\s{0,3}(?:\([^()\n]{1,80}\)\s{0,3}(?:--?|\u2014|\u2013|_|\[|$|\n)|(?:--|\u2014|\u2013|-\s|_\s))")
_PLACE = re.compile(r"[^\W\d_][\w .,'()/\u2019-]{1,80}[,.]?\s{0,3}\(?$")
_LOWER_WORD = re.compile(r"\b[a-z]{3,}\b")


@functools.cache
def _stamp_words() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s(\[])(?:{'|'.join(data('cues')['stamp'])})(?:\s+on)?\s*[:=]?\s*$", re.I)


def is_stamp(text: str, start: int, end: int) -> bool:
    """Whether the date at ``text[start:end]`` is a dateline's ("SANA, 3 MAY 91 (AGENCY) --"), "Published:" 's or that
    of a broadcast ("Excerpt from report by Radio Dune on 3 May")."""
    line = max(text.rfind("\n", max(0, start - _REACH), start) + 1, 0)
    if line == 0 and start > _REACH:
        return False
    before = text[line:start]
    if len(before) < 40 and _stamp_words().search(before):
        return True
    if line == 0 or not text[:line].strip():
        over = heading(text)
        if over is not None and start < over.end():
            return True
    if not _AFTER.match(text, end, end + _REACH):
        return False
    return not before.strip() or (bool(_PLACE.match(before)) and not _LOWER_WORD.search(before))
