"""Whom a predicate concerns that is none of its fillers: whose the thing is that something was said of ("condemned the
rebels' attack", "rejected the army's plan"), and who says so ("Karsk said that Borun is to blame")."""

from __future__ import annotations

from collections.abc import Callable

from firsthand.reading.arrays import Arrays
from firsthand.reading.predicates import NOUNS, Frame, fillers, is_passive, preposition, surface_subject

_MAX_CLIMB = 5
_THINGS = ("patient", "of", "against", "to", "at", "over")  # the slots whose filler may be somebody's


def owners(a: Arrays, t: int) -> tuple[int, ...]:
    """Whose the thing or deed at ``t`` is: "Borun's", "by the army", "Ruritanian"."""
    found: list[int] = []
    for c in a.children[t]:
        if a.dep[c] == "nmod:poss" or (a.dep[c] in ("nmod", "obl:agent") and preposition(a, c) == "by"):
            found.extend(fillers(a, c))
        elif a.dep[c] == "acl" and a.tag[c] == "VBN":  # "the killings committed by the army"
            found.extend(x for g in a.children[c] if a.dep[g] in ("obl", "obl:agent") and preposition(a, g) == "by"
                         for x in fillers(a, g) if a.pos[x] in NOUNS)  # fmt: skip
    return tuple(found)


def theirs(a: Arrays, frame: Frame, acts: Callable[[int], bool]) -> tuple[int, ...]:
    """Whose the things are that the predicate of ``frame`` is said of, where these do not act themselves (``acts``).

    >>> # "Karsk condemned Borun's invasion": theirs(a, frame_at(a, 1), scene.actor_like) == (2,)
    """
    things = (t for slot in _THINGS for t in frame.get(slot) if a.pos[t] in NOUNS and not acts(t))
    return tuple(x for t in things for x in owners(a, t))


def sayers(a: Arrays, frame: Frame) -> tuple[int, ...]:
    """The subject of the verb of which the clause of ``frame`` is the content.

    >>> # "Karsk said that Borun is to blame": sayers(a, frame_at(a, 6)) == (0,)
    """
    j = frame.head if frame.light is None else frame.light
    for _ in range(_MAX_CLIMB):
        h = a.head[j]
        if h == j:
            return ()
        if a.dep[j] in ("ccomp", "parataxis") and a.pos[h] == "VERB":
            return () if is_passive(a, h) else surface_subject(a, h)
        if a.dep[j] not in ("conj", "xcomp", "obj", "nsubj"):
            return ()
        j = h
    return ()
