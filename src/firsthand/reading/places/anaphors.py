"""Places that are taken up by their kind: "overran Balcad ... retook the town", "were killed there", "was shot here".

A reader knows which town "the town" is: the last one named that is of the kind, and of one that is said by another
("a village near Gao") the first. "The base" is at the place of the base told of before, and "here" is where a dispatch
was written, as its dateline says.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from firsthand.reading.arrays import Arrays
from firsthand.reading.mentions import PlaceMention
from firsthand.reading.places.vocabulary import words

_BACK = 4  # sentences looked back over
_BACK_SITE = 6  # the same for "the base" and "the school", of which a report has few
_DEFINITE = frozenset({"the", "that", "this"})
_SAID_BY = re.compile(  # "Muluk, about 30 km from the city of", "Muluk near"
    r",?\s*(?:(?:about|some|around|roughly)\s+)?(?:\d[\d,.]*\s*(?:km|kilomet\w+|miles?)\s+)?[\w-]*\s*"
    r"\b(?:near|outside|from|of|off|in)\s+(?:\w+\s+){0,4}",
    re.I,
)
_NAMED_NEXT = re.compile(r"\s+(?:of\b|[A-Z])|,\s*[A-Z]\w+,")
_QUOTE = re.compile(r'["“”«»]')


def with_anaphors(a: Arrays, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The places with those that are taken up by a word for their kind, in the order of the text.

    >>> # "Rebels overran Balcad. The army retook the town." -> "Balcad", "town": Balcad
    """
    known = words()
    found = list(places)
    taken = {s for p in places for s in range(p.start, p.end)}
    if not places:
        return found
    sites: dict[int, tuple[int, PlaceMention]] = {}  # group of words for a site -> sentence and place of the last one
    for i in range(a.n):
        if a.start[i] in taken:
            continue
        meant, group = None, known.sites.get(a.lemma[i])
        definite = (group is not None or a.lemma[i] in known.anaphors) and _taken_up(a, i)
        if group is not None and definite and group in sites:
            sentence, place = sites[group]
            first = a.start[a.sentence(i)[0]]
            elsewhere = any(first <= p.start < a.start[i] for p in places)  # "in Odesa ... a shell hit the bridge"
            meant = place if 0 < a.sent[i] - sentence <= _BACK_SITE and not elsewhere else None
        elif group is not None and (stands := _stands_at(a, i, places)) is not None:
            sites[group] = (a.sent[i], stands)
            continue
        if meant is None and definite and a.lemma[i] in known.anaphors:
            part = any(a.lower[c] in known.sides for c in a.children[i])  # "the northern quarters": of the town
            kinds = known.anaphors["town"] if part else known.anaphors[a.lemma[i]]
            meant = _antecedent(a, i, places, kinds)
        elif a.lower[i] == "there" and a.dep[i] == "advmod":
            meant = _antecedent(a, i, places, frozenset())
        if meant is not None:
            found.append(replace(meant, start=a.start[i], end=a.end[i]))
    return sorted(found, key=lambda p: p.start)


def written_here(a: Arrays, dateline: PlaceMention) -> list[PlaceMention]:
    """The words "here" of a dispatch, which mean the place of its dateline; not those that somebody says."""
    found = []
    for i in range(a.n):
        if a.lower[i] != "here" or a.dep[i] != "advmod" or a.start[i] < dateline.end:
            continue
        paragraph = a.string.rfind("\n", 0, a.start[i]) + 1
        if len(_QUOTE.findall(a.string, paragraph, a.start[i])) % 2 == 0:
            found.append(replace(dateline, start=a.start[i], end=a.end[i]))
    return found


def _taken_up(a: Arrays, i: int) -> bool:
    """ "The town", and neither "the town of Gao", "the border town" nor "the town that they had left"."""
    several = a.tag[i] == "NNS" and a.lemma[i] not in words().parts
    if a.pos[i] != "NOUN" or several or a.dep[i] in ("compound", "nsubj", "nmod:poss", "appos"):
        return False
    if not any(a.dep[c] == "det" and a.lower[c] in _DEFINITE for c in a.children[i]):
        return False
    if any(a.dep[c] in ("compound", "nmod", "acl", "acl:relcl", "appos", "flat", "nummod") for c in a.children[i]):
        return False
    allowed = words().same | (words().sides if a.lemma[i] in words().parts else frozenset())
    if any(a.dep[c] == "amod" and a.lower[c] not in allowed for c in a.children[i]):
        return False
    return a.string.isupper() or not _NAMED_NEXT.match(a.string, a.end[i])


def _stands_at(a: Arrays, i: int, places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The first place behind a word for a site that says where it is, "overran an outpost near Balcad", or that it
    explains, "Balcad, the last outpost"."""
    if a.dep[i] == "appos":
        return next((p for p in places if p.start <= a.start[a.head[i]] < p.end), None)
    after = bisect_left(places, a.end[i], key=lambda p: p.start)
    if after == len(places):
        return None
    first = bisect_left(a.start, places[after].start)
    last = bisect_left(a.start, places[after].end) - 1
    head = next((t for t in range(first, last + 1) if not first <= a.head[t] <= last), first)
    if a.sent[first] != a.sent[i] or not any(a.dep[c] == "case" for t in range(first, last + 1) for c in a.children[t]):
        return None
    above = a.head[head]
    named = a.dep[head] == "nmod" and a.lemma[above] in words().types  # "near the town of Balcad"
    over = a.head[above] if named else above
    beside = over == a.head[i] and a.dep[i] in ("obj", "obl", "nsubj:pass") and a.pos[over] == "VERB"
    return places[after] if over == i or beside else None


def _antecedent(a: Arrays, i: int, places: Sequence[PlaceMention], kinds: frozenset[str]) -> PlaceMention | None:
    """The last place before ``i`` that the word there can stand for; with no ``kinds`` any but a country."""
    first = a.sentences[max(0, a.sent[i] - _BACK)][0]
    before = [p for p in places if a.start[first] <= p.start and p.end <= a.start[i]]
    fitting = [p for p in before if _fits(a, p, a.lemma[i], kinds)]
    if not fitting:
        return None
    k = len(fitting) - 1
    while k and _SAID_BY.fullmatch(a.string, fitting[k - 1].end, fitting[k].start):
        k -= 1
    return fitting[k]


def _fits(a: Arrays, p: PlaceMention, noun: str, kinds: frozenset[str]) -> bool:
    said = a.string[p.start : p.end].lower()
    if noun in said.split() or re.search(rf"\b{re.escape(noun)} of $", a.string[max(0, p.start - 30) : p.start], re.I):
        return True
    if not kinds:
        return noun == "there" and p.precision != "country"
    return (p.precision or "unknown") in kinds
