"""Words of blame that the parser takes for a deed to come."""

from __future__ import annotations

from firsthand.reading.arrays import Arrays


def mend_blame(a: Arrays) -> None:
    """Read, in place, "is to blame for" as "is responsible for".

    >>> # "The army is to blame for the massacre": the army accuses nobody, and nothing is planned
    """
    for t in range(2, a.n):
        if a.lower[t] != "blame" or a.lower[t - 1] != "to" or a.head[t - 1] != t:
            continue
        down = a.children[t]
        if any(a.lemma[c] == "be" and c < t for c in down) and not any(a.dep[c] == "obj" for c in down):
            a.pos[t], a.tag[t], a.lemma[t] = "ADJ", "JJ", "responsible"
            a.dep[t - 1] = "advmod"
