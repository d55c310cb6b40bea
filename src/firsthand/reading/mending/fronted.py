"""Subjects that a phrase before them has swallowed: a clause has a subject, and here is what else it can be.

- "in the town of Port Oma *gunmen* threw bombs", "as a result of the raid around 100 *students* were arrested";
- "at 1150 *guerrilla forces*, together with militias, ambushed a convoy";
- "after six *priests*, five of them foreign, were murdered": "after" opens a clause there;
- "*two soldiers* died, five policemen were injured", with two subjects at the second verb and none at the first.

Reports in capitals are full of these: no small letter tells the parser where a name ends.
"""

from __future__ import annotations

import re

from firsthand.reading.arrays import SUBJECTS, Arrays
from firsthand.reading.predicates import surface_subject, vocabulary

_PRESENT = frozenset({"VBD", "VBZ", "VBP"})
_INVERTED = frozenset({"expl", "csubj", "csubj:pass"})
_GROUP = frozenset({"aux", "aux:pass", "advmod", "cop"})  # what stands between a subject and its verb
_OBLIQUE = frozenset({"obl", "obl:unmarked", "obl:tmod", "obl:agent", "nmod", "dep"})
_CLAUSAL = frozenset({"before", "after", "since", "until"})  # prepositions that open clauses, too
_WITHOUT = frozenset({"nmod", "nmod:unmarked", "appos", "dep"})
_CLOCK = re.compile(r"[0-2]?\d[0-5]\d|\d{1,2}[.:h][0-5]\d")
_INSERTED = 14  # tokens between two commas that stand between a subject and its verb
_MAX_CLIMB = 6


def mend_fronted(a: Arrays) -> None:
    """Give such verbs their subjects, in place.

    >>> # "IN THE TOWN OF SAN GABAN TERRORISTS THREW BOMBS": terrorists threw them, in the town of San Gaban
    """
    for v in range(1, a.n):
        if a.dep[v] in SUBJECTS:
            _behind_name(a, v)
            _of_so_many(a, v)
        if a.pos[v] != "VERB":
            continue
        if a.dep[v] in ("parataxis", "ccomp", "advcl", "conj", "acl") and a.tag[v] == "VBD":
            _first_of_two(a, v)
        if a.dep[v] in ("acl", "acl:relcl") and a.tag[v] in ("VBD", "VBN", "VBZ", "VBP"):
            _that_they(a, v)
        if (_finite(a, v) or a.dep[v] == "acl:relcl") and _lacks(a, v):
            _object_before(a, v)
        if _finite(a, v) and _lacks(a, v):
            _swallowed(a, v)


def _finite(a: Arrays, v: int) -> bool:
    if a.dep[v] in ("acl:relcl", "acl", "xcomp"):
        return False
    if a.tag[v] in _PRESENT:
        return True
    helpers = [c for c in a.children[v] if a.dep[c] in ("aux", "aux:pass")]
    return a.tag[v] in ("VBN", "VBG") and any(a.tag[c] in (*_PRESENT, "MD") for c in helpers)


def _lacks(a: Arrays, v: int) -> bool:
    if any(a.dep[c] in SUBJECTS or a.dep[c] in _INVERTED or a.lower[c] == "there" for c in a.children[v]):
        return False
    if a.dep[v] == "conj" and (a.pos[a.head[v]] in ("VERB", "AUX") or surface_subject(a, v)):
        return False
    return a.dep[v] != "advcl" or any(a.dep[c] == "mark" for c in a.children[v]) or _has_helper(a, v)


def _has_helper(a: Arrays, v: int) -> bool:
    return any(a.dep[c] in ("aux", "aux:pass") for c in a.children[v])


def _before(a: Arrays, v: int) -> int:
    """The last token before a verb with its helpers and adverbs, past what two commas enclose."""
    first = a.sentence(v)[0]
    t = v - 1
    while t > first and a.head[t] == v and a.dep[t] in _GROUP and a.pos[t] in ("AUX", "ADV", "PART"):
        t -= 1
    if t > first and a.text[t] == ",":
        opened = next((x for x in range(t - 1, max(first, t - _INSERTED), -1) if a.text[x] == ","), None)
        return opened - 1 if opened is not None else t
    return t


def _swallowed(a: Arrays, v: int) -> None:
    """The phrase that ends right before the verb is its subject, if it is part of one that hangs on the verb."""
    last = _before(a, v)
    path = _path(a, last, v)
    if not path or a.dep[path[0]] not in _OBLIQUE:
        return
    for x in path:
        if a.pos[x] not in ("NOUN", "PROPN", "NUM") or a.lemma[x] in vocabulary().spans:
            continue
        case = next((c for c in a.children[x] if a.dep[c] == "case" and c < x), None)
        if case is None:
            if x != path[0] and a.dep[x] in _WITHOUT and _whole(a, x):
                _subject(a, x, v)
                return
            continue
        if x == path[0] and a.lower[case] in _CLAUSAL and not _of_time(a, case, x):
            a.dep[case] = "mark"
            a.hang(case, v, "mark")
            _subject(a, x, v)
            if a.dep[v] == "parataxis":
                a.dep[v] = "advcl"
            return
        name = _glued(a, case, x)
        if name is not None:
            _part(a, x, name, v)
            return


def _behind_name(a: Arrays, x: int) -> None:
    """ "In Ortega police arrested nine": the preposition is of the name, and the police are nobody's."""
    case = next((c for c in a.children[x] if a.dep[c] == "case" and c < x), None)
    v = a.head[x]
    if case is None or a.lower[case] not in ("in", "at", "near") or case != a.sentence(x)[0] or a.pos[v] != "VERB":
        return
    own = [c for c in a.children[x] if case < c < x]
    first = own[0] if own and _leftmost(a, own[0]) == case + 1 else None
    if first is not None and a.pos[first] == "PROPN" and a.dep[first] == "compound" and a.tag[x] != "NNP":
        a.hang(case, first, "case")
        a.hang(first, v, "obl")


