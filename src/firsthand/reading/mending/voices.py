"""Active or passive, and whose verb: what auxiliaries, objects and prepositions leave no doubt of.

Of 317 parsed reports the parser had a passive with an object or with "have" alone in three, a verb of a list of deeds
hung on the verb of saying in three, a gerund of an accusation on another noun in three.
"""

from __future__ import annotations

from firsthand.reading.arrays import SUBJECTS, Arrays
from firsthand.reading.predicates import charging, is_passive, vocabulary

_MISREAD = frozenset({"obj", "conj", "appos", "parataxis", "dep"})  # what parsers make of who told it
_TIMING = frozenset({"after", "before"})
_AT = frozenset({"at", "on", "upon", "into"})
_TIME_NOUNS = 3  # words before the mark: "less than two hours after"
_REACH = 12  # tokens from a verb that accuses to what it accuses of


def mend_voices(a: Arrays) -> None:
    """Mend such verbs, in place.

    >>> # "forces arrested a financier, a spokesman said": they arrested, whatever the label of their phrase
    >>> # "said that bandits returned, shot four people and took away two": they shot them
    """
    for t in range(a.n):
        if a.lower[t] == "having" and a.tag[t] == "VBG":
            _having(a, t)
        if a.pos[t] == "VERB" and a.tag[t] in ("VBN", "VBD"):
            _active(a, t)
        if a.tag[t] in ("VBN", "VBD", "JJ") and a.dep[t] in ("acl", "xcomp", "ccomp", "advcl", "dep"):
            _had_done(a, t)
        if a.dep[t] == "ccomp" and a.tag[t] == "VBD":
            _and_then(a, t)
            _abducted_and_freed(a, t)
        if a.dep[t] == "ccomp" and a.tag[t] == "VBN" and charging(a, a.head[t]):
            _of_having(a, t)
        if a.tag[t] == "VBG" and a.dep[t] in ("acl", "advcl"):
            _of_which(a, t)
        if a.dep[t] == "advcl" and a.dep[a.head[t]] == "acl:relcl":
            _when(a, t)
        if a.dep[t] in SUBJECTS:
            _by_whom(a, t)
            _of_whom(a, t)
            _the_same(a, t)
            _who_said(a, t)


def _active(a: Arrays, verb: int) -> None:
    """ "Forces arrested a financier", "guns have not fired": no passive has an object, or "have" without "been"."""
    down = a.children[verb]
    if any(a.dep[c] in ("aux:pass", "obl:agent") for c in down):
        return
    perfect = any(a.dep[c] == "aux" and a.lemma[c] == "have" for c in down)
    plain = a.tag[verb] == "VBD" and a.lemma[verb] not in vocabulary().harming  # "an officer fired at the attackers"
    plain = plain or (not any(a.dep[c] == "aux" for c in down) and _aims(a, verb))
    if not perfect and not plain and not any(a.dep[c] == "obj" and c > verb for c in down):
        return
    for c in down:
        if a.dep[c] == "nsubj:pass" and c < verb:
            a.dep[c] = "nsubj"
            a.tag[verb] = a.tag[verb] if perfect else "VBD"


def _aims(a: Arrays, verb: int) -> bool:
    """ "Units fired on two helicopters": whoever aims at something is not who is fired on, whatever the tag."""
    behind = verb + 1
    if behind >= a.n or a.lemma[verb] not in vocabulary().aiming or a.lower[behind] not in _AT:
        return False
    return a.dep[behind] == "case" and a.head[behind] > behind and a.dep[verb] not in ("acl", "acl:relcl")


def _had_done(a: Arrays, t: int) -> None:
    """ "Three hostages had their throats cut by guards": what is done to a part of them is done to them."""
    part = t - 1
    have = a.head[t] if a.head[t] != part else a.head[part]
    if a.lemma[have] != "have" or a.lemma[part] not in vocabulary().body_parts or a.dep[part] not in ("obj", "nsubj"):
        return
    subject = next((c for c in a.children[have] if a.dep[c] in SUBJECTS and c < have), None)
    if subject is None or not any(a.dep[c] == "nmod:poss" for c in a.children[part]):
        return
    above, dep = a.head[have], a.dep[have]
    a.hang(t, t if above == have else above, dep)
    for c in list(a.children[have]):
        if c != t:
            a.hang(c, t, "nsubj:pass" if c == subject else a.dep[c])
    a.hang(part, t, "obj")
    a.hang(have, t, "aux:pass")
    a.pos[t], a.tag[t], a.pos[have] = "VERB", "VBN", "AUX"


