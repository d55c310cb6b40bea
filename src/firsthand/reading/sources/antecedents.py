"""Whom a pronoun that speaks may stand for, besides whoever spoke before: words for people in the parse."""

from __future__ import annotations

from firsthand.reading.predicates import is_passive, surface_subject
from firsthand.reading.sources.sayings import Parsed
from firsthand.reading.sources.vocabulary import kinds, words

_BACK = 6  # sentences in which a document was named before "the communique adds"


def subject_before(p: Parsed, head: int) -> int | None:
    """ "The army did not comment at first. It said later": who does what the sentence before says; None where another
    noun stands before the pronoun."""
    a = p.a
    k = a.sent[head] - 1
    if k < 0 or any(a.pos[t] == "NOUN" for t in range(a.sentence(head)[0], head)):
        return None
    first, last = a.sentences[k]
    top = next((t for t in range(first, last) if a.head[t] == t and a.pos[t] in ("VERB", "AUX")), None)
    noun = next((c for c in a.children[top] if a.dep[c] == "nsubj"), None) if top is not None else None
    return noun if noun is not None and a.pos[noun] in ("NOUN", "PROPN") else None


def antecedent(p: Parsed, head: int) -> int:
    """The noun that a relative pronoun stands for: "trouble with Norvania, which condemned": the name right before it,
    where the parser took a word above that."""
    a = p.a
    noun = a.head[a.head[head]]
    before = head - 1 if a.text[head - 1] != "," else head - 2
    if before <= noun or a.pos[before] != "PROPN" or a.pos[noun] == "PROPN":
        return noun
    while a.dep[before] in ("flat", "compound", "appos") and noun < a.head[before] < head:
        before = a.head[before]
    return before if a.pos[before] == "PROPN" and noun <= a.head[before] < head else noun


def issuer_before(p: Parsed, head: int) -> int | None:
    """ "The ministry said in a communique ... The communique adds": who does what is said of the document where it was
    named first; or its own word, where that says whose it is."""
    a = p.a
    first = a.sentences[max(0, a.sent[head] - _BACK)][0]
    for t in range(p.left[head] - 1, first - 1, -1):
        if a.lemma[t] != a.lemma[head] or a.pos[t] != "NOUN":
            continue
        if any(a.lower[c] in ("the", "this", "that") for c in a.children[t]) and len(a.children[t]) == 1:
            continue  # named before itself
        if any(a.dep[c] in ("nmod:poss", "acl") or _by(p, c) for c in a.children[t]):
            return t
        verb = a.head[t]
        within = any(a.dep[c] == "case" and a.lower[c] == "in" for c in a.children[t])
        said = a.dep[t] == "obl" and (within or a.lemma[verb] in words().verbs)
        issued = a.dep[t] == "obj" and (a.lemma[verb] in words().issuing or a.lemma[verb] in kinds().issued)
        if (said or issued) and not is_passive(a, verb):
            subject = surface_subject(a, verb)
            return subject[0] if subject else None
        if a.dep[t] == "nsubj:pass" and a.lemma[verb] in kinds().issued:
            return next((c for c in a.children[verb] if a.dep[c] in ("obl:agent", "obl") and _by(p, c)), None)
        return None
    return None


def _by(p: Parsed, token: int) -> bool:
    return any(p.a.dep[c] == "case" and p.a.lower[c] == "by" for c in p.a.children[token])
