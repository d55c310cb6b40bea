"""Tolls that a noun sums up: "the death toll rose to 14", "put the dead at 117", "the number of soldiers killed"."""

from __future__ import annotations

from dataclasses import replace

from firsthand.reading.arrays import Arrays
from firsthand.reading.harm.groups import PEOPLE, Groups
from firsthand.reading.harm.vocabulary import Words, words
from firsthand.reading.mentions import HarmMention
from firsthand.reading.predicates import preposition
from firsthand.reading.quantities import quantity_of
from firsthand.records import Outcome


def reckoned(a: Arrays, vocabulary: Words, i: int) -> bool:
    """ "Put the dead at 117": a word for people that counts as a toll under such a verb."""
    return a.lemma[i] in vocabulary.reckoned and a.dep[i] == "obj" and a.lemma[a.head[i]] in vocabulary.toll_verbs


def tolls(a: Arrays, groups: Groups, vocabulary: Words, i: int) -> list[HarmMention]:
    """ "The death toll rose to 14", "bringing the toll to 14", "put the dead at 117"."""
    verb = a.head[i]
    raised = _raised(a, verb)
    if raised is not None and a.lemma[i] == "toll":
        return _made(a, groups, i, raised)
    summed = _of_so_many(a, groups, vocabulary, i)
    if summed:
        return summed
    if a.lemma[verb] not in vocabulary.toll_verbs and a.pos[verb] != "NUM":
        return []
    said = {a.lemma[i], *(a.lemma[c] for c in a.children[i])}
    said |= {a.lower[g] for c in a.children[i] for g in (c, *a.children[c])}
    outcome: Outcome | None = "injured" if said & vocabulary.toll_injured else None
    outcome = "killed" if said & vocabulary.toll_killed else outcome
    outcome = outcome or _told(a, vocabulary, i)
    if outcome is None:
        return []
    at_or_to = ("at", "as", "to") if a.dep[i] == "obj" and a.lemma[verb] in vocabulary.toll_lifting else ("at", "as")
    behind = [t for t in range(i + 1, a.sentence(i)[1]) if a.pos[t] == "NUM" and preposition(a, t) in at_or_to]
    before = [c for c in a.children[verb] if c < i and a.dep[c] in ("obl", "obj") and preposition(a, c) == "to"]
    at = [*behind[:1], *before] + [
        c for t in a.children[verb] if t > i for c in a.children[t] if a.dep[c] == "nmod" and preposition(a, c) == "at"
    ]
    for c in (*a.children[verb], *at, verb):  # "put the number of dead in the attack at 40"
        if c <= i and c != verb and c not in before:
            continue
        if preposition(a, c) == "from":  # "rose from 11 to 17", "from at least 11 to more than 17"
            c = next((t for t in a.children[c] if a.dep[t] == "nmod" and preposition(a, t) == "to"), c)
        if (
            c != i
            and preposition(a, c) != "from"
            and (c in at or a.dep[c] in ("obl", "obj", "xcomp", "ROOT", "conj", "ccomp", "nmod"))
            and a.pos[c] in ("NUM", "NOUN")
        ):
            quantity = quantity_of(a, c)
            if quantity is not None and (a.pos[c] == "NUM" or quantity.low not in (None, 1)):
                harmed = _numbered(a, groups, vocabulary, i, outcome)
                if harmed is not None:
                    return [replace(harmed, low=quantity.low, high=quantity.high)]
                return [groups.made(i, c, outcome, "person", quantity, False)]
    return []


def _raised(a: Arrays, verb: int) -> int | None:
    """ "Put the toll at 25, but later raised it to 47": the number that it was raised to."""
    for v in a.children[verb]:
        if a.dep[v] != "conj" or v < verb or a.lemma[v] not in words().toll_lifting:
            continue
        objects = [c for c in a.children[v] if a.dep[c] in ("obj", "nsubj:pass", "nsubj")]
        if all(a.lower[c] == "it" for c in objects):
            return next((c for c in a.children[v] if a.pos[c] == "NUM" and preposition(a, c) in ("to", "at")), None)
    return None


def _made(a: Arrays, groups: Groups, i: int, number: int) -> list[HarmMention]:
    quantity = quantity_of(a, number)
    return [] if quantity is None else [groups.made(i, number, "killed", "person", quantity, False)]


def _of_so_many(a: Arrays, groups: Groups, vocabulary: Words, i: int) -> list[HarmMention]:
    """ "A tragic toll of 60,000 victims", "a death toll of 31"."""
    if a.lemma[i] != "toll":
        return []
    for c in a.children[i]:
        if a.dep[c] == "nmod" and preposition(a, c) == "of" and (a.pos[c] == "NUM" or a.lemma[c] in vocabulary.summed):
            quantity = quantity_of(a, c)
            if quantity is not None and not any(a.lower[x] in vocabulary.adjectives for x in (c, *a.children[c])):
                return [groups.made(i, c, "killed", "person", quantity, False)]
    return []


def _told(a: Arrays, vocabulary: Words, i: int) -> Outcome | None:
    """ "The number of people displaced": the outcome of the participle."""
    for t in (i, *(c for c in a.children[i] if a.dep[c] == "nmod" and preposition(a, c) == "of")):
        for c in a.children[t]:
            if a.dep[c] == "acl" and a.tag[c] == "VBN":
                return _undergone(a, vocabulary, c)
        behind = t + 1
        if behind < a.n and a.tag[behind] == "VBN" and a.dep[behind] == "xcomp" and a.head[behind] == a.head[i]:
            return _undergone(a, vocabulary, behind)
    return None


def _undergone(a: Arrays, vocabulary: Words, t: int) -> Outcome | None:
    said = (s for s in vocabulary.verbs.get(a.lemma[t], ()) if s.slot == "patient" and "person" in s.units)
    return next((s.outcome for s in said), None)


def _numbered(a: Arrays, groups: Groups, vocabulary: Words, i: int, outcome: Outcome) -> HarmMention | None:
    """ "The number of soldiers killed": the soldiers, by the participle."""
    for c in a.children[i]:
        said = [g for g in a.children[c] if a.dep[g] == "acl" and a.lemma[g] in vocabulary.verbs]
        said += [t for t in (c + 1,) if t < a.n and a.dep[t] == "xcomp" and _undergone(a, vocabulary, t) == outcome]
        if a.dep[c] == "nmod" and preposition(a, c) == "of" and said:
            return groups.item(said[0], c, outcome, PEOPLE)
    return None