def _and_then(a: Arrays, verb: int) -> None:
    """ "Said that bandits returned, shot four people and took away two": a list of what the same people did."""
    if a.text[verb - 1] != "," or any(
        a.dep[c] in (*SUBJECTS, "mark", "expl", "aux", "aux:pass") for c in a.children[verb]
    ):
        return
    before = [c for c in a.children[a.head[verb]] if a.head[verb] < c < verb and a.dep[c] == "ccomp"]
    if before and a.tag[before[-1]] == "VBD" and any(a.dep[c] in SUBJECTS for c in a.children[before[-1]]):
        a.hang(verb, before[-1], "conj")


def _having(a: Arrays, t: int) -> None:
    """ "Accuse soldiers of having shot civilians": "having" is no verb of its own before a participle."""
    verb = t + 1
    if verb >= a.n or a.tag[verb] != "VBN" or a.sent[verb] != a.sent[t] or a.head[t] == verb or a.head[t] > t:
        return
    if any(a.dep[c] in SUBJECTS for c in a.children[verb]) or not any(a.dep[c] == "mark" for c in a.children[t]):
        return
    above, dep = a.head[t], a.dep[t]
    a.hang(verb, above, dep)
    for c in list(a.children[t]):
        if c != verb:
            a.hang(c, verb, a.dep[c])
    a.hang(t, verb, "aux")
    a.pos[t] = "AUX"


def _of_having(a: Arrays, verb: int) -> None:
    """ "Accused Athens of having shelled a village": what it is accused of, not what is said."""
    if any(a.dep[c] == "mark" and a.lower[c] == "of" for c in a.children[verb]):
        a.dep[verb] = "advcl"


def _abducted_and_freed(a: Arrays, verb: int) -> None:
    """ "Two engineers and their driver abducted in May regained their freedom": the second verb has the subject."""
    if a.lemma[verb] not in vocabulary().harming or any(a.dep[c] in ("obj", "aux", "mark") for c in a.children[verb]):
        return
    noun = next((c for c in a.children[verb] if a.dep[c] == "nsubj" and c < verb), None)
    after = [c for c in a.children[a.head[verb]] if c > verb and a.dep[c] == "ccomp" and a.tag[c] == "VBD"]
    if noun is None or not after or a.pos[verb - 1] not in ("NOUN", "PROPN") or "," in a.text[verb : after[0]]:
        return
    if not any(a.dep[c] in SUBJECTS for c in a.children[after[0]]):
        a.hang(noun, after[0], "nsubj")
        a.hang(verb, noun, "acl")
        a.tag[verb] = "VBN"


def _of_which(a: Arrays, gerund: int) -> None:
    """ "Rejected the charge and accused the army of bombing a market": of all verbs before, that accuses."""
    if not any(a.dep[c] == "mark" and a.lower[c] == "of" for c in a.children[gerund]) or charging(a, a.head[gerund]):
        return
    for verb in range(gerund - 1, max(a.head[gerund], gerund - _REACH), -1):
        if a.pos[verb] == "VERB" and charging(a, verb):
            if any(a.dep[c] in ("obj", "nsubj:pass") for c in a.children[verb]):
                a.hang(gerund, verb, "advcl")
            return


def _when(a: Arrays, verb: int) -> None:
    """ "Was clearing mines near a temple that is known, when it was attacked": a past is not of what always is."""
    above = a.head[verb]
    when = next((c for c in a.children[verb] if a.lower[c] == "when"), None)
    is_now = any(a.tag[c] in ("VBZ", "VBP") for c in (above, *a.children[above]))
    past = a.tag[verb] == "VBD" or any(a.tag[c] == "VBD" for c in a.children[verb])
    if when is None or a.text[when - 1] != "," or not is_now or not past:
        return
    top = a.head[above]
    while a.pos[top] != "VERB" and a.head[top] != top:
        top = a.head[top]
    if a.pos[top] == "VERB":
        a.hang(verb, top, "advcl")


def _by_whom(a: Arrays, t: int) -> None:
    """ "Was raided by fighters, who opened fire, looted a ward": behind "by" stands no subject."""
    case = next((c for c in a.children[t] if a.dep[c] == "case" and a.lower[c] == "by" and c < t), None)
    if case is None or case == 0:
        return
    for verb in range(case - 1, max(a.sentence(t)[0], case - _REACH) - 1, -1):
        if a.pos[verb] == "VERB":
            if a.tag[verb] == "VBN" and is_passive(a, verb) and not _has_agent(a, verb):
                a.hang(t, verb, "obl:agent")
            return


