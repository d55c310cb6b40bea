"""What stands behind a preposition, where the parser took the preposition for a part of the verb or its place for a
part of the subject."""

from __future__ import annotations

from firsthand.reading.arrays import SUBJECTS, Arrays
from firsthand.reading.predicates import vocabulary

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_WHERE = frozenset({"in", "at", "near", "outside", "around"})
_NAMING = frozenset({"PROPN", "ADJ", "DET", "NOUN", "PUNCT", "PART"})
_PEOPLE = frozenset({"NNS", "NN", "NNPS"})
_OPENING = frozenset({"PUNCT", "CCONJ", "SCONJ", "SPACE"})


def mend_prepositions(a: Arrays) -> None:
    """Rehang, in place, prepositions and what belongs to them.

    >>> # "called on the authorities to act": "on" is of the authorities, no particle of "called"
    >>> # "in Port Oma demonstrators burned a bus": the demonstrators burned it, in Port Oma
    """
    for t in range(a.n):
        if a.dep[t] == "case" and a.head[t] > t + 2:
            _nearer(a, t)
        if a.dep[t] == "compound:prt" and a.tag[t] == "IN":
            _particle(a, t)
        elif a.tag[t] == "POS" and a.dep[t] == "case" and a.dep[a.head[t]] in ("compound", "nmod", "amod"):
            a.dep[a.head[t]] = "nmod:poss"  # "Green Path's expulsion"
        elif a.dep[t] in ("obl", "nmod", "nsubj", "nsubj:pass") and a.tag[t] in _PEOPLE:
            _place(a, t)


def _nearer(a: Arrays, t: int) -> None:
    """ "Supply them with weapons in violation of the truce": of two prepositions before a noun the first is that of
    the noun between them."""
    noun = a.head[t]
    second = next((c for c in a.children[noun] if t < c < noun and a.dep[c] == "case" and c > t + 1), None)
    if second is None:
        return
    between = [m for m in range(t + 1, second) if a.pos[m] in ("NOUN", "PROPN") and a.head[m] == a.head[noun]]
    if len(between) == 1 and not any(a.dep[c] == "case" for c in a.children[between[0]]):
        a.hang(t, between[0], "case")
        a.dep[between[0]] = "obl"


def _particle(a: Arrays, t: int) -> None:
    """A preposition right before a phrase that has none is that phrase's."""
    for c in a.children[a.head[t]]:
        if c > t and a.dep[c] == "obl" and _first(a, c) == t + 1 and a.lower[t + 1] != "to":
            if not any(a.dep[g] == "case" for g in a.children[c]):
                a.hang(t, c, "case")
            return


def _place(a: Arrays, t: int) -> None:
    """ "In Port Oma demonstrators burned a bus", "in the town of Oma gunmen shot two": a clause has a subject, and
    what follows the name of a place before a verb is it."""
    verb = t + 1
    while verb < a.n and a.pos[verb] in ("AUX", "ADV") and a.sent[verb] == a.sent[t]:
        verb += 1  # "in Port Oma rebels also burned a bus"
    if verb >= a.n or a.sent[verb] != a.sent[t] or a.pos[verb] != "VERB" or a.entity[t] == "LOC":
        return
    if not any(a.tag[c] in _FINITE for c in (verb, *a.children[verb])) or a.tag[verb] == "VBG":
        return
    top = a.head[t]
    led = top != verb and any(a.dep[c] == "case" for c in a.children[top])  # "in the city of X": no subject
    if any(a.dep[c] in SUBJECTS and c != t and not (led and c == top) for c in a.children[verb]):
        return
    case = next((c for x in (t, *a.children[t]) if x <= t for c in a.children[x] if a.dep[c] == "case" and c < t), None)
    within = a.dep[t] == "nmod" and a.head[top] == verb and (a.dep[top] == "obl" or led) and top < t
    if within and led:
        a.dep[top] = "obl"
    if case is not None:
        place, last = _name(a, case, t, within)
        opens = case == a.sentence(t)[0] or a.pos[case - 1] in _OPENING
        if place is None or not (
            (within and a.lower[case] == "of") or (top == verb and a.lower[case] in _WHERE and opens)
        ):
            return
        for x in [c for c in a.children[t] if c <= last and c != place]:
            a.hang(x, place, a.dep[x])
        a.hang(place, top if within else verb, "nmod" if within else "obl")
    elif not within:
        return
    a.hang(t, verb, "nsubj:pass" if any(a.dep[c] == "aux:pass" for c in a.children[verb]) else "nsubj")


def _name(a: Arrays, case: int, t: int, within: bool) -> tuple[int | None, int]:
    """Head and last token of the name of a place between a preposition and a noun."""
    between = range(case + 1, t)
    if any(a.pos[x] not in _NAMING for x in between):
        return None, t
    name = [x for x in between if a.entity[x] == "LOC"]
    if not name and within and len(between) == 1 and a.lemma[a.head[t]] in vocabulary().settlements:
        name = [x for x in between if a.pos[x] == "PROPN"]  # "the village of Kasari"
    return next((x for x in name if a.head[x] not in name), None), name[-1] if name else t


def _first(a: Arrays, t: int) -> int:
    """The first token of a phrase."""
    left = [c for c in a.children[t] if c < t]
    return _first(a, left[0]) if left else t
