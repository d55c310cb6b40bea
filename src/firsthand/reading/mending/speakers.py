"""A speaker's second saying, where the parser hung it on what was said first.

"Denied that soldiers had burned houses and accused the rebels": it is the speaker who accuses, not the soldiers. Run
before anybody asks who says what.
"""

from __future__ import annotations

from firsthand.reading.arrays import Arrays
from firsthand.reading.predicates import vocabulary

_MAX_CLIMB = 6
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
_DOWN = frozenset({"ccomp", "xcomp", "acl", "acl:relcl", "obj", "obl", "nmod", "advcl", "conj"})


def mend_speakers(a: Arrays) -> None:
    """Rehang, in place, verbs of speaking that have no subject of their own on the verb whose subject speaks.

    >>> # "denied that soldiers burned houses and accused rebels": accused is beside denied, not beside burned
    """
    for t in range(a.n):
        if a.dep[t] != "conj" or a.tag[t] not in _FINITE or a.lemma[t] not in vocabulary().speaking:
            continue
        if any(a.dep[c] in (*_SUBJECTS, "aux", "aux:pass", "mark") for c in a.children[t]):
            continue
        speaker = _speaker(a, t)
        if speaker is not None:
            a.hang(t, speaker, "conj")


def _speaker(a: Arrays, t: int) -> int | None:
    """The verb of speaking, in the tense of ``t``, below which the verb that ``t`` hangs on stands."""
    j = a.head[t]
    if a.lemma[j] in vocabulary().speaking or (
        _tense(a, j) == _tense(a, t) and a.lemma[t] not in vocabulary().charging
    ):
        return None
    for _ in range(_MAX_CLIMB):
        h, dep = a.head[j], a.dep[j]
        if h == j or dep not in _DOWN or h > t:
            return None
        if a.lemma[h] in vocabulary().speaking and a.pos[h] == "VERB" and _tense(a, h) == _tense(a, t):
            return h if any(a.dep[c] in _SUBJECTS or a.dep[h] == "conj" for c in a.children[h]) else None
        j = h
    return None


def _tense(a: Arrays, t: int) -> str:
    """The tag that says a verb's tense: of "have reported" that of "have"."""
    have = (a.tag[c] for c in a.children[t] if a.dep[c] == "aux" and a.lemma[c] == "have" and a.tag[c] != "VBD")
    return next(have, a.tag[t])
