"""Verbs in the past that the parser coordinates with a verb that is not: they go on with the last that is.

- "police are pursuing bandits who raided a market and *drove* away the cattle": the bandits did;
- "the Union condemns the attack in which rebels overran the town, *looted* a store": the rebels did;
- "in May he accused the army of breaking the truce and *withdrew* his men": he did.
"""

from __future__ import annotations

from firsthand.reading.arrays import Arrays

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
_NOT_PAST = frozenset({"VBZ", "VBP", "VBG"})
_UNITS = frozenset({"day", "night", "week", "month", "year", "time"})
_MAX_CLIMB = 6


def mend_conjuncts(a: Arrays) -> None:
    """Rehang such verbs, in place."""
    for t in range(a.n):
        if a.dep[t] == "parataxis" and a.tag[t] == "VBD":
            _one_of_three(a, t)
        if a.tag[t] == "VBG" and a.dep[t] == "advcl" and a.head[t] < t:
            _time_before(a, t)
        if a.lower[t] == "running" and a.dep[t] == "acl" and a.lemma[a.head[t]] in _UNITS:
            for c in [c for c in a.children[t] if c > t and a.dep[c] in ("obl", "obl:unmarked", "obl:tmod")]:
                a.hang(c, a.head[a.head[t]], a.dep[c])  # "for the third day running on Sunday around Dori"
        if a.dep[t] != "conj" or a.tag[t] != "VBD" or a.pos[t] != "VERB" or _own(a, t):
            continue
        above = a.head[t]
        if a.pos[above] != "VERB" or a.tag[above] not in _NOT_PAST or _past(a, above) or above > t:
            continue
        between = (u for u in range(t - 1, above, -1) if _past(a, u) and not _under(a, u, t))
        verb = next((u for u in between if _under(a, u, above)), None)
        verb = verb if verb is not None else _above(a, above)
        if verb is not None:
            a.hang(t, verb, "conj")


def _one_of_three(a: Arrays, t: int) -> None:
    """ "Burst in, forced the guards to lie down and shot them": the second of three verbs with one subject."""
    above = a.head[t]
    if above < t and a.tag[above] == "VBD" and a.text[t - 1] == "," and not _own(a, t):
        a.hang(t, above, "conj")


def _time_before(a: Arrays, t: int) -> None:
    """ "Burned homes overnight Friday, leaving 13 dead": what stands before the comma is of the verb above."""
    for c in list(a.children[t]):
        if c < t and a.dep[c] in ("obl", "obl:unmarked", "obl:tmod", "advmod") and "," in a.text[c:t] and a.head[t] < c:
            a.hang(c, a.head[t], a.dep[c])


def _own(a: Arrays, t: int) -> bool:
    """Whether a verb has a subject or an auxiliary of its own."""
    return any(a.dep[c] in _SUBJECTS or a.dep[c] in ("aux", "aux:pass") for c in a.children[t])


def _past(a: Arrays, u: int) -> bool:
    """A verb in the simple past, active or passive."""
    if a.pos[u] != "VERB":
        return False
    return a.tag[u] == "VBD" or any(a.dep[c] in ("aux", "aux:pass") and a.tag[c] == "VBD" for c in a.children[u])


def _under(a: Arrays, u: int, above: int) -> bool:
    for _ in range(_MAX_CLIMB):
        if a.head[u] == above:
            return True
        if a.head[u] == u:
            return False
        u = a.head[u]
    return False


def _above(a: Arrays, t: int) -> int | None:
    """The verb in the past that a gerund depends on: "accused the army of breaking the truce"."""
    if a.tag[t] != "VBG" or a.dep[t] not in ("advcl", "acl", "xcomp"):
        return None
    verb = a.head[t] if a.pos[a.head[t]] == "VERB" else a.head[a.head[t]]
    return verb if _past(a, verb) else None
