"""Lists of victims and things that the parser cut in two: what it takes for an apposition is the next of the list.

- "destroyed three positions, *a vehicle and two pump jacks*": three positions are no vehicle;
- "executed a village chief, *his two sons* and a nephew": one chief is not two sons;
- "killed journalist Ana Soto *and her husband*": the husband stands beside the journalist, not beside her name;
- "captured 12 *M-16* rifles": twelve rifles of a make, however the make is cut.
"""

from __future__ import annotations

import functools
from importlib import resources

from firsthand.reading import lexicon
from firsthand.reading.arrays import Arrays
from firsthand.reading.quantities import number, number_words
from firsthand.yamlfile import parse

_NOUNS = frozenset({"NOUN", "PROPN"})
_MAKE = 4  # characters before the hyphen of a make: "M-16", "UH-1H"


@functools.lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    data = parse((resources.files("firsthand.reading.mending") / "enumerations.yaml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in data.items()}


def mend_enumerations(a: Arrays) -> None:
    """Make such phrases conjuncts of the first of their list, in place."""
    for t in range(a.n):
        if a.tag[t] == "NNS" and a.lemma[t] in _words()["generic"]:
            _kinds(a, t)
        if a.dep[t] == "conj" and a.pos[t] in _NOUNS and t > 1:
            _share(a, t)
            _across(a, t)
        if a.pos[t] == "PROPN" and t and a.tag[t - 1] in ("NN", "NNS", "NNP", "NNPS"):
            _titled(a, t)
        if a.dep[t] == "nmod" and a.lemma[a.head[t]] in number_words().measures:
            _beside_measure(a, t)
        if a.text[t] == "-" and 0 < t < a.n - 1:
            _make(a, t)
        elif a.dep[t] == "appos" and a.head[t] < t and a.pos[t] in _NOUNS and a.pos[a.head[t]] in _NOUNS:
            _named(a, t)
            _listed(a, t)


def _make(a: Arrays, hyphen: int) -> None:
    """ "Captured 12 M-16 rifles", cut as "M", "-", "16": the number is that of the rifles."""
    first, last = hyphen - 1, hyphen + 1
    glued = a.end[first] == a.start[hyphen] and a.end[hyphen] == a.start[last]
    if not glued or not a.text[last][:1].isdigit() or not a.text[first].isalpha() or len(a.text[first]) > _MAKE:
        return
    noun = last + 1
    while noun + 1 < a.n and a.head[noun] == noun + 1 and a.dep[noun] == "compound":
        noun += 1
    if noun >= a.n or a.pos[noun] not in _NOUNS or a.sent[noun] != a.sent[first] or a.start[noun] == a.end[last]:
        return
    inside = {first, hyphen, last}
    if not any(a.head[t] == noun for t in inside):
        return
    for t in (first, hyphen, last):
        a.hang(t, noun, "compound" if t != hyphen else "punct")
    if number(a.text[first - 1]) is not None and first and a.head[first - 1] in (*inside, noun):
        a.hang(first - 1, noun, "nummod")


def _beside_measure(a: Arrays, t: int) -> None:
    """ "Seized 40 kilograms of explosives, two detonators and a pistol": the kilograms are of explosives only."""
    measure = a.head[t]
    if t < measure or not any(a.lower[c] == "of" and a.dep[c] == "case" for c in a.children[t]):
        return
    if _count(a, measure) is None:
        return
    for c in [c for c in a.children[t] if a.dep[c] == "conj" and c > t and _count(a, c) is not None]:
        a.hang(c, measure, "conj")


def _share(a: Arrays, t: int) -> None:
    """ "The commander and six of his men", "four guests, three of them soldiers": whose six, and who three are."""
    of = next((c for c in a.children[t] if a.dep[c] == "case" and a.lower[c] == "of" and c < t), None)
    if of is not None and a.pos[of - 1] == "NUM" and a.head[of - 1] != t:
        a.hang(t, of - 1, "nmod")
    elif a.lower[t - 1] in ("them", "whom", "these") and a.pos[a.head[t - 1]] == "NUM" and a.head[t - 1] != t:
        a.hang(t, a.head[t - 1], "nmod:desc")


def _across(a: Arrays, t: int) -> None:
    """ "Killed two guards at the gate and a nurse", "the mayor of X and his wife": beside the guards, not the gate."""
    place = a.head[t]
    whom = a.head[place]
    if a.dep[place] not in ("nmod", "obl") or a.pos[whom] != "NOUN" or not whom < place < t:
        return
    if not _somebody(a, t) or not _somebody(a, whom) or _somebody(a, place):
        return
    if _count(a, t) is None or _count(a, whom) is None:
        return
    between = [c for c in a.children[place] if a.dep[c] == "conj" and place < c < t]
    a.hang(t, whom, "conj")
    for c in between:
        if a.pos[c] == "PROPN" and a.text[c - 1] == "," and _count(a, whom) == 1:
            a.hang(c, whom, "appos")


def _somebody(a: Arrays, t: int) -> bool:
    return a.pos[t] == "NOUN" and bool(lexicon.load().classes(a.lemma[t]) & {"person", "crowd", "office"})


def _titled(a: Arrays, name: int) -> None:
    """ "The secretary, and bodyguard Jairo Ortega, were killed": the bodyguard's name is nobody else."""
    title = name - 1
    both = a.dep[title] == a.dep[name] == "obj" and a.head[title] == a.head[name] < title
    if both and a.tag[title] in ("NNS", "NNP", "NNPS"):  # "murdered brothers Ali and Omar", "injuring Ali Keita"
        if a.tag[title] != "NNP":
            for c in [c for c in a.children[title] if c > name]:
                a.hang(c, name, a.dep[c])
            a.hang(title, name, "nmod:desc")
        else:
            for c in list(a.children[name]):
                a.hang(c, title, a.dep[c])
            a.hang(name, title, "flat")
        return
    if a.tag[title] != "NN" or a.pos[title] != "NOUN":
        return
    if a.dep[title] == "conj" and a.dep[name] == "conj":
        same = a.head[title] != name and a.head[name] != title
    else:
        same = a.dep[title] == a.dep[name] == "nmod" and a.head[title] == a.head[name]
    if same and not any(a.dep[c] in ("case", "cc") for c in a.children[name]) and a.head[name] < title:
        a.hang(name, title, "appos")


def _named(a: Arrays, name: int) -> None:
    """ "The priest Juan Soto, his cook and two guards": what stands beside the name stands beside the priest."""
    noun = a.head[name]
    if a.pos[name] != "PROPN" or a.pos[noun] != "NOUN" or a.tag[noun] != "NN":
        return
    for c in [c for c in a.children[name] if a.dep[c] == "conj" and c > name]:
        if a.pos[c] in _NOUNS:
            a.hang(c, noun, "conj")
    for c in [c for c in a.children[name] if a.dep[c] == "cc" and c > name]:
        later = [x for x in a.children[noun] if a.dep[x] == "conj" and x > c]
        if later:
            a.hang(c, later[0], "cc")


def _listed(a: Arrays, t: int) -> None:
    """ "Destroyed three positions, a vehicle and two pump jacks": a list, unless the rest adds up to the first."""
    first = a.head[t]
    own = [c for c in a.children[t] if a.dep[c] == "conj" and c > t]
    later = [c for c in a.children[first] if a.dep[c] == "conj" and c > t]
    if not (own or later) or not _comma_before(a, t) or a.pos[t] != "NOUN":
        return
    whole, counts = _count(a, first), [_count(a, x) for x in (t, *own, *later)]
    told = [n for n in counts if n is not None]
    if whole is None or len(told) < len(counts) or (whole == sum(told) and _may_be(a, first)):
        return
    if whole > 1 or told[0] > 1 or _owned(a, t) or (_some(a, first) and _some(a, t) and own):
        a.dep[t] = "conj"
    for c in own:  # "the mayor, a lawyer and two guards": he may be one, and the guards are beside him
        if a.dep[t] == "conj" or (_count(a, c) or 0) > 1:
            a.hang(c, first, "conj")


def _kinds(a: Arrays, first: int) -> None:
    """ "Three men, a teacher and two students": what adds up to the first tells who they are."""
    rest = [c for c in a.children[first] if a.dep[c] in ("conj", "appos") and c > first]
    rest += [g for c in rest for g in a.children[c] if a.dep[g] == "conj" and g > c]
    counts = [_count(a, x) for x in rest]
    whole = _count(a, first)
    if whole is None or whole < 2 or len(rest) < 2 or not _comma_before(a, min(rest)):
        return
    if all(n is not None for n in counts) and sum(n or 0 for n in counts) == whole:
        for c in rest:
            if a.head[c] == first:
                a.dep[c] = "appos"


def _may_be(a: Arrays, t: int) -> bool:
    """Whether what is counted may be told again by its kinds: "three targets, a bunker and two tunnels"."""
    lemma = a.lemma[t]
    return lemma in _words()["generic"] or lexicon.load().unit(lemma) in ("person", None)


def _some(a: Arrays, t: int) -> bool:
    """Whether this is one that was not told of before: "a soldier"."""
    return any(a.dep[c] == "det" and a.lower[c] in ("a", "an") for c in a.children[t])


def _owned(a: Arrays, t: int) -> bool:
    return any(a.dep[c] == "nmod:poss" and a.lower[c] in _words()["owners"] for c in a.children[t])


def _comma_before(a: Arrays, t: int) -> bool:
    first = min([t, *(c for c in a.children[t] if c < t and a.dep[c] != "punct")])
    return first > 0 and a.text[first - 1] == ","


def _count(a: Arrays, t: int) -> int | None:
    """How many a phrase says; a possessive or an article before a singular is one."""
    for c in a.children[t]:
        if c < t and a.dep[c] == "nummod":
            return number(a.text[c])
    if a.tag[t] in ("NN", "NNP") and any(a.dep[c] in ("det", "nmod:poss") for c in a.children[t] if c < t):
        return 1
    if a.tag[t] in ("NN", "NNP") and a.pos[t] == "PROPN":
        return 1
    return None
