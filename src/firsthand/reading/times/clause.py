"""Which way the verb that a time depends on looks, by the parse (``tense`` guesses it from words)."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from firsthand.reading.times.vocabulary import data

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MAX_CLIMB = 12
_FAR = 10  # tokens
_NOUNS = frozenset({"NOUN", "PROPN"})
_MODIFIES = frozenset({"compound", "nummod", "amod"})
_AUXILIARY = frozenset({"aux", "aux:pass", "auxpass", "cop"})


@functools.cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(data("cues")[kind])


def clause_tense(doc: Doc, start: int, end: int) -> str | None:
    """Past, future or None (the parse does not say) for the time at characters ``start`` to ``end``; ``happened`` where
    it says when that was what a verb in the past tells, or what took part in it; ``coming`` where it stands right under
    a verb with "will".

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
    if token.dep_ == "compound" and token.head.i > token.i and _before_event(token):
        return "past"  # "will publish its findings on the September 17 airstrike"
    for _ in range(_MAX_CLIMB):
        if token.head.i == token.i:
            return None
        token = token.head
        if token.pos_ in ("VERB", "AUX") or any(c.dep_ == "cop" for c in token.children):
            if _called(span.root, token):
                return "future"
            if token.tag_ == "VBN" and token.dep_ == "acl" and _done(token):
                return "happened" if span.root.head.i == token.i else "past"  # "soldiers captured in May"
            found = _looks(token)
            if found == "past" and _dates(span.root, token):
                return "happened"
            if found == "future" and token.i == span.root.head.i and _will(token):
                return "coming"
            if found is not None:
                return found
    return None


def aside(doc: Doc, start: int, end: int, counted: bool, weekday: bool, year: bool = False) -> bool:
    """Whether the time at characters ``start`` to ``end`` stands beside the story: in "the 2016 accord", "since the
    truce of 27 November"; ``counted`` from the story itself, in a relative clause ("whose body was found days later");
    a ``weekday`` on which somebody only said something; a ``year`` of what had been before ("the rebels, who had
    come in 1991").
    """
    if not doc.has_annotation("DEP"):
        return False
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return False
    token = span.root
    if token.dep_ in _MODIFIES and token.head.pos_ in _NOUNS and token.head.i > token.i and token.is_digit:
        return True
    for _ in range(_MAX_CLIMB):
        if token.dep_ == "acl:relcl" and (counted or (year and any(c.lower_ == "had" for c in token.children))):
            return True
        if token.i != span.root.i and any(c.dep_ == "case" and c.lower_ == "since" for c in token.children):
            return True
        if weekday and token.pos_ == "VERB" and token.lemma_ in _words("saying"):
            return True
        if token.head.i == token.i or (token.pos_ == "VERB" and token.dep_ != "conj"):
            return False
        token = token.head
    return False


def _done(participle: Token) -> bool:
    """Whether what a participle tells of a noun is over: "captured", not "scheduled"."""
    planned = _words("planned") | _words("intended") | _words("moved")
    return not {participle.lower_, participle.lemma_} & planned


def _will(verb: Token) -> bool:
    return any(c.dep_ in _AUXILIARY and c.lower_ in _words("sure") for c in verb.children)


def _before_event(token: Token) -> bool:
    """Whether a date stands before a noun that is none of those that are announced."""
    for _ in range(_MAX_CLIMB):
        if {token.head.lemma_.lower(), token.head.lower_} & _words("announced"):
            return False
        if token.dep_ != "compound":
            return True
        token = token.head
    return True


def _called(time: Token, verb: Token) -> bool:
    """Whether a time is that of what a verb calls for: "called for protests on Friday", "announced a truce for Friday",
    "talks slated for Friday"."""
    ahead = any(c.lower_ == "for" for c in time.children if c.dep_ == "case") and not any(
        c.lower_ in ("'s", "\u2019s") for c in time.children
    )
    if verb.tag_ == "VBN" and verb.dep_ == "acl" and time.head.i == verb.i and ahead:
        return verb.lower_ in _words("planned")
    if verb.lemma_ not in _words("calling"):
        return False
    called = [c for c in verb.children if verb.i < c.i < time.i and _words("announced") & {c.lemma_.lower(), c.lower_}]
    if ahead:
        return bool(called)
    return any(c.dep_ == "obl" and any(x.lower_ == "for" for x in c.children if x.dep_ == "case") for c in called)


def _dates(time: Token, verb: Token) -> bool:
    """Does a time date what a verb in the past tells: "left on 3 May", "the attack on 3 May killed"; and not what was
    then to come, "set for 3 May", "announced elections on 3 May", "the fair opens, he said, on 3 May"?
    """
    if any(c.lower_ in _words("ahead_of") for c in time.children if c.dep_ == "case") or verb.dep_ == "parataxis":
        return False
    if time.i - verb.i > _FAR and not any(c.dep_ == "case" for c in time.children):
        return False  # a bare date so far behind is often another word's
    if verb.tag_ == "VB" and any(c.lower_ == "to" for c in verb.children):
        return False  # "talks that were to resume on 3 May"
    planned = _words("planned") | _words("intended") | _words("moved")
    if verb.lemma_.lower() in planned or verb.lower_ in planned:
        return False
    between = []
    at = time.head
    while at.i != verb.i:
        between.append(at)
        at = at.head
    if between:  # "told them of a cut in September": what is told of may be to come, what did or brought it may not
        top = between[-1]
        case = {c.lower_ for c in top.children if c.dep_ == "case"}
        if not (top.dep_ in ("nsubj", "nsubj:pass") or case & _words("amid") or time.i < time.head.i):
            return False
    between += [c for c in verb.children if c.dep_ in ("obj", "nsubj:pass")]
    return not any(
        c.pos_ in ("VERB", "AUX", "ADJ") or {c.lemma_.lower(), c.lower_} & _words("announced") for c in between
    )


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
