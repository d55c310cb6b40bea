"""What hangs on the wrong word though prepositions, commas and light verbs leave no doubt where it belongs.

- "the murder of opposition leader *Orlin Dask*": the preposition is of the name, not of the title before it;
- "blamed two groups *for the attack*": of blaming, not of the groups;
- "in attacks on bases and *in ambushes*": a preposition said again goes on with what it stood before;
- "killed nine *in the town of X*, it was reported": what stands before the comma is told, not the telling;
- "the attack on the bridges *carried out by rebels*": nobody carries out bridges.
"""

from __future__ import annotations

from firsthand.reading.arrays import SUBJECTS, Arrays
from firsthand.reading.lexicon import load
from firsthand.reading.predicates import charging, vocabulary

_NOUNS = frozenset({"NOUN", "PROPN"})
_TITLES = frozenset({"nmod:desc", "compound", "amod", "flat"})
_GOES_ON = frozenset({",", ")", "]", "--", "\u2014", "\u2013"})
_PEOPLE = frozenset({"person", "force", "crowd"})
_MAX_CLIMB = 6


def mend_hung(a: Arrays) -> None:
    """Rehang, in place.

    >>> # "IN ATTACKS ON ARMY BASES AND IN AMBUSHES": the ambushes stand beside the attacks
    """
    for t in range(1, a.n):
        dep = a.dep[t]
        if dep == "case" and a.dep[a.head[t]] in _TITLES:
            _of_the_name(a, t)
        elif dep == "nmod" and a.pos[t] == "NOUN":
            _charged_with(a, t)
        elif dep == "conj" and a.pos[t] in (*_NOUNS, "NUM"):
            _said_again(a, t)
            _and_two_others(a, t)
        elif dep == "obl":
            _before_the_comma(a, t)
        elif a.tag[t] in ("VBN", "VBD") and a.lemma[t] in vocabulary().perpetrating:
            _carried_out(a, t)
        elif dep == "acl" and a.tag[t] == "VBG" and a.lemma[t] in vocabulary().casualties:
            _killing_nine(a, t)
        elif dep == "acl" and a.tag[t] in ("VBD", "VBN"):
            _announced(a, t)
        elif dep in ("xcomp", "advcl") and a.tag[t] in ("VBN", "VBD") and a.lemma[t] in vocabulary().harming:
            _of_the_murdered(a, t)
        elif dep == "obj":
            _of_the_paper(a, t)
            _survived(a, t)
        elif dep == "appos":
            _at_gunpoint(a, t)
        elif dep == "acl:relcl" and a.pos[t] == "VERB":
            _of_the_twelve(a, t)


def _of_the_name(a: Arrays, case: int) -> None:
    """ "Of leader Orlin Dask": the preposition was left on the title."""
    title = a.head[case]
    name = a.head[title]
    if a.pos[case] != "ADP" or a.pos[title] not in (*_NOUNS, "ADJ") or not case < title < name:
        return
    if a.pos[name] in _NOUNS and not any(a.dep[c] == "case" for c in a.children[name]):
        a.hang(case, name, "case")


def _charged_with(a: Arrays, t: int) -> None:
    """ "Blamed two groups for the attack"."""
    whom = a.head[t]
    while a.dep[whom] == "conj" and a.pos[a.head[whom]] in _NOUNS:
        whom = a.head[whom]
    verb = a.head[whom]
    case = next((c for c in a.children[t] if a.dep[c] == "case"), None)
    if case is None or a.lower[case] != "for" or a.dep[whom] not in ("obj", "nsubj:pass") or not charging(a, verb):
        return
    if verb < whom < case and a.text[case - 1] != ",":
        a.hang(t, verb, "obl")


def _said_again(a: Arrays, t: int) -> None:
    """ "In attacks on bases and in ambushes"."""
    case = next((c for c in a.children[t] if a.dep[c] == "case" and c < t), None)
    if case is None or a.lower[case - 1] not in ("and", "or", ","):
        return
    first = a.head[t]
    own = _case(a, first)
    if own is None or own == a.lower[case] or first > t:
        return
    above = a.head[first]
    for _ in range(_MAX_CLIMB):
        if a.pos[above] not in _NOUNS or a.head[above] == above:
            return
        if _case(a, above) == a.lower[case]:
            a.hang(t, above, "conj")
            return
        above = a.head[above]


