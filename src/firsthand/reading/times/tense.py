"""Which way a clause looks, from the words near a time: it decides whether "Monday" is past or to come."""

from __future__ import annotations

import functools
import re

from firsthand.reading.times.vocabulary import data

_LEFT, _RIGHT = 140, 90  # characters: about a clause and a half on the left, one on the right


@functools.cache
def _cues() -> re.Pattern[str]:
    cues = data("cues")
    return re.compile(
        rf"(?P<future>\b(?:{'|'.join(cues['future'])})\b)|(?P<past>\b(?:{'|'.join(cues['past'])})\b)|(?P<stop>[.!?;]\s|\n\s*\n)", re.I
    )


def tense(text: str, start: int, end: int) -> str | None:
    """"past", "future" or None (nothing said) for the time at ``text[start:end]``: the nearest cue of its sentence decides."""
    best: tuple[int, str] | None = None
    left = text[max(0, start - _LEFT) : start]
    for m in _cues().finditer(left):
        kind = m.lastgroup or ""
        if kind == "stop":
            # "Sept. 3", "Gen. Diaz": a full stop after a short word with a capital ends no sentence
            before = left[: m.start()].rsplit(None, 1)[-1:]
            if not (before and len(before[0]) <= 4 and before[0][:1].isupper()):
                best = None
        else:
            best = (len(left) - m.end(), kind)
    for m in _cues().finditer(text[end : end + _RIGHT]):
        if m.lastgroup == "stop":
            break
        if best is None or m.start() < best[0]:
            best = (m.start(), m.lastgroup or "")
        break
    return best[1] if best else None
