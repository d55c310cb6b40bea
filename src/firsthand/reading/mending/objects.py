"""Nouns that the parser takes for a clause or for a verb's complement where they are its object.

- "condemns in the strongest terms the regime's *use* of gas": no clause, what is condemned;
- "condemns in the strongest terms the regime's *use* of gas": no other word for the terms;
- "will supply, through the Red Cross, *food* to the people": no second verb, what they supply;
- "called the rebels *murderers*", "called President *Okafor* a liar": two nouns, whom they called what;
- "agreed on Wednesday to *hold* talks": what they agreed to, and not what for.
"""

from __future__ import annotations

from firsthand.reading.arrays import Arrays
from firsthand.reading.predicates import is_passive, vocabulary

_NOUNS = frozenset({"NN", "NNS"})
_CLAUSE = frozenset({"nsubj", "nsubj:pass", "cop", "mark", "aux", "aux:pass", "csubj", "expl"})


def mend_objects(a: Arrays) -> None:
    """Make them objects, in place."""
    for t in range(a.n):
        dep = a.dep[t]
        if dep == "appos" and a.tag[t] in _NOUNS:
            _no_apposition(a, t)
        elif dep == "conj" and a.tag[t] in _NOUNS and a.pos[a.head[t]] == "VERB" and a.head[t] < t:
            _no_conjunct(a, t)
        elif dep == "advcl" and a.tag[t] == "VB" and a.lemma[a.head[t]] in vocabulary().undertaking and a.head[t] < t:
            _undertaken(a, t)
        elif dep in ("ccomp", "xcomp") and a.pos[a.head[t]] == "VERB" and a.head[t] < t:
            if dep == "ccomp" and a.tag[t] in _NOUNS:
                _no_clause(a, t)
            elif a.tag[t] == "NNS":
                _named(a, t)
            elif a.tag[t] in ("NN", "JJ") and a.pos[t - 1] == "DET":
                _name_before(a, t)


def _undertaken(a: Arrays, t: int) -> None:
    verb = a.head[t]
    marks = [c for c in a.children[t] if a.dep[c] == "mark" and c < t]
    completed = any(a.dep[c] in ("xcomp", "ccomp", "obj") for c in a.children[verb])
    if marks and a.lower[marks[0]] == "to" and not completed and not is_passive(a, verb):
        a.dep[t] = "xcomp"


def _no_apposition(a: Arrays, t: int) -> None:
    """Nothing stands between the two that makes one another name of the other, and the verb has no object."""
    terms = a.head[t]
    verb = a.head[terms]
    if a.dep[terms] != "obl" or a.pos[verb] != "VERB" or not verb < terms < t or _has_object(a, verb):
        return
    opened = [c for c in a.children[t] if a.dep[c] in ("det", "nmod:poss")]
    if opened and not any(a.pos[x] == "PUNCT" for x in range(terms + 1, t)):
        a.hang(t, verb, "obj")


def _no_conjunct(a: Arrays, t: int) -> None:
    """Behind a comma, without "and", and with nothing of a clause: what is put behind an insertion."""
    verb, first = a.head[t], min((t, *a.children[t]))
    if a.text[first - 1] != "," and a.text[first] != ",":
        return
    if _has_object(a, verb) or any(a.dep[c] in _CLAUSE or a.dep[c] == "cc" for c in a.children[t]):
        return
    a.hang(t, verb, "obj")
    for c in list(a.children[verb]):
        if c > t and a.dep[c] == "conj" and a.tag[c] in _NOUNS and any(a.dep[g] == "cc" for g in a.children[c]):
            a.hang(c, t, "conj")


def _name_before(a: Arrays, t: int) -> None:
    """ "Called President Okafor a liar", where the name is taken for what he was called."""
    verb = a.head[t]
    names = [c for c in a.children[verb] if verb < c < t and a.dep[c] == "xcomp" and a.pos[c] == "PROPN"]
    if len(names) == 1 and not _has_object(a, verb):
        a.hang(names[0], verb, "obj")


def _has_object(a: Arrays, verb: int) -> bool:
    return any(a.dep[c] in ("obj", "iobj", "nsubj:pass", "ccomp") for c in a.children[verb])


def _no_clause(a: Arrays, t: int) -> None:
    verb = a.head[t]
    if a.pos[t] != "NOUN" or any(a.dep[c] in _CLAUSE for c in a.children[t]):
        return
    if any(a.dep[c] in ("obj", "iobj") for c in a.children[verb]):
        return
    if any(a.dep[c] in ("det", "nmod:poss") for c in a.children[t]):
        a.hang(t, verb, "obj")


def _named(a: Arrays, t: int) -> None:
    """ "The rebels murderers": an article, and two plurals."""
    verb = a.head[t]
    if _has_object(a, verb):
        return
    first = t - 1
    article = next((c for c in a.children[t] if a.dep[c] == "det" and c < first), None)
    if article is not None and a.tag[first] == "NNS" and a.dep[first] == "compound" and a.head[first] == t:
        for c in [c for c in a.children[t] if c < first]:
            a.hang(c, first, a.dep[c])
        a.hang(first, verb, "obj")