def _case(a: Arrays, t: int) -> str | None:
    return next((a.lower[c] for c in a.children[t] if a.dep[c] == "case" and c < t), None)


def _before_the_comma(a: Arrays, t: int) -> None:
    """ "Nine were killed in the town of X, it was reported": where they were killed."""
    telling = a.head[t]
    subject = next((c for c in a.children[telling] if a.dep[c] in SUBJECTS), None)
    if subject is None or not t < subject < telling or a.lemma[telling] not in vocabulary().speaking:
        return
    told = [c for c in a.children[telling] if a.dep[c] == "ccomp" and c < t]
    told += [a.head[telling]] if a.dep[telling] == "parataxis" and a.head[telling] < t else []
    comma, before = _first(a, subject) - 1, _first(a, t) - 1
    if not told or a.text[comma] != "," or not t < comma:
        return
    if a.pos[before] == "PUNCT" and a.text[before] not in _GOES_ON:
        return
    for verb in range(_first(a, t) - 1, told[-1] - 1, -1):
        if a.pos[verb] == "VERB":
            a.hang(t, verb, "obl")
            return


def _carried_out(a: Arrays, t: int) -> None:
    """ "An attack carried out today", "the massacre of six priests perpetrated by soldiers": of the deed."""
    if any(a.dep[c] in (*SUBJECTS, "obj", "aux", "aux:pass", "mark", "cop") for c in a.children[t]):
        return
    before = t - 1
    if a.dep[t] in ("ccomp", "advcl", "parataxis", "dep", "conj"):
        if a.pos[before] not in _NOUNS or a.sent[before] != a.sent[t] or a.dep[before] in ("nsubj", "nsubj:pass"):
            return
        a.hang(t, before, "acl")
    if a.dep[t] not in ("acl", "acl:relcl"):
        return
    a.tag[t] = "VBN"
    noun = a.head[t]
    if a.lemma[noun] in vocabulary().deeds or a.dep[noun] != "nmod":
        return
    deed = a.head[noun]
    while a.dep[noun] == "conj" and a.pos[deed] in _NOUNS:
        noun, deed = deed, a.head[deed]
    if a.pos[deed] in _NOUNS and _case(a, noun) in ("of", "on", "against", "at") and _is_deed(a, deed):
        a.hang(t, deed, "acl")


def _is_deed(a: Arrays, t: int) -> bool:
    return a.lemma[t] in vocabulary().deeds or a.lemma[t].endswith(("attack", "ing", "ion", "age", "strike", "ambush"))


def _killing_nine(a: Arrays, t: int) -> None:
    """ "Shot at a health centre wounding five policemen": the shots did, not the centre."""
    noun = a.head[t]
    verb = a.head[noun]
    if a.pos[verb] != "VERB" or a.dep[noun] not in ("obj", "obl") or not verb < noun < t or a.text[t - 1] == ",":
        return
    harmed = next((c for c in a.children[t] if a.dep[c] == "obj" and c > t), None)
    if harmed is not None and any(a.dep[c] == "nummod" for c in a.children[harmed]):
        a.hang(t, verb, "advcl")


def _of_the_murdered(a: Arrays, t: int) -> None:
    """ "Identified the body of the officer murdered today": the officer was, and nobody had him so."""
    noun = t - 1
    if a.pos[noun] not in _NOUNS or a.dep[noun] != "nmod" or a.head[noun] < a.head[t]:
        return
    if not any(a.dep[c] in (*SUBJECTS, "obj", "aux", "aux:pass", "mark") for c in a.children[t]):
        a.hang(t, noun, "acl")
        a.tag[t] = "VBN"


def _survived(a: Arrays, t: int) -> None:
    """ "Evacuate civilians who survived the bombings": what stands right behind the last verb is that one's."""
    verb, before = a.head[t], _first(a, t) - 1
    if not verb < before or a.pos[before] != "VERB" or a.dep[before] != "acl:relcl":
        return
    first = next((c for c in a.children[verb] if a.dep[c] == "obj" and c < before), None)
    if (
        first is not None
        and a.head[before] == first
        and not any(a.dep[c] in ("obj", "aux:pass") for c in a.children[before])
    ):
        a.hang(t, before, "obj")