def _of_so_many(a: Arrays, x: int) -> None:
    """ "As a result of the raid around 40 teachers were held": the number is of the noun right behind it."""
    number = x - 1
    if a.dep[number] == "nummod" and a.head[number] < number and a.tag[x] == "NNS":
        a.hang(number, x, "nummod")


def _that_they(a: Arrays, v: int) -> None:
    """ "Reported that four youths in a car shot at the guards": behind "that" stands a clause, and no noun with one."""
    noun = a.head[v]
    telling = a.head[noun]
    marks = [c for x in (v, noun) for c in a.children[x] if a.dep[c] == "mark" and a.lower[c] == "that"]
    mark = marks[0] if marks else None
    if mark is None or mark > _leftmost(a, noun) or a.dep[noun] != "obj" or not telling < mark:
        return
    if any(a.dep[c] in SUBJECTS for c in a.children[v]):
        return
    a.hang(mark, v, "mark")
    a.hang(v, telling, "ccomp")
    if a.tag[v] == "VBN" and not _has_helper(a, v):
        a.tag[v] = "VBD"
    _subject(a, noun, v)


def _object_before(a: Arrays, v: int) -> None:
    """ "The squad, backed by the army, used a bomb": before a verb without a subject stands its subject."""
    before = [c for c in a.children[v] if a.dep[c] == "obj" and c < v]
    behind = any(a.dep[c] in ("obj", "ccomp", "xcomp") and c > v for c in a.children[v])
    if len(before) == 1 and behind and a.tag[v] in _PRESENT:
        a.dep[before[0]] = "nsubj"


def _path(a: Arrays, last: int, v: int) -> list[int]:
    """From the phrase that hangs on the verb down to its last token."""
    path = [last]
    for _ in range(_MAX_CLIMB):
        above = a.head[path[-1]]
        if above == v:
            return path[::-1]
        if above == path[-1] or a.sent[above] != a.sent[v]:
            return []
        path.append(above)
    return []


def _whole(a: Arrays, x: int) -> bool:
    """A phrase that can stand alone: with an article or a number, or in the plural."""
    own = {a.dep[c] for c in a.children[x] if c < x}
    return bool(own & {"det", "nummod"}) or a.tag[x] in ("NNS", "NNPS")


def _of_time(a: Arrays, case: int, x: int) -> bool:
    """ "After 1945", "before the war": no person, unless something stands before the verb that can be one."""
    return a.tag[x] not in ("NNS", "NNPS", "NNP") and not any(
        a.dep[c] in ("appos", "flat", "conj") and a.pos[c] == "PROPN" for c in a.children[x]
    )


def _glued(a: Arrays, case: int, x: int) -> int | None:
    """The head of the name or hour right behind the preposition, that the noun ``x`` in the plural was joined to."""
    if a.tag[x] not in ("NNS", "NNPS") or (a.pos[x] == "PROPN" and a.lemma[x] == a.lower[x]):
        return None
    own = [c for c in a.children[x] if case < c < x]
    if not own or _leftmost(a, own[0]) != case + 1:
        return None
    first = own[0]
    if a.pos[first] == "NUM" and a.dep[first] == "nummod":
        return first if _CLOCK.fullmatch(a.text[first]) and a.lower[case] == "at" else None
    if a.lower[case] not in ("in", "of", "at", "near", "from", "to"):
        return None
    named = a.pos[first] == "PROPN" and a.dep[first] in ("compound", "nmod:desc", "flat")
    if not named or any(a.dep[c] == "conj" for c in a.children[first]):
        return None
    return first


def _part(a: Arrays, x: int, name: int, v: int) -> None:
    """Part the noun ``x`` from the name before it: the name has the preposition, the noun is the verb's subject."""
    above, dep = a.head[x], a.dep[x]
    for c in [c for c in a.children[x] if c < name]:
        a.hang(c, name, a.dep[c])
    a.hang(name, above, "nmod" if dep == "nmod" else "obl")
    _subject(a, x, v)


def _subject(a: Arrays, x: int, v: int) -> None:
    passive = any(a.dep[c] == "aux:pass" for c in a.children[v])
    a.hang(x, v, "nsubj:pass" if passive else "nsubj")


def _first_of_two(a: Arrays, v: int) -> None:
    """ "A soldier and a civilian died, 5 policemen were injured": who stands right before the first verb died."""
    above = a.head[v]
    if above < v or any(a.dep[c] in (*SUBJECTS, *_INVERTED, "mark", "aux", "obj") for c in a.children[v]):
        return
    subjects = [c for c in a.children[above] if a.dep[c] in SUBJECTS]
    if len(subjects) < 2 or not subjects[0] < v < subjects[1] or _last(a, subjects[0], v) != v - 1:
        return
    beside = [c for c in a.children[subjects[0]] if c > v]
    for c in beside:
        a.hang(c, subjects[1], a.dep[c])
    a.hang(subjects[0], v, "nsubj")


def _last(a: Arrays, x: int, before: int) -> int:
    """The last token of a phrase, of those before another token."""
    last = x
    for c in a.children[x]:
        if c < before:
            last = max(last, _last(a, c, before))
    return last


def _leftmost(a: Arrays, x: int) -> int:
    left = [c for c in a.children[x] if c < x]
    return _leftmost(a, left[0]) if left else x
