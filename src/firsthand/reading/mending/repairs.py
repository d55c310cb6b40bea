"""Slips of the parser that can be told from words and commas, mended before anything is read off the parse.

The parser (docs/model-card.md) hangs what follows onto the nearest verb; some cases are beyond doubt:

- "accused a group *that appeared last year* of attacking": no verb but one of charging takes "of" with a gerund;
- "shot the mayor, *who took office in May*, outside his home": a clause between commas is over after the second;
- "5 surrendered, and *ten soldiers* were killed": a phrase between two verbs that have one subject for both.
"""

from __future__ import annotations

from firsthand.reading.arrays import SUBJECTS, Arrays
from firsthand.reading.mending.aliases import mend_aliases
from firsthand.reading.mending.beside import mend_beside
from firsthand.reading.mending.conjuncts import mend_conjuncts
from firsthand.reading.mending.enumerations import mend_enumerations
from firsthand.reading.mending.firsts import mend_firsts
from firsthand.reading.mending.fronted import mend_fronted
from firsthand.reading.mending.hung import mend_hung
from firsthand.reading.mending.inversions import mend_inversions
from firsthand.reading.mending.losses import mend_losses
from firsthand.reading.mending.mistaken import mend_mistaken
from firsthand.reading.mending.objects import mend_objects
from firsthand.reading.mending.participles import mend_participles
from firsthand.reading.mending.prepositions import mend_prepositions
from firsthand.reading.mending.recipients import mend_recipients
from firsthand.reading.mending.voices import mend_voices
from firsthand.reading.predicates import charging, relative, vocabulary

_MAX_CLIMB = 10
_VERBAL = frozenset({"obj", "aux:pass", "nsubj", "nsubj:pass", "xcomp", "ccomp"})  # what no noun has
_OPENS = frozenset({"NUM", "DET", "NOUN", "PROPN", "ADJ", "PRON"})
_CORE = frozenset({"nsubj", "nsubj:pass", "obj", "iobj"})
_OBLIQUE = frozenset({"obl", "obl:unmarked", "obl:tmod", "advmod", "advcl", "nmod"})


def mend(a: Arrays) -> None:
    """Rehang, in place, what a relative clause has taken from the verb above it.

    >>> # "accused a group that appeared last year of attacking X": attacking hangs on accused, not on appeared
    """
    mend_aliases(a)
    mend_beside(a)
    mend_mistaken(a)
    mend_hung(a)
    mend_inversions(a)
    mend_losses(a)
    mend_fronted(a)
    mend_firsts(a)
    mend_recipients(a)
    mend_participles(a)
    mend_conjuncts(a)
    mend_objects(a)
    mend_prepositions(a)
    mend_voices(a)
    for t in range(a.n):
        if a.tag[t] == "VBG":
            _name_or_verb(a, t)
        if a.dep[t] == "conj" and a.pos[t] == "VERB":
            _beside_verb(a, t)
            _beside_gerund(a, t)
        if a.tag[t] in ("VBN", "VBD") and a.dep[t] == "advcl":
            _with_harmed(a, t)
            _who_was(a, t)
        if a.dep[t] in ("amod", "conj") and a.tag[t] in ("VBN", "VBD") and t:
            _verb_again(a, t)
        if a.dep[t] == "conj":
            _beside_participle(a, t)
        if a.pos[t] == "NUM":
            _of_so_many(a, t)
        if a.dep[t] == "nsubj" and a.head[t] > t:
            _short_passive(a, t)
        if a.dep[t] == "obl:unmarked" and a.pos[t] == "NOUN":
            _late_object(a, t)
        if a.dep[t] == "appos" and a.pos[t] == "NOUN":
            _fronted(a, t)
        if a.dep[t] == "obl":
            _bare_subject(a, t)
            _give_object(a, t)
            _give_oblique(a, t)
        if a.dep[t] in SUBJECTS and a.head[t] < t:
            _give_subject(a, t)
        if a.pos[t] == "PROPN" and t and a.dep[t] == a.dep[t - 1] and a.dep[t] in _CORE:
            _title_of(a, t)
        if a.dep[t] != "acl:relcl" or a.pos[t] not in ("VERB", "AUX", "ADJ"):
            continue
        verb = _above(a, t)
        if verb is None:
            continue
        over = _closed(a, t)
        for c in list(a.children[t]):
            if c < t or a.dep[c] not in _OBLIQUE:
                continue
            if (over is not None and c > over) or (_of_doing(a, c) and charging(a, verb) and not charging(a, t)):
                _rehang(a, c, verb)
    mend_enumerations(a)


