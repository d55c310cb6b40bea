"""Answers to a charge that need no "deny": "had nothing to do with it", "played no part", "owned up", "is a lie"."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.reading.predicates import surface_subject
from firsthand.reading.sources.learned import source_span
from firsthand.reading.sources.sayings import Parsed, Saying, Tokens
from firsthand.reading.sources.vocabulary import Words, words

_FIRST = frozenset({"i", "we"})
_CLIMB = 3  # verbs between the answer and "said"
_REFLEXIVE = frozenset({"itself", "himself", "herself", "themselves", "ourselves", "myself"})


def answer_sayings(p: Parsed) -> Iterator[Saying]:
    """Every such answer, with what is answered for as content.

    >>> # "The Guard said it had no part in the ambush": the Guard denies "the ambush"
    """
    vocabulary = words()
    a = p.a
    for i in range(a.n):
        if a.pos[i] not in ("VERB", "AUX", "NOUN", "ADJ", "PRON"):
            continue
        what, group = _disowned(p, vocabulary, i), "deny"
        if what is None:
            what, group = _owned(p, vocabulary, i), "admit"
        if what is not None:
            subject = surface_subject(a, i)
            content = p.without(p.subtree(what), [])
            span = source_span(p, subject[0], (i, i + 1), content) if subject else None
            if group == "deny" and _said(p, vocabulary, i):
                yield Saying(i, (i, i + 1), None, None, content, group, "own")  # whoever says so denies it
            elif subject and span and content:
                yield Saying(i, (i, i + 1), span, subject[0], content, group, "answer")
        told = _untrue(p, vocabulary, i)
        if told:
            yield Saying(i, (i, i + 1), None, None, told, "deny", "own")


def _disowned(p: Parsed, vocabulary: Words, i: int) -> int | None:
    """The deed that somebody says he had no part in; only where he says so, for else the publisher does."""
    a = p.a
    for c in a.children[i]:
        if a.dep[c] not in ("obj", "nsubj") or c < i:
            continue
        if a.lemma[i] in vocabulary.distancing and a.lower[c] in _REFLEXIVE:
            return _under(p, (i, c), "from")
        if not _said(p, vocabulary, i):
            continue
        if a.lower[c] == "nothing":
            done = next((g for h in (c, i) for g in a.children[h] if a.lower[g] == "do" and g > c), None)
            return _under(p, (done,), "with") if done is not None else None
        no = any(a.lower[g] in ("no", "any") for g in a.children[c])
        if a.lemma[c] in vocabulary.shares and no and (a.lower[c - 1] == "no" or _negated(p, i)):
            return _under(p, (c, i), "in")
    return None


def _negated(p: Parsed, i: int) -> bool:
    return any(p.a.lower[c] in ("not", "n't", "never") for c in p.a.children[i])


def _owned(p: Parsed, vocabulary: Words, i: int) -> int | None:
    """ "Owned up to the murder", "confessed to the killing"."""
    a = p.a
    up = any(a.lower[c] == "up" and c == i + 1 for c in range(i + 1, min(i + 2, a.n)))
    if a.pos[i] != "VERB" or _negated(p, i):
        return None
    if (a.lemma[i] in vocabulary.owning and up) or a.lemma[i] in vocabulary.confessing:
        return _under(p, (i,), "to")
    return None


def _under(p: Parsed, heads: tuple[int, ...], case: str) -> int | None:
    """What a preposition puts under one of the words."""
    a = p.a
    for h in heads:
        for c in a.children[h]:
            marks = [a.lower[g] for g in a.children[c] if a.dep[g] in ("case", "mark")]
            noun = a.pos[c] in ("NOUN", "PROPN", "PRON") or a.tag[c] == "VBG"
            if c > h and noun and marks and marks[0] == case and a.dep[c] in ("obl", "nmod", "advcl", "acl"):
                return c
    return None


def _said(p: Parsed, vocabulary: Words, i: int) -> bool:
    """Whether the verb stands in what somebody says, or has the publisher itself as its subject."""
    a = p.a
    if any(a.dep[c] == "nsubj" and a.lower[c] in _FIRST for c in a.children[i]):
        return True
    j = i
    for _ in range(_CLIMB):
        if a.dep[j] == "ccomp" or any(
            a.dep[c] == "parataxis" and a.lemma[c] in vocabulary.verbs for c in a.children[j]
        ):
            h = a.head[j] if a.dep[j] == "ccomp" else j
            return h == j or a.lemma[h] in vocabulary.verbs
        if a.dep[j] != "conj" or a.head[j] == j:
            return False
        j = a.head[j]
    return False


def _untrue(p: Parsed, vocabulary: Words, i: int) -> list[Tokens]:
    """ "The claims of the rebels about the raid are a lie", "do not correspond to reality"."""
    a = p.a
    subject = next((c for c in a.children[i] if a.dep[c] in ("nsubj", "nsubj:pass") and c < i), None)
    if subject is None or a.lemma[subject] not in vocabulary.nouns:
        return []
    negated = _negated(p, i)
    flat = a.lemma[i] in vocabulary.untrue or a.lower[i] in vocabulary.untrue
    groundless = any(a.lower[g] in ("no", "without") for g in a.children[i])
    fits = (flat and not negated) or (negated and a.lemma[i] in vocabulary.corresponding)
    if not fits and not (groundless and a.lemma[i] in vocabulary.grounds):
        return []
    return p.without(p.subtree(subject), [])
