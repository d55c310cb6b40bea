"""From the last word of a phrase to the phrase: how far it goes to the left."""

from __future__ import annotations

from benchmarks.muc4.labels import words
from benchmarks.muc4.material import Material

_BEFORE = frozenset(
    {
        "compound",
        "amod",
        "flat",
        "flat:name",
        "nmod",
        "nmod:poss",
        "nmod:desc",
        "det",
        "nummod",
        "advmod",
        "goeswith",
        "appos",
    }
)
_JOINED = frozenset({"flat", "flat:name", "compound", "goeswith", "appos", "nmod:desc"})
_NOUNS = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_LONGEST = 12  # words; a longer phrase is a mistake of the parse


def phrase(m: Material, end: int, whole: bool) -> tuple[int, int]:
    """First and last token of the phrase that ends with token ``end``.

    ``whole``: with what it depends on by *of* ("mayor of the town" for "town"), else the shortest noun phrase or name.
    """
    a = m.a
    first = _base(m, end)
    if whole:
        for _ in range(3):
            top = _governor(m, first, end)
            if top is None or end - top > _LONGEST:
                break
            first = min(first, _base(m, top))
    while first < end and (a.pos[first] in ("DET", "PUNCT", "SPACE", "CCONJ", "ADP") or a.text[first] == '"'):
        first += 1
    return first, end


def _base(m: Material, end: int) -> int:
    a = m.a
    first = end
    label = m.entity[end]
    if label:
        while first > 0 and m.entity[first - 1] == label and end - first < _LONGEST:
            first -= 1
    for _ in range(4):
        before = first
        for t in range(first, end + 1):
            for c in a.children[t]:
                if c < first and a.dep[c] in _BEFORE and end - c <= _LONGEST and a.sent[c] == a.sent[end]:
                    first = c
            h = a.head[t]
            if h < first and a.dep[t] in _JOINED and a.pos[h] in _NOUNS and end - h <= 6 and not _gap(m, h, first):
                first = h
        if first == before:
            break
    return first


def _gap(m: Material, left: int, right: int) -> bool:
    """Whether a comma, bracket or preposition stands between two tokens."""
    return any(m.a.pos[t] in ("PUNCT", "ADP", "VERB", "AUX", "CCONJ") for t in range(left + 1, right))


def _governor(m: Material, first: int, end: int) -> int | None:
    """The noun before a phrase that it depends on with a preposition."""
    a = m.a
    for t in range(first, end + 1):
        h = a.head[t]
        if h < first and a.dep[t] in ("nmod", "nmod:poss", "obl") and a.pos[h] in _NOUNS:
            case = next((a.lower[c] for c in a.children[t] if a.dep[c] == "case"), "")
            if case in ("of", "for") and a.lower[h] not in words()["relational"]:
                return h
    return None
