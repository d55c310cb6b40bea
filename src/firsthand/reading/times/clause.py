"""Which way the verb that a time depends on looks, by the parse (``tense`` guesses it from words)."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from firsthand.reading.times.vocabulary import data

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MAX_CLIMB = 12
_AUXILIARY = frozenset({"aux", "aux:pass", "auxpass", "cop"})


@functools.cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(data("cues")[kind])


def clause_tense(doc: Doc, start: int, end: int) -> str | None:
    """Past, future or None (the parse does not say) for the time at characters ``start`` to ``end``.

    Needs tags and a parse; without them the answer is None.
    """
    if not (doc.has_annotation("TAG") and doc.has_annotation("DEP")):
        return None
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    token = span.root
    if token.dep_ == "nmod:poss" and not {token.head.lemma_.lower(), token.head.lower_} & _words("announced"):
        return "past"  # "Saturday's clash will set the tone"; but "Saturday's vote will"
    for _ in range(_MAX_CLIMB):
        if token.head.i == token.i:
            return None
        token = token.head
        if token.pos_ in ("VERB", "AUX") or any(c.dep_ == "cop" for c in token.children):
            found = _looks(token)
            if found is not None:
                return found
    return None


def _looks(verb: Token) -> str | None:
    """What one verb says; None for a bare infinitive, participle or gerund, whose governor decides."""
    helpers = [c for c in verb.children if c.dep_ in _AUXILIARY]
    words = {c.lower_ for c in helpers}
    if words & _words("modal"):
        return "future"
    past = any(c.tag_ == "VBD" for c in helpers) or verb.tag_ == "VBD"
    if verb.lower_ in _words("intended") and helpers:
        return None if past else "future"
    if past or words & {"has", "have", "'ve", "having"}:
        return "past"
    infinitive = any(c.lower_ == "to" and c.dep_ in ("mark", "aux") for c in verb.children)
    if infinitive and verb.tag_ in ("VB", "VBN"):
        # "plans to open", "a plan to open"; but "made it hard to meet", "began to fall"
        governor = verb.head
        return "future" if {governor.lemma_, governor.lower_} & _words("planned") else None
    if verb.tag_ in ("VBZ", "VBP") and verb.lemma_ in _words("scheduled"):
        return "future"
    return None
