"""What a participle takes from the clause around it, given back: nouns before it, verbs behind it."""

from __future__ import annotations

from firsthand.reading.arrays import SUBJECTS, Arrays
from firsthand.reading.predicates import vocabulary

_MAX_CLIMB = 8
_DONE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_STOPS = frozenset({",", ";", ":"})
_HELPERS = frozenset({"aux", "aux:pass", "cop"})


def mend_participles(a: Arrays) -> None:
    """Rehang, in place, both sides of a participle without a helper of its own.

    >>> # "were abducted by men believed to be rebels": the men are of "abducted", not the subject of "believed"
    >>> # "seized rifles, meant to be sold in X, and arrested two": "arrested" stands beside "seized"
    """
    for t in range(a.n):
        if a.dep[t] == "nsubj":
            _before(a, t)
            _among(a, t)
        elif a.dep[t] == "conj" and a.tag[t] in ("VBD", "VBN"):
            _behind(a, t)
            _in_clause(a, t)
        elif a.dep[t] == "ccomp" and (a.tag[t] == "VBN" or a.lemma[t] in vocabulary().harming):
            _which(a, t)


def _before(a: Arrays, noun: int) -> None:
    """A noun under a preposition is no subject: it is of the verb above, and the participle tells more of it."""
    participle = a.head[noun]
    above = a.head[participle]
    if participle < noun or a.tag[participle] not in ("VBN", "VBG", "VBD") or a.dep[participle] not in ("advcl", "acl"):
        return
    case = next((c for c in a.children[noun] if a.dep[c] == "case" and c < noun), None)
    if case is None or above > case or a.pos[above] != "VERB":
        return
    if any(a.dep[c] in _HELPERS or a.dep[c] == "mark" for c in a.children[participle]):
        return
    a.hang(noun, above, "obl:agent" if a.lower[case] == "by" else "obl")
    a.hang(participle, noun, "acl")
    a.tag[participle] = "VBG" if a.tag[participle] == "VBG" else "VBN"


def _among(a: Arrays, t: int) -> None:
    """ "Arresting two others, one of them a woman": what is behind the object tells of it."""
    verb = a.head[t]
    if t < verb or a.pos[t] not in ("NUM", "DET") or a.text[t - 1] != "," or a.lower[t + 1 : t + 2] != ["of"]:
        return
    things = [c for c in a.children[verb] if a.dep[c] == "obj" and verb < c < t]
    if things:
        for c in [c for c in a.children[verb] if c > t and a.dep[c] == "obj"]:
            a.hang(c, t, "appos")
        a.hang(t, things[-1], "appos")


def _in_clause(a: Arrays, verb: int) -> None:
    """ "Police are pursuing bandits who raided a market and drove away cattle": a past tense stands beside the past
    tense of the clause before it, not beside what goes on now."""
    above = a.head[verb]
    if a.tag[verb] == "VBD" and a.tag[above] == "VBG" and a.tag[a.head[above]] == "VBD" and a.head[above] < above:
        marked = any(a.dep[c] == "mark" and a.lower[c] in ("of", "for", "from") for c in a.children[above])
        if marked and not any(a.dep[c] in SUBJECTS for c in a.children[verb]):
            a.hang(verb, a.head[above], "conj")  # "accused the ministry of breaking it and withdrew his men"
        return
    going_on = a.tag[above] == "VBG" and any(a.tag[c] in ("VBP", "VBZ") for c in a.children[above])
    if a.tag[verb] != "VBD" or not going_on or any(a.dep[c] in SUBJECTS for c in a.children[verb]):
        return
    clauses = [t for t in range(above + 1, verb) if a.dep[t] == "acl:relcl" and a.tag[t] == "VBD"]
    if clauses:
        a.hang(verb, clauses[-1], "conj")


def _which(a: Arrays, participle: int) -> None:
    """ "Four nurses abducted in May were found, police said": the participle right behind a noun that is the subject of
    another verb says which."""
    noun = participle - 1
    while noun > 0 and a.dep[noun] == "conj" and a.head[noun] < noun:
        noun = a.head[noun]
    if noun < 0 or a.dep[noun] not in SUBJECTS or a.pos[noun] not in ("NOUN", "PROPN") or a.head[noun] <= participle:
        return
    if not any(a.dep[c] in (*_HELPERS, *SUBJECTS, "mark", "obj") for c in a.children[participle]):
        a.hang(participle, noun, "acl")
        a.tag[participle] = "VBN"


def mend_believed(a: Arrays) -> None:
    """ "Men believed to belong to the gang shot nine people": they shot; that they belong to it is believed.

    Parsers take "believed" for the verb of the sentence and hang the shooting below it.
    """
    for t in range(1, a.n - 1):
        if a.tag[t] not in ("VBD", "VBN") or a.lemma[t] not in vocabulary().believed or a.lower[t + 1] != "to":
            continue
        noun = next((c for c in a.children[t] if c < t and a.dep[c] in SUBJECTS), None)
        inner = next((c for c in a.children[t] if c > t and a.dep[c] in ("xcomp", "ccomp")), None)
        verb = _main_verb(a, t, inner) if inner is not None and a.pos[t - 1] in ("NOUN", "PROPN") else None
        if noun is None or inner is None or verb is None or any(a.dep[c] in _HELPERS for c in a.children[t]):
            continue
        above, dep = (verb, "ROOT") if a.head[t] == t else (a.head[t], a.dep[t])
        a.hang(verb, above, dep)
        for c in list(a.children[t]):
            if c > verb or c < noun:
                a.hang(c, verb, a.dep[c])
        a.hang(noun, verb, "nsubj")
        a.hang(t, noun, "acl")
        a.tag[t] = "VBN"
        if a.tag[verb] == "VBN":
            a.tag[verb] = "VBD"


def _main_verb(a: Arrays, t: int, inner: int) -> int | None:
    """The verb behind "believed to be X", in the same clause, that has no subject of its own."""
    for v in range(inner + 1, a.sentence(t)[1]):
        if a.text[v] in _STOPS or a.tag[v] in ("WDT", "WP", "VBG", "TO") or a.lower[v] == "that":
            return None
        own = {a.dep[c] for c in a.children[v]}
        if a.pos[v] == "VERB" and a.tag[v] in _DONE and not own & {*SUBJECTS, "mark", "aux:pass"}:
            return v
    return None


def _behind(a: Arrays, verb: int) -> None:
    """A past tense with an object of its own does not stand beside an infinitive or a participle without a helper."""
    head = a.head[verb]
    if not any(a.dep[c] == "obj" and c > verb for c in a.children[verb]) or any(
        a.dep[c] in _HELPERS for c in a.children[verb]
    ):
        return
    if a.tag[verb] == "VBN" and not any(a.dep[c] == "aux:pass" for c in a.children[head]):
        return  # beside a passive, what has an object is a past tense, whatever its tag
    j = head
    for _ in range(_MAX_CLIMB):
        bare = a.tag[j] in ("VB", "VBN") and a.dep[j] in ("xcomp", "acl", "advcl") and a.pos[j] == "VERB"
        if not bare or (j == head and any(a.lemma[c] == "have" for c in a.children[j])):
            break
        j = a.head[j]
        while a.pos[j] not in ("VERB", "AUX") and a.head[j] != j and j > 0:
            j = a.head[j]
    if j != head and a.pos[j] == "VERB" and a.tag[j] == "VBD" and j < head:
        a.hang(verb, j, "conj")
        a.tag[verb] = "VBD"