def _title_of(a: Arrays, t: int) -> None:
    """ "The engineer Lukas Ammann was freed": a title right before a name is no second subject or object."""
    if a.head[t - 1] == a.head[t] and a.pos[t - 1] == "NOUN" and a.tag[t - 1] == "NN" and a.text[t][:1].isupper():
        a.dep[t] = "appos"
        _rehang(a, t, t - 1)


def _give_object(a: Arrays, t: int) -> None:
    """ "Killed at least 17 villagers": a counted noun without a preposition right behind an active verb is its
    object."""
    verb = a.head[t]
    if a.tag[verb] not in ("VBD", "VBG", "VBZ", "VBP") or a.pos[t] != "NOUN" or t < verb:
        return
    if any(a.dep[c] in ("obj", "aux:pass") or (a.dep[c] == "advcl" and c < t) for c in a.children[verb]):
        return
    own = [c for c in a.children[t] if c < t]
    if any(a.dep[c] == "case" for c in own) or not any(a.dep[c] == "nummod" for c in own):
        return
    first = min(_leftmost(a, c) for c in own)
    if first != verb + 1 or a.lemma[t] in vocabulary().spans:
        return
    a.dep[t] = "obj"
    for c in a.children[verb]:
        if a.dep[c] == "nsubj:pass":
            a.dep[c] = "nsubj"


def _late_object(a: Arrays, t: int) -> None:
    """ "Attacked with explosives and rifle fire the base of a battalion": behind what it was done with."""
    verb = a.head[t]
    if a.tag[verb] not in ("VBD", "VBN", "VBG", "VBZ", "VBP") or t < verb or a.lemma[t] in vocabulary().spans:
        return
    if any(a.dep[c] in ("obj", "aux:pass") for c in a.children[verb]):
        return
    means = any(a.dep[c] == "obl" and verb < c < t and any(a.lower[g] == "with" for g in a.children[c])
                for c in a.children[verb])  # fmt: skip
    if means and any(a.dep[c] in ("det", "nummod", "nmod:poss") for c in a.children[t]):
        a.dep[t] = "obj"
        for c in a.children[verb]:
            a.dep[c] = "nsubj" if a.dep[c] == "nsubj:pass" else a.dep[c]


def _fronted(a: Arrays, t: int) -> None:
    """ "In occupied Kasari, the head of the police, X, was killed": what stands behind the place is the subject."""
    place = a.head[t]
    verb = a.head[place]
    if a.dep[place] != "obl" or not place < t < verb or a.pos[verb] != "VERB" or a.text[_leftmost(a, t) - 1] != ",":
        return
    if any(a.dep[c] in (*SUBJECTS, "expl", "csubj", "mark") for c in a.children[verb]) or a.tag[verb] == "VBG":
        return
    if any(a.dep[c] == "det" for c in a.children[t]) and any(a.dep[c] == "case" for c in a.children[place]):
        _rehang(a, t, verb)
        a.dep[t] = "nsubj:pass" if any(a.dep[c] == "aux:pass" for c in a.children[verb]) else "nsubj"


def _give_oblique(a: Arrays, t: int) -> None:
    """ "Surrounded the village and fired wildly at its residents": a phrase right behind the second verb is that
    one's."""
    verb = a.head[t]
    case = next((c for c in a.children[t] if a.dep[c] == "case" and c < t), None)
    if case is None or a.pos[verb] != "VERB" or case < verb:
        return
    w = case - 1
    while w > verb and a.pos[w] == "ADV" and a.dep[w] == "advmod":
        w -= 1
    if w > verb and a.pos[w] == "VERB" and a.dep[w] == "conj" and a.head[w] == verb and a.lower[case] != "by":
        _rehang(a, t, w)


