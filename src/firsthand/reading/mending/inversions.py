"""Subjects that stand behind their verb, which the parser takes for something else.

- "GUNNED DOWN IN TAMALA TODAY WAS *Congressman X*", "among those killed were *a minister and two guards*";
- "resulted in *two members* killed and one detained": they are no subject of "resulted";
- "30 rebels were killed and *seven soldiers* wounded": who stands behind the verb is not beside its subject.
"""

from __future__ import annotations

from firsthand.reading import lexicon
from firsthand.reading.arrays import SUBJECTS, Arrays
from firsthand.reading.predicates import fillers, preposition, vocabulary

_TIMING = frozenset({"after", "before", "since", "until"})
_PEOPLE = frozenset({"person", "crowd", "office", "force", "animal"})
_MAX_CLIMB = 4
_DASHES = frozenset({"–", "—", "--", "-"})
_BE = frozenset({"was", "were", "is", "are"})
_NOUNS = frozenset({"NOUN", "PROPN", "NUM"})


def mend_inversions(a: Arrays) -> None:
    """Hang such subjects on the participle that tells of them, in place."""
    for first, last in a.sentences:
        for be in range(first + 1, last):
            if a.lower[be] in _BE and a.dep[be] == "cop":
                _passive(a, first, be)
    for t in range(a.n):
        into = t and a.lower[t - 1] not in ("as", "at")  # "gave its losses as 11 killed"
        bare = a.dep[t] == "obl" and into and not any(a.dep[c] == "case" for c in a.children[t])
        if (bare or a.dep[t] in SUBJECTS) and a.head[t] < t and a.pos[t] in _NOUNS:
            _harmed(a, t)
        if a.dep[t] in SUBJECTS and a.head[t] > t:
            _after_dash(a, t)
            _has_died(a, t)
        if a.dep[t] in SUBJECTS and a.head[t] > t and t and a.text[t - 1] == ",":
            _among_them(a, t)
        if a.dep[t] == "conj" and a.pos[t] == "VERB" and a.pos[a.head[t]] == "NUM":
            _killed_and_injured(a, t)
        if a.dep[t] == "conj" and a.dep[a.head[t]] in SUBJECTS and a.head[t] < a.head[a.head[t]] < t:
            _beside(a, t)
        if a.dep[t] == "acl:relcl" and a.head[t] < t:
            _who(a, t)
        if a.dep[t] in ("obl", "obl:agent") and a.head[t] > t:
            _after_whom(a, t)
        if a.tag[t] == "VBD" and a.dep[t] == "acl" and a.lemma[t] in vocabulary().harming and _alone(a, t):
            a.tag[t] = "VBN"
        if a.tag[t] == "VBN" and a.dep[t] in ("acl", "conj") and t:
            _with_whom(a, t)


def _passive(a: Arrays, first: int, be: int) -> None:
    """ "Gunned down today was X", "among those killed were X and Y": X was gunned down, X and Y were killed."""
    told = a.head[be]
    those = next((t for t in range(first, be) if a.lower[t] in ("those", "ones") and a.lower[t - 1] == "among"), None)
    if those is not None:  # "among those killed were"
        verb = next((c for c in a.children[those] if a.dep[c] == "acl" and a.tag[c] == "VBN" and c < be), None)
        subject = next((t for t in (told, a.head[those], *a.children[told]) if t > be and a.pos[t] in _NOUNS), None)
        if verb is None or subject is None or those not in (told, subject, *a.children[subject]):
            return
    else:
        verb = next(
            (t for t in range(first, be) if a.tag[t] == "VBN" and (a.head[t] > be or a.head[t] == a.head[told])), None
        )
        subject = told
        apart = ("acl", "advcl", "csubj", "nsubj", "ccomp", "dep", "ROOT")
        if verb is None or told < be or a.dep[verb] not in apart:
            return
        if any(a.pos[t] in ("NOUN", "PROPN", "PRON", "VERB") for t in range(first, verb)):
            return
    if any(a.dep[c] in (*SUBJECTS, "obj", "aux", "aux:pass") for c in a.children[verb]):
        return
    top = subject if a.head[told] == subject else told
    above, dep = a.head[top], a.dep[top]
    if above in (top, verb, told, subject):
        above, dep = verb, "ROOT"
    a.hang(verb, above, dep)
    a.pos[verb] = "VERB"
    a.hang(be, verb, "aux:pass")
    a.hang(subject, verb, "nsubj:pass")
    if those is not None:
        a.hang(those, verb, "obl")


