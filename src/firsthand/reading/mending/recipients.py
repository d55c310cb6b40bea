"""Who is given something, where the parser took him for a part of the thing, and numbers behind "between"."""

from __future__ import annotations

from firsthand.reading.arrays import SUBJECTS, Arrays
from firsthand.reading.predicates import vocabulary


def mend_recipients(a: Arrays) -> None:
    """Rehang, in place, such recipients and such numbers.

    >>> # "Libya sent the rebels rifles": rebels <- sent (iobj), not <- rifles
    >>> # "Between 37 and 52 people were killed": people <- killed, of whom there were 37 to 52
    """
    for t in range(1, a.n):
        if a.dep[t] == "compound" and a.tag[t] == "NNS" and a.head[t] == t + 1:
            _given(a, t)
        elif a.lower[t] == "between" and a.dep[t] == "case":
            _between(a, t)


def _given(a: Arrays, t: int) -> None:
    thing, verb = t + 1, a.head[t + 1]
    if (
        a.dep[thing] != "obj"
        or a.lemma[verb] not in vocabulary().giving
        or verb > t
        or a.tag[thing] not in ("NNS", "NN")
    ):
        return
    det = next((c for c in a.children[thing] if c < t and a.dep[c] in ("det", "nmod:poss")), None)
    if det is None or any(a.dep[c] == "iobj" for c in a.children[verb]):
        return
    for c in [c for c in a.children[thing] if c < t]:
        a.hang(c, t, a.dep[c])
    a.hang(t, verb, "iobj")


def _between(a: Arrays, t: int) -> None:
    """ "Between 37 and 52 people": a number, and no place."""
    if t + 4 >= a.n or a.lower[t + 2] != "and" or a.pos[t + 1] != "NUM" or a.pos[t + 3] != "NUM":
        return
    noun = t + 4
    while noun + 1 < a.n and a.pos[noun] in ("ADJ", "NOUN", "PROPN") and a.pos[noun + 1] in ("NOUN", "PROPN"):
        noun += 1
    if a.pos[noun] != "NOUN" or a.dep[noun] not in ("nmod", "obl", "obl:agent"):
        return
    a.hang(t + 1, noun, "nummod")
    a.hang(t, t + 1, "advmod")
    verb = next((v for v in range(noun + 1, a.sentence(t)[1]) if a.pos[v] == "VERB" and a.tag[v] in ("VBD", "VBN")
                 and a.dep[v] not in ("acl", "acl:relcl", "amod")), None)  # fmt: skip
    before = a.head[noun]
    while a.pos[before] != "VERB" and a.head[before] != before:
        before = a.head[before]
    if (
        verb is not None
        and not any(a.dep[c] in (*SUBJECTS, "expl") for c in a.children[verb])
        and (before == verb or before > noun)
    ):
        a.hang(noun, verb, "nsubj:pass" if any(a.dep[c] == "aux:pass" for c in a.children[verb]) else "nsubj")
    elif (
        before < noun
        and a.pos[before] == "VERB"
        and not any(a.dep[c] in ("obj", "aux:pass") for c in a.children[before])
    ):
        a.hang(noun, before, "obj")