def _verb_again(a: Arrays, t: int) -> None:
    """ "... and a mortar; damaged 18 roads", "killed nine people and injured scores of others": a participle that opens
    a list's next part is a verb with an object."""
    semicolon = a.lower[t - 1] == ";" or (a.lower[t - 1] == "and" and t > 1 and a.lower[t - 2] == ";")
    noun = a.head[t] if a.dep[t] == "amod" and a.head[t] > t else None
    listed = (
        noun is not None and a.lower[t - 1] == "and" and a.dep[noun] == "conj" and a.lemma[t] in vocabulary().harming
    )
    if not (semicolon or listed) or t + 1 >= a.n or a.pos[t + 1] not in _OPENS:
        return
    if any(a.dep[c] in ("obj", *SUBJECTS) for c in a.children[t]):
        return
    first = a.sentence(t)[0]
    before = [v for v in range(first, t) if a.pos[v] == "VERB" and any(a.dep[c] == "obj" for c in a.children[v])]
    thing = t + 1
    while thing + 1 < a.n and a.pos[thing + 1] in ("NOUN", "PROPN", "ADJ", "NUM") and a.sent[thing + 1] == a.sent[t]:
        thing += 1
    if not before or a.pos[thing] not in ("NOUN", "PROPN", "NUM"):
        return
    if listed and a.head[noun or t] != _object(a, before[-1]):
        return
    if listed:
        thing = noun or thing
    _rehang(a, t, before[-1])
    a.pos[t], a.tag[t], a.dep[t] = "VERB", "VBD", "conj"
    for c in list(a.children[t]):
        if c > t and c != thing:
            _rehang(a, c, thing)
    _rehang(a, thing, t)
    a.dep[thing] = "obj"


def _object(a: Arrays, verb: int) -> int:
    return next(c for c in a.children[verb] if a.dep[c] == "obj")


def _beside_participle(a: Arrays, t: int) -> None:
    """ "Two were killed and dozens arrested": the phrase between two verbs is the second one's."""
    verb, w = a.head[t], t + 1
    if a.pos[t] not in ("NOUN", "NUM", "PROPN") or a.pos[verb] != "VERB" or w >= a.n or verb > t:
        return
    second = a.pos[w] == "VERB" and a.head[w] == verb and a.dep[w] == "conj" and a.lemma[w] in vocabulary().harming
    bare = a.tag[w] in ("VBN", "VBD") and not any(a.dep[c] in ("obj", *SUBJECTS) for c in a.children[w])
    if second and bare:
        _rehang(a, t, w)
        a.dep[t] = "nsubj:pass"
        return
    if any(a.dep[c] == "mark" and a.lower[c] == "that" for c in a.children[t]):
        return
    opened = next((c for c in a.children[verb] if c > t and a.dep[c] == "conj" and a.pos[c] == "VERB"), None)
    marked = opened is not None and any(
        a.dep[c] == "mark" and a.head[c] == opened and c < t for c in a.children[opened]
    )
    if opened is None or not marked or any(a.dep[c] in SUBJECTS for c in a.children[opened]):
        return
    _rehang(a, t, opened)  # "said that 44 surrendered and that 80 rifles had been captured"
    a.dep[t] = "nsubj:pass" if any(a.dep[c] == "aux:pass" for c in a.children[opened]) else "nsubj"


def _of_so_many(a: Arrays, t: int) -> None:
    """ "Seven of 11 drones were shot down": seven drones, though the parser has two subjects."""
    if t + 3 >= a.n or a.lower[t + 1] != "of" or a.pos[t + 2] != "NUM":
        return
    noun = t + 3
    while noun + 1 < a.n and a.pos[noun] in ("ADJ", "NOUN", "PROPN") and a.head[noun] == noun + 1:
        noun += 1
    if a.pos[noun] != "NOUN" or a.head[noun] != a.head[t] or a.head[noun] == noun or a.head[t + 2] != t:
        return
    _rehang(a, noun, t)
    a.dep[noun] = "nmod"
    _rehang(a, t + 2, noun)
    a.dep[t + 2] = "nummod"
    _rehang(a, t + 1, noun)
    a.dep[t + 1] = "case"


def _short_passive(a: Arrays, t: int) -> None:
    """ "Two soldiers killed, six wounded", "he was killed and his wife wounded": they came to it."""
    verb = a.head[t]
    if a.lemma[verb] not in vocabulary().harming or a.tag[verb] not in ("VBD", "VBN") or verb != t + 1:
        return
    down = [c for c in a.children[verb] if c > verb]
    if any(a.dep[c] in ("obj", "iobj", "ccomp", "xcomp", "aux") for c in a.children[verb]):
        return
    beside = [c for c in down if a.dep[c] == "conj" and a.pos[c] == "VERB"]
    if any(a.dep[g] == "obj" for c in beside for g in a.children[c]) or (verb + 1 < a.n and a.pos[verb + 1] in _OPENS):
        return  # "the blast killed and injured nine"
    a.dep[t] = "nsubj:pass"


