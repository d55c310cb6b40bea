"""Subjects that the parser gave to the second verb of a list: they stand before the first, and are of all."""

from __future__ import annotations

from firsthand.reading.arrays import SUBJECTS, Arrays

_PAST = frozenset({"VBD", "VBN"})
_CLAUSES = frozenset({"ROOT", "ccomp", "conj", "advcl", "parataxis"})


def mend_firsts(a: Arrays) -> None:
    """Rehang such subjects, in place, with what opens their clause.

    >>> # "The attackers fired at passers-by, torched two trucks": attackers <- fired, torched beside fired
    """
    for t in range(a.n):
        if a.dep[t] == "nsubj" and a.head[t] > t + 1:
            _first(a, t)
        elif a.dep[t] == "acl" and a.tag[t] == "VBD" and a.head[t] > t:
            _before_object(a, t)


def _first(a: Arrays, t: int) -> None:
    second = a.head[t]
    if a.tag[second] not in _PAST or a.pos[second] != "VERB" or a.text[second - 1] not in (",", "and"):
        return
    first = next(
        (v for v in range(t + 1, second) if a.tag[v] == "VBD" and a.pos[v] == "VERB" and _beside(a, v, second)), None
    )
    if first is None or any(a.dep[c] in (*SUBJECTS, "expl", "aux:pass", "mark") for c in a.children[first]):
        return
    if any(a.dep[c] in ("aux", "aux:pass") for c in a.children[second]):
        return
    top, dep = (first, "ROOT") if a.head[second] == second else (a.head[second], a.dep[second])
    for c in [c for c in a.children[second] if c < first and c != first]:
        a.hang(c, first, a.dep[c])
    if dep != "conj" or top != first:
        a.hang(first, top, dep)
    a.hang(second, first, "conj")


def _before_object(a: Arrays, verb: int) -> None:
    """ "Gunmen using pistols shot dead a cleric, and ten bodies were found": no clause on a noun stands before it."""
    noun = a.head[verb]
    subject = next((c for c in a.children[verb] if a.dep[c] == "nsubj" and c < verb), None)
    if subject is None or any(a.dep[c] in ("obj", "aux:pass") for c in a.children[verb]) or a.head[noun] <= noun:
        return
    if a.dep[noun] not in SUBJECTS or a.pos[noun] not in ("NOUN", "PROPN"):
        return
    a.hang(verb, a.head[noun], "parataxis")
    a.hang(noun, verb, "obj")


def _beside(a: Arrays, first: int, second: int) -> bool:
    """Whether two verbs stand side by side, whichever the parser has above the other."""
    if a.head[second] == first:
        return a.dep[second] == "conj"
    same = a.head[first] == a.head[second] != first and a.dep[first] == a.dep[second]
    below = a.head[first] == second and a.dep[first] in ("conj", "ccomp", "parataxis", "advcl")
    return (same or below) and a.dep[first] in _CLAUSES and not any(a.dep[c] == "mark" for c in a.children[first])
