"""What stands before the comma and was hung on who says so behind it: "died in an ambush in the town of Gao, it was
reported": they died in Gao, and it was reported anywhere."""

from __future__ import annotations

from firsthand.reading.arrays import SUBJECTS, Arrays

_BREAKS = frozenset({",", ";", ":", "--", "—", "–"})
_OBLIQUE = frozenset({"obl", "obl:unmarked", "obl:tmod", "advmod", "advcl"})


def mend_tails(a: Arrays) -> None:
    """Rehang such phrases, in place, on the last verb before them.

    >>> # "in an ambush set by rebels in Gao, it was reported": "in Gao" is of "set"
    """
    for t in range(a.n):
        if a.dep[t] != "parataxis" or a.head[t] >= t:
            continue
        subject = next((c for c in a.children[t] if a.dep[c] in SUBJECTS and c < t), None)
        if subject is None:
            continue
        first = min([subject, *(c for c in a.children[subject])])
        if first == 0 or a.text[first - 1] != ",":
            continue
        for c in [c for c in a.children[t] if c < first - 1 and a.dep[c] in _OBLIQUE]:
            start = min([c, *a.children[c]])
            if {a.text[start - 1], a.text[start]} & _BREAKS or a.tag[start] in ("WRB", "WDT", "WP"):
                continue  # "; in the worst attack, nine died": it opens a clause of its own
            verb = next((v for v in range(c - 1, a.head[t] - 1, -1) if a.pos[v] == "VERB"), None)
            if verb is not None and a.head[verb] != c:
                a.hang(c, verb, a.dep[c])
