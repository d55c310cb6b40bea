"""Verbs that the parser took for nouns, adjectives or somebody else's, where their neighbours leave no doubt.

What one language model reads right the next may not, and the other way round; what is written here holds for both.
"""

from __future__ import annotations

import re

from firsthand.reading.arrays import SUBJECTS, Arrays
from firsthand.reading.predicates import charging, vocabulary

_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON"})
_CLOCK = re.compile(r"\d{1,2}[.:h]\d{2}")
_VERBLIKE = frozenset({"VERB", "ADJ"})
_OF_A_PHRASE = frozenset({"NUM", "ADJ", "NOUN", "PROPN"})
_STRANDED = frozenset({"upon", "on", "at"})


def mend_mistaken(a: Arrays) -> None:
    """Mend such verbs, in place.

    >>> # "Gunmen of the Front shot dead a teacher", with "shot" taken for a noun: shot <- Gunmen, teacher
    """
    for t in range(1, a.n):
        if a.tag[t] == "VBP" and a.lower[t].endswith("ed") and a.lemma[t] != a.lower[t]:
            a.tag[t] = "VBD"  # "hundreds protested", whose lemma knows better
        if (
            a.tag[t] == "VBP"
            and a.lower[t] in vocabulary().unchanged
            and not any(a.dep[c] == "aux" for c in a.children[t])
        ):
            a.tag[t] = "VBD"
        if a.lemma[t] in vocabulary().going and a.tag[t] in ("VBN", "VBD") and a.dep[t] not in ("acl", "amod"):
            _they_went(a, t)
        if a.pos[t - 1] in ("PUNCT", "CCONJ") and _harming(a, t):
            _so_many_and_so_many(a, t)
        if a.dep[t] in SUBJECTS and a.head[t] > t:
            _of_the_first(a, t)
        if a.dep[t - 1] == "nummod" and t - 1 == a.sentence(t - 1)[0] and _CLOCK.fullmatch(a.text[t - 1]):
            a.hang(t - 1, a.head[a.head[t - 1]], "dep")  # "14.40 About 1,500 people fled"
        if a.lower[t] in vocabulary().counted and a.dep[t] == "amod" and a.head[t] > t + 2:
            _so_many_dead(a, t)
        if a.lower[t] in vocabulary().counted and a.dep[t] == "xcomp" and a.pos[t - 1] == "NUM":
            _so_many(a, t)
        elif a.lower[t] == "dead" and a.lower[t - 1] == "shot" and a.pos[t - 1] == "NOUN" and a.head[t - 1] < t - 1:
            _shot_dead(a, t)
        elif a.lower[t] == "dead" and a.dep[t] == "amod" and a.pos[t - 1] == "VERB" and a.head[a.head[t]] == t - 1:
            a.hang(t, t - 1, "xcomp")  # "shot dead nine labourers"
        elif a.tag[t] == "VBG" and a.dep[t] == "amod" and a.lower[t - 1] == "of" and a.head[t] > t:
            _accused_of(a, t)
        elif a.lower[t] in _STRANDED and a.tag[t - 1] == "VBN" and a.head[t] != t - 1:
            _fired_upon(a, t)
        elif a.tag[t] in ("VBD", "VBN") and a.dep[t] == "advcl" and a.lemma[t] in vocabulary().harming:
            _with_nine_killed(a, t)
        elif a.dep[t] == "ccomp" and a.tag[t] in ("VBD", "VBZ", "VBP", "VBN") and a.head[t] < t:
            _reported_they_burned(a, t)
        elif (
            a.tag[t] == "VBN"
            and a.dep[t] == "parataxis"
            and a.pos[t - 1] == "NUM"
            and a.lemma[t] in vocabulary().harming
        ):
            _behind_colon(a, t)


def _harming(a: Arrays, t: int) -> str | None:
    """The verb that the word at ``t`` is a form of, if it harms: also "wounded" taken for an adjective."""
    word = a.lower[t]
    forms = (a.lemma[t], word.removesuffix("ed"), word.removesuffix("d"))
    return next((form for form in forms if form in vocabulary().harming), None) if a.pos[t] in _VERBLIKE else None


