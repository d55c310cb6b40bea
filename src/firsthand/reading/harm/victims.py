"""Who came to the harm that a verb says: the frame's slot, or where the parse leaves that empty, the phrase beside it.

Headlines and short clauses are where parsers fail most ("two dead and three others injured"), and there the order of
the words says it: a counted phrase right before a participle came to the harm, one right after an active verb too.
"""

from __future__ import annotations

from collections.abc import Callable

from firsthand.reading.arrays import Arrays
from firsthand.reading.predicates import Frame, fillers, is_passive, surface_subject

Person = Callable[[int], bool]
_HAVE = frozenset({"have", "has", "had", "having", "'ve", "’ve"})
_JOINS = frozenset({"and", ",", "or", "but", ";"})
_OPENS = frozenset({"DET", "NUM", "ADJ", "NOUN", "PROPN"})
_WIDTH = 8  # tokens of a noun phrase


def victims(a: Arrays, frame: Frame, slot: str, intransitive: bool, person: Person) -> tuple[int, ...]:
    """The heads of those who came to the harm; ``person`` says whether a token is a person, ``intransitive`` that the
    subject came to it where nothing else did.

    >>> # "The blast left the driver dead and three others injured": victims of "injured" is ("others",)
    """
    i = frame.head
    patients = frame.get("patient")
    if slot == "agent":
        if frame.passive:
            return ()
        agents = frame.get("agent")  # but "was hit by a bullet and succumbed"
        its = any(a.dep[c] in ("nsubj", "nsubj:pass") for c in a.children[i]) or any(person(t) for t in agents)
        return agents if its else _subject_of_passive(a, i) or agents
    beside = _phrase_before(a, i, person) if a.tag[i] == "VBN" and a.dep[i] in ("xcomp", "conj", "advcl") else None
    if beside is not None and beside not in patients and _joined(a, beside):
        return (beside,)  # "left the driver dead and three others injured"
    if patients:
        return (*patients, *_along_with(a, i, patients)) if frame.passive else patients
    if intransitive and not frame.passive:
        return frame.get("agent")
    if a.dep[i] == "conj" and a.tag[i] in ("VBN", "VBD") and _bare(a, i) and is_passive(a, a.head[i]):
        return surface_subject(a, a.head[i])  # "were dragged from their beds and shot dead"
    if frame.passive:
        number = _number_before(a, i)
        return (number,) if number is not None else ()
    participle = a.tag[i] == "VBN" and not any(a.lower[c] in _HAVE for c in a.children[i])
    if participle:
        own = next((fillers(a, c) for c in a.children[i] if a.dep[c] in ("nsubj", "nsubj:pass")), ())
        if own or (before := _phrase_before(a, i, person)) is None:
            return own or _phrase_after(a, i, person)
        return (before,)
    behind = (c for c in a.children[i] if c > i and a.dep[c] == "obl")
    bare = next((c for c in behind if person(c) or a.pos[c] == "NUM"), None)
    if bare is not None and not any(a.dep[g] == "case" for g in a.children[bare]):
        return fillers(a, bare)  # "shot dead a teacher", the object taken for an adverbial
    return _phrase_after(a, i, person)


def _bare(a: Arrays, i: int) -> bool:
    """Whether a verb has neither a subject nor an object, nor a helper of its own."""
    return not any(a.dep[c] in ("nsubj", "nsubj:pass", "obj", "aux", "aux:pass") for c in a.children[i])


def _along_with(a: Arrays, i: int, patients: tuple[int, ...]) -> tuple[int, ...]:
    """ "Was killed together with three of his guards": who else came to it."""
    for c in (*a.children[i], *(c for t in patients for c in a.children[t])):
        if (c > i or a.head[c] != i) and a.dep[c] in ("obl", "obl:agent", "advmod", "nmod"):
            cases = [g for g in a.children[c] if a.lower[g] == "with"]
            if cases and any(
                a.lower[t] in ("along", "together", "alongside") for t in (cases[0] - 1, cases[0] - 2) if t >= 0
            ):
                return fillers(a, c)
    return ()


def _subject_of_passive(a: Arrays, i: int) -> tuple[int, ...]:
    """ "A guard was stabbed and died": the subject of the passive before it."""
    h = a.head[i]
    if a.dep[i] == "conj" and a.pos[h] == "VERB" and is_passive(a, h):
        return surface_subject(a, h)
    return ()


def _joined(a: Arrays, t: int) -> bool:
    """Whether "and" stands right before the phrase that ends at ``t``."""
    first = min((c for c in a.children[t] if c < t and a.dep[c] in ("nummod", "det", "amod")), default=t)
    return first > 0 and a.lower[first - 1] == "and"


def _number_before(a: Arrays, i: int) -> int | None:
    """ "Of the 60 people on the bus 12 were killed": the bare number before the verb and its auxiliaries."""
    t = i - 1
    while t > 0 and a.pos[t] in ("AUX", "ADV") and a.sent[t] == a.sent[i]:
        t -= 1
    if t < 0 or a.pos[t] != "NUM" or a.sent[t] != a.sent[i]:
        return None
    # "heavy losses: 22 killed, 14 wounded"
    opens = t == i - 1 and t > 0 and a.lower[t - 1] in (":", ";", ",", "(", "-", "–", "and")
    return t if t != i - 1 or opens else None


def _phrase_before(a: Arrays, i: int, person: Person) -> int | None:
    """ "... and three others injured": the counted persons right before a participle."""
    t = i - 1
    while t > 0 and a.pos[t] == "ADV":
        t -= 1
    if t < 1 or a.sent[t] != a.sent[i] or not person(t) or a.pos[t] not in ("NOUN", "PROPN", "ADJ", "PRON"):
        return None
    return t if any(a.dep[c] in ("nummod", "det") and c < t for c in a.children[t]) else None


def _phrase_after(a: Arrays, i: int, person: Person) -> tuple[int, ...]:
    """ "Attacked the port and wounded 4 sailors": the phrase right after the verb that hangs on a word before it."""
    t = i + 1
    if t >= a.n or a.pos[t] not in _OPENS or a.sent[t] != a.sent[i]:
        return ()
    for _ in range(_WIDTH):
        if a.head[t] < i or a.head[t] == t:
            break
        if a.head[t] == i:
            return ()
        t = a.head[t]
    if t <= i or t - i > _WIDTH or a.head[t] >= i or not person(t):
        return ()
    if a.dep[t] in ("nsubj", "nsubj:pass", "parataxis") or any(a.dep[c] == "case" for c in a.children[t]):
        return ()
    return fillers(a, t)
