"""Who is said to answer for a deed: whoever claims it, is blamed, charged or punished for it, is linked to it."""

from __future__ import annotations

from typing import Literal

from firsthand.reading.arrays import Arrays
from firsthand.reading.subjects import MAX_CLIMB, NOUNS, fillers, is_passive, preposition, surface_subject, vocabulary

Answer = Literal["", "own", "charged", "told"]
_NOBODY: tuple[tuple[int, ...], Answer] = ((), "")


def answering(a: Arrays, top: int) -> tuple[tuple[int, ...], Answer]:
    """Who answers for the deed that ``top`` names, and how that is said.

    They themselves do: "claimed responsibility for the attack", "denied involvement in it" (own). Others charge them:
    "is responsible for it", "is behind it", "was blamed for it", "was linked to it" (charged). It is told as settled:
    "is serving a sentence for it", "was involved in it" (told).
    """
    for _ in range(MAX_CLIMB):  # "claimed the bombing and an attack on a bar"
        if a.dep[top] not in ("conj", "appos") or a.pos[a.head[top]] not in NOUNS or preposition(a, top):
            break
        top = a.head[top]
    words, case, h = vocabulary(), preposition(a, top), a.head[top]
    laid = [c for c in a.children[top] if a.dep[c] in ("acl", "acl:relcl") and a.lemma[c] in words.laid]
    laid += [h] if a.lemma[h] in words.laid and a.dep[top] in ("obj", "nsubj:pass") and h != top else []
    for verb in laid:
        for c in a.children[verb]:
            if a.dep[c] in ("obl", "nmod") and preposition(a, c) in words.laid_prepositions:
                return fillers(a, c), "charged"
        beside = [c for c in a.children[top] if a.dep[c] == "nmod" and preposition(a, c) == "on"]
        if verb == h and beside:  # "blamed the ambush on the Front", where "on" hangs on the noun
            return fillers(a, beside[-1]), "charged"
    if case == "behind":
        subject = next((fillers(a, c) for c in a.children[top] if a.dep[c] == "nsubj"), ())
        return subject, "charged"
    if h == top or case not in ("for", "in", "with", "of", "to"):
        return _NOBODY
    lemma = a.lemma[h]
    if a.pos[h] == "VERB" and case in words.owning_up.get(lemma, ()):
        return surface_subject(a, h), "own"  # "confessed to the killing", "owned up to the murder"
    if a.pos[h] in ("VERB", "ADJ") and case in words.tied.get(lemma, ()):
        return _charged(a, h), _settled(a, h)  # "jailed for the murder", "linked to the bombing"
    if lemma in words.charging and a.pos[h] == "VERB" and case in ("for", "of", "in", "with"):
        return _charged(a, h), "charged"
    accusing = a.head[h]
    if case == "of" and a.dep[h] in ("obj", "nsubj:pass") and a.lemma[accusing] in words.charging:
        return fillers(a, h), "charged"  # "accused both sides of looting", where "of" hangs on "sides"
    if case == "of" and lemma in words.authors and a.pos[h] in NOUNS:
        return _author(a, h), "told"
    if case in ("for", "to", "of") and a.pos[h] in NOUNS and lemma not in words.answerable:
        return _beside(a, h, case)
    return _answerable(a, h)


def _author(a: Arrays, h: int) -> tuple[int, ...]:
    """ "Rask was the mastermind of the murder", "is accused of being its author", "Rask, the organizer of the raid"."""
    if a.dep[h] == "appos" and a.pos[a.head[h]] in NOUNS:
        return (a.head[h],)
    if any(a.dep[c] == "cop" for c in a.children[h]):
        own = surface_subject(a, h)
        above = a.head[h]
        return own or (_charged(a, above) if a.lemma[above] in vocabulary().charging else ())
    return ()


def _charged(a: Arrays, h: int) -> tuple[int, ...]:
    """Whom a verb of charging, punishing or linking is said of."""
    if a.dep[h] == "acl" and (is_passive(a, h) or a.pos[h] == "ADJ"):
        return (a.head[h],)
    if a.dep[h] == "xcomp" and a.tag[h] in ("VBN", "VBD") and a.pos[h - 1] in NOUNS and a.head[h - 1] == a.head[h]:
        return (h - 1,)  # "arrested a man wanted for the murder"
    charged = ("nsubj:pass", "nsubj") if is_passive(a, h) or a.pos[h] == "ADJ" else ("obj",)
    found = next((fillers(a, c) for c in a.children[h] if a.dep[c] in charged), ())
    if not found and is_passive(a, h):
        return surface_subject(a, h)
    return found


def _beside(a: Arrays, h: int, case: str) -> tuple[tuple[int, ...], Answer]:
    """Where the parser hung the deed on the noun behind the verb: "blamed the groups for the bombing", "serving a
    sentence for the murder", "linking the gang to the killing"."""
    words, verb = vocabulary(), a.head[h]
    if case == "for" and a.lemma[verb] in words.penalties and a.dep[h] == "nmod" and preposition(a, h) == "of":
        return fillers(a, h), "charged"  # "the trial of four officers for the murder"
    if a.lemma[h] in words.penalties and case == "for":
        whose = next((c for c in a.children[h] if a.dep[c] == "nmod:poss" or preposition(a, c) == "of"), None)
        if whose is not None:
            return fillers(a, whose), "charged"
    if verb == h or a.pos[verb] not in ("VERB", "AUX"):
        return _NOBODY
    if a.lemma[h] in words.penalties and case == "for":
        return (surface_subject(a, verb) if a.lemma[verb] in words.undergoing else ()), _settled(a, verb)
    tied = a.lemma[verb] in words.charging or case in words.tied.get(a.lemma[verb], ())
    if tied and a.dep[h] == "obj" and not is_passive(a, verb):
        return fillers(a, h), "charged"
    return _NOBODY


def _settled(a: Arrays, verb: int) -> Answer:
    """ "Was jailed for" and "is serving a sentence for" say that a court has found so, "faces trial for" does not."""
    return "told" if a.lemma[verb] in vocabulary().settling else "charged"


def _answerable(a: Arrays, h: int) -> tuple[tuple[int, ...], Answer]:
    """ "Responsible for the attack", "claimed responsibility", "denied a part in it"."""
    words = vocabulary()
    if a.lemma[h] not in words.answerable:
        return _NOBODY
    if a.pos[h] == "ADJ":
        if h and a.lower[h - 1] == "those":
            return _NOBODY  # "bring those responsible for the attack to justice"
        if a.dep[h] == "amod" and a.head[h] < h:
            return fillers(a, a.head[h]), "charged"  # "holds soldiers responsible for the deaths"
        return surface_subject(a, h), "charged"
    verb = a.head[h]
    own = next((fillers(a, c) for c in a.children[h] if a.dep[c] == "nmod:poss"), ())
    if own or a.pos[verb] != "VERB" or verb == h:
        return own, "own"
    if a.dep[h] == "nsubj:pass":
        by = [c for c in a.children[verb] if a.dep[c] in ("obl", "obl:agent") and preposition(a, c) == "by"]
        return (fillers(a, by[0]) if by else ()), "own"
    return (surface_subject(a, verb) if a.dep[h] == "obj" and not is_passive(a, verb) else ()), "own"