def _beside_verb(a: Arrays, t: int) -> None:
    """ "Killing six and injuring 14": a verb beside a noun is beside that noun's verb."""
    noun = a.head[t]
    verb = a.head[noun]
    alike = a.pos[noun] in ("NOUN", "NUM", "PROPN", "PRON") and a.dep[noun] in ("obj", "obl") and verb < noun < t
    past = {a.tag[verb], a.tag[t]} <= {"VBD", "VBN"}
    same = alike and a.pos[verb] == "VERB" and (a.tag[verb] == a.tag[t] or past)
    if same and not any(a.dep[c] in SUBJECTS for c in a.children[t]):
        _rehang(a, t, verb)
        for c in [c for c in a.children[verb] if c > t and a.dep[c] == "obj"]:  # "killed 9 and injured 12"
            if not any(a.dep[g] == "obj" for g in a.children[t]):
                a.tag[t] = a.tag[verb]
                _rehang(a, c, t)


def _beside_gerund(a: Arrays, t: int) -> None:
    """ "Accused rebels of shelling a school and killing 30": a gerund is beside the gerund before it."""
    verb = a.head[t]
    if a.tag[t] != "VBG" or a.tag[verb] == "VBG" or any(a.dep[c] in (*SUBJECTS, "aux", "mark") for c in a.children[t]):
        return
    before = [g for x in (verb, *a.children[verb]) for g in a.children[x]
              if verb < g < t and a.tag[g] == "VBG" and a.dep[g] in ("advcl", "xcomp", "acl")]  # fmt: skip
    if before:
        _rehang(a, t, before[-1])


def _with_harmed(a: Arrays, t: int) -> None:
    """ "The town was shelled, with nine people killed": they are who was killed."""
    if a.lemma[t] not in vocabulary().harming or any(a.dep[c] in SUBJECTS for c in a.children[t]):
        return
    verb = a.head[t]
    for c in a.children[verb]:
        if verb < c < t and a.dep[c] in ("obl", "obl:agent", "nmod", "obj") and a.pos[c] in ("NOUN", "NUM", "PROPN"):
            marks = [g for x in (c, t) for g in a.children[x] if a.lower[g] == "with" and verb < g < c]
            if marks and not any(a.text[x] == "," for x in range(c, t)):
                _rehang(a, c, t)
                a.dep[c] = "nsubj:pass"
                _rehang(a, marks[0], t)
                a.dep[marks[0]] = "mark"
                return


def _who_was(a: Arrays, t: int) -> None:
    """ "Two nurses kidnapped in May were freed": the participle right behind a noun says which, and the verb behind it
    has the subject."""
    verb = a.head[t]
    if verb < t or a.tag[verb] not in ("VBD", "VBN", "VBZ", "VBP"):
        return
    if any(a.dep[c] in ("mark", "aux:pass", "aux", "obj") for c in a.children[t]):
        return
    whose = [(c, h) for h in (t, verb) for c in a.children[h] if a.dep[c] in SUBJECTS and c < t]
    if len(whose) != 1 or a.lemma[t] not in vocabulary().harming:
        return
    noun, holder = whose[0]
    if a.pos[noun] not in ("NOUN", "PROPN") or any(a.pos[x] in ("PUNCT", "VERB") for x in range(noun + 1, t)):
        return
    if holder == t:
        _rehang(a, noun, verb)
        a.dep[noun] = "nsubj:pass" if any(a.dep[c] == "aux:pass" for c in a.children[verb]) else "nsubj"
    _rehang(a, t, noun)
    a.dep[t], a.tag[t] = "acl", "VBN"


def _name_or_verb(a: Arrays, t: int) -> None:
    """ "A week of fighting" is a noun, "denies shelling the town" a verb, whatever the tagger says."""
    down = {a.dep[c] for c in a.children[t]}
    if a.pos[t] == "VERB" and a.head[t] == t - 1 and a.lemma[t - 1] in vocabulary().fleeing and "obj" not in down:
        _noun(a, t, "obj")
        return
    if a.pos[t] == "VERB" and not down & _VERBAL:
        if a.dep[t] in ("nmod", "obl") and "case" in down and not down & {"aux", "mark"}:
            _noun(a, t, a.dep[t])
        elif a.dep[t] in ("nsubj", "nsubj:pass", "csubj", "csubj:pass") and not down & {"aux", "mark"}:
            _noun(a, t, "nsubj")  # "fighting between the Front and the army resumed"
        elif a.dep[t] in ("acl", "advcl"):
            _under_preposition(a, t)
        return
    if a.pos[t] == "VERB":
        return
    object_of = a.pos[t] == "NOUN" and a.dep[t] == "obj" and a.pos[a.head[t]] == "VERB"
    if object_of and "obj" in down and not down & {"det", "amod", "nmod:poss"}:
        a.pos[t], a.dep[t] = "VERB", "xcomp"


