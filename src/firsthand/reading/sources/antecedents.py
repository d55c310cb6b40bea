"""Whom a pronoun that speaks may stand for, besides whoever spoke before: words for people in the parse."""

from __future__ import annotations

from firsthand.reading.sources.sayings import Parsed


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