def _so_many_and_so_many(a: Arrays, t: int) -> None:
    """ "Killed two, wounded five and damaged a school": each number is of the verb before it."""
    n = t - 2
    if n > 0 and a.lower[t - 1] == "and" and a.text[n] == ",":
        n -= 1
    verb = n - 1
    if verb < 0 or a.pos[n] != "NUM" or a.pos[verb] != "VERB" or not _harming(a, verb) or a.sent[verb] != a.sent[t]:
        return
    if a.text[t - 1] not in (",", "and") or any(a.dep[c] in ("aux:pass", "nsubj:pass") for c in a.children[verb]):
        return
    thing = t + 1
    while thing + 1 < a.n and a.pos[thing] in ("DET", "NUM", "ADJ", "ADV") and a.pos[thing + 1] in _OF_A_PHRASE:
        thing += 1
    if a.pos[thing if thing < a.n else t] not in ("NUM", "NOUN", "PROPN") or a.sent[thing] != a.sent[t]:
        return
    if a.head[n] == verb and a.head[t] == verb and a.head[thing] == t:
        return
    a.hang(n, verb, "obj")
    a.hang(t, verb, "conj")
    a.pos[t], a.tag[t], a.lemma[t] = "VERB", a.tag[verb], _harming(a, t) or a.lemma[t]
    a.hang(thing, t, "obj")
    for x in range(t + 1, thing):
        if not t < a.head[x] <= thing:
            a.hang(x, thing, "nummod" if a.pos[x] == "NUM" else "det" if a.pos[x] == "DET" else "amod")


def _so_many_dead(a: Arrays, t: int) -> None:
    """ "Leaving six dead and nine others injured": the six are dead, and only the nine are others."""
    noun, number = a.head[t], t - 1
    second = next((c for c in a.children[t] if c > t and a.pos[c] == "NUM" and a.dep[c] == "conj"), None)
    if a.pos[number] != "NUM" or a.head[number] != noun or second is None or a.head[noun] == noun:
        return
    verb, state = a.head[noun], noun + 1
    if a.dep[noun] != "obj" or state >= a.n or a.head[state] != verb or a.tag[state] not in ("VBN", "JJ"):
        return
    a.hang(number, verb, "obj")
    a.hang(t, verb, "xcomp")
    a.hang(second, noun, "nummod")
    a.hang(noun, state, "nsubj")


def _of_the_first(a: Arrays, t: int) -> None:
    """ "Four out of the ten were killed", "ten people, among them four soldiers, died": one subject and its part."""
    first = next((c for c in a.children[a.head[t]] if a.dep[c] in SUBJECTS and c < t), None)
    if first is None:
        return
    between = [c for c in a.children[a.head[t]] if first < c < t and a.lower[c] in ("them", "these", "those", "whom")]
    if any(a.dep[c] == "case" and a.lower[c] == "of" for c in a.children[t]) and a.pos[first] == "NUM":
        a.hang(t, first, "nmod")
    elif between and any(a.lower[c] == "among" for c in a.children[between[0]]):
        a.hang(t, first, "appos")
        a.hang(between[0], t, "nmod")


def _so_many(a: Arrays, t: int) -> None:
    """ "Treated 40 wounded in Kiwanja": people, not what became of 40."""
    verb, number = a.head[t], t - 1
    after = a.pos[t + 1] if t + 1 < a.n else "PUNCT"
    if (
        a.lemma[verb] in vocabulary().stating
        or verb > number
        or a.head[number] not in (t, verb)
        or after in ("NOUN", "PROPN")
    ):
        return
    if any(a.dep[c] in ("aux", "aux:pass") for c in a.children[t]):
        return
    a.hang(number, t, "nummod")
    for c in [c for c in a.children[t] if c > t and a.dep[c] == "obl"]:
        a.hang(c, verb, "obl")
    a.pos[t], a.tag[t], a.lemma[t], a.dep[t] = "NOUN", "NNS", a.lower[t], "obj"


def _they_went(a: Arrays, t: int) -> None:
    """ "Over 3,000 refugees crossed into Chad": they did, nobody crossed them."""
    if any(a.dep[c] in ("aux:pass", "aux", "obj", "obl:agent") for c in a.children[t]):
        return
    for c in a.children[t]:
        if a.dep[c] == "nsubj:pass" and c < t:
            a.dep[c], a.tag[t] = "nsubj", "VBD"


