"""Numbers that somebody gives without a clause: "put the toll at five", "spoke of 44 dead", "counted 27 graves"."""

from __future__ import annotations

from collections.abc import Callable

from firsthand.reading.predicates import is_passive
from firsthand.reading.sources.learned import source_span
from firsthand.reading.sources.sayings import Parsed, Saying, Tokens
from firsthand.reading.sources.vocabulary import Words

_PARTS = frozenset({"obj", "obl", "xcomp", "advcl", "nsubj", "ccomp"})
_CONTRAST = frozenset({"while", "whereas", "although", "though"})
_CLAUSES = frozenset({"conj", "parataxis", "advcl"})
_NOUNS = frozenset({"NOUN", "NUM", "ADJ", "PROPN"})
_KNOWN = frozenset({"the", "this", "these", "those", "that"})  # "spoke of the attack" is no news
_SPEAKERS = frozenset({"i", "we", "you"})
_OURS = frozenset({"our", "my"})


def counted(p: Parsed, vocabulary: Words, i: int, source: int | None, cue: Tokens) -> Saying | None:
    """The saying of a verb by which a number is told, or None; ``source`` is who does what the verb says."""
    a = p.a
    if source is None or is_passive(a, i) or a.lower[source] in _SPEAKERS:
        return None
    if any(a.lower[c] in _OURS for c in a.children[source]):
        return None  # "our reporter counted ten bodies": the publisher did
    for words, find in _FORMS:
        if a.lemma[i] in getattr(vocabulary, words):
            found = find(p, vocabulary, i)
            if found is not None:
                span = source_span(p, source, cue, [found])
                group = vocabulary.verbs.get(a.lemma[i], "report")
                group = group if group == "admit" else "report"
                return Saying(i, cue, span, source, [found], group, "object", counts=True)
    return None


def _put(p: Parsed, vocabulary: Words, i: int) -> Tokens | None:
    """ "Put the death toll at five", "put at 137 the martyrs who fell", "gave its losses as 11 killed"."""
    a = p.a
    toll = next((c for c in a.children[i] if c > i and a.dep[c] == "obj" and a.lemma[c] in vocabulary.reckoned), None)
    return _stretch(p, i, toll) if toll is not None else None


def _spoke(p: Parsed, vocabulary: Words, i: int) -> Tokens | None:
    """ "Spoke of 44 dead", "speak of asphyxiation cases": not of "the attack", which is no news."""
    a = p.a
    if i + 1 >= a.n or a.lower[i + 1] != "of":
        return None
    what = next((c for c in a.children[i] if c > i and a.dep[c] in ("obl", "xcomp") and a.pos[c] in _NOUNS), None)
    if what is None or any(a.lower[c] in _KNOWN or a.dep[c] == "nmod:poss" for c in a.children[what]):
        return None
    many = a.tag[what] in ("NNS", "CD") or any(a.dep[c] == "nummod" for c in a.children[what])
    return _stretch(p, i, what) if many else None


def _count(p: Parsed, vocabulary: Words, i: int) -> Tokens | None:
    """ "Counted 27 graves", "recognises only 96 homicides", "admitted 23 dead"."""
    a = p.a
    for c in a.children[i]:
        if c > i and a.dep[c] in ("obj", "nsubj"):
            number = a.tag[c] == "CD" or any(a.dep[g] == "nummod" for g in a.children[c])
            lost = a.lemma[c] in vocabulary.reckoned or any(
                a.lemma[g] in vocabulary.reckoned for g in (*a.children[c], *a.children[i]) if g > c
            )
            if number and lost:
                return _stretch(p, i, c)
    return None


def _stretch(p: Parsed, i: int, what: int) -> Tokens | None:
    """From the number's phrase to the end of what else hangs on the verb, but no further than its clause."""
    a = p.a
    kids = [c for c in a.children[i] if c >= what]
    own = [c for c in kids if a.dep[c] in _PARTS and not any(a.lower[g] in _CONTRAST for g in a.children[c])]
    ends = [p.right[c] for c in own]
    stops = [p.left[c] for c in kids if c > what and c not in own and a.dep[c] in _CLAUSES]
    marks = [t for t in range(what, a.sentence(i)[1]) if a.text[t] == ";"]
    last = min([max([p.right[what], *ends]) + 1, *stops, *marks])
    return p.trimmed(i + 1, max(last, what + 1))


_FORMS: tuple[tuple[str, Callable[[Parsed, Words, int], Tokens | None]], ...] = (
    ("reckoning", _put),
    ("speaking_of", _spoke),
    ("counting", _count),
)
