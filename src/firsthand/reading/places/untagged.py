"""Names in a place's position that the language model took for something else: "near the town of Tin Zawatin", "shelled
Bourem", "in the Sokoro quarter", or that it took for a place elsewhere in the report."""

from __future__ import annotations

from firsthand.reading.arrays import Arrays
from firsthand.reading.places.vocabulary import Words, words

_MAX_NAME = 6  # tokens
_SURE = 2  # tokens: of a longer name that stands "at" something it is mostly a body's
_PAST = frozenset({"VBD", "VBN"})

Span = tuple[int, int, bool]  # first and last token, and whether nothing but a place can stand there


def untagged(a: Arrays, taken: set[int], people: set[int], called: set[str]) -> list[Span]:
    """The names that stand where places do; ``taken`` are the tokens of tagged places, ``people`` those of persons'
    names, ``called`` the last words of these."""
    known, capitals = words(), a.string.isupper()
    found: list[Span] = []
    places = set(taken)
    told = {a.text[t] for t in taken if not _joined(a, t)}
    for i in range(a.n):
        if i in places or a.pos[i] != "PROPN" or not _capital(a, i):
            continue
        span = None
        if a.dep[i] not in ("flat", "compound"):
            span = _placed(a, known, i, places, people, called)
        if span is None and not capitals:
            span = _of_kind(a, known, i) or _again(a, i, told, people) or _before_deed(a, known, i, people)
        if span is not None and not any(t in taken for t in range(span[0], span[1] + 1)):
            found.append(span)
            places.update(range(span[0], span[1] + 1))
    return found


def _placed(a: Arrays, known: Words, i: int, places: set[int], people: set[int], called: set[str]) -> Span | None:
    """A name under a place's preposition, or to which is done what is done to places."""
    capitals = a.string.isupper()
    case = next((a.lower[c] for c in a.children[i] if a.dep[c] == "case"), "")
    above, verbal = a.lemma[a.head[i]], a.pos[a.head[i]] == "VERB"
    of_kind = above in known.types or above in known.deeds or above in known.directions or above in known.dwellers
    after_type = case == "of" and of_kind
    plain = case in known.untagged_under and (not capitals or case == "near")
    listed = not capitals and (
        (a.dep[i] == "conj" and a.head[i] in places)
        or (case == "between" and any(a.dep[c] == "conj" and c in places for c in a.children[i]))
    )
    aimed = (
        not capitals
        and not case
        and a.dep[i] in ("obj", "nsubj:pass")
        and (above in known.reaching or (above in known.attacking and i not in people))
    )
    raided = not capitals and case == "on" and above in known.raids
    landed = not capitals and case in ("on", "onto") and above in known.landing and verbal
    free = not capitals and a.text[i] not in called and _alone(a, i)
    fell = free and a.dep[i] == "nsubj" and above in known.falling and a.tag[a.head[i]] in _PAST
    moved = free and (case in known.untagged_from or (case in known.moving_under and above in known.moving))
    if not (after_type or plain or listed or aimed or raided or landed or fell or moved):
        return None
    first = last = i
    for c in a.children[i]:
        if a.dep[c] in ("compound", "flat", "amod") and a.pos[c] == "PROPN" and abs(c - i) < _MAX_NAME:
            first, last = min(first, c), max(last, c)
    while first and a.pos[first - 1] == "PROPN" and a.head[first - 1] == a.head[i] and a.dep[first - 1] == a.dep[i]:
        first -= 1  # "on [Tell] Wasit", of which the parser made two
    bare = not capitals and not any(a.dep[c] in ("det", "nmod:poss", "nummod") for c in a.children[i])
    kinds = known.small | known.towns | known.deeds | known.dwellers
    plainly = (
        (after_type and a.text[a.head[i]].islower() and above in kinds)
        or (case in known.untagged_at and (verbal or above in known.happening) and last - first < _SURE)
        or (aimed and above in known.reaching)
        or landed
    )
    return first, last, bare and plainly and _alone(a, i)


def _of_kind(a: Arrays, known: Words, i: int) -> Span | None:
    """ "In the Socio Vivienda sector": capitals before a word for a part of a town, under a place's preposition."""
    kind = a.head[i]
    if a.lemma[kind] not in known.quarters or not a.text[kind].islower() or i > kind or kind - i > _MAX_NAME:
        return None
    cases = {a.lower[c] for t in range(i, kind + 1) for c in a.children[t] if a.dep[c] == "case"}
    first = i
    while first > 0 and a.pos[first - 1] == "PROPN" and a.head[first - 1] in range(i, kind + 1):
        first -= 1
    named = all(a.text[t][:1].isupper() for t in range(first, kind))
    return (first, kind - 1, True) if named and cases & known.untagged_under else None


def _again(a: Arrays, i: int, told: set[str], people: set[int]) -> Span | None:
    """A name of one word that is tagged as a place elsewhere in the report, where it stands alone and does nothing."""
    if a.text[i] not in told or i in people or _joined(a, i) or a.dep[i] in ("flat", "compound", "nsubj", "appos"):
        return None
    return (i, i, True) if a.dep[i] in ("obj", "nsubj:pass") or any(a.dep[c] == "case" for c in a.children[i]) else None


def _before_deed(a: Arrays, known: Words, i: int, people: set[int]) -> Span | None:
    """ "The Mombasa attack": whether it is a place or who did it, the gazetteer and the report must tell."""
    deed = a.head[i]
    named = (
        a.dep[i] == "compound"
        and deed > i
        and a.text[deed].islower()
        and a.lemma[deed] in known.happening | known.deeds
    )
    if not named or i in people or any(not a.text[t][:1].isupper() for t in range(i, deed) if a.pos[t] == "PROPN"):
        return None
    first = i
    while first > 0 and a.pos[first - 1] == "PROPN" and a.head[first - 1] in (i, deed) and a.text[first - 1].isalpha():
        first -= 1
    the = first > 0 and a.dep[first - 1] in ("det", "nmod:poss", "nmod:unmarked", "compound", "amod", "nummod")
    return (first, i, False) if the else None


def _capital(a: Arrays, i: int) -> bool:
    """ "Gao", and the first word of "al-Hawta"."""
    article = i + 2 < a.n and a.text[i + 1] == "-" and a.text[i + 2][:1].isupper()
    return a.text[i][:1].isupper() or article


def _joined(a: Arrays, i: int) -> bool:
    """Whether a name goes on before or behind the token."""
    beside = [t for t in (i - 1, i + 1) if 0 <= t < a.n and a.sent[t] == a.sent[i]]
    first = a.sentence(i)[0]
    return any((a.text[t][:1].isupper() and t > first) or a.text[t] in ("-", "–") for t in beside)


def _alone(a: Arrays, i: int) -> bool:
    """Is a name neither someone's with a title nor the head of a longer one, "the College of Law", "Orvel & Sons"?"""
    after = a.text[i + 1] if i + 1 < a.n else ""
    bound = any(a.dep[c] in ("det", "nmod:poss") or a.text[c].endswith(".") for c in a.children[i])
    return not bound and after not in ("of", "for", "&") and not after[:1].isdigit()