def _shot_dead(a: Arrays, dead: int) -> None:
    """ "Gunmen of the Front shot dead a teacher": the noun before is whose gunmen they are, "shot" what they did."""
    verb, noun = dead - 1, a.head[dead - 1]
    own = list(a.children[verb])
    last = next((c for c in reversed(own) if a.pos[c] in ("NOUN", "PROPN") and c < verb), None)
    above, dep = a.head[dead], a.dep[dead]
    if a.head[dead] != dead and a.head[dead] != verb and a.head[dead] < verb:
        return
    if last is not None:
        for c in own:
            if c != last:
                a.hang(c, last, a.dep[c])
        a.hang(last, noun, a.dep[verb])
    a.hang(verb, verb if above == dead else above, dep)
    a.pos[verb], a.tag[verb], a.lemma[verb] = "VERB", "VBD", "shoot"
    for c in list(a.children[dead]):
        subject = a.dep[c] in ("nsubj", "nsubj:pass", "obj")
        a.hang(c, verb, ("nsubj" if c < verb else "obj") if subject else a.dep[c])
    if not any(a.dep[c] == "nsubj" for c in a.children[verb]) and a.head[noun] != verb:
        a.hang(noun, verb, "nsubj")
    a.hang(dead, verb, "xcomp")


def _accused_of(a: Arrays, t: int) -> None:
    """ "Accused each other of shelling homes": no kind of homes, but what they are accused of."""
    noun = a.head[t]
    verb = a.head[noun]
    if not charging(a, verb) or a.dep[noun] not in ("obj", "obl", "nmod") or verb > t:
        return
    if any(a.dep[c] in ("det", "nmod:poss") and c < t for c in a.children[noun]):
        return
    for c in list(a.children[noun]):
        if c < t and a.lower[c] == "of":
            a.hang(c, t, "mark")
    a.hang(t, verb, "advcl")
    a.hang(noun, t, "obj")
    a.pos[t] = "VERB"


def _fired_upon(a: Arrays, t: int) -> None:
    """ "A boat carrying migrants was fired upon": the last word is the last verb's."""
    verb = t - 1
    closed = t + 1 >= a.n or a.pos[t + 1] in ("PUNCT", "CCONJ", "SPACE") or a.sent[t + 1] != a.sent[t]
    if closed and any(a.dep[c] == "aux:pass" for c in a.children[verb]):
        a.hang(t, verb, "obl")


def _with_nine_killed(a: Arrays, t: int) -> None:
    """ "With 12 soldiers and 20 fighters killed": they are who was killed, and not who killed."""
    if not any(a.lower[c] == "with" and c < t for c in a.children[t]) or any(a.dep[c] == "obj" for c in a.children[t]):
        return
    for c in a.children[t]:
        if a.dep[c] == "nsubj":
            a.dep[c], a.tag[t] = "nsubj:pass", "VBN"


def _reported_they_burned(a: Arrays, t: int) -> None:
    """ "Reported the guerrillas burned fields": who stands between the two verbs burned, and was not reported."""
    verb = a.head[t]
    if a.lemma[verb] not in vocabulary().speaking or a.lemma[verb] in vocabulary().spoken_to:
        return
    if any(a.dep[c] in ("nsubj", "nsubj:pass", "mark", "expl") for c in a.children[t]):
        return
    if a.tag[t] == "VBN" and not any(a.dep[c] in ("aux", "aux:pass", "obj") for c in a.children[t]):
        return
    between = [c for c in a.children[verb] if verb < c < t and a.dep[c] == "obj" and a.pos[c] in _NOMINAL]
    if len(between) == 1 and not any(a.text[x] in (",", ":", '"') for x in range(verb, t)):
        passive = any(a.dep[c] == "aux:pass" for c in a.children[t])
        a.hang(between[0], t, "nsubj:pass" if passive else "nsubj")


def _behind_colon(a: Arrays, t: int) -> None:
    """ "Airstrike on a hospital: 11 killed": the toll hangs on what stands before the colon."""
    first = t - 1
    if first < 1 or a.text[first - 1] != ":":
        return
    for x in range(first - 2, max(a.sentence(t)[0], first - 12) - 1, -1):
        if "\n" in a.text[x]:
            return
        head_outside = a.head[x] == x or a.head[x] > first or any("\n" in a.text[y] for y in range(a.head[x], x))
        if a.pos[x] in ("NOUN", "PROPN") and head_outside:
            a.hang(t, x, "acl")
            if a.head[first] != t:
                a.hang(first, t, "nsubj:pass")
            return
