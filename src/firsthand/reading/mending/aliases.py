"""Other names of a person: what follows them in a list stands beside the person, not beside the other name."""

from __future__ import annotations

from firsthand.reading.arrays import Arrays
from firsthand.reading.predicates import NOUNS, vocabulary

_NAMING = frozenset({"NOUN", "PROPN", "ADJ"})
_OPENING = frozenset({"DET", "PROPN", "NOUN", "ADJ"})
_LISTED = frozenset({"conj", "appos"})
_CLOSING = frozenset({",", ")", ";", ".", "]"})
_WIDTH = 6  # words of another name at the most


def mend_aliases(a: Arrays) -> None:
    """Hang, in place, the other name on the name, and on the name what the parser hung on the other one.

    >>> # "killed Pol Rask, alias the Fox, his brother, and two others": Rask <- brother, others, not Fox
    """
    for t in range(2, a.n - 1):
        if a.lower[t] not in vocabulary().aliases:
            continue
        name = _name_before(a, t)
        end = next((e for e in range(t + 1, min(t + 2 + _WIDTH, a.sentence(t)[1])) if _over(a, e)), None)
        if name is None or end is None or end == t + 1:
            continue
        inside = range(t, end)
        if a.head[name] in inside:
            continue
        other = next((x for x in range(t + 1, end) if a.pos[x] in _NAMING and a.head[x] not in range(x + 1, end)), None)
        if other is None:
            continue
        _rename(a, t, other, name, end)


def _over(a: Arrays, e: int) -> bool:
    return a.text[e] in _CLOSING or a.pos[e] not in _OPENING


def _name_before(a: Arrays, t: int) -> int | None:
    """The head of the name right before ``t``, also across a comma or a bracket."""
    before = t - 1 if a.pos[t - 1] != "PUNCT" else t - 2
    if before < 0 or a.pos[before] != "PROPN":
        return None
    while a.dep[before] in ("flat", "compound") and a.head[before] != before:
        before = a.head[before]
    return before if a.pos[before] in NOUNS and before < t else None


def _rename(a: Arrays, alias: int, other: int, name: int, end: int) -> None:
    inside = range(alias, end)
    behind = [c for x in inside for c in a.children[x] if c >= end and a.dep[c] in _LISTED]
    a.hang(other, name, "appos")
    for x in inside:
        if x != other and a.head[x] not in inside:
            a.hang(x, other, "compound" if x == alias else "flat")
    if a.head[alias] != other:
        a.hang(alias, other, "compound")
    a.pos[alias], a.tag[alias] = "PROPN", "NNP"
    listed = any(a.dep[c] == "conj" for c in behind)
    for c in behind:
        a.hang(c, name, "conj" if listed else "appos")