def _harmed(a: Arrays, t: int) -> None:
    """ "Resulted in two members killed and one detained": whom the participle right behind them tells of."""
    verb, participle = a.head[t], t + 1
    if participle >= a.n or a.tag[participle] not in ("VBN", "VBD") or a.head[participle] != verb:
        return
    if a.dep[participle] not in ("advcl", "xcomp", "ccomp", "obl", "dep") or not any(
        a.dep[c] in SUBJECTS and c < verb for c in a.children[verb]
    ):
        return
    if any(a.dep[c] in (*SUBJECTS, "obj", "aux", "aux:pass") for c in a.children[participle]):
        return
    a.hang(t, participle, "nsubj:pass")
    a.pos[participle], a.tag[participle] = "VERB", "VBN"
    for c in fillers(a, t)[1:]:
        if a.head[c] == verb:
            a.hang(c, t, "conj")


def _among_them(a: Arrays, t: int) -> None:
    """ "Six people, most of them children, were killed": most of them are no second subject."""
    first = next((c for c in a.children[a.head[t]] if a.dep[c] in SUBJECTS and c < t), None)
    of = any(a.dep[c] == "nmod" and a.lower[c] in ("them", "whom", "these", "those") for c in a.children[t])
    if first is not None and of:
        a.hang(t, first, "appos")


def _alone(a: Arrays, t: int) -> bool:
    return not any(a.dep[c] in (*SUBJECTS, "obj", "aux", "aux:pass") for c in a.children[t])


def _who(a: Arrays, verb: int) -> None:
    """ "The case of the pastor X, who was murdered": who is somebody, and no case is."""
    noun = a.head[verb]
    who = next((c for c in a.children[verb] if a.lower[c] == "who" and a.dep[c] in SUBJECTS), None)
    place = "place_noun" in lexicon.load().classes(a.lemma[noun])
    if who is None or _somebody(a, noun) or not (a.pos[noun] == "NOUN" or place):
        return
    of = [c for c in a.children[noun] if a.dep[c] == "nmod" and noun < c < who and preposition(a, c) == "of"]
    if of and a.pos[of[-1]] == "PROPN" and not lexicon.load().classes(a.lemma[noun]):
        a.hang(verb, of[-1], "acl:relcl")
        return
    top = noun  # "the mayor of X, in the department of Y, who was murdered"
    for _ in range(_MAX_CLIMB):
        if a.dep[top] not in ("nmod", "appos", "flat", "conj") or a.head[top] > top:
            return
        top = a.head[top]
        called = [c for c in a.children[top] if a.dep[c] == "appos"]
        if any(_somebody(a, c) for c in (top, *called)):
            a.hang(verb, top, "acl:relcl")
            return


def _somebody(a: Arrays, t: int) -> bool:
    return bool(lexicon.load().classes(a.lemma[t]) & _PEOPLE)


def _after_whom(a: Arrays, t: int) -> None:
    """ "Came after six priests, five of them foreign, were murdered by men": they are the subject of "murdered"."""
    verb = a.head[t]
    numerals = [c for c in a.children[t] if a.dep[c] == "nummod" and c < t]
    case = next((c for x in (t, *numerals) for c in a.children[x] if a.dep[c] == "case" and c < x), None)
    if case is None or a.lower[case] not in _TIMING | {"between"} or a.pos[t] not in _NOUNS:
        return
    between = a.lower[case] == "between"
    if between and a.pos[case + 1] != "NUM":
        return
    helped = any(a.dep[c] == "aux:pass" and t < c for c in a.children[verb])
    if helped and not any(a.dep[c] in SUBJECTS for c in a.children[verb]):
        a.hang(t, verb, "nsubj:pass")
        if between:  # "between 37 and 52 people were killed"
            a.dep[case] = "advmod"
            return
        a.hang(case, verb, "mark")
        a.dep[verb] = "advcl" if a.dep[verb] == "parataxis" else a.dep[verb]


