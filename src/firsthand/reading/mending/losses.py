"""Losses told in numbers and participles: "suffered 15 dead and 20 wounded" counts people; nobody wounds anybody."""

from __future__ import annotations

from firsthand.reading.arrays import Arrays
from firsthand.reading.predicates import vocabulary

_BETWEEN = frozenset({"advmod", "det", "amod"})


def mend_losses(a: Arrays) -> None:
    """Make, in place, nouns of such participles: each is what the verb has as its object.

    >>> # "The army suffered two dead and five wounded": suffered -> dead (nummod two), wounded (nummod five)
    """
    for verb in range(a.n - 2):
        if a.pos[verb] != "VERB" or a.lemma[verb] not in vocabulary().losing:
            continue
        first: int | None = None
        t, last = verb + 1, a.sentence(verb)[1]
        while t + 1 < last:
            while (t + 1 < last and a.pos[t] in ("ADV", "CCONJ", "DET")) or a.text[t] in (",",):
                t += 1
            if t + 1 >= last or a.pos[t] != "NUM" or a.lower[t + 1] not in vocabulary().counted:
                break
            after = a.pos[t + 2] if t + 2 < last else "PUNCT"
            if after in ("NOUN", "PROPN"):
                break  # "two wounded men"
            _noun(a, t, t + 1, verb, first)
            first, t = (t + 1 if first is None else first), t + 2


def _noun(a: Arrays, number: int, word: int, verb: int, first: int | None) -> None:
    for c in [c for c in a.children[word] if c > word]:
        a.hang(c, verb, "obl" if a.dep[c] == "nmod" else a.dep[c])
    a.hang(word, verb if first is None else first, "obj" if first is None else "conj")
    a.hang(number, word, "nummod")
    for c in [c for c in a.children[number] if c > word]:
        a.hang(c, word, a.dep[c])
    a.pos[word], a.tag[word], a.lemma[word] = "NOUN", "NNS", a.lower[word]
