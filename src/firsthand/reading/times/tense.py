"""Which way a clause looks, from the words near a time: it decides whether "Monday" is past or to come."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from firsthand.reading.times.vocabulary import data

_LEFT, _RIGHT = 140, 90  # characters: about a clause and a half on the left, one on the right
_WORD = re.compile(r"[^\W_]+|[.!?;](?=\s)|\n\s*\n")

_OWNED = re.compile(r"['\u2019]s\s+((?:[^\W\d_]+\s+){0,2}[^\W\d_]+)", re.I)


@functools.cache
def _cues() -> dict[str, frozenset[str]]:
    return {
        kind: frozenset(data("cues")[kind])
        for kind in ("future", "past", "intended", "infinitive", "over", "announced")
    }


def _cue(words: Sequence[str], i: int) -> str | None:
    """What the word at ``i`` says with those before it."""
    cues, word = _cues(), words[i]
    before = words[max(0, i - 3) : i]
    if word in cues["future"]:
        return "future"
    if word in cues["intended"]:
        # "is due to open" looks ahead, "had been due to open" back
        return "past" if cues["over"].intersection(before) else "future"
    if before[-1:] == ["to"] and word in cues["infinitive"]:
        return None if cues["intended"].intersection(before) else "future"
    if word in cues["past"] or (len(word) > 4 and word.endswith("ed")):
        return "past"
    return None


def tense(text: str, start: int, end: int) -> str | None:
    """Past, future or None (nothing said) for the time at ``text[start:end]``: its sentence's nearest cue decides.

    >>> tense("He will speak on Friday.", 17, 23)
    'future'
    """
    owned = _OWNED.match(text, end, end + 60)
    if owned is not None and not _cues()["announced"].intersection(owned[1].lower().split()):
        return "past"  # "Saturday's clash will set the tone"; but "Saturday's vote will"
    near: tuple[int, str] | None = None
    offset = max(0, start - _LEFT)
    found = list(_WORD.finditer(text, offset, start))
    words = [m[0].lower() for m in found]
    for i in range(len(found) - 1, -1, -1):
        if words[i][0] in ".!?;\n":
            # "Sept. 3", "Gen. Diaz": a full stop after a short word with a capital ends no sentence
            if i == 0 or words[i] != "." or not (len(words[i - 1]) <= 4 and found[i - 1][0][0].isupper()):
                break
            continue
        kind = _cue(words, i)
        if kind is not None:
            near = (start - found[i].end(), kind)
            break
    ahead: list[str] = []
    for m in _WORD.finditer(text, end, min(len(text), end + (_RIGHT if near is None else min(_RIGHT, near[0])))):
        if m[0][0] in ".!?;\n":
            break
        ahead.append(m[0].lower())
        kind = _cue(ahead, len(ahead) - 1)
        if kind is not None:
            return kind
    return near[1] if near else None