def _killed_and_injured(a: Arrays, verb: int) -> None:
    """ "Killed more than 60 and injured scores": a number before "and", and who was injured behind it."""
    count = a.head[verb]
    noun = a.head[count]
    above = a.head[noun]
    if a.dep[count] != "nummod" or not count < verb < noun or a.pos[above] != "VERB" or above > count:
        return
    dep = a.dep[noun]
    a.hang(count, above, dep)
    a.hang(verb, above, "conj")
    a.hang(noun, verb, dep)


def _after_dash(a: Arrays, t: int) -> None:
    """ "Gori – A girl and five adults were killed": the place at the head of a line is nobody."""
    first = a.sentence(t)[0]
    told = next((c for c in a.children[t] if a.dep[c] == "appos" and c > t), None)
    told = told or next((c for c in a.children[a.head[t]] if a.dep[c] in SUBJECTS and t < c < a.head[t]), None)
    if t != first or a.pos[t] != "PROPN" or told is None:
        return
    if any(a.text[x] in _DASHES and a.start[x] > a.end[x - 1] for x in range(t + 1, min(told, t + 5))):
        verb = a.head[t]
        a.hang(told, verb, a.dep[t])
        a.hang(t, verb, "obl")


def _has_died(a: Arrays, t: int) -> None:
    """ "A soldier who was wounded on Sunday has died, the army says": the army says it, and the soldier died."""
    says = a.head[t]
    died = next((c for c in a.children[says] if a.dep[c] == "ccomp" and t < c < says), None)
    if died is None or not any(a.dep[c] in SUBJECTS and died < c < says for c in a.children[says]):
        return
    if not any(a.dep[c] in SUBJECTS for c in a.children[died]):
        a.hang(t, died, "nsubj:pass" if any(a.dep[c] == "aux:pass" for c in a.children[died]) else "nsubj")


def _with_whom(a: Arrays, participle: int) -> None:
    """ "Ended with five officers and a dozen rebels killed", "resulting in damage and 17 persons injured"."""
    noun, above = participle - 1, a.head[participle]
    first = a.head[noun]
    if a.dep[noun] != "conj" or a.pos[noun] not in _NOUNS or a.pos[first] not in _NOUNS:
        return
    if a.dep[participle] == "conj":
        if above == first and any(a.dep[c] == "nummod" for c in a.children[noun]):
            a.hang(participle, noun, "acl")
        return
    if above != noun or any(a.dep[c] == "acl" for c in a.children[first]):
        return
    ending = any(a.dep[c] == "case" and a.lower[c] == "with" for c in a.children[first])
    so_many = all(any(a.dep[g] == "nummod" for g in a.children[c]) for c in (first, noun))
    if (ending and a.dep[first] == "obl") or (so_many and a.lemma[participle] in vocabulary().harming):
        a.hang(participle, first, "acl")  # "reported 37 rebels and 12 soldiers killed"


def _beside(a: Arrays, t: int) -> None:
    """ "30 rebels were killed and seven soldiers wounded": a second subject, with a participle of its own."""
    subject = a.head[t]
    verb, participle = a.head[subject], t + 1
    if participle >= a.n or a.head[participle] != t or a.dep[participle] not in ("acl", "amod"):
        return
    if a.tag[participle] not in ("VBN", "VBD") or a.tag[verb] != "VBN":
        return
    joined = [c for c in a.children[t] if a.dep[c] == "cc" and verb < c < t]
    if not joined or not any(a.dep[c] == "aux:pass" for c in a.children[verb]):
        return
    a.hang(participle, verb, "conj")
    a.hang(t, participle, "nsubj:pass")
    a.hang(joined[0], participle, "cc")
    a.pos[participle], a.tag[participle] = "VERB", "VBN"
