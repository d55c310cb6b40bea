"""What stands behind a preposition, where the parser took the preposition for a part of the verb or its place for a
part of the subject."""

from __future__ import annotations

from firsthand.reading.arrays import SUBJECTS, Arrays

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_OPENING = frozenset({"PUNCT", "CCONJ", "SCONJ", "SPACE"})


def mend_prepositions(a: Arrays) -> None:
    """Rehang, in place, prepositions and what belongs to them.

    >>> # "called on the authorities to act": "on" is of the authorities, no particle of "called"
    >>> # "in Port Oma demonstrators burned a bus": the demonstrators burned it, in Port Oma
    """
    for t in range(a.n):
        if a.dep[t] == "compound:prt" and a.tag[t] == "IN":
            _particle(a, t)
        elif a.tag[t] == "POS" and a.dep[t] == "case" and a.dep[a.head[t]] in ("compound", "nmod", "amod"):
            a.dep[a.head[t]] = "nmod:poss"  # "Green Path's expulsion"
        elif a.dep[t] in ("obl", "nmod") and a.tag[t] in ("NNS", "NN"):
            _place(a, t)


def _particle(a: Arrays, t: int) -> None:
    """A preposition right before a phrase that has none is that phrase's."""
    for c in a.children[a.head[t]]:
        if c > t and a.dep[c] == "obl" and _first(a, c) == t + 1 and a.lower[t + 1] != "to":
            if not any(a.dep[g] == "case" for g in a.children[c]):
                a.hang(t, c, "case")
            return


def _place(a: Arrays, t: int) -> None:
    """ "In Port Oma demonstrators burned a bus": a clause has a subject, and a name no plural behind it."""
    verb, name = a.head[t], t - 1
    if verb != t + 1 or a.tag[verb] not in _FINITE or any(a.dep[c] in SUBJECTS for c in a.children[verb]):
        return
    if name < 1 or a.pos[name] != "PROPN" or a.head[name] != t or a.dep[name] != "compound":
        return
    case = next((c for c in a.children[t] if a.dep[c] == "case"), None)
    if case is None or a.lower[case] != "in" or any(a.dep[c] in ("det", "amod", "nummod") for c in a.children[t]):
        return
    if case != a.sentence(t)[0] and a.pos[case - 1] not in _OPENING:
        return
    if any(a.pos[x] != "PROPN" for x in range(case + 1, t)):
        return
    for x in [c for c in a.children[t] if c < name]:
        a.hang(x, name, a.dep[x])
    a.hang(name, verb, "obl")
    a.dep[t] = "nsubj"


def _first(a: Arrays, t: int) -> int:
    """The first token of a phrase."""
    left = [c for c in a.children[t] if c < t]
    return _first(a, left[0]) if left else t
