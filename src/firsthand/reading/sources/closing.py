"""Who said it, at the end of a sentence: ", Interior Minister Orlin Dask has reported"."""

from __future__ import annotations

from firsthand.reading.sources.sayings import Parsed, Tokens
from firsthand.reading.sources.vocabulary import kind_of

_LONG = 14  # words of a source between the comma and its verb
_LATE = 5  # words of a day or a place behind the verb: "said here on Monday"
_LEAST = 4  # words of what was said
_INSIDE = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "ADP", "PRON", "PART"})
_RELATIVES = frozenset({"who", "which", "that", "whom", "whose", "where", "when"})


def closing(p: Parsed, i: int) -> list[Tokens] | None:
    """What stands before the comma, where the verb at ``i`` was read as part of a clause about its own source; else
    None.

    >>> # "Rebels stormed a town and withdrew when troops came, Minister Orlin Dask has reported": up to "came"
    """
    a = p.a
    if a.dep[i] not in ("acl:relcl", "acl") or a.tag[i] not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    if kind_of(a.text[a.head[i]]) in (None, "document"):
        return None  # "an allegation the army denied"
    first, last = a.sentence(i)
    while last > i and a.pos[last - 1] in ("PUNCT", "SPACE"):
        last -= 1
    if last - i > _LATE or any(a.pos[t] == "VERB" or a.text[t] == "," for t in range(i + 1, last)):
        return None
    start = i - 1
    while start > first and a.pos[start] in ("AUX", "ADV"):
        start -= 1
    if a.tag[i] == "VBN" and start == i - 1:
        return None  # "the soldiers, a patrol reported missing"
    end = start
    while start > first and i - start < _LONG and a.pos[start] in _INSIDE and a.lower[start] not in _RELATIVES:
        start -= 1
    if a.text[start] != "," or start == end or start - first < _LEAST:
        return None
    return p.without((first, start), []) if any(a.pos[t] == "VERB" for t in range(first, start)) else None


def impersonal(p: Parsed, i: int) -> list[Tokens] | None:
    """ "Rebels burned a bus, it was reported in Gao": what stands before the comma; else None."""
    a = p.a
    it = next((c for c in a.children[i] if a.dep[c] in ("nsubj:pass", "nsubj", "expl") and a.lower[c] == "it"), None)
    first = a.sentence(i)[0]
    if it is None or it > i or it - first < _LEAST or a.text[it - 1] != ",":
        return None
    if any(a.dep[c] in ("ccomp", "csubj", "xcomp") and c > i for c in a.children[i]):
        return None
    start = next((t + 1 for t in range(it - 2, first, -1) if a.text[t] == ";"), first)
    return p.without((start, it - 1), []) if any(a.pos[t] == "VERB" for t in range(start, it)) else None
