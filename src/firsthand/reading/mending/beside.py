"""Verbs that stand beside a verb and were taken for nouns: "condemns the attack and calls on all sides to stop"."""

from __future__ import annotations

from firsthand.reading.arrays import SUBJECTS, Arrays
from firsthand.reading.predicates import NOUNS, is_passive, vocabulary

_OPENING = frozenset(
    {"det", "amod", "nummod", "nmod:poss", "compound", "case"}
)  # what stands before a noun, not a verb
_TO_WHOM = frozenset({"on", "upon", "for", "to"})
_SAYING = frozenset({"VBZ", "VBP"})
_SHOT = {"shot": "shoot", "cut": "cut", "hurt": "hurt", "hit": "hit"}  # participles that are nouns as well


def mend_beside(a: Arrays) -> None:
    """Mend such verbs, in place.

    >>> # "The Mission condemns the raid and calls on all sides to stop": calls <- condemns
    """
    for t in range(2, a.n - 1):
        if a.dep[t] != "conj" or a.pos[t] not in NOUNS or a.pos[t - 1] not in ("CCONJ", "PUNCT", "ADV"):
            continue
        if any(c < t and a.dep[c] in _OPENING for c in a.children[t]):
            continue
        if a.tag[t] == "NNS" and a.lower[t + 1] in _TO_WHOM and a.lemma[t] in vocabulary().speaking:
            _calls_on(a, t)
        elif a.lower[t] in _SHOT:
            _and_shot(a, t)


def _calls_on(a: Arrays, t: int) -> None:
    """ "Condemns the raid and calls on": the second of two verbs in the present with one subject."""
    verb = a.head[t]
    for _ in range(2):
        if a.pos[verb] == "VERB" or a.dep[verb] not in ("obj", "obl", "nmod", "conj"):
            break
        verb = a.head[verb]
    if a.tag[verb] not in _SAYING or verb > t or not any(a.dep[c] in SUBJECTS for c in a.children[verb]):
        return
    a.pos[t], a.tag[t] = "VERB", "VBZ"
    a.hang(t, verb, "conj")
    for c in a.children[t]:
        if a.dep[c] == "nmod":
            a.dep[c] = "obl"
        elif a.dep[c] == "acl":
            a.dep[c] = "xcomp"


def _and_shot(a: Arrays, t: int) -> None:
    """ "Were tied up and shot"."""
    first = a.head[t]
    if a.pos[first] == "VERB" and a.tag[first] in ("VBN", "VBD") and is_passive(a, first):
        a.pos[t], a.tag[t], a.lemma[t] = "VERB", "VBN", _SHOT[a.lower[t]]