def _bare_subject(a: Arrays, t: int) -> None:
    """ "Rebels shelled Gao" under a headline, where the parser finds no subject: no preposition, and nobody else."""
    verb = a.head[t]
    if t > verb or t != a.sentence(t)[0] or a.tag[t] not in ("NNS", "NNPS") or a.tag[verb] != "VBD":
        return
    if not any(a.dep[c] == "case" for c in a.children[t]) and not any(a.dep[c] in SUBJECTS for c in a.children[verb]):
        a.dep[t] = "nsubj"


def _under_preposition(a: Arrays, t: int) -> None:
    """ "Five were killed in fighting", "after a week of fighting", "there is fighting in the streets"."""
    there = any(a.dep[c] == "expl" and a.lower[c] == "there" for c in a.children[t])
    mark = next((c for c in a.children[t] if a.dep[c] in ("mark", "case") and c < t), None)
    if there and mark is None:
        _noun(a, t, a.dep[t])
        return
    if mark is None or any(a.dep[c] == "aux" for c in a.children[t]):
        return
    head = a.head[t]
    whose = a.lower[mark] == "of" and a.pos[head] == "NOUN" and head == mark - 1
    harmed = a.lower[mark] in ("in", "amid", "during") and a.lemma[head] in vocabulary().harming
    if whose or harmed:
        a.dep[mark] = "case"
        _noun(a, t, "nmod" if whose else "obl")


def _noun(a: Arrays, t: int, dep: str) -> None:
    a.pos[t], a.lemma[t], a.dep[t] = "NOUN", a.lower[t], dep
    for c in a.children[t]:
        if a.dep[c] == "obl":
            a.dep[c] = "nmod"


def _leftmost(a: Arrays, t: int) -> int:
    for _ in range(_MAX_CLIMB):
        left = [c for c in a.children[t] if c < t]
        if not left:
            return t
        t = left[0]
    return t


def _give_subject(a: Arrays, t: int) -> None:
    """Rehang a second subject, behind its verb, on the verb without one that comes right after it."""
    verb = a.head[t]
    if not any(a.dep[c] in SUBJECTS and c < verb for c in a.children[verb]):
        return
    w = t + 1
    while w < a.n and a.sent[w] == a.sent[t] and a.pos[w] in ("AUX", "ADV"):
        w += 1
    if w == a.n or a.sent[w] != a.sent[t] or a.pos[w] != "VERB" or a.dep[w] not in ("conj", "parataxis"):
        return
    if any(a.dep[c] in SUBJECTS for c in a.children[w]):
        return
    _rehang(a, t, w)
    a.dep[t] = "nsubj:pass" if any(a.dep[c] == "aux:pass" for c in a.children[w]) else "nsubj"


def _above(a: Arrays, t: int) -> int | None:
    """The verb whose phrase the relative clause of ``t`` stands in, if it stands before it."""
    j = a.head[t]
    for _ in range(_MAX_CLIMB):
        if a.pos[j] == "VERB":
            return j if j < t else None
        if a.head[j] == j:
            return None
        j = a.head[j]
    return None


def _closed(a: Arrays, t: int) -> int | None:
    """The comma that ends the relative clause of ``t``, where another opened it; None for any other clause."""
    opened = next((c for c in a.children[t] if relative(a, c)), None)
    if opened is None or opened == 0 or a.text[opened - 1] != ",":
        return None
    last = a.sentence(t)[1]
    for i in range(t + 1, last):
        # "who took office in May, outside his home": a preposition after the comma goes on with the verb above
        if a.text[i] == "," and i + 1 < last and a.pos[i + 1] == "ADP":
            return i
        if a.text[i] in (";", ":", "--", "\u2014"):
            return None
    return None


def _of_doing(a: Arrays, c: int) -> bool:
    return a.tag[c] == "VBG" and any(a.dep[x] == "mark" and a.lower[x] == "of" for x in a.children[c])


def _rehang(a: Arrays, child: int, verb: int) -> None:
    a.hang(child, verb, "obl" if a.dep[child] == "nmod" else a.dep[child])
