"""Nouns that say what became of people: a body that is found, lives that are lost, a condition they are in."""

from __future__ import annotations

from firsthand.reading.arrays import Arrays
from firsthand.reading.harm.groups import PEOPLE, Groups
from firsthand.reading.harm.vocabulary import Words
from firsthand.reading.mentions import HarmMention
from firsthand.reading.predicates import fillers, preposition, surface_subject
from firsthand.reading.quantities import Quantity, quantity_of

_THINGS = frozenset({"vehicle", "aircraft", "vessel", "building", "weapon"})
_VERBAL = frozenset({"VERB", "AUX"})


def condition(a: Arrays, groups: Groups, vocabulary: Words, i: int) -> list[HarmMention]:
    """ "Left two officers in critical condition", "is in serious condition": injured."""
    h = a.head[i]
    if not any(a.lemma[c] in vocabulary.condition_words for x in (i, *a.children[i]) for c in a.children[x]):
        return []
    heads: tuple[int, ...] = ()
    if any(a.dep[c] == "cop" for c in a.children[i]):
        heads = surface_subject(a, i)
    elif a.pos[h] in _VERBAL:
        heads = next((fillers(a, c) for c in a.children[h] if a.dep[c] in ("obj", "nsubj:pass")), ())
        heads = heads or surface_subject(a, h)
    elif a.dep[i] == "nmod":
        heads = (h,)
    found = [groups.item(i, head, "injured", PEOPLE) for head in heads]
    return [item for item in found if item is not None]


def body(a: Arrays, groups: Groups, vocabulary: Words, i: int) -> list[HarmMention]:
    """A body that is found: "the bodies of three men were recovered" is three dead."""
    h = a.head[i]
    if a.dep[i] not in ("obj", "nsubj:pass") or a.lemma[h] not in vocabulary.body_verbs:
        return []
    whose = [
        c for c in a.children[i]
        if (a.dep[c] == "nmod" and preposition(a, c) == "of") or (a.dep[c] == "nmod:poss" and a.pos[c] != "PRON")
    ]  # fmt: skip
    if a.lemma[i] == "remains" and any(groups.unit(t) in _THINGS for c in whose for t in fillers(a, c)):
        return []  # "the remains of an aircraft"
    for c in whose:
        items = [groups.item(h, head, "killed", PEOPLE) for head in fillers(a, c)]
        if any(items):
            return [item for item in items if item is not None]
    if a.tag[i] == "NN" and any(a.dep[c] == "compound" for c in a.children[i]):
        return []  # "the government body"
    common = [c for c in whose if a.pos[c] == "NOUN" and groups.unit(c) is None]
    if common and not any(a.dep[c] == "nummod" for c in (i, *a.children[i])):
        return []  # "the body of rules"
    quantity = quantity_of(a, i)
    if quantity is None and a.tag[i] == "NN":
        quantity = Quantity(1, 1, i, i)  # "his headless body was found"
    return [groups.made(h, i, "killed", "person", quantity, False)] if a.pos[i] == "NOUN" else []


def lives(a: Arrays, groups: Groups, vocabulary: Words, i: int) -> list[HarmMention]:
    """ "Claimed nine lives", "42 lives were lost"."""
    h = a.head[i]
    if a.dep[i] not in ("obj", "nsubj:pass") or a.lemma[h] not in vocabulary.life_verbs:
        return []
    if a.lemma[h] == "lose" and a.dep[i] == "obj":
        return []  # "nine people lost their lives": by the verb
    if any(a.lower[c] == "own" for c in a.children[i]):
        own = [groups.item(h, head, "killed", PEOPLE) for head in surface_subject(a, h)]
        return [item for item in own if item is not None]
    quantity = quantity_of(a, i)
    whose = [head for c in a.children[i] if a.dep[c] == "nmod" and preposition(a, c) == "of" for head in fillers(a, c)]
    if whose and (quantity is None or a.tag[i] == "NNS"):
        items = [groups.item(h, head, "killed", PEOPLE) for head in whose]
        return [item for item in items if item is not None]
    return [groups.made(h, i, "killed", "person", quantity, False)] if quantity is not None else []