def _of_whom(a: Arrays, t: int) -> None:
    """ "Five of the attackers were shot", "the office of the envoy reported": behind "of" stands no subject."""
    case = next((c for c in a.children[t] if a.dep[c] == "case" and a.lower[c] == "of" and c < t), None)
    if case is None or case == 0 or a.pos[case - 1] not in ("NOUN", "NUM", "PRON", "DET", "PROPN"):
        return
    whole, verb, dep = case - 1, a.head[t], a.dep[t]
    if whole == verb or a.head[whole] == t or verb < t:
        return
    a.hang(t, whole, "nmod")
    if a.head[whole] != verb:
        a.hang(whole, verb, dep)


def _the_same(a: Arrays, t: int) -> None:
    """ "A spokesman for the League, Orlin Dask, said", "near Kasari, one strike": a verb has one subject before it."""
    verb = a.head[t]
    first = next((c for c in a.children[verb] if a.dep[c] in SUBJECTS and c < t), None)
    one_of = a.pos[t] == "NUM" and a.lower[t] == "one" and a.lower[t + 1] == "of"
    if t > verb or first is None or a.pos[first] not in ("NOUN", "PROPN"):
        return
    if a.pos[t] not in ("NOUN", "PROPN") and not one_of:
        return
    if any(a.dep[c] == "case" and a.lower[c] not in ("of", "'s") and c < first for c in a.children[first]):
        a.dep[first] = "obl"
    elif a.text[_ends(a, t)[0] - 1] == ",":
        a.hang(t, first, "appos")


def _who_said(a: Arrays, t: int) -> None:
    """ "Killing nine people, radio amateurs in the town said": who stands between a comma and "said" said so."""
    first, last = _ends(a, t)
    if a.head[t] > t or first == 0 or a.text[first - 1] != "," or last + 1 >= a.n:
        return
    verb = last + 1
    listed = any(a.dep[g] == "cc" for c in a.children[t] for g in a.children[c])
    name = next((c for c in a.children[t] if c > t and a.dep[c] in ("appos", "conj") and c <= verb + 2), None)
    name = None if listed else name
    which = next((c for c in a.children[t] if c > t and a.dep[c] == "acl:relcl"), None)
    if name is None and which is not None and a.text[verb] == ",":  # "a witness, who gave no name, told reporters"
        verb = _ends(a, which)[1] + 2
        if verb >= a.n or a.text[verb - 1] != "," or which > verb:
            return
    elif name is not None and a.text[verb] == ",":  # "the administrator, Orlin Dask, said"
        verb = _ends(a, name)[1] + 2
        if verb >= a.n or a.text[verb - 1] != ",":
            return
    said = a.lemma[verb] in vocabulary().speaking or a.lemma[verb] in vocabulary().spoken_to
    if a.tag[verb] != "VBD" or not said or a.sent[verb] != a.sent[t]:
        return
    if a.head[t] != verb and not any(a.dep[c] in SUBJECTS for c in a.children[verb]):
        a.hang(t, verb, "nsubj")
        if name is not None:
            a.dep[name] = "appos"


def mend_who_said(a: Arrays) -> None:
    """Mend, in place, who stands before "said" and what stands behind it; run before anybody asks who says what.

    >>> # "Killing nine, amateurs said, hours after they met": amateurs is of said, and that they met is not said
    """
    for t in range(a.n):
        if a.dep[t] in SUBJECTS or (a.dep[t] in _MISREAD and a.pos[t] in ("NOUN", "PROPN")):
            _who_said(a, t)
        elif a.dep[t] == "ccomp" and a.head[t] < t and a.lemma[a.head[t]] in vocabulary().speaking:
            _said_when(a, t)


def _said_when(a: Arrays, clause: int) -> None:
    """ "They fled, police said, hours after a truce began": when it was, and not what the police said."""
    mark = next((c for c in a.children[clause] if a.dep[c] == "mark" and a.lower[c] in _TIMING), None)
    first = _ends(a, clause)[0]
    if mark is not None and mark - first <= _TIME_NOUNS and a.text[first - 1] == ",":
        a.dep[clause] = "advcl"


def _ends(a: Arrays, t: int) -> tuple[int, int]:
    """First and last token of a phrase, without what stands behind a comma."""
    first = last = t
    for c in a.children[t]:
        if a.dep[c] != "punct" and (c < t or a.text[c - 1] != ","):
            below = _ends(a, c)
            first, last = min(first, below[0]), max(last, below[1])
    return first, last


def _has_agent(a: Arrays, verb: int) -> bool:
    return any(a.dep[c] == "obl:agent" for c in a.children[verb])