def _of_the_paper(a: Arrays, t: int) -> None:
    """ "Destroyed the offices of the paper": behind "of" stands no second object."""
    case = next((c for c in a.children[t] if a.dep[c] == "case" and c < t), None)
    if case is None or a.lower[case] != "of" or a.pos[case - 1] not in _NOUNS:
        return
    if a.head[case - 1] == a.head[t] and a.dep[case - 1] == "obj":
        a.hang(t, case - 1, "nmod")


def _at_gunpoint(a: Arrays, t: int) -> None:
    """ "They murdered, at gunpoint, a soldier": whom, behind what stands between commas."""
    phrase = a.head[t]
    verb = a.head[phrase]
    if a.dep[phrase] not in ("obl", "nmod") or a.pos[verb] != "VERB" or not verb < phrase < t:
        return
    if a.text[verb + 1] != "," or a.text[_first(a, t) - 1] != "," or a.lemma[verb] not in vocabulary().harming:
        return
    if a.tag[verb] in ("VBD", "VBZ", "VBP", "VBG") and not any(
        a.dep[c] in ("obj", "aux:pass") for c in a.children[verb]
    ):
        a.hang(t, verb, "obj")


def _of_the_twelve(a: Arrays, t: int) -> None:
    """ "Colleagues of the 12 who were murdered": those twelve were, and not their colleagues."""
    who = next((c for c in a.children[t] if a.lower[c] == "who" and a.dep[c] in SUBJECTS), None)
    if who is None or a.pos[who - 1] != "NUM" or a.dep[who - 1] != "nmod" or a.head[who - 1] != a.head[t]:
        return
    a.hang(t, who - 1, "acl:relcl")


def _and_two_others(a: Arrays, t: int) -> None:
    """ "The murder of the minister and two of his guards": two more were murdered."""
    deed = a.head[t]
    cc = next((c for c in a.children[t] if a.dep[c] == "cc" and c < t), None)
    somebody = a.pos[t] == "NUM" or bool(load().classes(a.lemma[t]) & _PEOPLE)
    if cc is None or not somebody or a.lemma[deed] not in vocabulary().deeds or _case(a, t) is not None:
        return
    whose = [c for c in a.children[deed] if a.dep[c] == "nmod" and _case(a, c) == "of" and deed < c < cc]
    if whose and _last(a, whose[-1], cc) == cc - 1:
        a.hang(t, whose[-1], "conj")


def _last(a: Arrays, t: int, before: int) -> int:
    return max([t, *(_last(a, c, before) for c in a.children[t] if t < c < before)])


def _announced(a: Arrays, t: int) -> None:
    """ "Government sources announced today that", "gunmen fired at a bus.": a noun that is all there is."""
    noun = a.head[t]
    if a.head[noun] != noun or noun > t or a.pos[noun] not in _NOUNS:
        return
    if any(a.dep[c] in (*SUBJECTS, "aux", "aux:pass", "mark", "obl:agent") for c in a.children[t]):
        return
    told = a.lemma[t] in vocabulary().speaking and a.tag[t] == "VBD"
    if not (told and any(a.dep[c] == "ccomp" for c in a.children[t])) and not _aimed(a, t):
        return
    a.hang(t, t, "ROOT")
    a.tag[t] = "VBD"
    for c in [c for c in a.children[noun] if c > t]:
        a.hang(c, t, a.dep[c])
    a.hang(noun, t, "nsubj")


def _aimed(a: Arrays, t: int) -> bool:
    """ "Fired at a bus", "shot at guards", but not "shot at a bus stop"."""
    behind = t + 1
    if a.lemma[t] not in vocabulary().aiming or behind >= a.n or a.lower[behind] not in ("at", "on", "upon"):
        return False
    whom = a.head[behind]
    return a.head[whom] == t and (a.lemma[t] != "shoot" or bool(load().classes(a.lemma[whom]) & _PEOPLE))


def _first(a: Arrays, t: int) -> int:
    left = [c for c in a.children[t] if c < t and a.dep[c] != "punct"]
    return _first(a, left[0]) if left else t
