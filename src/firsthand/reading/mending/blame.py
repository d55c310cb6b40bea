"""Words of blame and responsibility that the parser takes for a deed to come, or hangs apart from what they are for."""

from __future__ import annotations

from firsthand.reading.arrays import Arrays
from firsthand.reading.predicates import vocabulary


def mend_blame(a: Arrays) -> None:
    """Read, in place, "is to blame for" as "is responsible for", and "responsibility, ..., for" as one phrase; hang
    what somebody is accused of on the verb.

    >>> # "The army is to blame for the massacre": the army accuses nobody, and nothing is planned
    >>> # "claimed responsibility, on behalf of the Front, for the murder": responsibility for the murder
    >>> # "accused the Front of the attack": accused of it, and no Front is called so
    """
    for t in range(2, a.n):
        if a.lower[t] == "blame" and a.lower[t - 1] == "to" and a.head[t - 1] == t:
            down = a.children[t]
            if any(a.lemma[c] == "be" and c < t for c in down) and not any(a.dep[c] == "obj" for c in down):
                a.pos[t], a.tag[t], a.lemma[t] = "ADJ", "JJ", "responsible"
                a.dep[t - 1] = "advmod"
        elif a.dep[t] == "obl" and a.pos[a.head[t]] == "VERB" and a.head[t] < t:
            _responsibility(a, t)
        elif a.dep[t] == "nmod" and a.head[t] < t:
            _accused_of(a, t)


def _accused_of(a: Arrays, t: int) -> None:
    words, whom = vocabulary(), a.head[t]
    if a.lemma[t] not in words.deeds and a.lemma[t] not in words.charges:
        return
    while a.dep[whom] == "nmod" and a.head[whom] < whom:  # "members of the Front"
        whom = a.head[whom]
    verb = a.head[whom]
    accused = a.dep[whom] in ("obj", "nsubj:pass") and a.lemma[verb] in words.charging
    if accused and verb < t and any(a.dep[c] == "case" and a.lower[c] == "of" for c in a.children[t]):
        a.hang(t, verb, "obl")


def _responsibility(a: Arrays, t: int) -> None:
    verb = a.head[t]
    thing = next((c for c in a.children[verb] if a.dep[c] in ("obj", "nsubj:pass") and c < t), None)
    if thing is None or a.pos[thing] != "NOUN" or a.lemma[thing] not in vocabulary().answerable:
        return
    if any(a.dep[c] == "case" and a.lower[c] == "for" for c in a.children[t]):
        a.hang(t, thing, "nmod")
